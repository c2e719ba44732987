//! Finds and reads the files of facts written by hand.

use std::{fs, path::PathBuf};

use super::{Found, SourceError, Sources};

/// The name ending of a file of facts.
const ENDING: &str = "toml";

/// Lists the files of facts: each of `roots` is one, or a folder of them. Sorted by name.
///
/// # Errors
///
/// A file or folder that is missing or cannot be listed.
pub fn list_facts(roots: &[PathBuf]) -> Result<Vec<Found>, SourceError> {
    let mut found = Vec::new();
    for root in roots {
        let fail = |error| SourceError {
            path: root.clone(),
            error,
        };
        let root = fs::canonicalize(root).map_err(fail)?;
        let mut files = Vec::new();
        if root.is_dir() {
            for entry in fs::read_dir(&root).map_err(fail)? {
                files.push(entry.map_err(fail)?.path());
            }
            files.retain(|file| file.extension().is_some_and(|ending| ending == ENDING));
        } else {
            files.push(root);
        }
        for path in files {
            let folder = path.parent().and_then(|folder| folder.file_name());
            let names = [folder, path.file_name()].into_iter().flatten();
            let names: Vec<String> = names
                .map(|name| name.to_string_lossy().into_owned())
                .collect();
            let name = names.join("/");
            found.push(Found { name, path });
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Reads the files of facts, see [`list_facts`].
///
/// # Errors
///
/// As for [`list_facts`]. A file that is no text is a diagnostic.
pub fn read_facts(roots: &[PathBuf]) -> Result<Sources, SourceError> {
    list_facts(roots).map(|found| Sources::load(&found, &[]))
}
