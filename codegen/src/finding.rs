//! What lint and comparisons report: a rule, the member that it is about, what was said before and after (or in two
//! places), the places, and an identity that survives edits elsewhere on the page.

use std::{cmp::Ordering, collections::BTreeMap, sync::Arc};

pub use crate::rules::Severity;
use crate::{
    diagnostic::{Diagnostic, Edit, Label, Level},
    rules::{Message, Rule},
    span::Span,
};

/// Something that is wrong, or that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How much it matters, with the configuration applied.
    pub level: Level,
    /// What it does to users; `None` for findings of lint.
    pub severity: Severity,
    /// Qualified name of the type, if one is concerned.
    pub type_name: Option<String>,
    /// Wire name of the member, if one is concerned.
    pub member: Option<String>,
    /// One sentence, without a full stop.
    pub message: Message,
    /// What was said before, or in the first place, in canonical form; never prose.
    pub before: Option<String>,
    /// What is said now, or in the second place, in canonical form.
    pub after: Option<String>,
    /// Whether it says that something became deprecated or no longer is.
    pub deprecated: Option<bool>,
    /// The place at fault, followed by places that explain it.
    pub spans: Vec<Label>,
    /// The contracts that it breaks.
    pub contracts: Vec<Contract>,
    /// The version bump that the generated crate needs.
    pub bump: Bump,
    /// What to do about it.
    pub help: Option<String>,
    /// The repair, if a certain one is known.
    pub fix: Vec<Edit>,
    /// See [`fingerprint`]; set by [`identify`].
    pub fingerprint: String,
}

/// A promise of the generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contract {
    /// Programs that use the crate compile.
    RustSource,
    /// The crate can read what the service sends.
    WireRead,
    /// The service understands what the crate sends.
    WireWrite,
}

impl Contract {
    /// Returns the word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Contract::RustSource => "rust-source",
            Contract::WireRead => "wire-read",
            Contract::WireWrite => "wire-write",
        }
    }
}

/// A step in the version of the generated crate.
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
    /// Returns the word used in reports.
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
    /// Creates a finding without a subject or place.
    pub fn new(message: Message) -> Finding {
        Finding {
            level: message.rule().level,
            severity: Severity::None,
            type_name: None,
            member: None,
            message,
            before: None,
            after: None,
            deprecated: None,
            spans: Vec::new(),
            contracts: Vec::new(),
            bump: Bump::None,
            help: None,
            fix: Vec::new(),
            fingerprint: String::new(),
        }
    }

    /// Returns the rule that it is about.
    pub fn rule(&self) -> &'static Rule {
        self.message.rule()
    }

    /// Adds a place. The first one is the place at fault.
    pub fn at(mut self, file: &Arc<str>, span: Span, text: impl Into<String>) -> Finding {
        self.spans.push(Label {
            file: file.clone(),
            span,
            text: text.into(),
        });
        self
    }

    /// Returns the place at fault.
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
            ..Finding::new(found.message.clone())
        }
    }
}

/// Returns the identity of a finding: a hash of its rule, its type (or else its page), its member, and what was said
/// before and after. Line numbers, prose and revisions are not included. `twin` distinguishes findings that are
/// otherwise the same.
pub fn fingerprint(finding: &Finding, twin: usize) -> String {
    let mut parts = identity(finding);
    let [_, subject, ..] = &mut parts;
    *subject = subject.or_else(|| finding.primary().map(|label| &*label.file));
    let mut bytes = Vec::with_capacity(256);
    for part in parts {
        // Lengths keep adjacent parts apart, and a missing part apart from an empty one.
        let length = part.map_or(u64::MAX, |part| part.len() as u64);
        bytes.extend(length.to_le_bytes());
        bytes.extend(part.unwrap_or_default().as_bytes());
    }
    if twin > 0 {
        bytes.extend((twin as u64).to_le_bytes());
    }
    blake3::hash(&bytes).to_hex()[..32].to_owned()
}

/// Sorts findings by place, then by rule and the rest of their identity.
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

/// Returns what distinguishes a finding from others at the same place: rule, type, member, and what was said.
fn identity(finding: &Finding) -> [Option<&str>; 5] {
    [
        Some(finding.rule().id),
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
    use crate::rules;

    fn finding(rule: &'static str, start: usize) -> Finding {
        let span = Span::new(start, start + 1);
        let message = Message::plain(rules::find(rule).unwrap(), "said");
        Finding {
            type_name: Some("microsoft.graph.a".into()),
            ..Finding::new(message).at(&"a.md".into(), span, "")
        }
    }

    #[test]
    fn fingerprint_ignores_places_and_prose() {
        let mut moved = finding("name-case", 90);
        moved.message = Message::plain(moved.rule(), "said otherwise");
        moved.help = Some("help".into());
        assert_eq!(
            fingerprint(&finding("name-case", 1), 0),
            fingerprint(&moved, 0)
        );
    }

    #[test]
    fn fingerprint_covers_rule_subject_and_values() {
        let base = finding("name-case", 1);
        let mut others = vec![finding("link-case", 1)];
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
    fn identical_findings_are_numbered_in_page_order() {
        let mut found = vec![finding("name-case", 9), finding("name-case", 1)];
        identify(&mut found);
        assert_eq!(found[0].spans[0].span.start, 1);
        assert_eq!(found[0].fingerprint, fingerprint(&found[1], 0));
        assert_ne!(found[0].fingerprint, found[1].fingerprint);
    }
}
