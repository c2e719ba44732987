//! What a crate was before a run.

use std::path::Path;

use crate::{
    emit::MARKER,
    generator::Generator,
    model::Model,
    sync::{self, Lock, LockFile, SyncError},
};

/// What is known of a crate from its lock file.
pub(super) struct Before {
    file: LockFile,
    pub lock: Lock,
}

impl Before {
    /// Its model.
    ///
    /// # Errors
    ///
    /// A lock file that does not say what the crate was.
    pub fn model(&self) -> Result<Model, SyncError> {
        self.file.model(&self.lock)
    }
}

/// What the crate was until now. Whoever prunes keeps nothing, so that a lock file which was lost is not missed.
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
