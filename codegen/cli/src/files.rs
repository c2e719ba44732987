//! Files that are read and replaced whole.

use std::{
    fs,
    path::{Path, PathBuf},
};

use graphdoc_codegen::{source::read_text, sync::SyncError};

use crate::failure::Failure;

/// The text of a file.
///
/// # Errors
/// A file that cannot be read whole.
pub fn read(path: &Path) -> Result<String, Failure> {
    read_text(path).map_err(Failure::from)
}

/// Replaces a file, or leaves it as it was.
///
/// # Errors
/// A folder that cannot be written.
pub fn replace(path: &Path, text: impl AsRef<[u8]>) -> Result<(), Failure> {
    replace_all(&[(path.to_owned(), text)])
}

/// Replaces files once all of them could be written beside the old ones.
///
/// # Errors
/// A folder that cannot be written.
pub fn replace_all(files: &[(PathBuf, impl AsRef<[u8]>)]) -> Result<(), Failure> {
    let beside = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.with_file_name(format!(".{name}.{}", std::process::id()))
    };
    let failed = |path: &Path, error| Failure::from(SyncError::Io(path.to_owned(), error));
    let written = files.iter().try_for_each(|(path, text)| {
        fs::write(beside(path), text).map_err(|error| failed(path, error))
    });
    let moved = written.and_then(|()| {
        files.iter().try_for_each(|(path, _)| {
            fs::rename(beside(path), path).map_err(|error| failed(path, error))
        })
    });
    if moved.is_err() {
        for (path, _) in files {
            // What is left of the attempt is of no use to anybody.
            let _ = fs::remove_file(beside(path));
        }
    }
    moved
}
