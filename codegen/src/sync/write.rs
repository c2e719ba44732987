//! Carries a plan out. All text is on disk beside its target before the first target is touched, so that a full
//! disk or a read-only folder leaves the old crate as it was; each file then changes in one step.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::sync::{Plan, SyncError, lock, plan::inside};

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or have a new content.
    pub written: usize,
    /// Files that were as they should be.
    pub unchanged: usize,
    /// Files that were deleted.
    pub deleted: usize,
}

/// A text that waits beside its target; gone with the value unless it was put in place.
struct Staged {
    waiting: PathBuf,
    target: PathBuf,
}

impl Drop for Staged {
    fn drop(&mut self) {
        // After a rename nothing waits any more, and there is nobody to tell of a failure.
        let _ = fs::remove_file(&self.waiting);
    }
}

impl Plan {
    /// Whether every file, the lock file aside, is as it should be.
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }

    /// Writes, replaces and deletes what is different, and the lock file last.
    ///
    /// # Errors
    ///
    /// Whatever the system refuses. Before the first file is replaced, nothing has changed.
    pub fn apply(&self) -> Result<Report, SyncError> {
        let mut staged = Vec::new();
        for difference in &self.differences {
            if let Some(text) = &difference.new {
                staged.push(stage(&inside(&self.root, &difference.path)?, text)?);
            }
        }
        let lock = self
            .lock
            .as_ref()
            .map(|text| stage(&self.root.join(lock::NAME), text))
            .transpose()?;
        // A root file names its modules: those come first, so that no reader meets a name without its file.
        staged.sort_by_key(|staged| std::cmp::Reverse(staged.target.components().count()));
        for staged in &staged {
            put(staged)?;
        }
        let mut report = Report {
            written: staged.len(),
            unchanged: self.unchanged,
            deleted: 0,
        };
        for difference in self
            .differences
            .iter()
            .filter(|difference| difference.new.is_none())
        {
            let path = inside(&self.root, &difference.path)?;
            fs::remove_file(&path).map_err(SyncError::io(&path))?;
            prune(&self.root, &path);
            report.deleted += 1;
        }
        if let Some(lock) = &lock {
            put(lock)?;
        }
        Ok(report)
    }
}

fn stage(target: &Path, text: &str) -> Result<Staged, SyncError> {
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(SyncError::io(folder))?;
    if target.is_dir() {
        return Err(SyncError::Io(
            target.to_owned(),
            std::io::ErrorKind::IsADirectory.into(),
        ));
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let waiting = target.with_file_name(format!(".{name}.{}.graphdoc", std::process::id()));
    let staged = Staged {
        waiting,
        target: target.to_owned(),
    };
    fs::write(&staged.waiting, text).map_err(SyncError::io(target))?;
    Ok(staged)
}

fn put(staged: &Staged) -> Result<(), SyncError> {
    fs::rename(&staged.waiting, &staged.target).map_err(SyncError::io(&staged.target))
}

/// Removes the folders that a deletion has emptied.
fn prune(root: &Path, path: &Path) {
    let mut folder = path.parent();
    // A folder that is not empty refuses, and that ends it.
    while let Some(empty) =
        folder.filter(|folder| *folder != root && fs::remove_dir(folder).is_ok())
    {
        folder = empty.parent();
    }
}
