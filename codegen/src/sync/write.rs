//! Carries a plan out. All text is on disk, in a temporary folder beside the targets, before the first target is
//! touched, so that a full disk or a read-only folder leaves the old crate as it was. Then each file changes in one
//! step, and a new crate appears in one step as a whole.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::{
    hash_map::HashSet,
    parallel::parallel,
    sync::{
        Plan, SyncError, lock, replace,
        replace::flush_folder,
        temporary::{self, sweep},
    },
};

/// Base of the name of the temporary folder.
const STAGE: &str = "crate";

/// Number of files that are written at the same time.
const AT_ONCE: usize = 16;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteReport {
    /// Number of files that are new or have new content.
    pub written: usize,
    /// Number of files that were as they should be.
    pub unchanged: usize,
    /// Number of files that were deleted.
    pub deleted: usize,
}

impl Plan {
    /// Whether every file, the lock file aside, is as it should be.
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }

    /// Writes, replaces and deletes what differs, and the lock file last.
    ///
    /// # Errors
    ///
    /// Returns an error if the system refuses. The files are then as they were before.
    pub fn apply(&self) -> Result<WriteReport, SyncError> {
        sweep(&self.root);
        sweep(temporary::parent(&self.root));
        let texts = self
            .differences
            .iter()
            .filter_map(|found| Some((found.path.as_str(), found.new.as_deref()?)));
        let texts: Vec<(&str, &str)> = texts.collect();
        let mut report = WriteReport {
            written: texts.len(),
            unchanged: self.unchanged,
            ..WriteReport::default()
        };
        if self.is_clean() && self.lock.is_none() {
            return Ok(report);
        }
        match self.root.exists() {
            true => report.deleted = self.change(&texts)?,
            false => self.create(&texts)?,
        }
        Ok(report)
    }

    /// Creates the whole crate elsewhere, then moves its folder into place in one step, with any missing folders above
    /// it.
    fn create(&self, texts: &[(&str, &str)]) -> Result<(), SyncError> {
        let failed = || SyncError::io(&self.root);
        let root = std::path::absolute(&self.root).map_err(failed())?;
        let is_missing = |folder: &&Path| fs::symlink_metadata(folder).is_err();
        let top = root.ancestors().take_while(is_missing).last();
        // The path exists but leads nowhere: it is a broken link.
        let top = top.ok_or_else(|| SyncError::Path(self.root.clone()))?;
        sweep(temporary::parent(top));
        let (stage, held) = temporary::folder(top).map_err(failed())?;
        let below = root.strip_prefix(top).unwrap_or(Path::new(""));
        let folder = stage.path().join(below);
        fs::create_dir_all(&folder).map_err(failed())?;
        let lock = self.lock.as_deref().map(|text| (lock::NAME, text));
        self.fill(&folder, texts.iter().copied().chain(lock))?;
        // The next run must wait until this one is done with the new folder.
        let made = match root == top {
            true => held,
            false => File::open(&folder).ok().filter(|made| made.lock().is_ok()),
        };
        if let Some(made) = made {
            let _ = self.made.set(made);
        }
        fs::rename(stage.path(), top).map_err(failed())?;
        // The folder is where it belongs now and must not be deleted.
        let _ = stage.keep();
        flush_folder(temporary::parent(top)).map_err(failed())
    }

    /// Changes the files of an existing crate and returns how many were deleted.
    fn change(&self, texts: &[(&str, &str)]) -> Result<usize, SyncError> {
        let (shared, own): (Vec<_>, Vec<_>) = texts
            .iter()
            .partition(|(path, _)| self.shared.contains(*path));
        let (stage, _held) =
            temporary::folder(&self.root.join(STAGE)).map_err(SyncError::io(&self.root))?;
        let lock = self.lock.as_deref().map(|text| (lock::NAME, text));
        self.fill(stage.path(), own.iter().copied().chain(lock))?;
        let file = self.root.join(lock::NAME);
        let put_lock = || match lock {
            Some(_) => rename(&stage.path().join(lock::NAME), &file),
            None => Ok(()),
        };
        // Files without a lock look as if the lock had been deleted, whereas files that a lock knows and that are
        // missing are written again.
        let is_first = !file.exists();
        if is_first {
            put_lock()?;
        }
        let mut moved = Vec::new();
        let put = self.put(&stage, &own, &mut moved).and_then(|()| {
            let shared = shared.iter();
            let files: Vec<_> = shared
                .map(|(path, text)| (self.root.join(path), text))
                .collect();
            replace::replace_all(&files)
        });
        if let Err(error) = put {
            self.take_back(&moved);
            if is_first {
                let _ = fs::remove_file(&file);
            }
            return Err(error);
        }
        let mut deleted = 0;
        for difference in self.differences.iter().filter(|found| found.new.is_none()) {
            let path = self.root.join(&difference.path);
            fs::remove_file(&path).map_err(SyncError::io(&path))?;
            prune(&self.root, &path);
            deleted += 1;
        }
        self.flush_folders(&moved)?;
        if !is_first {
            put_lock()?;
        }
        flush_folder(&self.root).map_err(SyncError::io(&self.root))?;
        Ok(deleted)
    }

    /// Writes new texts to a folder that becomes part of the crate, and flushes them, so that a power failure leaves no
    /// partial file.
    fn fill<'a>(
        &self,
        folder: &Path,
        texts: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<(), SyncError> {
        let mut made = HashSet::from_iter([folder.to_owned()]);
        let mut files = Vec::new();
        for (path, text) in texts {
            let waiting = folder.join(path);
            let target = self.root.join(path);
            let parent = temporary::parent(&waiting);
            if made.insert(parent.to_owned()) {
                fs::create_dir_all(parent).map_err(SyncError::io(parent))?;
            }
            if target.is_dir() {
                return Err(SyncError::Io(target, io::ErrorKind::IsADirectory.into()));
            }
            files.push((waiting, target, text));
        }
        write_all(&files)?;
        made.iter()
            .try_for_each(|folder| flush_folder(folder).map_err(SyncError::io(folder)))
    }

    /// Makes the names of moved files survive a power failure before the lock claims that they exist.
    fn flush_folders(&self, moved: &[&str]) -> Result<(), SyncError> {
        let parents = moved.iter().map(|path| self.root.join(path));
        let parents: HashSet<PathBuf> = parents
            .map(|path| temporary::parent(&path).to_owned())
            .collect();
        parents
            .iter()
            .try_for_each(|folder| flush_folder(folder).map_err(SyncError::io(folder)))
    }

    /// Moves waiting files into place, as whole folders where none exists yet. A root file names its modules, so the
    /// deepest files come first and no reader meets a name without its file.
    fn put<'a>(
        &self,
        stage: &TempDir,
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
            rename(&stage.path().join(whole), &self.root.join(whole))?;
            moved.push(whole);
        }
        Ok(())
    }

    /// Undoes the moves. There is an error to report already, so further ones are ignored.
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
}

/// Returns the folders on the way to a file, the outermost first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Writes new files, each given with its final path for error messages. Systems write many at once in little more time
/// than one.
fn write_all(files: &[(PathBuf, PathBuf, &str)]) -> Result<(), SyncError> {
    let written = parallel(files, AT_ONCE, |(path, target, text)| {
        write(path, text).map_err(SyncError::io(target))
    });
    written.into_iter().collect()
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn rename(from: &Path, to: &Path) -> Result<(), SyncError> {
    fs::rename(from, to).map_err(SyncError::io(to))
}

/// Removes folders that a deletion has emptied.
fn prune(root: &Path, path: &Path) {
    let mut folder = path.parent();
    // Removing a folder that is not empty fails, and that ends the loop.
    while let Some(empty) =
        folder.filter(|folder| *folder != root && fs::remove_dir(folder).is_ok())
    {
        folder = empty.parent();
    }
}
