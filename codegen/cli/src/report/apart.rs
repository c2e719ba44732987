//! Keeps reports from overwriting files that graphdoc reads.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use graphdoc_codegen::unstable::{
    config,
    source::{self, is_page},
    sync::{lock, temporary},
};

use crate::{args::ReportFile, failure::Failure, paths, settings::Settings};

/// Refuses a report that would overwrite a page, a fact file, the configuration, a lock file or one of `files`, by
/// whatever name or link it is reached, and a report that the next run would read as a page.
///
/// # Errors
/// Returns an error for such a report.
pub fn check(
    reports: &[ReportFile],
    settings: &Settings,
    docs: &[PathBuf],
    files: &[&Path],
) -> Result<(), Failure> {
    if reports.is_empty() {
        return Ok(());
    }
    // Pages that cannot be listed are reported when they are read.
    let pages = source::list(docs).unwrap_or_default();
    let facts = settings.beside_pages().unwrap_or_default();
    let found = pages.iter().chain(&facts).map(|found| found.path.as_path());
    let config = settings.config.iter().map(|config| config.file.as_path());
    let inputs = found.chain(config).chain(files.iter().copied());
    let inputs: HashSet<Identity> = inputs.flat_map(identities).collect();
    let docs: Vec<PathBuf> = docs
        .iter()
        .filter_map(|folder| folder.canonicalize().ok())
        .collect();
    for report in reports {
        let name = report.path.file_name().and_then(|name| name.to_str());
        let is_ours = name.is_some_and(|name| name == config::NAME || name == lock::NAME);
        let is_input = identities(&report.path).any(|identity| inputs.contains(&identity));
        let would_be_page = name.is_some_and(is_page) && is_below(&report.path, &docs);
        if is_ours || is_input || would_be_page {
            let shown = paths::shown(&report.path);
            let message = match would_be_page && !is_input {
                true => format!("the report `{shown}` would be read as a page"),
                false => format!("the report `{shown}` would overwrite an input"),
            };
            let help = "name another file with `--output FORMAT=PATH`";
            return Err(Failure::Usage(message, Some(help.to_owned())));
        }
    }
    Ok(())
}

/// What all names of the same file have in common.
#[derive(PartialEq, Eq, Hash)]
enum Identity {
    Path(PathBuf),
    #[cfg(unix)]
    Node(u64, u64),
}

fn identities(path: &Path) -> impl Iterator<Item = Identity> + use<> {
    let real = path.canonicalize().ok();
    let file = real.as_ref().and_then(|real| fs::metadata(real).ok());
    let file = file.filter(fs::Metadata::is_file);
    let real = real.filter(|_| file.is_some()).map(Identity::Path);
    #[cfg(unix)]
    let node = file.map(|file| {
        use std::os::unix::fs::MetadataExt;
        Identity::Node(file.dev(), file.ino())
    });
    #[cfg(not(unix))]
    let node = None;
    real.into_iter().chain(node)
}

fn is_below(path: &Path, folders: &[PathBuf]) -> bool {
    let real = temporary::parent(path).canonicalize();
    real.is_ok_and(|real| folders.iter().any(|folder| real.starts_with(folder)))
}
