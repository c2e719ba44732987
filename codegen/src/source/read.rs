//! From files to texts: either all of them are read completely, or the error names each one that is not.

use std::{
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use arcstr::ArcStr;

use crate::{
    diagnostic::Diagnostic,
    input, rules,
    source::{
        Found, MAX_BYTES, SourceError, SourceFile, Unread, decode, decode_page, decode_xml,
        folder::LINK_HELP, list, text::too_large,
    },
    span::Span,
};

/// The pages of one or more folders.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The pages, sorted by path.
    pub files: Vec<SourceFile>,
    /// The links that were not followed.
    pub diagnostics: Vec<Diagnostic>,
}

/// A page as it is on disk.
#[derive(Debug)]
pub struct Raw {
    /// Its name and its path.
    pub found: Found,
    /// Its bytes; empty for a link that is not followed.
    pub bytes: Vec<u8>,
}

/// Reads the bytes of all pages below the folders; see [`list`].
///
/// # Errors
///
/// Returns an error for the same reasons as [`list`], or if a page cannot be read.
pub fn bytes(roots: &[PathBuf]) -> Result<Vec<Raw>, SourceError> {
    let mut room = Room::default();
    let raw = |found: Found| {
        let bytes = match found.refused {
            None => room.whole(&found.path)?.to_vec(),
            Some(_) => Vec::new(),
        };
        Ok(Raw { found, bytes })
    };
    whole(list(roots)?.into_iter().map(raw))
}

/// A buffer for the bytes of one page after another.
#[derive(Debug, Default)]
pub struct Room(Vec<u8>);

/// Initial size of the buffer, enough for nearly every page.
const ROOM: usize = 64 << 10;

impl Room {
    /// Reads a whole page. Its bytes are valid until the next call.
    ///
    /// # Errors
    ///
    /// Returns an error if the page cannot be read or is too large.
    pub fn read(&mut self, path: &Path) -> io::Result<&[u8]> {
        let mut file = input::open(path, MAX_BYTES as u64)?;
        let mut length = 0;
        loop {
            if length == self.0.len() {
                self.0.resize((2 * length).max(ROOM), 0);
            }
            match file.read(&mut self.0[length..]) {
                Ok(0) => return Ok(&self.0[..length]),
                Ok(more) => length += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn whole(&mut self, path: &Path) -> Result<&[u8], Unread> {
        self.read(path).map_err(|error| match error.kind() {
            io::ErrorKind::FileTooLarge => too_large(path, rules::page_too_large::error(error)),
            _ => Unread::io(path, &error),
        })
    }
}

/// Reads all pages below the folders; see [`list`].
///
/// # Errors
///
/// Returns an error for the same reasons as [`list`], or if a page cannot be read completely.
pub fn read(roots: &[PathBuf]) -> Result<Sources, SourceError> {
    Sources::load(&list(roots)?, &[])
}

/// Reads files that were listed before.
///
/// # Errors
///
/// Returns an error if a file cannot be read completely.
pub fn read_whole(found: &[Found]) -> Result<Vec<SourceFile>, SourceError> {
    let file = |found: &Found| {
        let text = read_text(&found.path, input::WRITTEN)?;
        Ok(SourceFile::new(found.name.as_str(), text))
    };
    whole(found.iter().map(file))
}

/// Reads the text of a file of at most `limit` bytes.
///
/// # Errors
///
/// Returns an error if the file cannot be read completely.
pub fn read_text(path: &Path, limit: u64) -> Result<String, Unread> {
    Unread::check(path)?;
    let bytes = input::bytes(path, limit).map_err(|error| Unread::io(path, &error))?;
    decode(path, &bytes).map(str::to_owned)
}

/// Reads the text of an XML document of at most `limit` bytes.
///
/// # Errors
///
/// Returns an error if the file cannot be read completely.
pub fn read_xml(path: &Path, limit: u64) -> Result<String, Unread> {
    Unread::check(path)?;
    let bytes = input::bytes(path, limit).map_err(|error| Unread::io(path, &error))?;
    decode_xml(path, &bytes)
}

impl Sources {
    /// Reads pages that were listed before. If a page in `before`, which is sorted by path, has the same path and text,
    /// its text is shared.
    ///
    /// # Errors
    ///
    /// Returns an error if a page cannot be read completely.
    pub fn load(found: &[Found], before: &[SourceFile]) -> Result<Sources, SourceError> {
        let mut room = Room::default();
        let page = |found: &Found| {
            let Found { name, path, .. } = found;
            let known = before.binary_search_by(|known| (*known.path).cmp(name));
            let known = known.ok().map(|at| &before[at]);
            match (room.whole(path)?, known) {
                (bytes, Some(known)) if bytes == known.text.as_bytes() => {
                    let (path, text) = (Arc::clone(&known.path), known.text.clone());
                    Ok(SourceFile::new(path, text))
                }
                (bytes, _) => Ok(SourceFile::new(name.as_str(), decode_page(path, bytes)?)),
            }
        };
        let followed = found.iter().filter(|found| found.refused.is_none());
        Ok(Sources {
            files: whole(followed.map(page))?,
            diagnostics: found.iter().filter_map(not_followed).collect(),
        })
    }

    /// Decodes pages that were read as bytes.
    ///
    /// # Errors
    ///
    /// Returns an error if a page is not text.
    pub fn new(pages: &[Raw]) -> Result<Sources, SourceError> {
        let page = |Raw { found, bytes }: &Raw| {
            let text = ArcStr::from(decode_page(&found.path, bytes)?);
            Ok(SourceFile::new(found.name.as_str(), text))
        };
        let followed = pages.iter().filter(|raw| raw.found.refused.is_none());
        Ok(Sources {
            files: whole(followed.map(page))?,
            diagnostics: pages
                .iter()
                .filter_map(|raw| not_followed(&raw.found))
                .collect(),
        })
    }
}

/// Returns all items, or all faults if there are any.
fn whole<T>(read: impl Iterator<Item = Result<T, Unread>>) -> Result<Vec<T>, SourceError> {
    let (mut all, mut faults) = (Vec::with_capacity(read.size_hint().0), Vec::new());
    for read in read {
        match read {
            Ok(read) => all.push(read),
            Err(fault) => faults.push(fault),
        }
    }
    match faults.is_empty() {
        true => Ok(all),
        false => Err(SourceError { faults }),
    }
}

fn not_followed(found: &Found) -> Option<Diagnostic> {
    let reason = found.refused.as_ref()?;
    let message = rules::link_not_followed::page(&found.name, reason);
    let page = Arc::from(found.name.as_str());
    let found = Diagnostic::new(message, &page, Span::default());
    Some(found.help(LINK_HELP))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder with these files, and its path.
    fn folder(files: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for file in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "# x").unwrap();
        }
        (folder, root)
    }

    fn names(roots: &[PathBuf]) -> Vec<String> {
        read(roots)
            .unwrap()
            .files
            .iter()
            .map(|file| file.path.to_string())
            .collect()
    }

    #[test]
    fn parent_folder_gives_the_same_page_names() {
        let (_folder, root) = folder(&[
            "resources/a.md",
            "resources/sub/b.md",
            "api/c.md",
            "resources/d.txt",
        ]);
        let expected = ["resources/a.md", "resources/sub/b.md"];
        assert_eq!(names(std::slice::from_ref(&root)), expected);
        assert_eq!(names(&[root.join("resources")]), expected);
        assert_eq!(names(&[root.clone(), root.join("resources")]), expected);
    }

    #[test]
    fn page_in_two_given_folders_is_read_once() {
        let files = ["a/x.md", "a/sub/y.md", "a/sub/deep/z.md", "a/.hidden/h.md"];
        let (_folder, root) = folder(&files);
        let of = |folders: &[&str]| {
            let folders: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
            names(&folders)
        };
        let whole = of(&["a"]);
        assert_eq!(whole, ["sub/deep/z.md", "sub/y.md", "x.md"]);
        for more in ["a/sub", "a/sub/deep", "a", "a/sub/../sub"] {
            assert_eq!(of(&["a", more]), whole, "{more}");
            assert_eq!(of(&[more, "a"]), whole, "{more}");
        }
        // A folder that is not read as a part of the other one is read on its own.
        assert_eq!(of(&["a", "a/.hidden"]).len(), 4);
    }

    #[test]
    fn in_memory_files_are_named_like_files_on_disk() {
        let files = [
            "v1/resources/a.md",
            "v1/resources/sub/b.MD",
            "v1/api/c.md",
            "beta/resources/a.md",
            "beta/resources/.git/x.md",
        ];
        let (_folder, root) = folder(&files);
        let paths: Vec<PathBuf> = files.iter().map(|file| root.join(file)).collect();
        for roots in [
            vec![root.clone()],
            vec![root.join("v1")],
            vec![root.join("v1/resources"), root.join("beta")],
            vec![root.join("v1/api")],
            vec![
                root.join("v1/api"),
                root.join("v1/resources/sub"),
                root.join("v1"),
            ],
        ] {
            assert_eq!(
                crate::source::arrange(&roots, &paths),
                list(&roots).unwrap()
            );
        }
    }

    #[test]
    fn folders_are_distinguished_by_their_parents() {
        let (_folder, root) = folder(&["v1/resources/a.md", "beta/resources/a.md"]);
        assert_eq!(
            names(std::slice::from_ref(&root)),
            ["beta/resources/a.md", "v1/resources/a.md"]
        );
    }
}
