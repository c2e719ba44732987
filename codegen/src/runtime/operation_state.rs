//! The state of one operation, and how two states of it are merged.

use std::fmt;

use super::{
    content::TYPE,
    lifecycle::{Operation, Phase, text},
    notification::Observation,
    result::ResultClass,
};

/// What a tracker knows of one operation.
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

/// What one observation came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// The operation is further than was known.
    Transition,
    /// This was known.
    Duplicate,
    /// More was known: it arrived late.
    Stale,
    /// It contradicts the final status that came first.
    Conflict,
    /// The documentation does not list this status.
    UnknownStatus,
    /// There is no status.
    NoStatus,
    /// It is about something else.
    NotAnOperation,
    /// It could be about several operations, or names none.
    Unattributed,
    /// The service answered without an operation.
    NullResponse,
}

/// One thing that happened to a tracker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackerEvent {
    /// What it was.
    pub effect: Effect,
    /// The operation concerned, for [`Tracker::get`](super::tracker::Tracker::get).
    pub key: Option<String>,
    /// The status that was sent.
    pub status: Option<String>,
    /// The sentence of the documentation that it was understood by.
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
    /// What one observation alone tells.
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

    /// Adds what `other` knows of the same operation. Whatever the order, the same comes out, but that of two
    /// different final statuses the one that is known already stands.
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

    /// What `other` would be to this.
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

    /// What this is where nothing was known before.
    pub(super) fn first_effect(&self) -> Effect {
        match self.rank {
            Some(_) => Effect::Transition,
            None if self.unspecified.is_some() => Effect::UnknownStatus,
            None => Effect::NoStatus,
        }
    }

    /// What identifies it: a GUID without dashes in lower case, else what the service calls it, else what the
    /// client does.
    pub fn key(&self) -> &str {
        let known = [&self.key, &self.context, &self.path];
        known.into_iter().flatten().next().map_or("", |key| key)
    }

    /// Qualified name of its type, if that is documented.
    pub fn type_name(&self) -> Option<&'static str> {
        self.kind
    }

    /// The furthest status in its documented spelling; one that nobody documented only if there is no other.
    pub fn status(&self) -> Option<&str> {
        self.status.as_deref().or(self.unspecified.as_deref())
    }

    /// How far it is.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Whether updates are still to come.
    pub fn is_pending(&self) -> bool {
        self.phase == Phase::Pending && !self.deleted
    }

    /// How many bytes its texts have.
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

    /// Whether nothing is awaited any more.
    pub(super) fn is_over(&self) -> bool {
        self.phase.is_terminal() || self.deleted
    }

    /// The text that the client chose for it.
    pub fn client_context(&self) -> Option<&str> {
        self.context.as_deref()
    }

    /// How it went.
    pub fn result_class(&self) -> Option<ResultClass> {
        self.result
    }

    /// Whether it was removed without a final status. One may still arrive.
    pub fn is_deleted(&self) -> bool {
        self.deleted
    }

    /// Whether different final statuses were reported; the first one stands.
    pub fn is_conflicting(&self) -> bool {
        self.conflict
    }

    /// The operation as it was sent with its furthest status.
    pub fn operation(&self) -> Option<&O> {
        self.operation.as_ref()
    }

    /// The sentence of the documentation by which its phase is known.
    pub fn source_sentence(&self) -> Option<&'static str> {
        let rule = O::LIFECYCLE.rule(self.status.as_deref()?)?;
        Some(rule.sentence)
    }
}
