//! `graphdoc.lock`, beside the generated crate: what it was made of and what came out, by checksum, so that a run
//! with nothing changed need not parse a page. One line a page and a file, sorted, made to be merged.

mod line;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

use line::Line;

use crate::{
    model::Model,
    sync::{SyncError, compact},
};

/// Name of the file.
pub const NAME: &str = "graphdoc.lock";

const HEAD: &str =
    "# Written by graphdoc. Commit it beside the crate; after a merge conflict, generate again.";

/// What a crate was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// Version of the generator, with a hash of its sources.
    pub generator: String,
    /// Checksum of the options.
    pub options: String,
    /// Revision of the docs and its date, where they come from elsewhere.
    pub revision: Option<String>,
    /// The types that were asked for; all if none is named.
    pub only: Vec<String>,
    /// Numbers of types and of enums.
    pub counts: (usize, usize),
    /// Every page.
    pub pages: BTreeMap<String, PageLock>,
    /// Checksum of each file that was written.
    pub files: BTreeMap<String, String>,
    /// Hash of the sentence that each fact rests on.
    pub facts: BTreeMap<String, String>,
    /// What the crate has and the pages have no longer, by type and by member.
    pub gone: BTreeMap<(String, String), Gone>,
    /// Fingerprints of changes that a person agreed to.
    pub accepted: BTreeSet<String>,
    /// The model, see [`compact`].
    pub model: Vec<String>,
}

/// What is known of a page without reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLock {
    /// Checksum of its bytes.
    pub bytes: String,
    /// Checksum of what it declares; `-` if it declares nothing.
    pub model: String,
    /// Checksum of the words of its descriptions; `-` if it declares nothing.
    pub text: String,
    /// How it ended.
    pub outcome: String,
}

/// A member in quarantine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Date of the docs that lack it first; `-` if they have none.
    pub since: String,
    /// The property, in the words of [`compact`].
    pub words: String,
}

/// A lock file that was read and not yet taken apart: to know that nothing has changed, its pages are enough.
#[derive(Debug)]
pub struct LockFile {
    path: PathBuf,
    text: String,
}

impl LockFile {
    /// Reads the bytes of a lock file; `None` when there is none.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn open(path: &Path) -> Result<Option<LockFile>, SyncError> {
        let path = path.to_owned();
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(LockFile { path, text })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(SyncError::Io(path, error)),
        }
    }

    /// The path of each page and the checksum of its bytes, in the order of the file.
    ///
    /// # Errors
    ///
    /// A line, of pages or not, that means nothing.
    pub fn pages(&self) -> Result<Vec<(&str, &str)>, SyncError> {
        let mut pages = Vec::new();
        for line in self.lines() {
            if let Line::Page(path, [bytes, ..], _) = line? {
                pages.push((path, bytes));
            }
        }
        Ok(pages)
    }

    /// All that the file says.
    ///
    /// # Errors
    ///
    /// A line that means nothing.
    pub fn lock(&self) -> Result<Lock, SyncError> {
        let mut lock = Lock::default();
        for line in self.lines() {
            lock.add(line?);
        }
        Ok(lock)
    }

    fn lines(&self) -> impl Iterator<Item = Result<Line<'_>, SyncError>> {
        let wrong = |at| SyncError::Lock(self.path.clone(), at);
        line::lines(&self.text).map(move |line| line.map_err(wrong))
    }
}

impl Lock {
    /// Reads the lock file of a crate; `None` when it has none.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or a line of it that means nothing.
    pub fn read(root: &Path) -> Result<Option<Lock>, SyncError> {
        let file = LockFile::open(&root.join(NAME))?;
        file.map(|file| file.lock()).transpose()
    }

    fn add(&mut self, line: Line) {
        match line {
            Line::Generator(version) => self.generator = version.to_owned(),
            Line::Options(hash) => self.options = hash.to_owned(),
            Line::Counts(types, enums) => self.counts = (types, enums),
            Line::Docs(revision) => self.revision = Some(revision.to_owned()),
            Line::Only(name) => self.only.push(name.to_owned()),
            Line::Page(path, [bytes, model, text], outcome) => {
                let page = PageLock {
                    bytes: bytes.to_owned(),
                    model: model.to_owned(),
                    text: text.to_owned(),
                    outcome: outcome.to_owned(),
                };
                self.pages.insert(path.to_owned(), page);
            }
            Line::File(path, hash) => {
                self.files.insert(path.to_owned(), hash.to_owned());
            }
            Line::Fact(name, hash) => {
                self.facts.insert(name.to_owned(), hash.to_owned());
            }
            Line::Gone(since, owner, member, words) => {
                let gone = Gone {
                    since: since.to_owned(),
                    words: words.to_owned(),
                };
                self.gone
                    .insert((owner.to_owned(), member.to_owned()), gone);
            }
            Line::Accept(fingerprint) => {
                self.accepted.insert(fingerprint.to_owned());
            }
            Line::Model(line) => self.model.push(line.to_owned()),
        }
    }

    /// The text of the lock file.
    pub fn text(&self) -> String {
        let mut text = format!(
            "{HEAD}\ngenerator {}\noptions {}\n",
            self.generator, self.options
        );
        if let Some(revision) = &self.revision {
            let _ = writeln!(text, "docs {}", one_line(revision));
        }
        for name in &self.only {
            let _ = writeln!(text, "only {}", one_line(name));
        }
        let _ = writeln!(text, "counts {} {}", self.counts.0, self.counts.1);
        for (path, page) in &self.pages {
            let PageLock {
                bytes,
                model,
                text: words,
                outcome,
            } = page;
            // Such a name is then never found unchanged, and its page is read again.
            let path = one_line(path);
            let _ = writeln!(text, "page {bytes} {model} {words} {path}\t{outcome}");
        }
        for (path, hash) in &self.files {
            let _ = writeln!(text, "file {hash} {path}");
        }
        for (name, hash) in &self.facts {
            let _ = writeln!(text, "fact {hash} {}", one_line(name));
        }
        for ((owner, _), gone) in &self.gone {
            let _ = writeln!(text, "gone {} {owner} {}", gone.since, gone.words);
        }
        for fingerprint in &self.accepted {
            let _ = writeln!(text, "accept {}", one_line(fingerprint));
        }
        for line in &self.model {
            let _ = writeln!(text, "{line}");
        }
        text
    }
}

impl Lock {
    /// What the pages said.
    ///
    /// # Errors
    ///
    /// A line of the model that means nothing: its index.
    pub fn decode(&self) -> Result<Model, usize> {
        compact::model(self.model.iter().map(String::as_str))
    }
}

/// A line must stay one.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}
