//! Changes, in the form that was asked for.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use annotate_snippets::{Group, Level, Origin, Renderer};
use graphdoc_codegen::unstable::finding::{Bump, Contract, Finding, Severity};
use serde::Serialize;

use super::{
    Report, Sources,
    changelog::{self, Release},
    changes_markdown,
    grouping::{self, Lot},
    human, json,
};
use crate::{
    args::MessageFormat,
    encode::{self, terminal},
};

/// Changes drawn of a run that is not verbose, if there are no more than fit a screen along with them.
const DRAWN: usize = 2;
/// Lines of a screen that changes may fill.
const ROOM: usize = 20;

/// What a comparison came to.
#[derive(Debug, Serialize)]
pub struct ChangeSummary {
    reason: &'static str,
    /// Pages that came, went or have other bytes.
    pub pages: usize,
    /// Findings by severity.
    pub findings: BTreeMap<&'static str, usize>,
    /// The version that users of the crate need.
    pub bump: &'static str,
    /// What a changelog says of all changes.
    #[serde(skip)]
    pub release: Release,
}

impl ChangeSummary {
    /// Counts.
    pub fn new(findings: &[Finding], pages: usize) -> ChangeSummary {
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for found in findings {
            *counts.entry(found.severity.as_str()).or_default() += 1;
        }
        let bump = findings
            .iter()
            .map(|found| found.bump)
            .max()
            .unwrap_or(Bump::None);
        ChangeSummary {
            reason: "summary",
            pages,
            findings: counts,
            bump: bump.as_str(),
            release: Release::default(),
        }
    }

    /// Adds what a changelog says of all changes.
    pub fn of(mut self, release: Release) -> ChangeSummary {
        self.release = release;
        self
    }

    /// All of it in one line.
    pub fn line(&self) -> String {
        let pages = match self.pages {
            0 => return "no page differs".to_owned(),
            1 => "1 page differs".to_owned(),
            pages => format!("{pages} pages differ"),
        };
        if self.findings.is_empty() {
            return format!("{pages}: no change that affects users of the crate");
        }
        let order = [
            Severity::Breaking,
            Severity::Dangerous,
            Severity::Minor,
            Severity::Patch,
            Severity::None,
        ];
        let counts: Vec<String> = order
            .iter()
            .filter_map(|severity| {
                let count = self.findings.get(severity.as_str())?;
                Some(format!("{count} {}", severity.as_str()))
            })
            .collect();
        format!(
            "{pages}: {}; version bump: {}",
            counts.join(", "),
            self.bump
        )
    }
}

/// Prints the changes and the summary.
///
/// # Errors
/// When they cannot be written.
pub fn print(
    out: &mut dyn Write,
    report: &Report,
    findings: &[Finding],
    summary: &ChangeSummary,
) -> io::Result<()> {
    match report.format {
        MessageFormat::Human => {
            all(out, report, findings)?;
            writeln!(out, "{}", summary.line())
        }
        MessageFormat::Json => {
            for found in findings {
                json::print(out, &report.sources, found)?;
            }
            encode::json::line(out, summary)
        }
        MessageFormat::Markdown => changes_markdown::print(out, &report.sources, findings, summary),
        MessageFormat::Changelog => {
            changelog::print(out, &report.sources, findings, &summary.release)
        }
        MessageFormat::Short => {
            for found in findings {
                short(out, &report.sources, found)?;
            }
            writeln!(out, "{}", summary.line())
        }
        format => {
            // What is new is told like what breaks: a report of changes holds all of them.
            let all: Vec<&Finding> = findings.iter().collect();
            report.print_all(out, &all)?;
            print_summary(out, format, summary)
        }
    }
}

/// Prints the summary alone.
///
/// # Errors
/// When it cannot be written.
pub fn print_summary(
    out: &mut dyn Write,
    format: MessageFormat,
    summary: &ChangeSummary,
) -> io::Result<()> {
    match format {
        MessageFormat::Json => encode::json::line(out, summary),
        format if format.is_for_people() => writeln!(out, "{}", summary.line()),
        // The others are documents, to which nothing may be added.
        _ => Ok(()),
    }
}

/// Draws the gravest of few, and gives each of the others, or each lot, a line.
fn all(out: &mut dyn Write, report: &Report, findings: &[Finding]) -> io::Result<()> {
    let grave = |found: &&Finding| found.severity >= Severity::Dangerous;
    let drawn = match report.verbose {
        true => findings.len(),
        false if findings.len() > 3 * DRAWN => 0,
        false => findings.iter().take(DRAWN).filter(grave).count(),
    };
    let (first, rest) = findings.split_at(drawn);
    for found in first {
        writeln!(out, "{}\n", draw(&report.sources, found))?;
    }
    let lots = grouping::fold(rest, ROOM);
    for lot in &lots {
        writeln!(out, "{}", one_line(lot))?;
    }
    if lots.iter().any(Lot::is_a_kind) {
        writeln!(
            out,
            "note: `-v` draws all changes, `--message-format short` prints one a line"
        )?;
    }
    if !lots.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

fn one_line(lot: &Lot) -> String {
    let title = format!("{}[{}]", lot.severity().as_str(), lot.rule());
    format!("{title}: {}", terminal::line(&lot.message()))
}

fn short(out: &mut dyn Write, sources: &Sources, found: &Finding) -> io::Result<()> {
    if let Some(label) = found.primary() {
        let (line, column) = sources
            .get(&label.file)
            .map_or((1, 1), |file| file.position(label.span.start));
        write!(
            out,
            "{}:{line}:{column}: ",
            terminal::line(sources.place(&label.file))
        )?;
    }
    writeln!(
        out,
        "{}[{}]: {}",
        found.severity.as_str(),
        found.rule,
        terminal::line(&found.message)
    )
}

/// Draws one change on the lines of the old and of the new page.
fn draw(sources: &Sources, found: &Finding) -> String {
    let level = match found.severity {
        Severity::Breaking => Level::ERROR,
        Severity::Dangerous => Level::WARNING,
        Severity::Minor | Severity::Patch | Severity::None => Level::NOTE,
    };
    let mut group = Group::with_title(
        level
            .primary_title(terminal::line(&found.message))
            .id(found.rule),
    );
    for label in &found.spans {
        let path = terminal::line(sources.place(&label.file));
        group = match sources.get(&label.file) {
            Some(source) => group.element(human::snippet(source, &path, &[label], Some(label)).0),
            None => group.element(Origin::path(path.into_owned())),
        };
    }
    let broken = broken(&found.contracts);
    if !broken.is_empty() {
        group = group.element(Level::NOTE.message(format!("breaks {}", broken.join(", "))));
    }
    if let Some(help) = &found.help {
        group = group.element(Level::HELP.message(terminal::line(help)));
    }
    Renderer::styled().term_width(4096).render(&[group])
}

/// Whom broken contracts concern, in words.
pub fn broken(contracts: &[Contract]) -> Vec<&'static str> {
    let word = |contract: &Contract| match contract {
        Contract::RustSource => "programs",
        Contract::WireRead => "what is read",
        Contract::WireWrite => "what is sent",
    };
    contracts.iter().map(word).collect()
}
