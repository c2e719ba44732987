//! The crate as the last run left it.

use crate::{
    model::Model,
    sync::{Lock, LockFile, SyncError},
};

/// What the lock file of an existing crate says.
pub(super) struct Previous {
    pub lock: Lock,
    /// The types that the crate has from the docs.
    pub model: Model,
}

impl Previous {
    pub(super) fn decode(file: LockFile) -> Result<Previous, SyncError> {
        Ok(Previous {
            model: file.model()?,
            lock: file.lock,
        })
    }
}
