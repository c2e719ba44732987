//! Faults of input that cannot be read completely. The rest of such input is not used, because nobody would know what
//! is missing.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use crate::{
    encode::log,
    path,
    rules::{self, Message, Rule},
};

/// What is wrong with a file or folder, and where.
#[derive(Debug)]
pub struct Unread {
    /// The file or folder.
    pub path: PathBuf,
    /// Line and column, both counted from 1, if a certain byte is at fault.
    pub position: Option<(usize, usize)>,
    /// The rule that explains the kind of fault, if there is one.
    pub rule: Option<&'static Rule>,
    /// One sentence, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Unread {
    /// Returns a fault of a whole file or folder.
    pub fn new(path: &Path, message: impl Into<String>) -> Unread {
        Unread {
            path: path.to_owned(),
            position: None,
            rule: None,
            message: message.into(),
            help: None,
        }
    }

    /// Returns a fault that a rule explains.
    pub fn of(path: &Path, message: &Message) -> Unread {
        Unread {
            rule: Some(message.rule()),
            ..Unread::new(path, message.to_string())
        }
    }

    /// Returns the fault for an error of the system.
    pub fn io(path: &Path, error: &io::Error) -> Unread {
        // For a broken link, the system only says that the file does not exist, although the link plainly does.
        let is_missing = error.kind() == io::ErrorKind::NotFound;
        let target = fs::read_link(path).ok().filter(|_| is_missing);
        let message = match target.map(|target| shown(&target)) {
            Some(target) => rules::unreadable_file::link(target),
            None => rules::unreadable_file::error(error),
        };
        let fault = Unread::of(path, &message);
        match is_missing && path == Path::new("-") {
            true => fault.help("for standard input, write `/dev/stdin`"),
            false => fault,
        }
    }

    /// Checks that a path has no control characters; see [`path::check`].
    ///
    /// # Errors
    ///
    /// Returns an error if it has any.
    pub fn check(path: &Path) -> Result<(), Unread> {
        path::check(path).map_err(|error| Unread::new(path, error.to_string()))
    }

    /// Sets the position in the file.
    pub fn at(mut self, line: usize, column: usize) -> Unread {
        self.position = Some((line, column));
        self
    }

    /// Sets the advice on what to do about it.
    pub fn help(mut self, text: impl Into<String>) -> Unread {
        self.help = Some(text.into());
        self
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = shown(&self.path);
        let path = log::line(&path);
        let message = log::line(&self.message);
        match self.position {
            Some((line, column)) => write!(f, "{path}:{line}:{column}: {message}")?,
            None => write!(f, "`{path}`: {message}")?,
        }
        self.rule
            .iter()
            .try_for_each(|rule| write!(f, " [{}]", rule.id))?;
        self.help.iter().try_for_each(|help| write!(f, "; {help}"))
    }
}

/// Everything that is wrong with the input; never empty.
#[derive(Debug)]
pub struct SourceError {
    /// The faults, in the order in which they were found.
    pub faults: Vec<Unread>,
}

impl From<Unread> for SourceError {
    fn from(fault: Unread) -> SourceError {
        SourceError {
            faults: vec![fault],
        }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.faults.iter().enumerate() {
            let line = if at == 0 { "" } else { "\n" };
            write!(f, "{line}{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for SourceError {}

impl std::error::Error for Unread {}

/// Returns a path as text; see [`escaped`].
pub fn shown(path: &Path) -> String {
    escaped(path.as_os_str().as_encoded_bytes())
}

/// Returns bytes as text. Invalid UTF-8 is escaped, so that two different names never look the same.
pub fn escaped(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text += chunk.valid();
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    text
}
