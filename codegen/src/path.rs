//! Rules for paths.

use std::{error::Error, fmt, io, path::Path};

/// Refuses a path with control characters. No documentation needs them, and every format in which paths are written
/// would be misread: a line break in the name of a folder would start a new line in the output of a build script to
/// cargo.
///
/// # Errors
///
/// Returns an [`io::ErrorKind::InvalidFilename`] error for such a path.
pub fn check(path: &Path) -> io::Result<()> {
    match path.to_string_lossy().contains(char::is_control) {
        true => Err(io::Error::new(io::ErrorKind::InvalidFilename, Control)),
        false => Ok(()),
    }
}

#[derive(Debug)]
struct Control;

impl fmt::Display for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the path holds a control character, such as a line break; rename it")
    }
}

impl Error for Control {}
