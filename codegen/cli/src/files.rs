//! Files that are read whole.

use std::path::Path;

use graphdoc_codegen::source::read_text;

use crate::failure::Failure;

/// The text of a file.
///
/// # Errors
/// A file that cannot be read whole.
pub fn read(path: &Path) -> Result<String, Failure> {
    read_text(path).map_err(Failure::from)
}
