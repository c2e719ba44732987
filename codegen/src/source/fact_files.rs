//! Finds fact files.

use std::{fs, path::PathBuf};

use super::{Found, SourceError, Unread, folder::is_hidden, shown};
use crate::input;

/// Extension of a fact file.
const ENDING: &str = "toml";

/// Lists the fact files, sorted by name. Each of `roots` is one, or a folder of them.
///
/// # Errors
///
/// Returns an error if a file or folder is missing or cannot be listed, if a folder has no fact file, or if a file's
/// name is not valid UTF-8.
pub fn list_facts(roots: &[PathBuf]) -> Result<Vec<Found>, SourceError> {
    let mut found = Vec::new();
    for given in roots {
        let fail = |error| Unread::io(given, &error);
        Unread::check(given)?;
        if input::is_descriptor(given) {
            found.push(Found::new(shown(given), given));
            continue;
        }
        let root = fs::canonicalize(given).map_err(fail)?;
        let mut files = Vec::new();
        if root.is_dir() {
            for entry in fs::read_dir(&root).map_err(fail)? {
                files.push(entry.map_err(fail)?.path());
            }
            let is_ours = |file: &PathBuf| {
                let is_hidden = file.file_name().is_some_and(is_hidden);
                !is_hidden && file.extension().is_some_and(|ending| ending == ENDING)
            };
            files.retain(is_ours);
            if files.is_empty() {
                let fault = Unread::new(given, "found no fact file in this folder");
                return Err(fault
                    .help("name a folder with `.toml` files, or a file")
                    .into());
            }
        } else {
            files.push(root);
        }
        for path in files {
            let folder = path.parent().and_then(|folder| folder.file_name());
            let names = [folder, path.file_name()].into_iter().flatten();
            let names: Option<Vec<&str>> = names.map(|name| name.to_str()).collect();
            let Some(names) = names else {
                let fault = Unread::new(&path, "the name of this fact file is not UTF-8");
                return Err(fault.help("rename it").into());
            };
            found.push(Found::new(names.join("/"), path));
        }
    }
    found
        .iter()
        .try_for_each(|file| Unread::check(&file.path))?;
    found.sort();
    found.dedup();
    Ok(found)
}
