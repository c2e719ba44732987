//! Finds what is wrong in the pages before it becomes a wrong type. Stands beside the pipeline: looks at each page while
//! its blocks are there, then at all of them and the model together; emits nothing.
//!
//! What the stages have to say is taken as it is; `suppress` drops what merely follows from something else, so that one
//! cause is one finding.

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

/// What lint found.
#[derive(Debug)]
pub struct Linted {
    /// Sorted by place, each with its fingerprint.
    pub findings: Vec<Finding>,
    /// What the pages were understood to say.
    pub analysis: Analysis,
}

/// Looks at all pages and at the facts written by hand that rest on them.
pub fn lint(sources: &Sources, facts: &[SourceFile], jobs: Option<NonZeroUsize>) -> Linted {
    lint_reworded(sources, facts, jobs, |_| {})
}

/// The same after `reword` had its way with the texts of what the stages report: a test holds that no code reads them.
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
    let subjects = locate::Subjects::new(&analysis.facts, &sources.files);
    let mut findings: Vec<Finding> = found
        .into_iter()
        .map(|found| subjects.finding(found))
        .collect();
    finding::identify(&mut findings);
    Linted { findings, analysis }
}

/// Understands pages as [`pipeline::analyze`] does, and tells of them what lint tells.
pub fn analyze(input: Input<'_>) -> Analysis {
    let mut analysis = judged(input, |_| {});
    diagnostic::sort(&mut analysis.diagnostics);
    analysis
}

/// The same without what lint alone tells: a build is for those who use the types, the looks of pages are for those who
/// write them.
pub fn analyze_for_build(input: Input<'_>) -> Analysis {
    let place = |found: &Diagnostic| {
        let label = found.labels.first();
        (
            found.rule.id,
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

/// Takes what the stages and lint's own checks tell of pages, and drops what follows from something else.
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
    let docset = Docset::new(&analysis.facts, &reports, &analysis.model);
    let disputed = checks::docset(&docset, &mut found);
    found.iter_mut().for_each(reword);
    let subjects = locate::Subjects::new(&analysis.facts, files);
    let mut found = suppress::consequences::fold(&docset, &subjects, &disputed, found);
    let in_text = docset.pages().flat_map(|(page, report)| {
        let links = report.links.iter();
        links.map(|(target, _, _)| (&*page.path, &**target))
    });
    partial_set::fold(&analysis.facts, &analysis.model, in_text, &mut found);
    analysis.diagnostics = found;
    analysis
}
