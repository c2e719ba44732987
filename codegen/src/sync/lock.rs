//! `graphdoc.lock`, beside the generated crate. It records by checksum what the crate was made from and what was
//! written, so that a run need not parse a page if nothing has changed. It has a sorted line for each page and file, so
//! that git can merge it.

pub mod model_codec;
mod read;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    io,
    path::{Path, PathBuf},
};

pub use read::Fault;
use read::Totals;

use crate::{
    input,
    model::Model,
    source::SourceFile,
    sync::{SyncError, checksum, text_checksum},
};

/// Name of the file.
pub const NAME: &str = "graphdoc.lock";

/// Beginning of the first line, in this version and in others.
const HEAD: &str = "# Written by graphdoc.";
/// Rest of the first line.
const ADVICE: &str = "Commit it beside the crate. In a merge conflict keep one side, and the `gone` and `accept` \
     lines of both; then generate again.";
/// Last line. It never changes, so that no two branches disagree on it.
const END: &str = "end";

/// What a crate was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// Version of the generator, with a hash of its sources.
    pub generator: String,
    /// Checksum of the options.
    pub options: String,
    /// Revision of the docs and its date, if they come from elsewhere.
    pub revision: Option<String>,
    /// The metadata of the service, if the crate has a second source.
    pub metadata: Option<MetadataLock>,
    /// The types that were asked for; empty for all.
    pub only: Vec<String>,
    /// Numbers of types and of enums.
    pub counts: (usize, usize),
    /// Every page.
    pub pages: BTreeMap<String, PageLock>,
    /// Checksum of each file that was written.
    pub files: BTreeMap<String, String>,
    /// Hash of the sentence that each fact rests on.
    pub facts: BTreeMap<String, String>,
    /// Members that the crate has and the pages no longer have, by type and member.
    pub gone: BTreeMap<(String, String), Quarantined>,
    /// Checksum of these members as the crate was made with them. It differs if someone has merged in lines from
    /// elsewhere. Empty if there are none.
    pub kept: String,
    /// Fingerprints of changes that someone accepted.
    pub accepted: BTreeSet<String>,
    /// Lines that this version does not know: those of another version, and comments.
    pub unknown: Vec<String>,
    /// The model; see [`model_codec`].
    pub model: Vec<String>,
}

/// What the lock file says about the metadata of the service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetadataLock {
    /// Checksum of its bytes.
    pub sum: String,
    /// Whether the pages won where both had a say.
    pub prefers_docs: bool,
    /// Its revision, date and repository, if it comes from elsewhere.
    pub revision: Option<String>,
}

impl MetadataLock {
    /// Returns the entry of a document whose revision is unknown.
    pub fn new(file: &SourceFile, prefers_docs: bool) -> MetadataLock {
        MetadataLock {
            sum: text_checksum(file.text.as_bytes()),
            prefers_docs,
            revision: None,
        }
    }

    /// Whether both are for the same document with the same precedence.
    pub fn is_of(&self, other: &MetadataLock) -> bool {
        self.sum == other.sum && self.prefers_docs == other.prefers_docs
    }

    /// Returns which source wins where both have a say.
    fn preferred(&self) -> &'static str {
        match self.prefers_docs {
            true => "docs",
            false => "metadata",
        }
    }
}

/// What the lock file says about a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLock {
    /// Checksum of its bytes.
    pub bytes: String,
    /// Checksum of what it declares; `-` if it declares nothing.
    pub model: String,
    /// Checksum of the words of its descriptions; `-` if it declares nothing.
    pub text: String,
    /// Its outcome.
    pub outcome: String,
}

/// A member in quarantine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// Date of the first docs that lack it; [`Quarantined::NO_DATE`] if that is unknown.
    pub since: String,
    /// The property, as encoded by [`model_codec`].
    pub words: String,
}

impl Quarantined {
    /// Placeholder for an unknown date.
    pub const NO_DATE: &str = "-";

    fn is_earlier_than(&self, other: &Quarantined) -> bool {
        self.since != Quarantined::NO_DATE
            && (other.since == Quarantined::NO_DATE || self.since < other.since)
    }
}

/// A lock file on disk.
#[derive(Debug)]
pub struct LockFile {
    /// Its path.
    pub path: PathBuf,
    /// What it says.
    pub lock: Lock,
    text: String,
}

impl LockFile {
    /// Reads the lock file; `None` if it does not exist.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read completely.
    pub fn open(path: &Path) -> Result<Option<LockFile>, SyncError> {
        crate::path::check(path).map_err(SyncError::io(path))?;
        let bytes = match input::bytes(path, input::MADE) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(SyncError::Io(path.to_owned(), error)),
        };
        let path = path.to_owned();
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = memchr::memchr_iter(b'\n', valid).count() + 1;
                return Err(SyncError::Lock(path, line, Fault::Damaged));
            }
        };
        // Some editors add a byte order mark.
        match Lock::parse(text.strip_prefix('\u{feff}').unwrap_or(&text)) {
            Ok(lock) => Ok(Some(LockFile { path, lock, text })),
            Err((line, fault)) => Err(SyncError::Lock(path, line, fault)),
        }
    }

    /// Decodes the model.
    ///
    /// # Errors
    ///
    /// Returns an error if a line of the model is not valid.
    pub fn model(&self) -> Result<Model, SyncError> {
        self.lock.decode().map_err(|at| {
            let wrong = |line: &str| line.trim_end() == self.lock.model[at];
            let line = self.text.lines().position(wrong).map_or(1, |at| at + 1);
            SyncError::Lock(self.path.clone(), line, Fault::Damaged)
        })
    }
}

impl Lock {
    /// Reads the lock file of a crate; `None` if there is none.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read completely.
    pub fn read(root: &Path) -> Result<Option<Lock>, SyncError> {
        Ok(LockFile::open(&root.join(NAME))?.map(|file| file.lock))
    }

    /// Returns the text of the lock file.
    pub fn text(&self) -> String {
        let mut text = format!(
            "{HEAD} {ADVICE}\ngenerator {}\noptions {}\n",
            self.generator, self.options
        );
        if let Some(revision) = &self.revision {
            let _ = writeln!(text, "docs {}", one_line(revision));
        }
        if let Some(metadata) = &self.metadata {
            let _ = write!(text, "metadata {} {}", metadata.sum, metadata.preferred());
            if let Some(revision) = &metadata.revision {
                let _ = write!(text, " {}", one_line(revision));
            }
            text.push('\n');
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
            // A path that this alters is never found unchanged, so its page is always read again.
            let path = one_line(path);
            let _ = writeln!(text, "page {bytes} {model} {words} {path}\t{outcome}");
        }
        for (path, hash) in &self.files {
            let _ = writeln!(text, "file {hash} {}", one_line(path));
        }
        for (name, hash) in &self.facts {
            let _ = writeln!(text, "fact {hash} {}", one_line(name));
        }
        for ((owner, _), gone) in &self.gone {
            let _ = writeln!(text, "gone {} {owner} {}", gone.since, gone.words);
        }
        if !self.kept.is_empty() {
            let _ = writeln!(text, "kept {}", self.kept);
        }
        for fingerprint in &self.accepted {
            let _ = writeln!(text, "accept {}", one_line(fingerprint));
        }
        for line in self.unknown.iter().chain(&self.model) {
            let _ = writeln!(text, "{line}");
        }
        let _ = writeln!(text, "lines {}\n{END}", self.totals());
        text
    }

    fn totals(&self) -> Totals {
        let made = [
            self.only.len(),
            self.pages.len(),
            self.files.len(),
            self.facts.len(),
        ];
        Totals {
            made: made.iter().sum::<usize>() + self.model.len(),
            gone: self.gone.len(),
            accepted: self.accepted.len(),
        }
    }

    /// Returns the checksum of all members in quarantine.
    pub fn sum_of_gone(&self) -> String {
        match self.gone.is_empty() {
            true => String::new(),
            false => checksum(format!("{:?}", self.gone).as_bytes()),
        }
    }

    /// Decodes the model of the pages.
    ///
    /// # Errors
    ///
    /// Returns the index of the first line of the model that is not valid.
    pub fn decode(&self) -> Result<Model, usize> {
        let mut model = model_codec::model(self.model.iter().map(String::as_str))?;
        let metadata = self.metadata.as_ref();
        model.prefers_docs = metadata.is_some_and(|metadata| metadata.prefers_docs);
        Ok(model)
    }
}

/// Replaces control characters, so that a line stays one line.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}
