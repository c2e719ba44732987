//! From files to disk, or a comparison with disk: the same plan is either carried out or shown. Knows
//! nothing of what the files hold.

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
    /// Whether it is the user's file and only a part of it is ours.
    pub shared: bool,
}

/// Why files could not be compared or written.
#[derive(Debug)]
pub enum SyncError {
    /// A path that leads out of the root, or through a link.
    Path(PathBuf),
    /// The system refused something.
    Io(PathBuf, io::Error),
    /// A file in the way that was not written by us.
    Foreign(PathBuf),
    /// A lock file that cannot be read whole, and the line.
    Lock(PathBuf, usize, Fault),
    /// A crate that has lost its lock file.
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

/// A path in a message, which may be on its way to a terminal.
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

/// Checksum of some bytes, as lock files hold it to know what has changed: XXH3 of 128 bits in hexadecimal. Whoever makes
/// another page of the same checksum on purpose keeps it from being read until any other page changes, and no longer: a
/// run that reads one page reads all. To agree to something takes a [`hash`].
pub fn checksum(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
}

/// Checksum of a text that a person keeps, which does not depend on the line ends that a checkout gave it.
pub fn text_checksum(text: &[u8]) -> String {
    checksum(&line_ends::unix_bytes(text))
}

/// Hash of a text that a person agreed to, as lock files hold it: 16 bytes of BLAKE3 in hexadecimal.
pub fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..32].to_owned()
}
