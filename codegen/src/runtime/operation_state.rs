//! The state of one operation, and how two states of it are merged.

use std::fmt;

use super::{
    lifecycle::{Operation, Phase, text},
    notification::Observation,
    resource::TYPE,
    result::ResultClass,
};

/// What a tracker knows about one operation.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationState<O> {
    pub(super) key: Option<String>,
    pub(super) context: Option<String>,
    pub(super) path: Option<String>,
    kind: Option<&'static str>,
    status: Option<String>,
    rank: Option<usize>,
    phase: Phase,
    unspecified: Option<String>,
    result: Option<ResultClass>,
    deleted: bool,
    conflict: bool,
    operation: Option<O>,
    pub(super) touched: u64,
}

/// The effect of an observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// The operation has advanced.
    Transition,
    /// The status was known already.
    Duplicate,
    /// A later status was known already; the observation arrived late.
    Stale,
    /// The status contradicts the final status that arrived first.
    Conflict,
    /// The documentation does not list this status.
    UnknownStatus,
    /// There is no status.
    NoStatus,
    /// The observation is not about an operation.
    NotAnOperation,
    /// The observation could be about several operations, or does not identify one.
    Unattributed,
    /// The service answered without an operation.
    NullResponse,
}

/// What happened when something was added to a tracker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackerEvent {
    /// The effect.
    pub effect: Effect,
    /// Key of the operation, for [`Tracker::get`](super::tracker::Tracker::get).
    pub key: Option<String>,
    /// The status that was received.
    pub status: Option<String>,
    /// The sentence of the documentation that gives the status its meaning.
    pub source_sentence: Option<&'static str>,
}

impl fmt::Display for TrackerEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.effect {
            Effect::Transition => {
                let status = self.status.as_deref().unwrap_or_default();
                return write!(f, "transition:{status}");
            }
            Effect::Duplicate => "duplicate",
            Effect::Stale => "stale",
            Effect::Conflict => "conflict",
            Effect::UnknownStatus => "unknown-status",
            Effect::NoStatus => "no-status",
            Effect::NotAnOperation => "not-an-operation",
            Effect::Unattributed => "unattributed",
            Effect::NullResponse => "null-response",
        };
        f.pad(word)
    }
}

impl<O: Operation> OperationState<O> {
    /// Creates the state that a single observation shows.
    pub(super) fn new(observation: Observation<O>, at: u64) -> OperationState<O> {
        let operation = observation.operation;
        let sent = operation.as_ref().and_then(O::status_text);
        let phase = sent.map_or(Phase::Unspecified, |status| O::LIFECYCLE.phase(status));
        let rank = sent.and_then(|status| O::LIFECYCLE.rank(status));
        let spelled = sent.map(|status| O::LIFECYCLE.spelled(status).to_owned());
        let (status, unspecified) = match rank {
            Some(_) => (spelled, None),
            None => (None, spelled),
        };
        let name = operation
            .as_ref()
            .and_then(|operation| text(operation, TYPE));
        OperationState {
            key: observation.key,
            context: observation.context,
            path: observation.path,
            kind: name.and_then(|name| O::LIFECYCLE.known_type(name)),
            result: operation.as_ref().and_then(O::result_class),
            deleted: observation.removed && !phase.is_terminal(),
            conflict: false,
            status,
            rank,
            phase,
            unspecified,
            operation,
            touched: at,
        }
    }

    /// Merges what `other` knows about the same operation. The result does not depend on the order, except that of two
    /// different final statuses the one already known wins.
    pub(super) fn merge(&mut self, other: OperationState<O>) -> Effect {
        let effect = self.effect(&other);
        let (is_final, same) = (self.phase.is_terminal(), self.status == other.status);
        let contradicts = is_final && other.phase.is_terminal() && !same;
        if other.rank > self.rank {
            self.result = other.result;
            self.status = other.status;
            self.rank = other.rank;
            self.phase = other.phase;
            self.operation = other.operation.or(self.operation.take());
        } else {
            if same {
                self.result = self.result.or(other.result);
            }
            self.operation = self.operation.take().or(other.operation);
        }
        self.unspecified = match (self.unspecified.take(), other.unspecified) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let base = O::LIFECYCLE.types.first().copied();
        if self.kind.is_none() || (self.kind == base && other.kind.is_some()) {
            self.kind = other.kind;
        }
        self.key = self.key.take().or(other.key);
        self.context = self.context.take().or(other.context);
        self.path = self.path.take().or(other.path);
        self.deleted |= other.deleted;
        self.conflict |= other.conflict || contradicts;
        self.touched = self.touched.max(other.touched);
        effect
    }

    /// The effect of merging `other`.
    fn effect(&self, other: &OperationState<O>) -> Effect {
        match other.rank {
            None if other.unspecified.is_some() => Effect::UnknownStatus,
            None => Effect::NoStatus,
            rank if rank > self.rank => Effect::Transition,
            rank if rank < self.rank => Effect::Stale,
            _ if self.status == other.status => Effect::Duplicate,
            _ => Effect::Conflict,
        }
    }

    /// The effect of an observation of an operation that was not known before.
    pub(super) fn first_effect(&self) -> Effect {
        match self.rank {
            Some(_) => Effect::Transition,
            None if self.unspecified.is_some() => Effect::UnknownStatus,
            None => Effect::NoStatus,
        }
    }

    /// Returns what identifies the operation: the identifier that the service gave it, with a GUID in lower case
    /// without dashes, otherwise the text that the client chose, otherwise the address in the notification.
    pub fn key(&self) -> &str {
        let known = [&self.key, &self.context, &self.path];
        known.into_iter().flatten().next().map_or("", |key| key)
    }

    /// Returns the qualified name of its type, if that is documented.
    pub fn type_name(&self) -> Option<&'static str> {
        self.kind
    }

    /// Returns the latest status in its documented spelling. An undocumented status is returned only if there is no
    /// other.
    pub fn status(&self) -> Option<&str> {
        self.status.as_deref().or(self.unspecified.as_deref())
    }

    /// Returns the phase.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Whether further updates are expected.
    pub fn is_pending(&self) -> bool {
        self.phase == Phase::Pending && !self.deleted
    }

    /// Total size of its texts in bytes.
    pub(super) fn text_len(&self) -> usize {
        let texts = [
            &self.key,
            &self.context,
            &self.path,
            &self.status,
            &self.unspecified,
        ];
        texts.into_iter().flatten().map(String::len).sum()
    }

    /// Whether no further updates are expected, because the operation is finished or removed.
    pub(super) fn is_over(&self) -> bool {
        self.phase.is_terminal() || self.deleted
    }

    /// Returns the text that the client chose for it.
    pub fn client_context(&self) -> Option<&str> {
        self.context.as_deref()
    }

    /// Returns the class of its result code.
    pub fn result_class(&self) -> Option<ResultClass> {
        self.result
    }

    /// Whether it was removed without a final status. One may still arrive.
    pub fn is_deleted(&self) -> bool {
        self.deleted
    }

    /// Whether different final statuses were reported. The first one wins.
    pub fn is_conflicting(&self) -> bool {
        self.conflict
    }

    /// Returns the operation as it was received with its latest status.
    pub fn operation(&self) -> Option<&O> {
        self.operation.as_ref()
    }

    /// Returns the sentence of the documentation that determines its phase.
    pub fn source_sentence(&self) -> Option<&'static str> {
        let rule = O::LIFECYCLE.rule(self.status.as_deref()?)?;
        Some(rule.sentence)
    }
}
