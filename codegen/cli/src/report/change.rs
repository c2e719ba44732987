//! Changes, in the requested format.

use std::io::{self, Write};

use annotate_snippets::{Group, Level, Origin, Renderer};
use graphdoc_codegen::unstable::finding::{Finding, Severity};

use super::{
    Report, Sources,
    change_summary::ChangeSummary,
    changelog, changes_markdown,
    contracts::broken,
    grouping::{self, Lot},
    human, json, short,
};
use crate::{
    args::MessageFormat,
    encode::{self, terminal},
};

/// Maximum number of changes that a run without `--verbose` draws, if all changes fit on a screen with them.
const DRAWN: usize = 2;
/// Lines of a screen that changes may fill.
const ROOM: usize = 20;

/// Prints the changes and the summary.
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
                short::print(out, &report.sources, found, found.severity.as_str())?;
            }
            writeln!(out, "{}", summary.line())
        }
        format => {
            // Additions are printed like breaking changes: a report of changes contains all of them.
            let all: Vec<&Finding> = findings.iter().collect();
            report.print_all(out, &all)?;
            print_summary(out, format, summary)
        }
    }
}

/// Prints only the summary.
pub fn print_summary(
    out: &mut dyn Write,
    format: MessageFormat,
    summary: &ChangeSummary,
) -> io::Result<()> {
    match format {
        MessageFormat::Json => encode::json::line(out, summary),
        format if format.is_for_people() => writeln!(out, "{}", summary.line()),
        // The other formats are documents, to which nothing can be added.
        _ => Ok(()),
    }
}

/// Draws the most severe changes if there are few, and prints a line for each of the others, or for each group of them.
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

/// Draws a change with the lines of the old and the new page.
fn draw(sources: &Sources, found: &Finding) -> String {
    let level = match found.severity {
        Severity::Breaking => Level::ERROR,
        Severity::Dangerous => Level::WARNING,
        Severity::Minor | Severity::Patch | Severity::None => Level::NOTE,
    };
    let mut group = Group::with_title(
        level
            .primary_title(terminal::line(&found.message.to_string()).into_owned())
            .id(found.rule().id),
    );
    for label in &found.spans {
        let path = terminal::line(sources.place(&label.file));
        group = match sources.get(&label.file) {
            Some(source) => group.element(human::snippet(source, &path, &[label], Some(label)).0),
            None => group.element(Origin::path(path.into_owned())),
        };
    }
    if let Some(broken) = broken(&found.contracts) {
        group = group.element(Level::NOTE.message(format!("breaks {broken}")));
    }
    if let Some(help) = &found.help {
        group = group.element(Level::HELP.message(terminal::line(help)));
    }
    Renderer::styled().term_width(4096).render(&[group])
}
