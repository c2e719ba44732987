//! From bytes to text.

use std::{
    fmt::Display,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    diagnostic::Diagnostic,
    source::{Found, SourceError, SourceFile, codes, list},
    span::Span,
};

/// Larger pages are not read; the largest real one has half a megabyte.
pub const MAX_BYTES: usize = 16 << 20;

/// The pages of one or more folders.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The pages that could be read, sorted by path.
    pub files: Vec<SourceFile>,
    /// What was wrong with those that could not.
    pub diagnostics: Vec<Diagnostic>,
}

/// A page as it is on disk.
#[derive(Debug)]
pub struct Raw {
    /// Path that names the page.
    pub page: Arc<str>,
    /// Its bytes, or why they cannot be read.
    pub bytes: io::Result<Vec<u8>>,
}

/// Reads the bytes of all pages below the folders, see [`list`].
///
/// # Errors
///
/// As for [`list`].
pub fn bytes(roots: &[PathBuf]) -> Result<Vec<Raw>, SourceError> {
    let found = list(roots)?;
    let mut room = Room::default();
    let raw = |Found { name, path }: &Found| Raw {
        page: name.as_str().into(),
        bytes: room.read(path).map(<[u8]>::to_vec),
    };
    Ok(found.iter().map(raw).collect())
}

/// Room for the bytes of one file after the other. Pages are small and many: asking the system how large each is takes
/// longer than to find out.
#[derive(Debug, Default)]
pub struct Room(Vec<u8>);

/// Holds nearly every page.
const ROOM: usize = 64 << 10;

impl Room {
    /// Reads a whole file; its bytes are there until the next.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn read(&mut self, path: &Path) -> io::Result<&[u8]> {
        let mut file = File::open(path)?;
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
}

/// Reads all pages below the folders, see [`list`].
///
/// # Errors
///
/// As for [`list`]. A page that cannot be read is a diagnostic.
pub fn read(roots: &[PathBuf]) -> Result<Sources, SourceError> {
    list(roots).map(|found| Sources::load(&found, &[]))
}

impl Sources {
    /// Reads pages that were listed. Texts that are the same under the same path in pages that were read before, which
    /// are sorted by path, are shared with these.
    pub fn load(found: &[Found], before: &[SourceFile]) -> Sources {
        let mut sources = Sources::default();
        let mut room = Room::default();
        for Found { name, path } in found {
            let known = before.binary_search_by(|known| (*known.path).cmp(name));
            let known = known.ok().map(|at| &before[at]);
            match (room.read(path), known) {
                (Ok(bytes), Some(known)) if bytes == known.text.as_bytes() => {
                    let (path, text) = (Arc::clone(&known.path), known.text.clone());
                    sources.files.push(SourceFile::new(path, text));
                }
                (bytes, _) => sources.take(&name.as_str().into(), bytes),
            }
        }
        sources
    }

    /// Takes bytes for text. A page that is none is a diagnostic.
    pub fn new(pages: Vec<Raw>) -> Sources {
        let mut sources = Sources::default();
        for Raw { page, bytes } in &pages {
            sources.take(page, bytes.as_deref());
        }
        sources
    }

    fn take<B: AsRef<[u8]>, E: Display>(&mut self, page: &Arc<str>, bytes: Result<B, E>) {
        let read = match bytes {
            Ok(bytes) => decode(page, bytes.as_ref()),
            Err(error) => {
                let message = format!("cannot read the page: {error}");
                Err(Box::new(Diagnostic::new(
                    &codes::UNREADABLE,
                    page,
                    Span::default(),
                    message,
                )))
            }
        };
        match read {
            Ok(file) => self.files.push(file),
            Err(found) => self.diagnostics.push(*found),
        }
    }
}

/// Takes the bytes of a page for text.
///
/// # Errors
///
/// A page that is too large or not UTF-8; nothing of it is used.
pub fn decode(page: &Arc<str>, bytes: &[u8]) -> Result<SourceFile, Box<Diagnostic>> {
    if bytes.len() > MAX_BYTES {
        let message = format!(
            "the page has {} bytes, and at most {MAX_BYTES} are read",
            bytes.len()
        );
        let found = Diagnostic::new(&codes::TOO_LARGE, page, Span::default(), message);
        return Err(Box::new(found.help("split the page")));
    }
    std::str::from_utf8(bytes)
        .map(|text| SourceFile::new(page.clone(), text))
        .map_err(|error| {
            let at = error.valid_up_to();
            let line = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
            let message = format!("the page is not UTF-8: byte {at}, on line {line}, is wrong");
            let found = Diagnostic::new(&codes::NOT_UTF8, page, Span::new(at, at), message);
            Box::new(found.help("save the page as UTF-8"))
        })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(name: &str, files: &[&str]) -> PathBuf {
        let root =
            std::env::temp_dir().join(format!("graphdoc-source-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        for file in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "# x").unwrap();
        }
        root
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
    fn a_folder_of_pages_and_one_above_it_name_pages_alike() {
        let root = folder(
            "alike",
            &[
                "resources/a.md",
                "resources/sub/b.md",
                "api/c.md",
                "resources/d.txt",
            ],
        );
        let expected = ["resources/a.md", "resources/sub/b.md"];
        assert_eq!(names(std::slice::from_ref(&root)), expected);
        assert_eq!(names(&[root.join("resources")]), expected);
        assert_eq!(names(&[root.clone(), root.join("resources")]), expected);
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn files_that_are_not_on_disk_are_named_as_if_they_were() {
        let files = [
            "v1/resources/a.md",
            "v1/resources/sub/b.MD",
            "v1/api/c.md",
            "beta/resources/a.md",
            "beta/resources/.git/x.md",
        ];
        let root = folder("arrange", &files).canonicalize().unwrap();
        let paths: Vec<PathBuf> = files.iter().map(|file| root.join(file)).collect();
        for roots in [
            vec![root.clone()],
            vec![root.join("v1")],
            vec![root.join("v1/resources"), root.join("beta")],
            vec![root.join("v1/api")],
        ] {
            assert_eq!(
                crate::source::arrange(&roots, &paths),
                list(&roots).unwrap()
            );
        }
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn several_folders_are_told_apart_by_their_parents() {
        let root = folder("parents", &["v1/resources/a.md", "beta/resources/a.md"]);
        assert_eq!(
            names(std::slice::from_ref(&root)),
            ["beta/resources/a.md", "v1/resources/a.md"]
        );
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_missing_folder_is_an_error_and_an_empty_one_is_not() {
        let root = folder("missing", &["x/keep.txt"]);
        assert!(names(&[root.join("x")]).is_empty());
        assert!(read(&[root.join("y")]).is_err());
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn unusable_bytes_are_a_diagnostic() {
        let page: Arc<str> = "a.md".into();
        assert_eq!(
            decode(&page, b"ok\n\xff").unwrap_err().code.id,
            "invalid-utf8"
        );
        assert_eq!(
            decode(&page, &vec![b'a'; MAX_BYTES + 1])
                .unwrap_err()
                .code
                .id,
            "page-too-large"
        );
    }
}
