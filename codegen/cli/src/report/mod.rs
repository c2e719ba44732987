//! Findings, in the form that was asked for.

pub mod change;
pub mod comment;
mod human;
mod json;
mod lots;
mod short;

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use graphdoc_codegen::{
    diagnostic::{Diagnostic, Level},
    source::{Found, SourceFile},
};

use crate::{args::MessageFormat, paths, summary::Summary};

/// The files that findings point into, by the names that findings have for them.
#[derive(Default)]
pub struct Sources<'a> {
    files: BTreeMap<&'a str, &'a SourceFile>,
    places: BTreeMap<String, String>,
}

impl<'a> Sources<'a> {
    /// Takes the files that were read, and where they are on disk, which is what an editor can open.
    pub fn new(files: &'a [SourceFile], found: &[Found]) -> Sources<'a> {
        Sources {
            files: files.iter().map(|file| (&*file.path, file)).collect(),
            places: found
                .iter()
                .map(|found| (found.name.clone(), paths::shown(&found.path)))
                .collect(),
        }
    }

    /// Takes files that are called otherwise here than they call themselves.
    pub fn of(files: impl Iterator<Item = (&'a str, &'a SourceFile)>) -> Sources<'a> {
        Sources {
            files: files.collect(),
            places: BTreeMap::new(),
        }
    }

    fn get(&self, name: &str) -> Option<&'a SourceFile> {
        self.files.get(name).copied()
    }

    fn place<'b>(&'b self, name: &'b str) -> &'b str {
        self.places.get(name).map_or(name, String::as_str)
    }
}

/// Draws one finding on a file that is no page.
pub fn draw(file: &SourceFile, found: &Diagnostic) -> String {
    human::draw(&Sources::new(std::slice::from_ref(file), &[]), found)
}

/// A printer of findings.
pub struct Report<'a> {
    /// The files that findings point into.
    pub sources: Sources<'a>,
    /// The form.
    pub format: MessageFormat,
    /// Show what is folded or allowed.
    pub verbose: bool,
}

impl Report<'_> {
    /// Prints the findings; those at level `allow` only when asked to be verbose.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn findings(&self, out: &mut dyn Write, diagnostics: &[Diagnostic]) -> io::Result<()> {
        let shown: Vec<&Diagnostic> = diagnostics
            .iter()
            .filter(|found| self.verbose || found.code.level > Level::Allow)
            .collect();
        match self.format {
            MessageFormat::Human => human::print(out, &self.sources, &shown, self.verbose),
            MessageFormat::Short => shown
                .iter()
                .try_for_each(|found| short::print(out, &self.sources, found)),
            MessageFormat::Json => shown
                .iter()
                .try_for_each(|found| json::print(out, &self.sources, found)),
        }
    }

    /// Prints the summary, which is the last of a run.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn summary(&self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        match self.format {
            MessageFormat::Human | MessageFormat::Short => summary.print(out, self.verbose),
            MessageFormat::Json => json::line(out, &summary.json()),
        }
    }
}

/// The word for a level in front of a message.
fn word(level: Level) -> &'static str {
    match level {
        Level::Allow => "note",
        Level::Warn => "warning",
        Level::Deny => "error",
    }
}
