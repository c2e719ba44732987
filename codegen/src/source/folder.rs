//! Finds the resource pages below a folder.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsString,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use super::is_page;

/// Folders of resource pages have this name.
const PAGES: &str = "resources";

/// A folder that could not be read at all.
#[derive(Debug)]
pub struct SourceError {
    /// The folder.
    pub path: PathBuf,
    /// What the system said.
    pub error: io::Error,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "cannot read the docs folder `{}`: {}",
            self.path.display(),
            self.error
        )
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// A page that was found: where it is, and the path that names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Path below the docs folder, with `/` on every system.
    pub name: String,
    /// Where it is on disk.
    pub path: PathBuf,
}

/// Lists the pages below each of the folders, sorted by name. A folder is one of resource pages, or any folder
/// above one or more; where none is called `resources`, all pages below it count.
///
/// # Errors
///
/// A folder that is missing or cannot be listed; an empty one is an empty set.
pub fn list(roots: &[PathBuf]) -> Result<Vec<Found>, SourceError> {
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for root in roots {
        let root = fs::canonicalize(root).map_err(|error| SourceError {
            path: root.clone(),
            error,
        })?;
        let mut inner = BTreeSet::new();
        if root.file_name().is_none_or(|name| name != PAGES) {
            resource_folders(&root, &mut inner)?;
        }
        match inner.is_empty() {
            true => folders.insert(root),
            false => {
                folders.append(&mut inner);
                true
            }
        };
    }
    let mut pages = Vec::new();
    for (folder, prefix) in prefixes(&folders) {
        walk(&folder, &prefix, &mut pages)?;
    }
    pages.sort_unstable();
    pages.dedup_by(|next, page| next.name == page.name);
    Ok(pages)
}

/// Names pages that are not on disk as [`list`] would: `files` are all the files below the folders `roots`. Nothing is
/// looked up.
pub fn arrange(roots: &[PathBuf], files: &[PathBuf]) -> Vec<Found> {
    let is_hidden = |part: &std::ffi::OsStr| part.to_string_lossy().starts_with('.');
    let mut folders = BTreeSet::new();
    for root in roots {
        let below = files.iter().filter_map(|file| {
            let parent = file.strip_prefix(root).ok()?.parent()?;
            let mut inner = root.clone();
            parent.iter().find_map(|part| {
                inner.push(part);
                (part == PAGES).then(|| inner.clone())
            })
        });
        let inner: BTreeSet<PathBuf> = match root.file_name() {
            Some(name) if name == PAGES => BTreeSet::new(),
            _ => below.collect(),
        };
        match inner.is_empty() {
            true => drop(folders.insert(root.clone())),
            false => folders.extend(inner),
        }
    }
    let mut pages = BTreeMap::new();
    for (folder, prefix) in prefixes(&folders) {
        for file in files.iter().filter(|file| is_page(&file.to_string_lossy())) {
            let Ok(below) = file.strip_prefix(&folder) else {
                continue;
            };
            if !below.iter().any(is_hidden) {
                let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
                pages.insert(format!("{prefix}{}", parts.join("/")), file.clone());
            }
        }
    }
    let found = |(name, path)| Found { name, path };
    pages.into_iter().map(found).collect()
}

/// Folders called `resources`, however deep; what lies below one belongs to it.
fn resource_folders(folder: &Path, found: &mut BTreeSet<PathBuf>) -> Result<(), SourceError> {
    let mut below = Vec::new();
    for entry in entries(folder)? {
        let (name, is_folder) = entry?;
        if !is_folder {
            continue;
        }
        let path = folder.join(&name);
        if name == PAGES {
            found.insert(path);
        } else {
            below.push(path);
        }
    }
    below
        .into_iter()
        .try_for_each(|folder| resource_folders(&folder, found))
}

/// What pages of a folder are called: `resources/x.md`, with as many parents as tell several folders apart.
fn prefixes(folders: &BTreeSet<PathBuf>) -> Vec<(PathBuf, String)> {
    let tail = |folder: &Path, parents: usize| {
        let parts: Vec<String> = folder
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        let named = folder.file_name().is_some_and(|name| name == PAGES);
        let count = parents + usize::from(named);
        parts[parts.len().saturating_sub(count)..]
            .iter()
            .map(|part| format!("{part}/"))
            .collect::<String>()
    };
    let deepest = folders
        .iter()
        .map(|folder| folder.iter().count())
        .max()
        .unwrap_or(0);
    let unique = |parents: &usize| {
        let names: BTreeSet<String> = folders
            .iter()
            .map(|folder| tail(folder, *parents))
            .collect();
        names.len() == folders.len()
    };
    let parents = (0..=deepest).find(unique).unwrap_or(deepest);
    folders
        .iter()
        .map(|folder| (folder.clone(), tail(folder, parents)))
        .collect()
}

fn walk(folder: &Path, prefix: &str, pages: &mut Vec<Found>) -> Result<(), SourceError> {
    let mut below = Vec::new();
    for entry in entries(folder)? {
        let (name, is_folder) = entry?;
        let shown = [prefix, &name.to_string_lossy()].concat();
        if is_folder {
            below.push((folder.join(name), shown + "/"));
        } else if is_page(&shown) {
            let path = folder.join(name);
            pages.push(Found { name: shown, path });
        }
    }
    // This one is closed by now, so that no depth runs out of open folders.
    below
        .into_iter()
        .try_for_each(|(folder, prefix)| walk(&folder, &prefix, pages))
}

/// What a folder holds, in no order. Links are not followed: they could lead out of it or round in circles.
fn entries(
    folder: &Path,
) -> Result<impl Iterator<Item = Result<(OsString, bool), SourceError>>, SourceError> {
    let failed = |error| SourceError {
        path: folder.to_owned(),
        error,
    };
    let entry = move |entry: io::Result<fs::DirEntry>| {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        let name = entry.file_name();
        let is_hidden = name.as_encoded_bytes().starts_with(b".");
        Ok((!is_hidden && !kind.is_symlink()).then_some((name, kind.is_dir())))
    };
    let entries = fs::read_dir(folder).map_err(failed)?;
    Ok(entries.filter_map(move |found| entry(found).transpose()))
}
