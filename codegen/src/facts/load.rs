//! Reads fact files. If one cannot be read completely, none is used, since whatever rests on the missing facts would
//! silently disappear.

use std::path::{Path, PathBuf};

use super::read;
use crate::{
    diagnostic::Diagnostic,
    source::{SourceError, SourceFile, Unread, list_facts, read_whole},
};

/// Reads fact files. Each of `roots` is one, or a folder of them.
///
/// # Errors
///
/// Returns an error if a file cannot be read, contains no fact, or contains an invalid fact.
pub fn load(roots: &[PathBuf]) -> Result<Vec<SourceFile>, SourceError> {
    let found = list_facts(roots)?;
    let files = read_whole(&found)?;
    let (facts, wrong) = read(&files);
    let mut faults = Vec::new();
    for (file, path) in files.iter().zip(found.iter().map(|found| &found.path)) {
        let is_here = |wrong: &&Diagnostic| wrong.labels[0].file == file.path;
        let here = wrong.iter().filter(is_here);
        let before = faults.len();
        faults.extend(here.map(|wrong| fault(wrong, file, path)));
        if faults.len() == before && facts.iter().all(|fact| fact.file != file.path) {
            let fault = Unread::new(path, "expected `[[fact]]`, found no fact in this file");
            faults.push(fault.help("add a fact, or delete the file"));
        }
    }
    match faults.is_empty() {
        true => Ok(files),
        false => Err(SourceError { faults }),
    }
}

/// Returns the fault for an invalid fact, with the path of its file on disk.
fn fault(wrong: &Diagnostic, file: &SourceFile, path: &Path) -> Unread {
    let (line, column) = file.position(wrong.labels[0].span.start);
    let fault = Unread::of(path, &wrong.message).at(line, column);
    match &wrong.help {
        Some(help) => fault.help(help),
        None => fault,
    }
}
