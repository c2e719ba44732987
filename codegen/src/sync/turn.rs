//! One run at a time in a folder.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

/// Is told which folder a run waits for.
pub type Waits = fn(&Path);

/// A folder that no other run plans or writes in while this value lives.
#[derive(Debug, Default)]
pub struct Turn {
    /// The folder, or where there is none yet the nearest one above it.
    _folder: Option<File>,
}

impl Turn {
    /// Waits until no other run is at work in this folder. A system that cannot lock a folder goes without.
    pub fn take(root: &Path, waits: Option<Waits>) -> Turn {
        loop {
            let there = nearest(root);
            let Some(folder) = there.as_deref().and_then(|there| locked(there, waits)) else {
                return Turn::default();
            };
            // Who waited for a folder above may find that the one it wants has come to be.
            if nearest(root) == there {
                return Turn {
                    _folder: Some(folder),
                };
            }
        }
    }
}

/// The folder itself or the first one above it that is there.
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
