//! Compares the files as they should be with the files on disk.

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

/// Reason why a file is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The pages changed after it was written.
    Docs,
    /// The generator changed after it was written.
    Generator,
    /// The options changed after it was written.
    Options,
    /// Someone edited it.
    Edited,
    /// It does not exist.
    Missing,
    /// It was generated and is no longer part of the crate.
    LeftOver,
}

impl Cause {
    /// Describes the reason for the user.
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
    /// The reason.
    pub cause: Cause,
    /// The current content, if the file exists.
    pub old: Option<String>,
    /// The content that it should have, unless it should not exist.
    pub new: Option<String>,
}

/// What to do to get from the files as they are to the files as they should be.
#[derive(Debug, Default)]
pub struct Plan {
    /// Folder of the crate.
    pub root: PathBuf,
    /// Every file that must change, sorted by path.
    pub differences: Vec<Difference>,
    /// Number of files that are as they should be.
    pub unchanged: usize,
    /// Text of the lock file, if it must change.
    pub lock: Option<String>,
    /// Files of the user, of which only a part is generated.
    pub(super) shared: BTreeSet<String>,
    /// Held until the plan is dropped, so that two runs do not write to one folder at once.
    _turn: Turn,
    /// Lock on a folder that did not exist before.
    pub(super) made: OnceLock<File>,
}

impl Plan {
    /// Returns a plan with nothing to do, for a folder whose files are known to be as they should be.
    pub fn clean(root: &Path, unchanged: usize, turn: Turn) -> Plan {
        Plan {
            root: root.to_owned(),
            unchanged,
            _turn: turn,
            ..Plan::default()
        }
    }
}

/// Opens the lock file of a crate whose own files begin with `marker`; `None` if there is neither a lock file nor such
/// a file.
///
/// # Errors
///
/// Returns an error if the lock file cannot be read, or if it is missing although the crate has generated files.
pub fn before(root: &Path, marker: &str) -> Result<Option<LockFile>, SyncError> {
    let file = inside(root, lock::NAME)?;
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

/// Compares the files. `marker` is the first line of every generated source file, by which it is recognized. `before`
/// is the lock as it was and `now` as it should be; without `now`, nothing is deleted and no lock is written.
///
/// # Errors
///
/// Returns an error if a path leads out of `root` or a file cannot be read.
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
    for target in targets {
        let path = match target.shared {
            // The user may link the file to wherever they want.
            true => inside_or_linked(root, &target.path)?,
            false => inside(root, &target.path)?,
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
    let left = left_over(root, targets, marker, before)?;
    plan.differences
        .extend(left.into_iter().map(|(path, old)| Difference {
            path,
            cause: Cause::LeftOver,
            old: Some(old),
            new: None,
        }));
    plan.differences.sort_by(|a, b| a.path.cmp(&b.path));
    let text = now.text();
    plan.lock = (read(&root.join(lock::NAME))?.as_deref() != Some(text.as_str())).then_some(text);
    Ok(plan)
}

/// Returns the generated files that are no longer part of the crate, with their contents.
fn left_over(
    root: &Path,
    targets: &[Target],
    marker: &str,
    before: Option<&Lock>,
) -> Result<Vec<(String, String)>, SyncError> {
    let wanted: BTreeSet<&str> = targets.iter().map(|target| target.path.as_str()).collect();
    let mut left = Vec::new();
    ours(root, "src", marker, &mut left)?;
    left.retain(|(path, _)| !wanted.contains(path.as_str()));
    // Beside the sources, only files that are unchanged are deleted. If someone has edited one, it is theirs now.
    let written = before.iter().flat_map(|lock| &lock.files);
    let beside = written.filter(|(path, _)| !path.starts_with("src/"));
    for (path, known) in beside.filter(|(path, _)| !wanted.contains(path.as_str())) {
        let old = read(&inside_or_linked(root, path)?)?;
        let old = old.filter(|old| checksum(old.as_bytes()) == *known);
        left.extend(old.map(|old| (path.clone(), old)));
    }
    Ok(left)
}

/// Whether the first line contains the marker, in any comment syntax.
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
        // Changed docs would also change the generated part of a shared file, and they did not change.
        _ if target.shared && before.pages == now.pages => Cause::Edited,
        _ => Cause::Docs,
    }
}

/// Whether the generated files on disk are exactly those of the lock. `section` is an entry of the lock that is not a
/// file.
///
/// # Errors
///
/// Returns an error if a folder cannot be read.
pub fn matches_disk(
    root: &Path,
    lock: &Lock,
    marker: &str,
    section: &str,
) -> Result<bool, SyncError> {
    let mut found = Vec::new();
    ours(root, "src", marker, &mut found)?;
    for path in lock.files.keys().filter(|path| *path != section) {
        if !path.starts_with("src/")
            && let Some(text) = read(&inside_or_linked(root, path)?)?
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

/// Returns a path below the root. Refuses one that leads out of it, by `..` or through a link.
fn inside(root: &Path, path: &str) -> Result<PathBuf, SyncError> {
    let whole = inside_or_linked(root, path)?;
    match is_link(&whole) {
        true => Err(SyncError::Path(whole)),
        false => Ok(whole),
    }
}

/// Like [`inside`], but the last part of the path may be a link.
fn inside_or_linked(root: &Path, path: &str) -> Result<PathBuf, SyncError> {
    let whole = root.join(path);
    let mut parts = Path::new(path).components();
    if !parts.all(|part| matches!(part, Component::Normal(_))) {
        return Err(SyncError::Path(whole));
    }
    let above = whole.ancestors().skip(1);
    let mut folders = above.take_while(|folder| *folder != root);
    match folders.find(|folder| is_link(folder)) {
        Some(link) => Err(SyncError::Path(link.to_owned())),
        None => Ok(whole),
    }
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.file_type().is_symlink())
}

fn read(path: &Path) -> Result<Option<String>, SyncError> {
    match input::bytes(path, input::MADE) {
        // A file that is not valid UTF-8 is not generated and will be replaced as a whole.
        Ok(bytes) => {
            let lossy = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
            // The lossy conversion takes ten times as long, even for valid text.
            let text = String::from_utf8(bytes).unwrap_or_else(|error| lossy(error.into_bytes()));
            Ok(Some(unix_lines(text)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SyncError::Io(path.to_owned(), error)),
    }
}

/// Collects the files below `folder` that begin with the marker.
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
