//! Finds the resource pages below a folder.

use crate::{
    input,
    rules::{self, Message, link_not_followed},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    ffi::{OsStr, OsString},
    fs, io,
    path::{Path, PathBuf},
};

use super::{SourceError, Unread, is_page, pinned::Entry, shown, submodule};

/// Name of folders of resource pages.
const PAGES: &str = "resources";

/// A page that was found: its name and its path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Path below the docs folder, with `/` on every system.
    pub name: String,
    /// Path on disk.
    pub path: PathBuf,
    /// Why it is not read, if it is a link that is not followed.
    pub refused: Option<Message>,
}

/// Lists the pages below each of the folders, sorted by name.
///
/// A folder contains resource pages itself, or it is above one or more folders that do. If no folder below it is called
/// `resources`, all pages below it count. A link to a file within the given folders is a page with the name of the
/// link; any other link is listed as refused.
///
/// # Errors
///
/// Returns an error if a folder is missing, cannot be listed or has no page, or if the name of a page is not valid
/// UTF-8.
pub fn list(roots: &[PathBuf]) -> Result<Vec<Found>, SourceError> {
    let real = |root: &PathBuf| {
        Unread::check(root)?;
        if root == Path::new("-") || input::is_descriptor(root) {
            let fault = Unread::new(root, "expected a folder of pages, found standard input");
            return Err(fault.help("write the pages into a folder and name that"));
        }
        fs::canonicalize(root).map_err(|error| missing(root, &error))
    };
    let real = roots.iter().map(real).collect::<Result<Vec<_>, _>>()?;
    let mut walk = Walk {
        roots: &real,
        pages: Vec::new(),
        links: Vec::new(),
        faults: Vec::new(),
    };
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for root in &real {
        let mut inner = BTreeSet::new();
        if root.file_name().is_none_or(|name| name != PAGES) {
            walk.resource_folders(root, &mut inner)?;
        }
        match inner.is_empty() {
            true => drop(folders.insert(root.clone())),
            false => folders.append(&mut inner),
        }
    }
    let folders = prefixes(&outermost(folders));
    for (folder, prefix) in &folders {
        walk.folder(folder, prefix, true)?;
    }
    let Walk {
        mut pages,
        links,
        mut faults,
        ..
    } = walk;
    let held = |root: &PathBuf| {
        let linked = links.iter().map(|(page, _)| page);
        let mut read = pages
            .iter()
            .filter(|page| page.refused.is_none())
            .chain(linked);
        read.any(|page| page.path.starts_with(root))
    };
    let empty = roots.iter().zip(&real).filter(|(_, real)| !held(real));
    let empty: Vec<Unread> = empty.map(|(root, _)| no_page(root)).collect();
    if !empty.is_empty() && faults.is_empty() {
        faults.extend(empty);
        faults.extend(pages.iter().filter_map(Found::fault));
    } else {
        let within = folders.iter().flat_map(|(folder, _)| absent_below(folder));
        faults.extend(within);
    }
    add_links(&mut pages, links);
    // Every message about a page names it, so the name must be printable.
    faults.extend(
        pages
            .iter()
            .filter_map(|page| Unread::check(&page.path).err()),
    );
    faults.extend(mixed(&pages));
    pages.sort_unstable();
    pages.dedup_by(|next, page| next.name == page.name);
    match faults.is_empty() {
        true => Ok(pages),
        false => Err(SourceError { faults }),
    }
}

/// Refuses pages of two versions of an API. Both declare the same types, and neither crate would be right.
pub fn mixed(pages: &[Found]) -> Option<Unread> {
    let mut folders: BTreeMap<&OsStr, &Path> = BTreeMap::new();
    for page in pages {
        let mut above = page.path.ancestors().skip(1);
        if let Some(folder) = above.find(|folder| folder.file_name().is_some_and(is_version))
            && let Some(version) = folder.file_name()
        {
            folders.entry(version).or_insert(folder);
        }
    }
    let (_, first) = folders.pop_first()?;
    let others: Vec<String> = folders
        .values()
        .map(|folder| format!("`{}`", shown(folder)))
        .collect();
    if others.is_empty() {
        return None;
    }
    let message = format!(
        "is another version of the API than {}",
        others.join(" and ")
    );
    let help = "name the folder of one; a crate of each, with a `name` of its own, can be made beside the other";
    Some(Unread::new(first, message).help(help))
}

/// Whether a folder has the name of an API version: `v1.0`, `beta`.
fn is_version(name: &OsStr) -> bool {
    let number = |name: &str| {
        let (major, minor) = name.strip_prefix('v')?.split_once('.')?;
        let is_number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        Some(is_number(major) && is_number(minor))
    };
    let name = name.to_str();
    name.is_some_and(|name| name == "beta" || number(name).unwrap_or_default())
}

/// Adds the links that are followed, each given with its target. A file is one page, however many names it has.
pub fn add_links(pages: &mut Vec<Found>, mut links: Vec<(Found, PathBuf)>) {
    if links.is_empty() {
        return;
    }
    links.sort_unstable();
    let mut known: HashSet<_> = pages.iter().map(|page| page.path.clone()).collect();
    links.retain(|(_, target)| known.insert(target.clone()));
    pages.extend(links.into_iter().map(|(page, _)| page));
}

/// Returns the fault of a folder without pages. It is most likely the wrong one, or in an incomplete checkout.
fn no_page(root: &Path) -> Unread {
    Unread::new(root, "found no page in this folder").help(other_folder(root))
}

/// Returns the fault of a missing folder. It was most likely moved, or is in an incomplete checkout.
fn missing(root: &Path, error: &io::Error) -> Unread {
    let fault = Unread::io(root, error);
    match error.kind() {
        io::ErrorKind::NotFound => fault.help(other_folder(root)),
        _ => fault,
    }
}

/// Says what to do about a folder that has no pages.
fn other_folder(root: &Path) -> String {
    if let Some(submodule) = submodule::absent(root).first() {
        return submodule.help();
    }
    match Entry::of(root) {
        Some(_) => "correct the `paths` of the pinned repository".to_owned(),
        None => "name a folder of resource pages, or one above it".to_owned(),
    }
}

/// Returns the faults of submodules among the pages of a folder that are not checked out.
fn absent_below(folder: &Path) -> Vec<Unread> {
    let is_read = |path: &Path| {
        let below = path.strip_prefix(folder);
        below.is_ok_and(|below| !below.iter().any(is_hidden))
    };
    let absent = submodule::absent(folder).into_iter();
    let absent = absent.filter(|submodule| is_read(&submodule.folder));
    absent.map(|submodule| submodule.fault()).collect()
}

/// Says what to do about a link that is not followed.
pub(super) const LINK_HELP: &str = "replace the link with the file, or remove the link";

impl Found {
    /// Returns a page that can be read.
    pub fn new(name: impl Into<String>, path: impl Into<PathBuf>) -> Found {
        Found {
            name: name.into(),
            path: path.into(),
            refused: None,
        }
    }

    /// Returns the fault of a link that is not followed.
    pub(crate) fn fault(&self) -> Option<Unread> {
        let reason = self.refused.as_ref()?;
        Some(Unread::of(&self.path, reason).help(LINK_HELP))
    }
}

/// Names pages as [`list`] would, without access to the disk. `files` are all files below the folders `roots`.
pub fn arrange(roots: &[PathBuf], files: &[PathBuf]) -> Vec<Found> {
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
    for (folder, prefix) in prefixes(&outermost(folders)) {
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
    let found = |(name, path): (String, PathBuf)| Found::new(name, path);
    pages.into_iter().map(found).collect()
}

/// Returns the folders that are not read as a part of another one.
fn outermost(folders: BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let is_read = |folder: &PathBuf| {
        let mut above = folder.ancestors().skip(1);
        above.any(|above| {
            let below = folder
                .strip_prefix(above)
                .ok()
                .filter(|_| folders.contains(above));
            below.is_some_and(|below| !below.iter().any(is_hidden))
        })
    };
    folders
        .iter()
        .filter(|folder| !is_read(folder))
        .cloned()
        .collect()
}

/// Returns the prefix of the page names of each folder: `resources/`, with as many parent folders as are needed to tell
/// the folders apart.
fn prefixes(folders: &BTreeSet<PathBuf>) -> Vec<(PathBuf, String)> {
    let tail = |folder: &Path, parents: usize| {
        let parts: Vec<String> = folder.iter().map(|part| shown(Path::new(part))).collect();
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

/// Names pages like those of another state of the docs, if only one of the two folders is called `resources`. `other` is
/// the name of a page there.
pub fn align<'f>(pages: impl Iterator<Item = &'f mut Found>, other: Option<&str>) {
    let prefix = format!("{PAGES}/");
    let is_below = |name: &str| name.starts_with(&prefix);
    let Some(other_is_below) = other.map(is_below) else {
        return;
    };
    let mut pages: Vec<&mut Found> = pages.collect();
    if pages
        .iter()
        .any(|page| is_below(&page.name) == other_is_below)
    {
        return;
    }
    for page in &mut pages {
        match other_is_below {
            true => page.name.insert_str(0, &prefix),
            false => page.name.replace_range(..prefix.len(), ""),
        }
    }
}

/// What is found in a walk through folders.
struct Walk<'a> {
    /// Links that lead out of these folders are not followed.
    roots: &'a [PathBuf],
    pages: Vec<Found>,
    /// Links that are followed, with their targets.
    links: Vec<(Found, PathBuf)>,
    faults: Vec<Unread>,
}

impl Walk<'_> {
    /// Collects the folders called `resources` at any depth. Folders below one belong to it.
    fn resource_folders(
        &mut self,
        folder: &Path,
        found: &mut BTreeSet<PathBuf>,
    ) -> Result<(), Unread> {
        let mut below = Vec::new();
        for entry in entries(folder)? {
            let (name, kind) = entry?;
            let path = folder.join(&name);
            match kind {
                EntryKind::Folder if name == PAGES => drop(found.insert(path)),
                EntryKind::Folder => below.push(path),
                EntryKind::Link if name == PAGES => self.link(path, PAGES.to_owned()),
                EntryKind::Link | EntryKind::File => {}
            }
        }
        below
            .into_iter()
            .try_for_each(|folder| self.resource_folders(&folder, found))
    }

    /// Collects all pages below a folder. `is_text` says whether the path to it below the roots is valid UTF-8.
    fn folder(&mut self, folder: &Path, prefix: &str, is_text: bool) -> Result<(), Unread> {
        let mut below = Vec::new();
        for entry in entries(folder)? {
            let (name, kind) = entry?;
            let path = folder.join(&name);
            let is_text = is_text && name.to_str().is_some();
            let shown = [prefix, &shown(Path::new(&name))].concat();
            let is_page = is_page(&shown);
            match kind {
                EntryKind::Folder if is_page => {
                    let message = rules::unreadable_file::folder();
                    self.faults.push(Unread::of(&path, &message));
                }
                EntryKind::Folder => below.push((path, shown + "/", is_text)),
                EntryKind::File | EntryKind::Link if is_page && !is_text => {
                    let fault = Unread::new(&path, "the name of this page is not UTF-8");
                    self.faults.push(fault.help("rename it"));
                }
                EntryKind::File if is_page => self.pages.push(Found::new(shown, path)),
                EntryKind::File => {}
                EntryKind::Link => self.link(path, shown),
            }
        }
        // The folder is closed by now, so that deep trees do not run out of file descriptors.
        let mut below = below.into_iter();
        below.try_for_each(|(folder, prefix, is_text)| self.folder(&folder, &prefix, is_text))
    }

    /// Follows a link that could be a page, or a folder of pages, if it leads to a file below the roots.
    fn link(&mut self, path: PathBuf, name: String) {
        let is_page = is_page(&name);
        let leads = fs::read_link(&path).unwrap_or_default();
        let leads = shown(&leads);
        let refused = match fs::canonicalize(&path) {
            // Wherever it was meant to lead, a picture or the like does not matter here.
            Err(_) if !is_page && path.extension().is_some() => return,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                link_not_followed::missing(leads)
            }
            Err(error) => link_not_followed::unreachable(leads, error),
            Ok(target) if target.is_dir() => link_not_followed::folder(leads),
            Ok(_) if !is_page => return,
            Ok(target) if self.roots.iter().any(|root| target.starts_with(root)) => {
                return self.links.push((Found::new(name, path), target));
            }
            Ok(_) => link_not_followed::outside(leads),
        };
        self.pages.push(Found {
            name,
            path,
            refused: Some(refused),
        });
    }
}

/// The kind of an entry in a folder.
enum EntryKind {
    File,
    Folder,
    Link,
}

/// Returns the entries of a folder that are not hidden, in no particular order.
fn entries(
    folder: &Path,
) -> Result<impl Iterator<Item = Result<(OsString, EntryKind), Unread>>, Unread> {
    let failed = |error| Unread::io(folder, &error);
    let entry = move |entry: io::Result<fs::DirEntry>| {
        let entry = entry.map_err(failed)?;
        let kind = match entry.file_type().map_err(failed)? {
            kind if kind.is_symlink() => EntryKind::Link,
            kind if kind.is_dir() => EntryKind::Folder,
            _ => EntryKind::File,
        };
        let name = entry.file_name();
        Ok((!is_hidden(&name)).then_some((name, kind)))
    };
    let entries = fs::read_dir(folder).map_err(failed)?;
    Ok(entries.filter_map(move |found| entry(found).transpose()))
}

/// Whether this is the name of a hidden file or folder.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}
