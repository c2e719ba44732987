//! Findings, in the requested format.

pub mod apart;
pub mod change;
pub mod change_summary;
pub mod changelog;
mod changes_markdown;
mod contracts;
pub mod files;
mod github;
mod gitlab;
mod grouping;
mod html;
mod human;
mod json;
mod junit;
mod limits;
mod lint_markdown;
mod sarif;
mod short;

use std::{
    cell::OnceCell,
    collections::HashMap,
    io::{self, Write},
    path::Path,
};

use graphdoc_codegen::unstable::{
    diagnostic::{Diagnostic, Level},
    finding::Finding,
    source::{Found, SourceFile, shown},
};

use crate::{args::MessageFormat, encode, paths, summary::Summary};

/// The files that findings point into, by the names that findings use for them.
#[derive(Default)]
pub struct Sources<'a> {
    files: HashMap<&'a str, &'a SourceFile>,
    places: HashMap<&'a str, ShownPath<'a>>,
    /// Which docs these are, for a report that is read elsewhere.
    about: Vec<String>,
}

/// Where a file is on disk, and how that is shown. Finding out takes many system calls.
struct ShownPath<'a> {
    path: &'a Path,
    shown: OnceCell<String>,
}

impl<'a> Sources<'a> {
    /// Creates sources from the files that were read and their locations on disk, which an editor can open.
    pub fn new(files: &'a [SourceFile], found: &'a [Found]) -> Sources<'a> {
        Sources {
            files: files.iter().map(|file| (&*file.path, file)).collect(),
            places: found
                .iter()
                .map(|found| {
                    let (path, shown) = (found.path.as_path(), OnceCell::new());
                    (found.name.as_str(), ShownPath { path, shown })
                })
                .collect(),
            about: Vec::new(),
        }
    }

    /// Sets the description of the docs.
    pub fn about(mut self, lines: impl IntoIterator<Item = String>) -> Sources<'a> {
        self.about.extend(lines);
        self
    }

    /// Creates sources from files that have other names here than their own.
    pub fn of(files: impl Iterator<Item = (&'a str, &'a SourceFile)>) -> Sources<'a> {
        Sources {
            files: files.collect(),
            places: HashMap::new(),
            about: Vec::new(),
        }
    }

    fn get(&self, name: &str) -> Option<&'a SourceFile> {
        self.files.get(name).copied()
    }

    /// Line and column of a byte of a file.
    fn position(&self, name: &str, offset: usize) -> (usize, usize) {
        self.get(name).map_or((1, 1), |file| file.position(offset))
    }

    fn place<'b>(&'b self, name: &'b str) -> &'b str {
        self.places.get(name).map_or(name, |place| {
            place.shown.get_or_init(|| shown(&paths::below(place.path)))
        })
    }
}

/// Draws a finding on a file that is not a page.
pub fn draw(file: &SourceFile, found: &Diagnostic) -> String {
    human::draw(
        &Sources::new(std::slice::from_ref(file), &[]),
        &Finding::from(found),
    )
}

/// A printer of findings.
pub struct Report<'a> {
    /// The files that findings point into.
    pub sources: Sources<'a>,
    /// The format.
    pub format: MessageFormat,
    /// Whether to show findings that are folded or allowed.
    pub verbose: bool,
}

impl Report<'_> {
    /// Prints what the stages found. Allowed findings are printed only in verbose runs.
    pub fn findings(&self, out: &mut dyn Write, diagnostics: &[Diagnostic]) -> io::Result<()> {
        let findings: Vec<Finding> = diagnostics.iter().map(Finding::from).collect();
        self.print(out, &findings)
    }

    /// Prints findings. Those that are allowed are printed only in verbose runs.
    pub fn print(&self, out: &mut dyn Write, findings: &[Finding]) -> io::Result<()> {
        let shown: Vec<&Finding> = findings
            .iter()
            .filter(|found| self.verbose || found.level > Level::Allow)
            .collect();
        self.print_all(out, &shown)
    }

    /// Prints these findings, whatever their levels.
    fn print_all(&self, out: &mut dyn Write, shown: &[&Finding]) -> io::Result<()> {
        let sources = &self.sources;
        match self.format {
            MessageFormat::Human => human::print(out, sources, shown, self.verbose),
            MessageFormat::Short => shown
                .iter()
                .try_for_each(|found| short::print(out, sources, found, word(found.level))),
            // The changelog format is for changes only, which are printed elsewhere.
            MessageFormat::Json | MessageFormat::Changelog => shown
                .iter()
                .try_for_each(|found| json::print(out, sources, found)),
            MessageFormat::Github => github::print(out, sources, shown),
            MessageFormat::Gitlab => gitlab::print(out, sources, shown),
            MessageFormat::Sarif => sarif::print(out, sources, shown),
            MessageFormat::Junit => junit::print(out, sources, shown),
            MessageFormat::Markdown => lint_markdown::print(out, sources, shown),
            MessageFormat::Html => html::print(out, sources, shown),
        }
    }

    /// Prints the summary, which is the last output of a run.
    pub fn summary(&self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        match self.format {
            MessageFormat::Json => encode::json::line(out, summary),
            format if format.is_for_people() => summary.print(out, self.verbose),
            // The other formats are documents, to which nothing can be added.
            _ => Ok(()),
        }
    }
}

/// The word for a level, printed before a message.
fn word(level: Level) -> &'static str {
    match level {
        Level::Allow => "note",
        Level::Warn => "warning",
        Level::Deny => "error",
    }
}

#[cfg(test)]
mod tests {
    use graphdoc_codegen::unstable::{
        finding,
        rules::{self, Message},
        span::Span,
    };

    use super::*;

    /// A file whose name needs escaping, and findings on it at all levels in turn, with text that needs escaping.
    fn findings(count: usize) -> (SourceFile, Vec<Finding>) {
        let file = SourceFile::new("a,b.md", "x <b> & \"y\"\n".repeat(count.max(1)));
        let ids = ["name-case", "link-case", "front-matter"];
        let levels = [Level::Deny, Level::Warn, Level::Allow];
        let finding = |at: usize| {
            let span = Span::new(at * 12, at * 12 + 1);
            let rule = rules::find(ids[at % 3]).expect("a rule");
            let message = Message::plain(rule, "100% :: of\n<b> & \"x\"");
            Finding {
                level: levels[at % 3],
                help: Some("do, it".to_owned()),
                ..Finding::new(message).at(&file.path, span, "here")
            }
        };
        let mut findings: Vec<Finding> = (0..count).map(finding).collect();
        finding::identify(&mut findings);
        (file, findings)
    }

    /// The output of a report for this many findings.
    pub fn printed(
        count: usize,
        print: fn(&mut dyn Write, &Sources<'_>, &[&Finding]) -> io::Result<()>,
    ) -> String {
        let (file, findings) = findings(count);
        let sources = Sources::new(std::slice::from_ref(&file), &[]);
        let mut out = Vec::new();
        print(&mut out, &sources, &findings.iter().collect::<Vec<_>>()).expect("memory takes all");
        String::from_utf8(out).expect("UTF-8")
    }
}
