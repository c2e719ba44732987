//! What lies in the folder of a crate. Links are seen, never followed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{SyncError, apply};
use crate::emit::MARKER;

/// The root of a crate.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
}

/// What a path below the root is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    File,
    Folder,
    /// A link, a device, anything else.
    Other,
}

/// What lies below the root where files of ours can be.
#[derive(Debug, Default)]
pub(super) struct Listing {
    entries: BTreeMap<String, Entry>,
    /// What a run that was killed left behind.
    pub strays: Vec<String>,
}

impl Folder {
    /// The root may itself be a link: that is where the user wants it.
    pub fn open(root: &Path) -> Result<Folder, SyncError> {
        match fs::canonicalize(root) {
            Ok(root) => Ok(Folder { root }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Folder {
                root: root.to_owned(),
            }),
            Err(error) => Err(SyncError::io("open", root, error)),
        }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a path below the root is.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The bytes of a file that a listing holds.
    pub fn read(&self, relative: &str) -> Result<Vec<u8>, SyncError> {
        let path = self.path(relative);
        fs::read(&path).map_err(|error| SyncError::io("read", &path, error))
    }

    /// Whether the first line of a file is our marker.
    pub fn is_ours(&self, relative: &str) -> Result<bool, SyncError> {
        let path = self.path(relative);
        let mut start = Vec::with_capacity(MARKER.len() + 2);
        fs::File::open(&path)
            .and_then(|file| file.take(MARKER.len() as u64 + 2).read_to_end(&mut start))
            .map_err(|error| SyncError::io("read", &path, error))?;
        Ok(is_marked(&start))
    }

    /// What lies at the given paths, and everything in the folders that they begin with.
    pub fn list<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Result<Listing, SyncError> {
        let mut listing = Listing::default();
        let tops: BTreeSet<&str> = paths.filter_map(|path| path.split('/').next()).collect();
        for top in tops {
            let path = self.path(top);
            match fs::symlink_metadata(&path) {
                Ok(metadata) => self.add(top.to_owned(), metadata.file_type(), &mut listing)?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(SyncError::io("read", &path, error)),
            }
        }
        // Only beside the manifest: the other folders there are not ours to look into.
        if self.root.is_dir() {
            let found = entries(&self.root)?.into_iter();
            let strays = found.filter(|(name, kind)| kind.is_file() && apply::is_stray(name));
            listing.strays.extend(strays.map(|(name, _)| name));
        }
        Ok(listing)
    }

    fn add(
        &self,
        relative: String,
        kind: fs::FileType,
        listing: &mut Listing,
    ) -> Result<(), SyncError> {
        let entry = match () {
            () if kind.is_file() => Entry::File,
            () if kind.is_dir() => Entry::Folder,
            () => Entry::Other,
        };
        if entry == Entry::Folder {
            let path = self.path(&relative);
            for (name, kind) in entries(&path)? {
                if kind.is_file() && apply::is_stray(&name) {
                    listing.strays.push(format!("{relative}/{name}"));
                } else {
                    self.add(format!("{relative}/{name}"), kind, listing)?;
                }
            }
        }
        listing.entries.insert(relative, entry);
        Ok(())
    }
}

impl Listing {
    /// Whether there is a file at this path.
    ///
    /// # Errors
    ///
    /// Something else is there, or a file or a link where one of its folders should be.
    pub fn has_file(&self, folder: &Folder, path: &str) -> Result<bool, SyncError> {
        let in_the_way = |path: &str| Err(SyncError::InTheWay(folder.path(path)));
        for (at, _) in path.match_indices('/') {
            let above = path.get(..at).unwrap_or_default();
            match self.entries.get(above) {
                None => return Ok(false),
                Some(Entry::Folder) => {}
                Some(_) => return in_the_way(above),
            }
        }
        match self.entries.get(path) {
            None => Ok(false),
            Some(Entry::File) => Ok(true),
            Some(_) => in_the_way(path),
        }
    }

    /// All files, sorted.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let files = self.entries.iter().filter(|(_, entry)| **entry == Entry::File);
        files.map(|(path, _)| path.as_str())
    }
}

/// Whether a text begins with our marker as its first line.
pub(super) fn is_marked(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(MARKER.as_bytes()) else {
        return false;
    };
    rest.is_empty() || rest.starts_with(b"\n") || rest.starts_with(b"\r\n")
}

/// Names and kinds of what is in a folder. A name that is not Unicode is none of ours.
fn entries(path: &Path) -> Result<Vec<(String, fs::FileType)>, SyncError> {
    let read = || -> io::Result<Vec<_>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if let Ok(name) = entry.file_name().into_string() {
                found.push((name, entry.file_type()?));
            }
        }
        Ok(found)
    };
    read().map_err(|error| SyncError::io("read", path, error))
}
