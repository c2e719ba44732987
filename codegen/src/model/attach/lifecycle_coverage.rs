//! Compares lifecycles with the documented values.

use std::sync::Arc;

use super::owner;
use crate::{
    diagnostic::Diagnostic,
    extract::PageExtract,
    facts::{Assertion, Fact, Named, is_page_named, page_named},
    model::{Model, Property, TypeRef},
    rules::{self, Message},
    span::Span,
};

/// Reports lifecycles that do not cover all documented values of their property, or cover other values.
pub(super) fn coverage(
    facts: &[Fact],
    pages: &[Arc<PageExtract>],
    model: &Model,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for fact in facts {
        let Assertion::Lifecycle { property, .. } = &fact.assertion else {
            continue;
        };
        let page = page_named(fact, pages, |page| &page.path);
        let Some(owner) = page.and_then(|page| owner(fact, page, model)) else {
            continue;
        };
        let Some(found) = model.property(&owner, &property.text) else {
            continue;
        };
        let (values, place) = (documented_values(model, found), found.place.clone());
        let is_same = |other: &&Fact| match &other.assertion {
            Assertion::Lifecycle { property: p, .. } => {
                p.text == property.text && is_page_named(&other.page, &fact.page)
            }
            _ => false,
        };
        let covered: Vec<&str> = facts
            .iter()
            .filter(is_same)
            .flat_map(|fact| statuses(&fact.assertion))
            .map(|named| named.text.as_str())
            .collect();
        let (id, line, file, name) = (&fact.id, place.line, &place.file, &property.text);
        let report = |message: Message, span: Span| {
            let found = Diagnostic::new(message, &fact.file, span);
            let found = found.also(file, place.span, "documented here");
            found.about(owner.as_str(), Some(&property.text))
        };
        for status in statuses(&fact.assertion) {
            let times = covered
                .iter()
                .filter(|known| **known == status.text)
                .count();
            if !values.contains(&status.text) {
                let value = &status.text;
                let message = rules::fact_coverage::undocumented(id, value, line, file, name);
                out.push(report(message, status.span));
            } else if times > 1 {
                let message = rules::fact_coverage::twice(id, &status.text);
                out.push(report(message, status.span));
            }
        }
        let is_first = facts
            .iter()
            .find(is_same)
            .is_some_and(|first| first.id == fact.id);
        let missing = values
            .iter()
            .filter(|value| !covered.contains(&value.as_str()));
        for value in missing.filter(|_| is_first) {
            let message = rules::fact_coverage::missing(id, value, line, file, name);
            out.push(report(message, fact.assertion_span));
        }
    }
    out
}

fn statuses(assertion: &Assertion) -> impl Iterator<Item = &Named> {
    let lists: [&[Named]; 3] = match assertion {
        Assertion::Lifecycle {
            pending,
            succeeded,
            failed,
            ..
        } => [pending, succeeded, failed],
        _ => [&[], &[], &[]],
    };
    lists.into_iter().flatten()
}

/// Returns the values that the pages document for a property.
pub(super) fn documented_values(model: &Model, property: &Property) -> Vec<String> {
    let members = match (&property.ty, &property.values) {
        (TypeRef::Enum(name), _) => model.enums.get(name).map(|en| &en.members),
        (_, Some(values)) => Some(&values.members),
        _ => None,
    };
    let members = members.into_iter().flatten();
    members.map(|member| member.name.clone()).collect()
}
