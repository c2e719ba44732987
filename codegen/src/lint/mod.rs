//! Finds mistakes in the pages before they become wrong types. It runs beside the pipeline: it checks each page while
//! its blocks are in memory, then all pages and the model together. It emits nothing.
//!
//! Findings of the stages are taken as they are. `suppress` drops those that are mere consequences, so that each cause
//! is reported once.

mod checks;
mod disputed;
mod docset;
mod page_context;
mod suppress;

use std::num::NonZeroUsize;

use crate::{
    diagnostic::{self, Diagnostic},
    finding::{self, Finding},
    hash_map::HashSet,
    lint::{docset::Docset, page_context::PageReport},
    locate, partial_set,
    pipeline::{self, Analysis, Input},
    source::{SourceFile, Sources},
};

pub use self::checks::value_mentions::mentions;

/// The result of lint.
#[derive(Debug)]
pub struct Linted {
    /// The findings, sorted by place, each with its fingerprint.
    pub findings: Vec<Finding>,
    /// The analysis of the pages.
    pub analysis: Analysis,
}

/// Checks all pages, and the facts that rest on them.
pub fn lint(sources: &Sources, facts: &[SourceFile], jobs: Option<NonZeroUsize>) -> Linted {
    lint_reworded(sources, facts, jobs, |_| {})
}

/// Like [`lint`], but `reword` may change the texts of diagnostics first. A test uses this to make sure that no code
/// reads them.
#[doc(hidden)]
pub fn lint_reworded(
    sources: &Sources,
    facts: &[SourceFile],
    jobs: Option<NonZeroUsize>,
    reword: impl Fn(&mut Diagnostic),
) -> Linted {
    let input = Input {
        facts,
        jobs,
        ..Input::new(&sources.files)
    };
    let mut analysis = judged(input, reword);
    let mut found = std::mem::take(&mut analysis.diagnostics);
    found.extend(sources.diagnostics.iter().cloned());
    let subjects = locate::Subjects::new(&analysis.extracts, &sources.files);
    let mut findings: Vec<Finding> = found
        .into_iter()
        .map(|found| subjects.finding(found))
        .collect();
    finding::identify(&mut findings);
    Linted { findings, analysis }
}

/// Analyzes pages like [`pipeline::analyze`], and adds the findings of lint.
pub fn analyze(input: Input<'_>) -> Analysis {
    let mut analysis = judged(input, |_| {});
    diagnostic::sort(&mut analysis.diagnostics);
    analysis
}

/// Like [`analyze`], but without findings that only lint reports. A build is for those who use the types, whereas the
/// form of pages concerns those who write them.
pub fn analyze_for_build(input: Input<'_>) -> Analysis {
    let place = |found: &Diagnostic| {
        let label = found.labels.first();
        (
            found.rule().id,
            label.map(|label| (label.file.clone(), label.span)),
        )
    };
    let (analysis, reports) = pipeline::analyze_and(input, checks::page);
    let told: HashSet<_> = analysis.diagnostics.iter().map(place).collect();
    let mut analysis = judge(input.pages, analysis, reports, |_| {});
    analysis
        .diagnostics
        .retain(|found| told.contains(&place(found)));
    diagnostic::sort(&mut analysis.diagnostics);
    analysis
}

fn judged(input: Input<'_>, reword: impl Fn(&mut Diagnostic)) -> Analysis {
    let (analysis, reports) = pipeline::analyze_and(input, checks::page);
    judge(input.pages, analysis, reports, reword)
}

/// Combines the findings of the stages and of lint's own checks, and drops consequences.
fn judge(
    files: &[SourceFile],
    mut analysis: Analysis,
    mut reports: Vec<PageReport>,
    reword: impl Fn(&mut Diagnostic),
) -> Analysis {
    let mut found = std::mem::take(&mut analysis.diagnostics);
    found.reserve(reports.iter().map(|report| report.found.len()).sum());
    for report in &mut reports {
        found.append(&mut report.found);
    }
    let docset = Docset::new(&analysis.extracts, &reports, &analysis.model);
    let disputed = checks::docset(&docset, &mut found);
    found.iter_mut().for_each(reword);
    let subjects = locate::Subjects::new(&analysis.extracts, files);
    let mut found = suppress::consequences::fold(&docset, &subjects, &disputed, found);
    let in_text = docset.pages().flat_map(|(page, report)| {
        let links = report.links.iter();
        links.map(|(target, _, _)| (&*page.path, &**target))
    });
    partial_set::fold(&analysis.extracts, &analysis.model, in_text, &mut found);
    analysis.diagnostics = found;
    analysis
}
