//! Long-running operations, as the documentation describes them: which phase an operation is in, what to expect of the
//! service, and a [`Tracker`] that combines responses and notifications into the state of each operation.

#[cfg(feature = "json")]
pub use super::action::action_response_from_slice;
pub use super::{
    action::action_response,
    content::OneOrMany,
    lifecycle::{Expect, Life, Operation, Phase, Rule},
    result::ResultClass,
    tracker::{Notice, Notification, Sighting, Step, Tracked, Tracker, Turn},
};

#[doc(hidden)]
pub use super::{
    content::{Kind, boxed, content, each},
    unfit::{Content, content_misfits, each_misfits},
};
