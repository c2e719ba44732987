//! The catalogue: every rule that anything printed can name, as data, one file each in `catalogue/`, from which the
//! build script makes the statics of this module.

mod level;

use crate::edit_distance;
pub use level::{Level, Severity};

/// A rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Kebab-case name, never reused for another meaning.
    pub id: &'static str,
    /// What it tells of.
    pub kind: RuleKind,
    /// Who tells it.
    pub group: Group,
    /// How much it matters unless configured otherwise.
    pub level: Level,
    /// Whether what it is about could not be used: a page that is in error, a fact that does not count.
    pub unusable: bool,
    /// Whether it is about a page as such, not about the type that the page declares.
    pub of_page: bool,
    /// One line that says what a finding means.
    pub meaning: &'static str,
    /// Why that is worth a word.
    pub reason: &'static str,
    /// Whether the marked texts are what is compared, and so are part of the identity of a finding.
    pub quote: bool,
    /// Parts of a page on which it fires; of a change, what stood there before and after.
    pub bad: &'static [(&'static str, &'static str)],
    /// The same parts put right.
    pub good: &'static [(&'static str, &'static str)],
}

/// What a rule tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// Something that is wrong.
    Finding,
    /// Something that changed, and how grave that usually is.
    Change(Severity),
}

/// The part of the program that tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Reading files.
    Source,
    /// Reading the blocks of a page.
    Page,
    /// Reading what a page says.
    Extract,
    /// Facts written by hand.
    Facts,
    /// Bringing pages together.
    Model,
    /// Naming what is generated.
    Emit,
    /// Looking for contradictions.
    Lint,
    /// Comparing with the metadata of the service.
    Metadata,
    /// The configuration.
    Config,
    /// Comparing a crate on disk with what would be written.
    Sync,
    /// Comparing two states of the docs.
    Drift,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

impl Rule {
    /// How grave a change of this kind usually is; findings change nothing.
    pub fn severity(&self) -> Severity {
        match self.kind {
            RuleKind::Change(severity) => severity,
            RuleKind::Finding => Severity::None,
        }
    }

    /// Whether it tells of input that nobody has looked at. No configuration makes that clean.
    pub fn is_of_unread(&self) -> bool {
        self.unusable && self.group == Group::Source
    }

    /// Why no configuration makes less of its findings; nothing if one may.
    pub fn fixed_because(&self) -> Option<&'static str> {
        match self.group {
            Group::Source if self.unusable => Some(
                "it is about input that could not be read; fix the input, or remove it from the docs",
            ),
            Group::Sync => {
                Some("it is about files of the crate, which `graphdoc generate` writes anew")
            }
            Group::Config if self.level == Level::Deny => {
                Some("it is about the configuration itself")
            }
            _ => None,
        }
    }

    /// Whether it tells of a change.
    pub fn is_change(&self) -> bool {
        matches!(self.kind, RuleKind::Change(_))
    }
}

/// The rule of this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    let at = ALL.binary_search_by(|rule| rule.id.cmp(id)).ok()?;
    ALL.get(at).copied()
}

/// What the rule of this id means, in one line; nothing if there is none.
pub fn meaning(id: &str) -> &'static str {
    find(id).map_or("", |rule| rule.meaning)
}

/// All rules, sorted by id.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied()
}

/// The level of this name: `allow`, `warn` or `deny`.
pub fn level(word: &str) -> Option<Level> {
    Some(match word {
        "allow" => Level::Allow,
        "warn" => Level::Warn,
        "deny" => Level::Deny,
        _ => return None,
    })
}

/// The rule whose id is closest to this word, if any is close.
pub fn nearest(word: &str) -> Option<&'static str> {
    edit_distance::closest(word, all().map(|rule| rule.id))
}
