//! Reading of whole files.

use std::path::Path;

use graphdoc_codegen::unstable::source::read_text;

use crate::failure::Failure;

/// Reads the text of a file of at most `limit` bytes.
///
/// # Errors
/// Returns an error if the file cannot be read completely.
pub fn read(path: &Path, limit: u64) -> Result<String, Failure> {
    read_text(path, limit).map_err(Failure::from)
}
