//! Finds what is wrong in the pages before it becomes a wrong type. Stands beside the pipeline: looks at each page while
//! its blocks are there, then at all of them and the model together; emits nothing.
//!
//! What the stages have to say is taken as it is; `suppress` drops what merely follows from something else, so that one
//! cause is one finding.

mod checks;
mod docset;
mod page_context;
mod suppress;

use crate::{
    diagnostic::{Diagnostic, Level},
    finding::{self, Finding},
    locate,
    pipeline::{self, Understood},
    source::{SourceFile, Sources},
};

pub use self::checks::value_mentions::mentions;

/// What lint found.
#[derive(Debug)]
pub struct Linted {
    /// Sorted by place, each with its fingerprint.
    pub findings: Vec<Finding>,
    /// What the pages were understood to say.
    pub understood: Understood,
}

/// Looks at all pages and at the facts written by hand that rest on them. `level` gives the level of a rule, by
/// its id.
pub fn lint(
    sources: &Sources,
    facts: &[SourceFile],
    jobs: usize,
    level: impl Fn(&str) -> Option<Level>,
) -> Linted {
    lint_reworded(sources, facts, jobs, level, |_| {})
}

/// The same after `reword` had its way with the texts of what the stages report: a test holds that no code reads them.
#[doc(hidden)]
pub fn lint_reworded(
    sources: &Sources,
    facts: &[SourceFile],
    jobs: usize,
    level: impl Fn(&str) -> Option<Level>,
    reword: impl Fn(&mut Diagnostic),
) -> Linted {
    let (mut understood, mut reports) =
        pipeline::inspect(&sources.files, facts, jobs, page_context::examine);
    let mut found = std::mem::take(&mut understood.diagnostics);
    found.reserve(reports.iter().map(|report| report.found.len()).sum());
    for report in &mut reports {
        found.append(&mut report.found);
    }
    let docset = docset::Docset::new(&understood.facts, &reports, &understood.model);
    docset::check(&docset, &mut found);
    checks::value_lists::check(&docset, &mut found);
    let disputed = checks::identity::check(&docset, &mut found);
    found.iter_mut().for_each(reword);
    let subjects = locate::Subjects::new(&understood.facts, &sources.files);
    let mut found = suppress::consequences::fold(&docset, &subjects, &disputed, found);
    found.extend(sources.diagnostics.iter().cloned());
    let mut findings: Vec<Finding> = found
        .into_iter()
        .map(|found| {
            let level = level(found.rule.id).unwrap_or(found.rule.level);
            subjects.finding(found, level)
        })
        .collect();
    finding::identify(&mut findings);
    Linted {
        findings,
        understood,
    }
}
