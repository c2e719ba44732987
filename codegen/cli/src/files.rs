//! Files that are read whole.

use std::path::Path;

use graphdoc_codegen::unstable::source::read_text;

use crate::failure::Failure;

/// The text of a file, which has at most `limit` bytes.
///
/// # Errors
/// A file that cannot be read whole.
pub fn read(path: &Path, limit: u64) -> Result<String, Failure> {
    read_text(path, limit).map_err(Failure::from)
}
