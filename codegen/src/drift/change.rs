//! A change, and the finding that it is reported as.

use crate::{
    drift::{Rule, subject::Subject},
    finding::{self, Bump, Contract, Finding, Severity},
    model::{Place, QualifiedName},
    rules::{self, Message},
};

/// A logical change.
#[derive(Clone, Debug)]
pub struct Change {
    /// How much this change matters.
    pub severity: Severity,
    /// The contracts that it breaks.
    pub contracts: Vec<Contract>,
    /// The type or enum, by its name in the new pages if they have it.
    pub type_name: QualifiedName,
    /// Wire name of the member, by its name in the old pages if they have it.
    pub member: Option<String>,
    /// What was said before, in canonical form.
    pub before: Option<String>,
    /// What is said now, in canonical form.
    pub after: Option<String>,
    /// Whether it became deprecated or no longer is, if the change is about that.
    pub deprecated: Option<bool>,
    /// One sentence, without a full stop.
    pub message: Message,
    /// What to do about it.
    pub help: Option<String>,
    /// Place in the old pages.
    pub base: Option<Place>,
    /// Place in the new pages.
    pub head: Option<Place>,
}

impl Change {
    /// Creates a change of a type with the usual severity of its kind.
    pub(super) fn new(message: Message, type_name: &QualifiedName) -> Change {
        Change {
            severity: message.rule().severity(),
            contracts: Vec::new(),
            type_name: type_name.clone(),
            member: None,
            before: None,
            after: None,
            deprecated: None,
            message,
            help: None,
            base: None,
            head: None,
        }
    }

    /// Returns the rule for changes of this kind.
    pub fn rule(&self) -> &'static Rule {
        self.message.rule()
    }

    /// Whether a property or relationship is gone.
    pub fn is_removed_property(&self) -> bool {
        [&rules::PROPERTY_REMOVED, &rules::RELATIONSHIP_REMOVED].contains(&self.rule())
    }

    /// Creates a change of a type or of a member of it.
    pub(super) fn of(message: Message, subject: &Subject<'_>) -> Change {
        let mut change = Change::new(message, subject.ty);
        change.member = subject.member.map(str::to_owned);
        change
    }

    pub(super) fn member(mut self, name: &str) -> Change {
        self.member = Some(name.to_owned());
        self
    }

    /// Sets what was and what is said, in canonical form.
    pub(super) fn said(self, before: impl Into<String>, after: impl Into<String>) -> Change {
        self.before(before).after(after)
    }

    /// Sets what is no longer said.
    pub(super) fn before(mut self, text: impl Into<String>) -> Change {
        self.before = Some(text.into());
        self
    }

    /// Sets what is newly said.
    pub(super) fn after(mut self, text: impl Into<String>) -> Change {
        self.after = Some(text.into());
        self
    }

    /// Says whether it became deprecated or no longer is.
    pub(super) fn deprecated(mut self, is: bool) -> Change {
        self.deprecated = Some(is);
        let word = |is| if is { "deprecated" } else { "in use" };
        self.said(word(!is), word(is))
    }

    pub(super) fn places(mut self, base: Option<&Place>, head: Option<&Place>) -> Change {
        self.base = base.cloned();
        self.head = head.cloned();
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Change {
        self.help = Some(help.into());
        self
    }

    /// Adds a note if there were too many changes to look for renames.
    pub(super) fn unsearched(self, too_many: bool) -> Change {
        if !too_many {
            return self;
        }
        self.note("too much changed to look for one with another name")
    }

    fn note(self, note: &str) -> Change {
        let help = match &self.help {
            Some(help) => format!("{help}; {note}"),
            None => note.to_owned(),
        };
        self.help(help)
    }

    /// Puts text before the help, if there is any.
    pub(super) fn begin_help(&mut self, text: &str) {
        self.help = Some(match self.help.take() {
            Some(help) => format!("{text}; {help}"),
            None => text.to_owned(),
        });
    }

    /// Sets the severity without broken contracts.
    pub(super) fn severity(mut self, severity: Severity) -> Change {
        self.severity = severity;
        self
    }

    /// Marks a contract as broken if `broken`. A change is breaking if programs no longer compile or values are no
    /// longer read, and at least dangerous if the service may refuse what is sent.
    pub(super) fn breaks(mut self, contract: Contract, broken: bool) -> Change {
        if broken {
            self.contracts.push(contract);
            let least = match contract {
                Contract::RustSource | Contract::WireRead => Severity::Breaking,
                Contract::WireWrite => Severity::Dangerous,
            };
            self.severity = self.severity.max(least);
        }
        self
    }

    /// Withdraws broken contracts if they depend on a concluded base, because that is not a statement of the
    /// documentation.
    pub(super) fn concluded(mut self, is_concluded: bool) -> Change {
        if !is_concluded {
            return self;
        }
        self.contracts.clear();
        self.severity = self.severity.min(Severity::Minor);
        self.note("the page of the type does not state its base, which was concluded")
    }

    /// Returns the version bump that users of the crate need.
    pub fn bump(&self) -> Bump {
        match self.severity {
            Severity::Breaking => Bump::Major,
            Severity::Dangerous | Severity::Minor => Bump::Minor,
            Severity::Patch => Bump::Patch,
            Severity::None => Bump::None,
        }
    }
}

/// Turns changes into findings. Old and new pages have the same names, so `base` and `head` map the name of a page to
/// one that distinguishes the two.
pub fn findings(
    changes: &[Change],
    base: impl Fn(&str) -> String,
    head: impl Fn(&str) -> String,
) -> Vec<Finding> {
    let to_finding = |change: &Change| {
        let mut found = Finding::new(change.message.clone());
        found.level = change.severity.level();
        found.severity = change.severity;
        found.type_name = Some(change.type_name.to_string());
        found.member.clone_from(&change.member);
        found.before.clone_from(&change.before);
        found.after.clone_from(&change.after);
        found.deprecated = change.deprecated;
        found.contracts.clone_from(&change.contracts);
        found.bump = change.bump();
        found.help.clone_from(&change.help);
        let is = change.after.as_deref().unwrap_or_default();
        let was = change.before.as_deref().unwrap_or_default();
        if let Some(place) = &change.head {
            found = found.at(&head(&place.file).into(), place.span, is);
        }
        if let Some(place) = &change.base {
            found = found.at(&base(&place.file).into(), place.span, was);
        }
        found.fingerprint = finding::fingerprint(&found, 0);
        found
    };
    changes.iter().map(to_finding).collect()
}
