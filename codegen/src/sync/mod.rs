//! Brings files to disk, or compares them with what is there: the same plan is either carried out or shown. Knows
//! nothing about the content of the files.

mod line_ends;
pub mod lock;
mod plan;
mod replace;
pub mod temporary;
mod turn;
mod write;

#[cfg(test)]
mod tests;

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use crate::encode::log;
pub use line_ends::{like, unix_lines};
pub use lock::{Fault, Lock, LockFile, MetadataLock, PageLock, Quarantined};
pub use plan::{Cause, Difference, Plan, before, matches_disk, plan};
pub use replace::{replace, replace_all};
pub use temporary::sweep;
pub use turn::{Turn, Waits};
pub use write::WriteReport;
use xxhash_rust::xxh3::xxh3_128;

/// A file as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Path below the root, with `/` on every system.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Whether it is the user's file, of which only a part is generated.
    pub shared: bool,
}

/// Reason why files could not be compared or written.
#[derive(Debug)]
pub enum SyncError {
    /// A path leads out of the root, or through a link.
    Path(PathBuf),
    /// The system refused something.
    Io(PathBuf, io::Error),
    /// A file that graphdoc did not write is in the way.
    Foreign(PathBuf),
    /// A lock file is not valid, with the line.
    Lock(PathBuf, usize, Fault),
    /// A crate has lost its lock file.
    NoLock(PathBuf),
}

impl SyncError {
    fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> SyncError {
        let path = path.into();
        |error| SyncError::Io(path, error)
    }
}

impl fmt::Display for SyncError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SyncError::Path(path) => {
                write!(
                    f,
                    "`{}` leads out of the crate's folder or through a link",
                    shown(path)
                )
            }
            SyncError::Io(path, error) => write!(f, "`{}`: {error}", shown(path)),
            SyncError::Foreign(path) => write!(
                f,
                "`{}` was not written by graphdoc and would be overwritten; move it away or choose another folder",
                shown(path)
            ),
            SyncError::Lock(path, line, fault) => {
                write!(f, "`{}`, line {line}: {fault}", shown(path))
            }
            SyncError::NoLock(path) => write!(
                f,
                "`{}` is missing though the crate's files are there, and only it knew what is in quarantine and what was \
                 accepted; restore it, for example with `git checkout`, or begin anew with `graphdoc generate --prune`",
                shown(path)
            ),
        }
    }
}

/// Returns a path for a message, without characters that a terminal would act on.
pub(crate) fn shown(path: &Path) -> String {
    log::line(&path.to_string_lossy()).into_owned()
}

impl std::error::Error for SyncError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            SyncError::Io(_, error) => Some(error),
            _ => None,
        }
    }
}

/// Returns the checksum of some bytes, by which lock files recognize what has changed: 128-bit XXH3 in hexadecimal.
/// Someone who crafts a page with the same checksum only keeps it from being read until any other page changes, because
/// a run that reads one page reads all. To record what someone agreed to, use [`hash`].
pub fn checksum(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
}

/// Returns the checksum of a text that people edit, regardless of the line endings that a checkout gave it.
pub fn text_checksum(text: &[u8]) -> String {
    checksum(&line_ends::unix_bytes(text))
}

/// Returns the hash of a text that someone agreed to, for the lock file: 16 bytes of BLAKE3 in hexadecimal.
pub fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..32].to_owned()
}
