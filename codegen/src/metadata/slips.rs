//! Reports declarations that are repeated, incomplete or circular. The rest of the document is read nevertheless.

use std::sync::Arc;

use crate::{diagnostic::Diagnostic, rules, span::Span};

/// The findings so far.
pub(super) struct Slips {
    file: Arc<str>,
    found: Vec<Diagnostic>,
}

impl Slips {
    pub(super) fn new(file: &Arc<str>) -> Slips {
        Slips {
            file: Arc::clone(file),
            found: Vec::new(),
        }
    }

    /// Reports a name that is declared in two places. The first counts where they differ.
    pub(super) fn twice(
        &mut self,
        name: &str,
        member: Option<&str>,
        is_same: bool,
        [first, second]: [Span; 2],
    ) {
        use rules::metadata_declared_twice::{differing, differing_member, same, same_member};
        let message = match (member, is_same) {
            (None, true) => same(name),
            (None, false) => differing(name),
            (Some(member), true) => same_member(member, name),
            (Some(member), false) => differing_member(member, name),
        };
        let label = match is_same {
            true => "declared here first",
            false => "where they differ, this one counts",
        };
        let found = Diagnostic::new(message, &self.file, second);
        let found = found.also(&self.file, first, label);
        self.found.push(found.about(name, member));
    }

    /// Reports an element without an attribute that it requires.
    pub(super) fn lacks(
        &mut self,
        element: &str,
        attribute: &str,
        owner: Option<&str>,
        span: Span,
    ) {
        let message = rules::metadata_unread::attribute(attribute, element);
        let found = Diagnostic::new(message, &self.file, span).label("left out");
        self.found.push(match owner {
            Some(owner) => found.about(owner, None),
            None => found,
        });
    }

    /// Reports a member whose value is not a number.
    pub(super) fn no_number(&mut self, owner: &str, member: &str, number: &str, span: Span) {
        let message = rules::metadata_unread::number(member, number);
        let found = Diagnostic::new(message, &self.file, span).label("read without a number");
        self.found.push(found.about(owner, Some(member)));
    }

    /// Reports a type or schema inside another one, which ends there.
    pub(super) fn nested(&mut self, element: &str, outer: &str, span: Span) {
        let message = rules::metadata_unread::nested(element, outer);
        let found = Diagnostic::new(message, &self.file, span);
        self.found
            .push(found.label("what follows is not part of the outer one"));
    }

    /// Reports a property or member that belongs to no type.
    pub(super) fn outside(&mut self, element: &str, span: Span) {
        let message = rules::metadata_unread::outside(element);
        let found = Diagnostic::new(message, &self.file, span);
        self.found.push(found.label("left out"));
    }

    /// Reports a reference to something that is no type.
    pub(super) fn no_type(&mut self, owner: &str, member: Option<&str>, name: &str, span: Span) {
        let message = rules::metadata_unread::no_type(name);
        let label = match member {
            Some(_) => "the type on the pages counts; without one, any value fits",
            None => "the base on the pages counts, if they state one",
        };
        let found = Diagnostic::new(message, &self.file, span).label(label);
        self.found.push(found.about(owner, member));
    }

    /// Reports annotations of something that is not declared.
    pub(super) fn undeclared_target(&mut self, target: &str, span: Span) {
        let message = rules::metadata_unread::target(target);
        let found = Diagnostic::new(message, &self.file, span).label("not used");
        self.found.push(found);
    }

    /// Reports a type that lost its base because it extends itself.
    pub(super) fn cycle(&mut self, name: &str, span: Span) {
        let found = Diagnostic::new(rules::base_cycle(name), &self.file, span);
        let found = found.label("taken without a base");
        self.found.push(found.about(name, None));
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.found
    }
}
