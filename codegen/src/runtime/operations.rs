//! Long-running operations, as the documentation describes them: the phase of an operation, what to expect from the
//! service next, and a [`Tracker`] that combines responses and notifications into the state of each operation.

#[cfg(feature = "json")]
pub use super::action::action_response_from_slice;
pub use super::{
    action::action_response,
    content::OneOrMany,
    lifecycle::{Expectation, Lifecycle, Operation, Phase, StatusRule},
    result::ResultClass,
    tracker::{
        Effect, Notification, NotificationSpec, Observation, OperationState, Tracker, TrackerEvent,
    },
};

#[doc(hidden)]
pub use super::{
    content::{Kind, boxed, content, each},
    content_mismatch::{Content, content_type_mismatches, element_type_mismatches},
};
