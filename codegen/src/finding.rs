//! What lint and comparisons report: a rule, the member that it is about, what was said before and after or here and
//! there, the places, and an identity that survives edits elsewhere on the page.

use std::{cmp::Ordering, collections::BTreeMap, sync::Arc};

pub use crate::rules::Severity;
use crate::{
    diagnostic::{Diagnostic, Edit, Label, Level},
    span::Span,
};

/// One thing that is wrong, or that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Id of the rule in the catalogue.
    pub rule: &'static str,
    /// How much it matters, configuration applied.
    pub level: Level,
    /// What it does to users; lint findings do nothing.
    pub severity: Severity,
    /// Qualified name of the type, where one is concerned.
    pub type_name: Option<String>,
    /// Wire name of the member, where one is concerned.
    pub member: Option<String>,
    /// One sentence, without a full stop.
    pub message: String,
    /// What was said before, or in the first place, in canonical form: never prose.
    pub before: Option<String>,
    /// What is said after, or in the second place, in canonical form.
    pub after: Option<String>,
    /// The first is the place at fault, the others explain it.
    pub spans: Vec<Label>,
    /// The contracts that it breaks.
    pub contracts: Vec<Contract>,
    /// The version that users of the generated crate need.
    pub bump: Bump,
    /// What to do about it.
    pub help: Option<String>,
    /// The certain repair, where there is one.
    pub fix: Vec<Edit>,
    /// See [`fingerprint`]; set by [`identify`].
    pub fingerprint: String,
}

/// A promise that the generated crate makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contract {
    /// Programs that use the crate compile.
    RustSource,
    /// What the service sends is read.
    WireRead,
    /// What is sent is understood by the service.
    WireWrite,
}

impl Contract {
    /// The word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Contract::RustSource => "rust-source",
            Contract::WireRead => "wire-read",
            Contract::WireWrite => "wire-write",
        }
    }
}

/// A step of the generated crate's version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// None at all.
    #[default]
    None,
    /// `0.0.x`.
    Patch,
    /// `0.x.0`.
    Minor,
    /// `x.0.0`.
    Major,
}

impl Bump {
    /// The word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Bump::None => "none",
            Bump::Patch => "patch",
            Bump::Minor => "minor",
            Bump::Major => "major",
        }
    }
}

impl Finding {
    /// A finding of a rule, about nothing and nowhere yet.
    pub fn new(rule: &'static str, level: Level, message: impl Into<String>) -> Finding {
        Finding {
            rule,
            level,
            severity: Severity::None,
            type_name: None,
            member: None,
            message: message.into(),
            before: None,
            after: None,
            spans: Vec::new(),
            contracts: Vec::new(),
            bump: Bump::None,
            help: None,
            fix: Vec::new(),
            fingerprint: String::new(),
        }
    }

    /// Adds a place; the first one is the place at fault.
    pub fn at(mut self, file: &Arc<str>, span: Span, text: impl Into<String>) -> Finding {
        self.spans.push(Label {
            file: file.clone(),
            span,
            text: text.into(),
        });
        self
    }

    /// The place at fault.
    pub fn primary(&self) -> Option<&Label> {
        self.spans.first()
    }
}

impl From<&Diagnostic> for Finding {
    fn from(found: &Diagnostic) -> Finding {
        let (before, after) = found.said.clone().unzip();
        Finding {
            before,
            after,
            type_name: found.type_name.clone(),
            member: found.member.clone(),
            spans: found.labels.clone(),
            help: found.help.clone(),
            fix: found.fix.clone(),
            ..Finding::new(found.rule.id, found.rule.level, found.message.as_str())
        }
    }
}

/// Identity of a finding: a hash of rule, type (or else page), member, and what was said before and after. Lines,
/// prose and revisions are no part of it. `twin` tells apart findings that are otherwise one.
pub fn fingerprint(finding: &Finding, twin: usize) -> String {
    let page = || finding.primary().map(|label| &*label.file);
    let subject = finding.type_name.as_deref().or_else(page);
    let parts = [
        Some(finding.rule),
        subject,
        finding.member.as_deref(),
        finding.before.as_deref(),
        finding.after.as_deref(),
    ];
    let mut bytes = Vec::with_capacity(256);
    for part in parts {
        // Lengths keep neighbours apart, and nothing apart from an empty text.
        let length = part.map_or(u64::MAX, |part| part.len() as u64);
        bytes.extend(length.to_le_bytes());
        bytes.extend(part.unwrap_or_default().as_bytes());
    }
    if twin > 0 {
        bytes.extend((twin as u64).to_le_bytes());
    }
    blake3::hash(&bytes).to_hex()[..32].to_owned()
}

/// Sorts findings by place and rule.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(order);
}

/// Sorts findings and gives each its fingerprint, unique among them.
pub fn identify(findings: &mut [Finding]) {
    sort(findings);
    let mut seen = BTreeMap::<String, usize>::new();
    for finding in findings {
        let first = fingerprint(finding, 0);
        let twin = seen.entry(first.clone()).or_default();
        finding.fingerprint = match *twin {
            0 => first,
            twin => fingerprint(finding, twin),
        };
        *twin += 1;
    }
}

fn place(finding: &Finding) -> Option<(&str, Span)> {
    let label = finding.primary()?;
    Some((&*label.file, label.span))
}

/// What the fingerprint is made of, places apart.
fn identity(finding: &Finding) -> [Option<&str>; 5] {
    [
        Some(finding.rule),
        finding.type_name.as_deref(),
        finding.member.as_deref(),
        finding.before.as_deref(),
        finding.after.as_deref(),
    ]
}

fn order(a: &Finding, b: &Finding) -> Ordering {
    place(a)
        .cmp(&place(b))
        .then_with(|| identity(a).cmp(&identity(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(rule: &'static str, start: usize) -> Finding {
        let mut found = Finding::new(rule, Level::Warn, "a message").at(
            &"a.md".into(),
            Span::new(start, start + 1),
            "",
        );
        found.type_name = Some("microsoft.graph.a".into());
        found
    }

    #[test]
    fn places_and_prose_are_no_part_of_the_identity() {
        let mut moved = finding("r", 90);
        moved.message = "other words".into();
        moved.help = Some("help".into());
        assert_eq!(fingerprint(&finding("r", 1), 0), fingerprint(&moved, 0));
    }

    #[test]
    fn rule_type_member_before_and_after_are() {
        let base = finding("r", 1);
        let mut others = vec![finding("s", 1)];
        for change in [
            |found: &mut Finding| found.type_name = Some("microsoft.graph.b".into()),
            |found: &mut Finding| found.member = Some("m".into()),
            |found: &mut Finding| found.before = Some(String::new()),
            |found: &mut Finding| found.after = Some("m".into()),
        ] {
            let mut other = base.clone();
            change(&mut other);
            others.push(other);
        }
        let prints: std::collections::BTreeSet<_> = others
            .iter()
            .chain([&base])
            .map(|found| fingerprint(found, 0))
            .collect();
        assert_eq!(prints.len(), 6);
    }

    #[test]
    fn twins_are_told_apart_in_the_order_of_the_page() {
        let mut found = vec![finding("r", 9), finding("r", 1)];
        identify(&mut found);
        assert_eq!(found[0].spans[0].span.start, 1);
        assert_eq!(found[0].fingerprint, fingerprint(&found[1], 0));
        assert_ne!(found[0].fingerprint, found[1].fingerprint);
    }
}
