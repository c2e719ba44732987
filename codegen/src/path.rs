//! Which paths are taken at all.

use std::{error::Error, fmt, io, path::Path};

/// Refuses a path with control characters. No documentation needs one, and each of the protocols that paths are written
/// to would read it as something else: a line break in the name of a folder is a second line of what a build script
/// tells cargo.
///
/// # Errors
///
/// Such a path, as [`io::ErrorKind::InvalidFilename`].
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
