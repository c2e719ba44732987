//! Input that was named and cannot be read whole. Nothing is made of the rest: what is lost would not be known.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use crate::{
    encode::log,
    path,
    rules::{self, Rule},
};

/// What is wrong with a file or folder, and where in it.
#[derive(Debug)]
pub struct Unread {
    /// The file or folder.
    pub path: PathBuf,
    /// Line and column, both from 1, where a certain byte is at fault.
    pub position: Option<(usize, usize)>,
    /// The kind of fault, where there is a rule that explains it.
    pub rule: Option<&'static Rule>,
    /// One sentence, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Unread {
    /// A fault of a whole file or folder.
    pub fn new(path: &Path, message: impl Into<String>) -> Unread {
        Unread {
            path: path.to_owned(),
            position: None,
            rule: None,
            message: message.into(),
            help: None,
        }
    }

    /// What the system refused.
    pub fn io(path: &Path, error: &io::Error) -> Unread {
        // Of a link the system has no more to say than that something is not there, which plainly is.
        let is_missing = error.kind() == io::ErrorKind::NotFound;
        let target = fs::read_link(path).ok().filter(|_| is_missing);
        let message = match target.map(|target| shown(&target)) {
            Some(target) => {
                format!("cannot be read: it is a link to `{target}`, which does not exist")
            }
            None => format!("cannot be read: {error}"),
        };
        let fault = Unread::new(path, message).rule(&rules::UNREADABLE_FILE);
        match is_missing && path == Path::new("-") {
            true => fault.help("for standard input, write `/dev/stdin`"),
            false => fault,
        }
    }

    /// Refuses a path with control characters, see [`path::check`].
    ///
    /// # Errors
    ///
    /// Such a path.
    pub fn check(path: &Path) -> Result<(), Unread> {
        path::check(path).map_err(|error| Unread::new(path, error.to_string()))
    }

    /// Names the rule that explains it.
    pub fn rule(mut self, rule: &'static Rule) -> Unread {
        self.rule = Some(rule);
        self
    }

    /// Says where in the file.
    pub fn at(mut self, line: usize, column: usize) -> Unread {
        self.position = Some((line, column));
        self
    }

    /// Says what to do about it.
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

/// All that is wrong with the input; never nothing.
#[derive(Debug)]
pub struct SourceError {
    /// What is wrong, in the order in which it was met.
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

/// A path as text, see [`escaped`].
pub fn shown(path: &Path) -> String {
    escaped(path.as_os_str().as_encoded_bytes())
}

/// Bytes as text; those that are none are escaped, so that two names never look the same.
pub fn escaped(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text += chunk.valid();
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    text
}
