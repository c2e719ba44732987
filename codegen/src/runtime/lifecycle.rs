//! The phases of a long-running operation, as the documentation describes them.

use std::fmt;

use super::{
    record::Record,
    record::{Item, View},
    result::ResultClass,
};

/// The phase of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// The documentation does not say what the status means, or there is no status.
    Unspecified,
    /// Not finished: updates follow.
    Pending,
    /// Finished successfully.
    Succeeded,
    /// Finished without success.
    Failed,
}

impl Phase {
    /// Whether the operation is finished.
    pub fn is_terminal(self) -> bool {
        matches!(self, Phase::Succeeded | Phase::Failed)
    }
}

/// What to expect after a response. Convert it from an optional operation, because a response without an operation has
/// a meaning too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Expectation {
    /// Notifications will follow.
    UpdatesFollow,
    /// Nothing will follow.
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
    /// Whether a response without an operation means this phase too.
    pub absent: bool,
    /// The sentence.
    pub sentence: &'static str,
}

/// What the documentation says about a type of operations.
#[derive(Debug)]
pub struct Lifecycle {
    /// Qualified names: the type and all types that extend it.
    pub types: &'static [&'static str],
    /// Wire name of the status.
    pub status: &'static str,
    /// Wire name of the identifier.
    pub key: &'static str,
    /// Wire name of a text that the client chooses, different for each operation.
    pub context: Option<&'static str>,
    /// Path segments that are followed by the identifier of an operation.
    pub collections: &'static [&'static str],
    /// What is known about the statuses.
    pub rules: &'static [StatusRule],
}

impl Lifecycle {
    /// Returns the rule for a status. Letter case is ignored. An undocumented status has none.
    pub fn rule(&self, status: &str) -> Option<&'static StatusRule> {
        let named = |name: &&str| name.eq_ignore_ascii_case(status);
        self.rules
            .iter()
            .find(|rule| rule.statuses.iter().any(named))
    }

    /// Returns the phase of a status.
    pub fn phase(&self, status: &str) -> Phase {
        self.rule(status)
            .map_or(Phase::Unspecified, |rule| rule.phase)
    }

    /// Returns the rule for a response without an operation.
    pub fn absent_rule(&self) -> Option<&'static StatusRule> {
        self.rules.iter().find(|rule| rule.absent)
    }

    fn absent(&self) -> Phase {
        self.absent_rule()
            .map_or(Phase::Unspecified, |rule| rule.phase)
    }

    /// Returns how late in its lifecycle an operation has this status. All final statuses come last.
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

    /// Returns the documented spelling of a status.
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

    /// Returns the known type with this name. A leading `#` and letter case are ignored.
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

/// A type of long-running operations, which the service may still be carrying out after it has answered the request.
pub trait Operation: Record + Item + Default + Clone {
    /// What the documentation says about its lifecycle.
    const LIFECYCLE: &'static Lifecycle;

    /// Returns the class of its result code, if the service sent one.
    fn result_class(&self) -> Option<ResultClass> {
        None
    }

    /// Returns the status as it was received, documented or not.
    fn status_text(&self) -> Option<&str> {
        text(self, Self::LIFECYCLE.status)
    }

    /// Returns the phase. It is unspecified if there is no status or if the documentation does not list it.
    fn phase(&self) -> Phase {
        self.status_text()
            .map_or(Phase::Unspecified, |status| Self::LIFECYCLE.phase(status))
    }

    /// Returns the sentence of the documentation that determines its phase.
    fn source_sentence(&self) -> Option<&'static str> {
        let rule = Self::LIFECYCLE.rule(self.status_text()?)?;
        Some(rule.sentence)
    }
}

/// Returns a text member as it was received.
pub(super) fn text<'r>(record: &'r dyn Record, name: &str) -> Option<&'r str> {
    let index = record.schema().find(name, 0);
    let held = match index.map(|index| record.slot(index).view()) {
        Some(View::Str(text)) => Some(text),
        Some(View::Name(text)) => Some(text),
        _ => None,
    };
    // An entry that differs from the field only in letter case has the original spelling.
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
