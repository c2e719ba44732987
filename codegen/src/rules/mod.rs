//! The catalogue of rules. Every rule that a report can name is a file in `catalogue/`, from which the build script
//! generates the statics of this module and the functions that make their messages.

mod level;
mod message;

use crate::edit_distance;
pub use level::{Level, Severity};
pub use message::Message;

/// A rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// Name in kebab case, never reused with another meaning.
    pub id: &'static str,
    /// Whether it is about a finding or a change.
    pub kind: RuleKind,
    /// The part of the program that reports it.
    pub group: Group,
    /// How much it matters unless configured otherwise.
    pub level: Level,
    /// Its entry in Microsoft's changelog: what changes, and how. `None` for findings, and for changes that are none of
    /// the API.
    pub changelog: Option<(Api, ApiChange)>,
    /// Whether what it is about could not be used: a page in error, or a fact that was not applied.
    pub unusable: bool,
    /// Whether it is about a page as such, not about the type that the page declares.
    pub of_page: bool,
    /// What a finding means, in one line.
    pub meaning: &'static str,
    /// Templates of its messages by case; a single template has an empty case.
    pub messages: &'static [(&'static str, &'static str)],
    /// Why it is worth reporting.
    pub reason: &'static str,
    /// Whether the marked texts are compared, and so are part of a finding's identity.
    pub quote: bool,
    /// Rules whose findings on the same page are the cause of its findings, which are then not reported.
    pub follows_on_page: &'static [&'static str],
    /// The same for findings on the same row.
    pub follows_on_row: &'static [&'static str],
    /// Whether it is about what the metadata of the service decides on if it has the type or property.
    pub of_metadata: bool,
    /// Parts of pages that break the rule; for a change, the state before and after.
    pub bad: &'static [(&'static str, &'static str)],
    /// The same parts after a repair.
    pub good: &'static [(&'static str, &'static str)],
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleKind {
    /// Something that is wrong.
    Finding,
    /// A change, with its usual severity.
    Change(Severity),
}

/// What a change of the API is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Api {
    /// A type or an enum, or any member of it.
    Type,
    /// A property.
    Property,
    /// A relationship.
    Relationship,
    /// A member of an enum.
    Member,
}

/// How the API changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ApiChange {
    /// Something is new.
    Addition,
    /// Something differs.
    Change,
    /// Something is gone.
    Deletion,
    /// Something is deprecated, or no longer is.
    Deprecation,
}

/// The part of the program that reports a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Reading files.
    Source,
    /// Reading the blocks of a page.
    Page,
    /// Reading what a page says.
    Extract,
    /// Reading facts.
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
    /// Returns the usual severity of such a change; findings have none.
    pub fn severity(&self) -> Severity {
        match self.kind {
            RuleKind::Change(severity) => severity,
            RuleKind::Finding => Severity::None,
        }
    }

    /// Whether it is about input that could not be read. No configuration can accept that.
    pub fn is_of_unread(&self) -> bool {
        self.unusable && self.group == Group::Source
    }

    /// Returns why the configuration cannot lower the level of its findings; `None` if it can.
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

    /// Whether it is about a change.
    pub fn is_change(&self) -> bool {
        matches!(self.kind, RuleKind::Change(_))
    }
}

/// Returns the rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    let at = ALL.binary_search_by(|rule| rule.id.cmp(id)).ok()?;
    ALL.get(at).copied()
}

/// Returns what the rule with this id means, in one line; empty if there is no such rule.
pub fn meaning(id: &str) -> &'static str {
    find(id).map_or("", |rule| rule.meaning)
}

/// Returns all rules, sorted by id.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied()
}

/// Returns the level with this name: `allow`, `warn` or `deny`.
pub fn level(word: &str) -> Option<Level> {
    let mut all = [Level::Allow, Level::Warn, Level::Deny].into_iter();
    all.find(|level| level.as_str() == word)
}

/// Returns the id that is closest to this word, if any is close enough.
pub fn nearest(word: &str) -> Option<&'static str> {
    edit_distance::closest(word, all().map(|rule| rule.id))
}
