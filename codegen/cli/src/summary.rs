//! The result of a run, in numbers.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use graphdoc_codegen::unstable::{diagnostic::Level, finding::Finding, generator::Run, rules};
use serde::Serialize;

use crate::encode::terminal;

/// Number of rules listed in the summary of a run without `--verbose`.
const LISTED: usize = 12;

/// The numbers of a run. Pages generated, skipped and in error add up to all pages.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    reason: &'static str,
    /// Pages read.
    pub pages: usize,
    /// Pages that declare a type or an enum.
    pub generated: usize,
    /// Pages that declare nothing.
    pub skipped: usize,
    /// Pages that could not be used.
    pub errors: usize,
    /// The skipped pages, by reason.
    pub skipped_because: BTreeMap<String, usize>,
    /// Types generated.
    pub types: usize,
    /// Enums generated.
    pub enums: usize,
    /// Findings by rule, without those at level `allow`.
    pub findings: BTreeMap<&'static str, usize>,
    /// What was done, or would be done, to the files of the crate.
    pub files: Files,
    /// Wall-clock time of the run.
    pub seconds: f64,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// Whether nothing was read because nothing had changed.
    pub unchanged: bool,
}

/// Files of the crate, by what was done to them.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Files {
    /// New, or with new content.
    pub written: usize,
    /// Unchanged.
    pub unchanged: usize,
    /// Left over from an earlier run.
    pub deleted: usize,
}

impl Summary {
    /// Takes the numbers of a run.
    pub fn of(run: &Run, findings: &[Finding], files: Files, dry_run: bool) -> Summary {
        let mut summary = Summary {
            reason: "summary",
            pages: run.tally.pages(),
            generated: run.tally.generated,
            skipped: run.tally.skipped.values().sum(),
            errors: run.tally.errors,
            skipped_because: run.tally.skipped.clone(),
            types: run.tally.types,
            enums: run.tally.enums,
            files,
            dry_run,
            unchanged: run.unchanged,
            ..Summary::default()
        };
        for found in findings.iter().filter(|found| found.level > Level::Allow) {
            *summary.findings.entry(found.rule().id).or_default() += 1;
        }
        summary
    }

    /// The line that the summary for people begins with in every format.
    pub fn headline(&self) -> String {
        format!(
            "{} pages: {} generated, {} skipped, {} in error",
            self.pages, self.generated, self.skipped, self.errors
        )
    }

    /// Prints the summary for people.
    pub fn print(&self, out: &mut dyn Write, verbose: bool) -> io::Result<()> {
        writeln!(out, "{}", self.headline())?;
        writeln!(
            out,
            "{} and {}",
            counted(self.types, "type"),
            counted(self.enums, "enum")
        )?;
        for (reason, count) in by_count(&self.skipped_because) {
            writeln!(out, "  {count:>6} skipped: {}", terminal::line(reason))?;
        }
        self.print_findings(out, verbose)?;
        let would = if self.dry_run {
            " (nothing was touched)"
        } else {
            ""
        };
        let Files {
            written,
            unchanged,
            deleted,
        } = self.files;
        let (wrote, removed) = if self.dry_run {
            ("to write", "to delete")
        } else {
            ("written", "deleted")
        };
        let files = counted(written, "file");
        writeln!(
            out,
            "{files} {wrote}, {unchanged} unchanged, {deleted} {removed}{would} in {:.2} s",
            self.seconds
        )?;
        match self.unchanged && self.findings.is_empty() && !verbose {
            true => writeln!(
                out,
                "nothing had changed, and no page was read again; `-v` shows the findings"
            ),
            false => Ok(()),
        }
    }

    fn print_findings(&self, out: &mut dyn Write, verbose: bool) -> io::Result<()> {
        let total: usize = self.findings.values().sum();
        if total == 0 {
            return Ok(());
        }
        writeln!(out, "{} on the pages", counted(total, "finding"))?;
        let listed = if verbose { self.findings.len() } else { LISTED };
        let counts = by_count(&self.findings);
        for (id, count) in counts.iter().take(listed) {
            let meaning = rules::meaning(id);
            writeln!(out, "  {count:>6} {id}: {meaning}")?;
        }
        match counts.get(listed..).filter(|rest| !rest.is_empty()) {
            Some(rest) => {
                let others: usize = rest.iter().map(|(_, count)| count).sum();
                writeln!(
                    out,
                    "  {others:>6} of {} further kinds; `-v` lists them",
                    rest.len()
                )
            }
            None => Ok(()),
        }
    }
}

/// A number with its noun.
pub fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Sorts by count, the largest first, then by name.
fn by_count<K: Ord>(counts: &BTreeMap<K, usize>) -> Vec<(&K, usize)> {
    let mut counts: Vec<_> = counts.iter().map(|(key, count)| (key, *count)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
