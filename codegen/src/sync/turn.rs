//! Allows only one run at a time in a folder.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

/// Called with the folder that a run waits for.
pub type Waits = fn(&Path);

/// A lock on a folder. While it lives, no other run plans or writes there.
#[derive(Debug, Default)]
pub struct Turn {
    /// The folder, or the nearest one above it if it does not exist yet.
    _folder: Option<File>,
}

impl Turn {
    /// Waits until no other run is at work in this folder. If the system cannot lock folders, nothing is locked.
    pub fn take(root: &Path, waits: Option<Waits>) -> Turn {
        loop {
            let there = nearest(root);
            let Some(folder) = there.as_deref().and_then(|there| locked(there, waits)) else {
                return Turn::default();
            };
            // While this run waited for a folder above, the one it wants may have been created.
            if nearest(root) == there {
                return Turn {
                    _folder: Some(folder),
                };
            }
        }
    }
}

/// Returns the folder itself or the nearest existing one above it.
fn nearest(root: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(root).ok()?;
    let there = whole.ancestors().find(|folder| folder.is_dir())?;
    Some(there.to_owned())
}

fn locked(folder: &Path, waits: Option<Waits>) -> Option<File> {
    let file = File::open(folder).ok()?;
    match file.try_lock() {
        Ok(()) => return Some(file),
        Err(TryLockError::WouldBlock) => {}
        Err(TryLockError::Error(_)) => return None,
    }
    if let Some(waits) = waits {
        waits(folder);
    }
    file.lock().ok().map(|()| file)
}
