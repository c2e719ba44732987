//! The state of a crate before a run.

use std::path::Path;

use crate::{
    emit::MARKER,
    generator::Generator,
    model::Model,
    sync::{self, Lock, LockFile, SyncError},
};

/// What the lock file says about a crate.
pub(super) struct Before {
    file: LockFile,
    pub lock: Lock,
}

impl Before {
    /// Returns the model that the crate was made from.
    ///
    /// # Errors
    ///
    /// Returns an error if the lock file does not hold the model of the crate.
    pub fn model(&self) -> Result<Model, SyncError> {
        self.file.model(&self.lock)
    }
}

/// Reads the state of the crate before this run. A run that prunes keeps nothing, so it can do without a lost lock
/// file.
pub(super) fn before(generator: &Generator, root: &Path) -> Result<Option<Before>, SyncError> {
    let file = match sync::before(root, MARKER) {
        Err(SyncError::NoLock(_)) if generator.prune => None,
        file => file?,
    };
    let whole = |file: LockFile| {
        let lock = file.lock()?;
        Ok(Before { file, lock })
    };
    file.map(whole).transpose()
}
