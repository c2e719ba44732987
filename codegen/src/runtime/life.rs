//! What the documentation says of the life of operations, as code: how far one is, what to expect of the service,
//! and a [`Tracker`] that folds answers and notifications into the state of each operation.

#[cfg(feature = "json")]
pub use super::action::action_response_from_slice;
pub use super::{
    action::action_response,
    content::{Kind, OneOrMany, boxed, content, each},
    lifecycle::{Expect, Life, Operation, Phase, Rule},
    result::ResultClass,
    tracker::{Notice, Notification, Sighting, Step, Tracked, Tracker, Turn},
    unfit::{Content, content_misfits, each_misfits},
};
