//! `graphdoc.lock`, beside the generated crate: what it was made of and what came out, by hash, so that a run
//! with nothing changed need not parse a page. One line a page and a file, sorted, made to be merged.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs, io,
    path::Path,
};

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
    /// Hash of the options.
    pub options: String,
    /// Revision of the docs and its date, where they come from elsewhere.
    pub revision: Option<String>,
    /// The types that were asked for; all if none is named.
    pub only: Vec<String>,
    /// Numbers of types and of enums.
    pub counts: (usize, usize),
    /// Every page.
    pub pages: BTreeMap<String, PageLock>,
    /// Hash of each file that was written.
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
    /// Hash of its bytes.
    pub bytes: String,
    /// Hash of what it declares; `-` if it declares nothing.
    pub model: String,
    /// Hash of the words of its descriptions; `-` if it declares nothing.
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

impl Lock {
    /// Reads the lock file of a crate; `None` when it has none.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or a line of it that means nothing.
    pub fn read(root: &Path) -> Result<Option<Lock>, SyncError> {
        Lock::open(&root.join(NAME))
    }

    /// Reads a lock file; `None` when there is none.
    ///
    /// # Errors
    ///
    /// As for [`Lock::read`].
    pub fn open(path: &Path) -> Result<Option<Lock>, SyncError> {
        let path = path.to_owned();
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
            "docs" => self.revision = Some(rest.to_owned()),
            "only" => self.only.push(rest.to_owned()),
            "page" => {
                let mut words = rest.splitn(4, ' ');
                let (bytes, model, text) = (words.next()?, words.next()?, words.next()?);
                let (path, outcome) = words.next()?.split_once('\t')?;
                let page = PageLock {
                    bytes: bytes.to_owned(),
                    model: model.to_owned(),
                    text: text.to_owned(),
                    outcome: outcome.to_owned(),
                };
                self.pages.insert(path.to_owned(), page);
            }
            "fact" => {
                let (hash, name) = rest.split_once(' ')?;
                self.facts.insert(name.to_owned(), hash.to_owned());
            }
            "gone" => {
                let mut words = rest.splitn(3, ' ');
                let (since, owner, property) = (words.next()?, words.next()?, words.next()?);
                let member = property.split(' ').next()?;
                let gone = Gone {
                    since: since.to_owned(),
                    words: property.to_owned(),
                };
                self.gone
                    .insert((owner.to_owned(), member.to_owned()), gone);
            }
            "accept" => drop(self.accepted.insert(rest.to_owned())),
            "type" | "enum" => self.model.push(line.to_owned()),
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
