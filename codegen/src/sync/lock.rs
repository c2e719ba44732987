//! `graphdoc.lock`, beside the generated crate: what it was made of and what came out, by hash, so that a run
//! with nothing changed need not parse a page. One line a page and a file, sorted, made to be merged.

use std::{collections::BTreeMap, fmt::Write, fs, io, path::Path};

use crate::sync::SyncError;

/// Name of the file.
pub const NAME: &str = "graphdoc.lock";

const HEAD: &str =
    "# Written by graphdoc. Commit it beside the crate; after a merge conflict, generate again.";

/// What a crate was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// Version of the generator, with a hash of its sources.
    pub generator: String,
    /// Hash of the options.
    pub options: String,
    /// Numbers of types and of enums.
    pub counts: (usize, usize),
    /// Hash of each page's bytes, and how the page ended.
    pub pages: BTreeMap<String, (String, String)>,
    /// Hash of each file that was written.
    pub files: BTreeMap<String, String>,
}

impl Lock {
    /// Reads the lock file of a crate; `None` when it has none.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or a line of it that means nothing.
    pub fn read(root: &Path) -> Result<Option<Lock>, SyncError> {
        let path = root.join(NAME);
        match fs::read_to_string(&path) {
            Ok(text) => Lock::parse(&text)
                .map(Some)
                .map_err(|line| SyncError::Lock(path, line)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(SyncError::Io(path, error)),
        }
    }

    /// Reads the text of a lock file; the error is the number of the first wrong line.
    fn parse(text: &str) -> Result<Lock, usize> {
        let mut lock = Lock::default();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim_end();
            if !line.is_empty() && !line.starts_with('#') {
                lock.line(line).ok_or(at + 1)?;
            }
        }
        Ok(lock)
    }

    fn line(&mut self, line: &str) -> Option<()> {
        let (word, rest) = line.split_once(' ')?;
        match word {
            "generator" => self.generator = rest.to_owned(),
            "options" => self.options = rest.to_owned(),
            "counts" => {
                let (types, enums) = rest.split_once(' ')?;
                self.counts = (types.parse().ok()?, enums.parse().ok()?);
            }
            "page" => {
                let (hash, rest) = rest.split_once(' ')?;
                let (path, outcome) = rest.split_once('\t')?;
                self.pages
                    .insert(path.to_owned(), (hash.to_owned(), outcome.to_owned()));
            }
            "file" => {
                let (hash, path) = rest.split_once(' ')?;
                self.files.insert(path.to_owned(), hash.to_owned());
            }
            _ => return None,
        }
        Some(())
    }

    /// The text of the lock file.
    pub fn text(&self) -> String {
        let mut text = format!(
            "{HEAD}\ngenerator {}\noptions {}\n",
            self.generator, self.options
        );
        let _ = writeln!(text, "counts {} {}", self.counts.0, self.counts.1);
        for (path, (hash, outcome)) in &self.pages {
            // A line must stay one; such a name is then never found unchanged, and its page is read again.
            let path = path.replace(char::is_control, "\u{fffd}");
            let _ = writeln!(text, "page {hash} {path}\t{outcome}");
        }
        for (path, hash) in &self.files {
            let _ = writeln!(text, "file {hash} {path}");
        }
        text
    }
}
