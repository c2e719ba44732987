//! Reads files of facts, all of them whole: one that is left out would take with it what rests on it.

use std::path::{Path, PathBuf};

use super::read;
use crate::{
    diagnostic::Diagnostic,
    source::{SourceError, SourceFile, Unread, list_facts, read_whole},
};

/// Reads the files of facts, each of `roots` being one or a folder of them.
///
/// # Errors
///
/// A file that cannot be read, one without a fact, a fact that means nothing.
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

/// What is wrong with a fact, where its file is on disk.
fn fault(wrong: &Diagnostic, file: &SourceFile, path: &Path) -> Unread {
    let (line, column) = file.position(wrong.labels[0].span.start);
    let fault = Unread::new(path, wrong.message.to_string().replace('\n', " "));
    let fault = fault.rule(wrong.rule).at(line, column);
    match &wrong.help {
        Some(help) => fault.help(help),
        None => fault,
    }
}
