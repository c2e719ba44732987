//! The phases of a long-running operation, as the documentation states them.

use std::fmt;

use super::{
    record::Record,
    result::ResultClass,
    slot::{Item, View},
};

/// How far an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// The documentation does not say what such a status means, or there is none.
    Unspecified,
    /// Not at its end: updates follow.
    Pending,
    /// At its end, with what was asked for.
    Succeeded,
    /// At its end, without it.
    Failed,
}

impl Phase {
    /// Whether nothing follows.
    pub fn is_terminal(self) -> bool {
        matches!(self, Phase::Succeeded | Phase::Failed)
    }
}

/// What to expect after an answer: take it from an optional operation, for no operation at all is an answer too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Expectation {
    /// Notifications will tell more.
    UpdatesFollow,
    /// This was all.
    Finished,
    /// The documentation does not say.
    Unspecified,
}

impl From<Phase> for Expectation {
    fn from(phase: Phase) -> Expectation {
        match phase {
            Phase::Pending => Expectation::UpdatesFollow,
            Phase::Succeeded | Phase::Failed => Expectation::Finished,
            Phase::Unspecified => Expectation::Unspecified,
        }
    }
}

impl<O: Operation> From<Option<&O>> for Expectation {
    fn from(operation: Option<&O>) -> Expectation {
        match operation {
            Some(operation) => operation.phase().into(),
            None => O::LIFECYCLE.absent().into(),
        }
    }
}

impl<O: Operation> From<&Option<O>> for Expectation {
    fn from(operation: &Option<O>) -> Expectation {
        operation.as_ref().into()
    }
}

/// What one sentence of the documentation says about the lifecycle of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusRule {
    /// The phase that the sentence is about.
    pub phase: Phase,
    /// The statuses of this phase, the earliest first.
    pub statuses: &'static [&'static str],
    /// Whether no operation at all is in this phase too.
    pub absent: bool,
    /// The sentence.
    pub sentence: &'static str,
}

/// What the documentation says of a type of operations.
#[derive(Debug)]
pub struct Lifecycle {
    /// Qualified names: the type, and all that extend it.
    pub types: &'static [&'static str],
    /// Wire name of the status.
    pub status: &'static str,
    /// Wire name of the identifier.
    pub key: &'static str,
    /// Wire name of a text that the client chose, and that is different for each operation.
    pub context: Option<&'static str>,
    /// Segments of a path behind which an identifier of an operation stands.
    pub collections: &'static [&'static str],
    /// What is known of the statuses.
    pub rules: &'static [StatusRule],
}

impl Lifecycle {
    /// The rule for a status, in any letter case. A status that nobody documented has none.
    pub fn rule(&self, status: &str) -> Option<&'static StatusRule> {
        let named = |name: &&str| name.eq_ignore_ascii_case(status);
        self.rules
            .iter()
            .find(|rule| rule.statuses.iter().any(named))
    }

    /// The phase of a status.
    pub fn phase(&self, status: &str) -> Phase {
        self.rule(status)
            .map_or(Phase::Unspecified, |rule| rule.phase)
    }

    /// The rule for an answer without any operation.
    pub fn absent_rule(&self) -> Option<&'static StatusRule> {
        self.rules.iter().find(|rule| rule.absent)
    }

    fn absent(&self) -> Phase {
        self.absent_rule()
            .map_or(Phase::Unspecified, |rule| rule.phase)
    }

    /// How late in its lifecycle an operation has this status; all final ones come last.
    pub(super) fn rank(&self, status: &str) -> Option<usize> {
        let pending = |rule: &&StatusRule| rule.phase == Phase::Pending;
        let mut order = self.rules.iter().filter(pending);
        match self.phase(status) {
            Phase::Unspecified => None,
            Phase::Pending => order
                .by_ref()
                .flat_map(|rule| rule.statuses)
                .position(|name| name.eq_ignore_ascii_case(status)),
            Phase::Succeeded | Phase::Failed => Some(usize::MAX),
        }
    }

    /// The documented spelling of a status.
    pub(super) fn spelled<'a>(&self, status: &'a str) -> &'a str
    where
        'static: 'a,
    {
        let documented = self.rule(status).and_then(|rule| {
            let mut names = rule.statuses.iter().copied();
            names.find(|name| name.eq_ignore_ascii_case(status))
        });
        documented.unwrap_or(status)
    }

    /// The known type of this name, `#` in front and letter case ignored.
    pub(super) fn known_type(&self, name: &str) -> Option<&'static str> {
        self.types
            .iter()
            .copied()
            .find(|known| is_named(name, known))
    }
}

/// Whether a discriminator names this type.
pub(super) fn is_named(discriminator: &str, name: &str) -> bool {
    let bare = discriminator.strip_prefix('#').unwrap_or(discriminator);
    bare.eq_ignore_ascii_case(name)
}

/// A type of operations: something that was asked for and takes its time.
pub trait Operation: Record + Item + Default + Clone {
    /// What the documentation says about its lifecycle.
    const LIFECYCLE: &'static Lifecycle;

    /// How it went, if the service says so.
    fn result_class(&self) -> Option<ResultClass> {
        None
    }

    /// The status as it was sent, documented or not.
    fn status_text(&self) -> Option<&str> {
        text(self, Self::LIFECYCLE.status)
    }

    /// How far it is. Unspecified without a status, and with one that the documentation does not list.
    fn phase(&self) -> Phase {
        self.status_text()
            .map_or(Phase::Unspecified, |status| Self::LIFECYCLE.phase(status))
    }

    /// The sentence of the documentation by which its phase is known.
    fn source_sentence(&self) -> Option<&'static str> {
        let rule = Self::LIFECYCLE.rule(self.status_text()?)?;
        Some(rule.sentence)
    }
}

/// A member that is text, as it was sent.
pub(super) fn text<'r>(record: &'r dyn Record, name: &str) -> Option<&'r str> {
    let index = record.schema().find(name, 0);
    let held = match index.map(|index| record.slot(index).view()) {
        Some(View::Str(text)) => Some(text),
        Some(View::Name(text)) => Some(text),
        _ => None,
    };
    // The entry of a value in another letter case says how it was spelled.
    let entry = record.extra().find(name).and_then(|value| value.as_str());
    match (held, entry) {
        (Some(held), Some(entry)) if !entry.eq_ignore_ascii_case(held) => Some(held),
        (held, entry) => entry.or(held),
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Phase::Unspecified => "unspecified",
            Phase::Pending => "pending",
            Phase::Succeeded => "succeeded",
            Phase::Failed => "failed",
        })
    }
}
