//! One change, and the finding that it is reported as.

use crate::{
    drift::Rule,
    finding::{self, Bump, Contract, Finding, Severity},
    model::{Place, QualifiedName},
};

/// One logical change.
#[derive(Clone, Debug)]
pub struct Change {
    /// What kind of change it is.
    pub rule: &'static Rule,
    /// How grave this one is.
    pub severity: Severity,
    /// The contracts that it breaks.
    pub contracts: Vec<Contract>,
    /// The type or enum, as the new pages name it if they have it.
    pub type_name: QualifiedName,
    /// Wire name of the member, as the old pages name it if they have it.
    pub member: Option<String>,
    /// What was said before, in canonical form.
    pub before: Option<String>,
    /// What is said now, in canonical form.
    pub after: Option<String>,
    /// One sentence, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where the old pages say it.
    pub base: Option<Place>,
    /// Where the new pages say it.
    pub head: Option<Place>,
}

impl Change {
    /// A change of a type, as grave as its kind usually is.
    pub(super) fn new(
        rule: &'static Rule,
        type_name: &QualifiedName,
        message: impl Into<String>,
    ) -> Change {
        Change {
            rule,
            severity: rule.severity(),
            contracts: Vec::new(),
            type_name: type_name.clone(),
            member: None,
            before: None,
            after: None,
            message: message.into(),
            help: None,
            base: None,
            head: None,
        }
    }

    pub(super) fn member(mut self, name: &str) -> Change {
        self.member = Some(name.to_owned());
        self
    }

    /// What was and what is, in canonical form.
    pub(super) fn said(mut self, before: impl Into<String>, after: impl Into<String>) -> Change {
        self.before = Some(before.into());
        self.after = Some(after.into());
        self
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

    /// Says so, where too much changed to look for what has another name.
    pub(super) fn unsearched(self, too_many: bool) -> Change {
        if !too_many {
            return self;
        }
        let untold = "too much changed to look for one with another name";
        let help = match &self.help {
            Some(help) => format!("{help}; {untold}"),
            None => untold.to_owned(),
        };
        self.help(help)
    }

    /// How grave it is when no contract is broken.
    pub(super) fn severity(mut self, severity: Severity) -> Change {
        self.severity = severity;
        self
    }

    /// Breaks a contract if `broken`. Programs that stop to compile and values that stop to be read are breaking,
    /// what the service may refuse is dangerous at least.
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

    /// Takes back what it breaks, where a base that no page of the type states decides: that is no statement of the service.
    pub(super) fn concluded(mut self, is_concluded: bool) -> Change {
        if !is_concluded {
            return self;
        }
        self.contracts.clear();
        self.severity = self.severity.min(Severity::Minor);
        let concluded = "the page of the type does not state its base, which was concluded";
        let help = match &self.help {
            Some(help) => format!("{help}; {concluded}"),
            None => concluded.to_owned(),
        };
        self.help(help)
    }

    /// The step of the version that users of the crate need.
    pub fn bump(&self) -> Bump {
        match self.severity {
            Severity::Breaking => Bump::Major,
            Severity::Dangerous | Severity::Minor => Bump::Minor,
            Severity::Patch => Bump::Patch,
            Severity::None => Bump::None,
        }
    }
}

/// What to report. The old and the new pages have the same names, so `base` and `head` turn the name of a page into
/// one that tells the two apart.
pub fn findings(
    changes: &[Change],
    base: impl Fn(&str) -> String,
    head: impl Fn(&str) -> String,
) -> Vec<Finding> {
    let to_finding = |change: &Change| {
        let mut found = Finding::new(change.rule.id, change.severity.level(), &*change.message);
        found.severity = change.severity;
        found.type_name = Some(change.type_name.to_string());
        found.member.clone_from(&change.member);
        found.before.clone_from(&change.before);
        found.after.clone_from(&change.after);
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
