//! Files that are read and replaced whole.

use std::{fs, path::Path};

use graphdoc_codegen::sync::SyncError;

use crate::failure::Failure;

/// The text of a file.
///
/// # Errors
/// A file that cannot be read or is no text.
pub fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| SyncError::Io(path.to_owned(), error).into())
}

/// Replaces a file, or leaves it as it was.
///
/// # Errors
/// A folder that cannot be written.
pub fn replace(path: &Path, text: impl AsRef<[u8]>) -> Result<(), Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // What is left of the attempt is of no use to anybody.
        let _ = fs::remove_file(&beside);
        SyncError::Io(path.to_owned(), error).into()
    })
}
