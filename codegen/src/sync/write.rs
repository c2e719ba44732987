//! Carries a plan out. All text is on disk, in a folder of its own beside the targets, before the first target is
//! touched, so that a full disk or a read-only folder leaves the old crate as it was; then each file changes
//! in one step, and a crate that is new appears in one step as a whole.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::sync::{Plan, SyncError, lock};

/// How the folder is called in which new text waits; the number of the process follows.
const STAGE: &str = ".graphdoc-";

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

/// The folder in which new text waits; gone with the value.
struct Stage {
    folder: PathBuf,
}

impl Drop for Stage {
    fn drop(&mut self) {
        // Empty by now, or there is an error to report that matters more than this one.
        let _ = fs::remove_dir_all(&self.folder);
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
    /// Whatever the system refuses. Then the files are as they were before.
    pub fn apply(&self) -> Result<Report, SyncError> {
        let mut report = Report {
            unchanged: self.unchanged,
            ..Report::default()
        };
        if self.is_clean() && self.lock.is_none() {
            return Ok(report);
        }
        let texts = self
            .differences
            .iter()
            .filter_map(|found| Some((found.path.as_str(), found.new.as_deref()?)));
        let texts: Vec<(&str, &str)> = texts.collect();
        report.written = texts.len();
        let lock = self.lock.as_deref().map(|text| (lock::NAME, text));
        let stage = self.stage(texts.iter().copied().chain(lock))?;
        let mut moved = Vec::new();
        if let Err(error) = self.put(&stage, &texts, &mut moved) {
            self.take_back(&moved);
            return Err(error);
        }
        for difference in self
            .differences
            .iter()
            .filter(|difference| difference.new.is_none())
        {
            let path = self.root.join(&difference.path);
            fs::remove_file(&path).map_err(SyncError::io(&path))?;
            prune(&self.root, &path);
            report.deleted += 1;
        }
        if lock.is_some() {
            rename(&stage.folder.join(lock::NAME), &self.root.join(lock::NAME))?;
        }
        Ok(report)
    }

    fn stage<'a>(
        &self,
        texts: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<Stage, SyncError> {
        fs::create_dir_all(&self.root).map_err(SyncError::io(&self.root))?;
        self.sweep();
        let folder = self.root.join(format!("{STAGE}{}", std::process::id()));
        fs::create_dir(&folder).map_err(SyncError::io(&folder))?;
        let stage = Stage { folder };
        let mut made = BTreeSet::new();
        for (path, text) in texts {
            let waiting = stage.folder.join(path);
            let target = self.root.join(path);
            if let Some(parent) = waiting.parent()
                && made.insert(parent.to_owned())
            {
                fs::create_dir_all(parent).map_err(SyncError::io(parent))?;
            }
            if target.is_dir() {
                return Err(SyncError::Io(
                    target,
                    std::io::ErrorKind::IsADirectory.into(),
                ));
            }
            fs::write(&waiting, text).map_err(SyncError::io(&target))?;
        }
        Ok(stage)
    }

    /// Moves what waits into place: whole folders where there is none yet, files elsewhere. A root file names its
    /// modules, so that the deepest come first and no reader meets a name without its file.
    fn put<'a>(
        &self,
        stage: &Stage,
        texts: &[(&'a str, &str)],
        moved: &mut Vec<&'a str>,
    ) -> Result<(), SyncError> {
        let mut texts: Vec<&str> = texts.iter().map(|(path, _)| *path).collect();
        texts.sort_by_key(|path| std::cmp::Reverse(path.matches('/').count()));
        for path in texts {
            if moved.iter().any(|folder| {
                path.strip_prefix(folder)
                    .is_some_and(|rest| rest.starts_with('/'))
            }) {
                continue;
            }
            let missing = folders(path).find(|folder| !self.root.join(folder).exists());
            let whole = missing.unwrap_or(path);
            rename(&stage.folder.join(whole), &self.root.join(whole))?;
            moved.push(whole);
        }
        Ok(())
    }

    /// Undoes what was moved; there is an error to report already, so that further ones are not.
    fn take_back(&self, moved: &[&str]) {
        for path in moved {
            let target = self.root.join(path);
            let old = self
                .differences
                .iter()
                .find(|difference| difference.path == *path);
            let _ = match old.and_then(|difference| difference.old.as_ref()) {
                Some(old) => fs::write(&target, old),
                None if target.is_dir() => fs::remove_dir_all(&target),
                None => fs::remove_file(&target),
            };
        }
    }

    /// Removes what a run that was killed has left.
    fn sweep(&self) {
        for entry in fs::read_dir(&self.root).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(STAGE) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

/// The folders on the way to a file, the outermost first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

fn rename(from: &Path, to: &Path) -> Result<(), SyncError> {
    fs::rename(from, to).map_err(SyncError::io(to))
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
