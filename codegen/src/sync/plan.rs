//! What is different between the files as they should be and as they are.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io,
    path::{Component, Path, PathBuf},
    sync::OnceLock,
};

use crate::{
    input,
    sync::{Lock, LockFile, SyncError, Target, Turn, checksum, lock, unix_lines},
};

/// Why a file is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The pages changed since it was written.
    Docs,
    /// The generator changed since it was written.
    Generator,
    /// The options changed since it was written.
    Options,
    /// It is not what was written.
    Edited,
    /// It is not there.
    Missing,
    /// It was written by us and belongs to nothing any more.
    LeftOver,
}

impl Cause {
    /// What to tell a user.
    pub fn describe(self) -> &'static str {
        match self {
            Cause::Docs => "stale, the docs changed",
            Cause::Generator => "stale, the generator changed",
            Cause::Options => "stale, the options changed",
            Cause::Edited => "edited by hand",
            Cause::Missing => "missing",
            Cause::LeftOver => "left over",
        }
    }
}

/// A file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Path below the root, with `/` on every system.
    pub path: String,
    /// Why.
    pub cause: Cause,
    /// What is there.
    pub old: Option<String>,
    /// What should be there.
    pub new: Option<String>,
}

/// The way from the files as they are to the files as they should be.
#[derive(Debug, Default)]
pub struct Plan {
    /// Folder of the crate.
    pub root: PathBuf,
    /// Every file that must change, sorted by path.
    pub differences: Vec<Difference>,
    /// Files that are as they should be.
    pub unchanged: usize,
    /// The lock file's text, where it must change.
    pub lock: Option<String>,
    /// Files of the user, of which only a part is ours.
    pub(super) shared: BTreeSet<String>,
    /// Held until the plan is dropped, so that two runs do not write into one folder at once.
    _turn: Turn,
    /// Holds a folder that was not there before.
    pub(super) made: OnceLock<File>,
}

impl Plan {
    /// A plan with nothing to do, for a folder whose files are known to be as they should be.
    pub fn clean(root: &Path, unchanged: usize, turn: Turn) -> Plan {
        Plan {
            root: root.to_owned(),
            unchanged,
            _turn: turn,
            ..Plan::default()
        }
    }
}

/// The lock file of a crate whose own files begin with `marker`; `None` when there is neither.
///
/// # Errors
///
/// A lock file that cannot be read whole, and one that is missing beside files that it must have had.
pub fn before(root: &Path, marker: &str) -> Result<Option<LockFile>, SyncError> {
    let file = Guard::default().inside(root, lock::NAME)?;
    let lock = LockFile::open(&file)?;
    let mut found = Vec::new();
    if lock.is_none() {
        ours(root, "src", marker, &mut found)?;
    }
    match found.is_empty() {
        true => Ok(lock),
        false => Err(SyncError::NoLock(file)),
    }
}

/// Compares. `marker` is the first line of every file that is ours to delete; `before` is the lock as it was and `now` as
/// it should be, for a folder that has one and is ours to tidy.
///
/// # Errors
///
/// A path that leads out of `root`, and whatever keeps a file from being read.
pub fn plan(
    root: &Path,
    targets: &[Target],
    marker: &str,
    before: Option<&Lock>,
    now: Option<&Lock>,
    turn: Turn,
) -> Result<Plan, SyncError> {
    let shared = targets.iter().filter(|target| target.shared);
    let mut plan = Plan {
        root: root.to_owned(),
        shared: shared.map(|target| target.path.clone()).collect(),
        _turn: turn,
        ..Plan::default()
    };
    let mut guard = Guard::default();
    for target in targets {
        let path = match target.shared {
            // Where a link of the user leads is the user's affair.
            true => guard.inside_or_linked(root, &target.path)?,
            false => guard.inside(root, &target.path)?,
        };
        let old = read(&path)?;
        let is_same = |old: &str| match target.shared {
            true => old == unix_lines(target.text.clone()),
            false => old == target.text,
        };
        if old.as_deref().is_some_and(is_same) {
            plan.unchanged += 1;
            continue;
        }
        let is_known = before.is_some_and(|lock| lock.files.contains_key(&target.path));
        if let Some(old) = &old
            && !target.shared
            && !is_known
            && !is_ours(old, marker)
        {
            return Err(SyncError::Foreign(path));
        }
        let cause = cause(target, old.as_deref(), before, now);
        let new = Some(target.text.clone());
        plan.differences.push(Difference {
            path: target.path.clone(),
            cause,
            old,
            new,
        });
    }
    let Some(now) = now else { return Ok(plan) };
    let wanted: BTreeSet<&str> = targets.iter().map(|target| target.path.as_str()).collect();
    let mut left = Vec::new();
    ours(root, "src", marker, &mut left)?;
    // Beside the sources only what is as it was written; anything else is the user's by now.
    let written = before.iter().flat_map(|lock| &lock.files);
    for (path, known) in written.filter(|(path, _)| !path.starts_with("src/")) {
        let old = match wanted.contains(path.as_str()) {
            true => None,
            false => read(&guard.inside_or_linked(root, path)?)?,
        };
        left.extend(
            old.filter(|old| checksum(old.as_bytes()) == *known)
                .map(|old| (path.clone(), old)),
        );
    }
    for (path, old) in left
        .into_iter()
        .filter(|(path, _)| !wanted.contains(path.as_str()))
    {
        plan.differences.push(Difference {
            path,
            cause: Cause::LeftOver,
            old: Some(old),
            new: None,
        });
    }
    plan.differences.sort_by(|a, b| a.path.cmp(&b.path));
    let text = now.text();
    plan.lock = (read(&root.join(lock::NAME))?.as_deref() != Some(text.as_str())).then_some(text);
    Ok(plan)
}

/// Whether the first line says so, as a comment of whatever kind.
fn is_ours(text: &str, marker: &str) -> bool {
    let words = marker.trim_start_matches(['/', ' ']);
    text.lines().next().is_some_and(|line| line.contains(words))
}

fn cause(target: &Target, old: Option<&str>, before: Option<&Lock>, now: Option<&Lock>) -> Cause {
    let (Some(before), Some(now)) = (before, now) else {
        return if old.is_none() {
            Cause::Missing
        } else {
            Cause::Docs
        };
    };
    match (before.files.get(&target.path), old) {
        (Some(_), None) => Cause::Missing,
        (Some(known), Some(old)) if *known != checksum(old.as_bytes()) => Cause::Edited,
        _ if before.generator != now.generator => Cause::Generator,
        _ if before.options != now.options => Cause::Options,
        // Only the part of a shared file that is ours would follow the docs.
        _ if target.shared && before.pages == now.pages => Cause::Edited,
        _ => Cause::Docs,
    }
}

/// Whether the files on disk are those of the lock, and none besides that is ours. `section` is an entry of the
/// lock that is no file.
///
/// # Errors
///
/// Whatever keeps a folder from being read.
pub fn matches_disk(
    root: &Path,
    lock: &Lock,
    marker: &str,
    section: &str,
) -> Result<bool, SyncError> {
    let mut found = Vec::new();
    ours(root, "src", marker, &mut found)?;
    let mut guard = Guard::default();
    for path in lock.files.keys().filter(|path| *path != section) {
        if !path.starts_with("src/")
            && let Some(text) = read(&guard.inside_or_linked(root, path)?)?
        {
            found.push((path.clone(), text));
        }
    }
    let files = lock.files.iter().filter(|(path, _)| *path != section);
    let found: BTreeMap<String, String> = found
        .into_iter()
        .map(|(path, text)| (path, checksum(text.as_bytes())))
        .collect();
    Ok(files.eq(&found))
}

/// Refuses paths that lead out of the root, by `..` or by a link on the way. Each folder is looked at once.
#[derive(Default)]
struct Guard {
    known: BTreeSet<PathBuf>,
}

impl Guard {
    fn inside(&mut self, root: &Path, path: &str) -> Result<PathBuf, SyncError> {
        let whole = self.inside_or_linked(root, path)?;
        if is_link(&whole) {
            return Err(SyncError::Path(whole));
        }
        Ok(whole)
    }

    /// The last part of the path may be a link.
    fn inside_or_linked(&mut self, root: &Path, path: &str) -> Result<PathBuf, SyncError> {
        let whole = root.join(path);
        if !Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
        {
            return Err(SyncError::Path(whole));
        }
        let above = whole.ancestors().skip(1);
        for folder in above.take_while(|folder| *folder != root) {
            if !self.known.insert(folder.to_owned()) {
                break;
            }
            if is_link(folder) {
                return Err(SyncError::Path(folder.to_owned()));
            }
        }
        Ok(whole)
    }
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.file_type().is_symlink())
}

fn read(path: &Path) -> Result<Option<String>, SyncError> {
    match input::bytes(path, input::MADE) {
        // What is not UTF-8 was not written by us and will be replaced as a whole.
        Ok(bytes) => {
            let lossy = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
            // To look for what is lossy takes ten times as long as to know that nothing is.
            let text = String::from_utf8(bytes).unwrap_or_else(|error| lossy(error.into_bytes()));
            Ok(Some(unix_lines(text)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SyncError::Io(path.to_owned(), error)),
    }
}

/// Files below `folder` that begin with the marker.
fn ours(
    root: &Path,
    folder: &str,
    marker: &str,
    found: &mut Vec<(String, String)>,
) -> Result<(), SyncError> {
    let entries = match fs::read_dir(root.join(folder)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(SyncError::Io(root.join(folder), error)),
    };
    for entry in entries {
        let entry = entry.map_err(SyncError::io(root.join(folder)))?;
        let kind = entry.file_type().map_err(SyncError::io(entry.path()))?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = format!("{folder}/{name}");
        if kind.is_dir() {
            ours(root, &path, marker, found)?;
        } else if kind.is_file()
            && name.ends_with(".rs")
            && let Some(text) = read(&entry.path())?
            && text.lines().next() == Some(marker)
        {
            found.push((path, text));
        }
    }
    Ok(())
}
