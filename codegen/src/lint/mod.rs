//! Finds what is wrong in the pages before it becomes a wrong type. Stands beside the pipeline: looks at each page while
//! its blocks are there, then at all of them and the model together; emits nothing.
//!
//! What the stages have to say is taken as it is; `fold` drops what merely follows from something else, so that one
//! cause is one finding.

mod annotation;
mod disputed;
mod excused;
mod fold;
mod front;
mod identity;
mod json;
mod lists;
mod look;
mod mention;
mod named;
mod renamed;
mod repeated;
mod replaced;
mod rows;
mod sections;
mod set;
mod text;
mod undeclared;

use crate::{
    diagnostic::{Diagnostic, Level},
    finding::{self, Finding},
    locate,
    pipeline::{self, Understood},
    source::{SourceFile, Sources},
};

pub use mention::mentions;

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
    let (mut understood, mut looked) = pipeline::inspect(&sources.files, facts, jobs, look::look);
    let mut found = std::mem::take(&mut understood.diagnostics);
    found.reserve(looked.iter().map(|looked| looked.found.len()).sum());
    for looked in &mut looked {
        found.append(&mut looked.found);
    }
    let set = set::Set::new(&understood.facts, &looked, &understood.model);
    set::look(&set, &mut found);
    lists::look(&set, &mut found);
    let disputed = identity::look(&set, &mut found);
    found.iter_mut().for_each(reword);
    let subjects = locate::Subjects::new(&understood.facts, &sources.files);
    let mut found = fold::fold(&set, &subjects, &disputed, found);
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
