//! The driver: read, understand, select, emit, compare.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use crate::{
    diagnostic::{self, Diagnostic},
    emit::{self, MARKER, manifest},
    extract::PageExtract,
    facts::Fact,
    finding::{self, Finding},
    generator::{
        Error, Generator,
        contents::{Contents, selection},
        inputs::{Analyzed, Inputs},
        manifest_file, package,
        previous::Previous,
        refusals, up_to_date,
        without_texts::without_texts,
    },
    locate::Subjects,
    metadata::Metadata,
    model::{self, Model, select::Reason},
    path,
    rules::Group,
    source::SourceFile,
    sync::{self, Difference, Lock, PageLock, Plan, SyncError, Turn, WriteReport},
};

/// What a run found, and what remains to be written.
#[derive(Debug, Default)]
pub struct Run {
    /// The pages, to show findings in them; empty if nothing had changed.
    pub sources: Vec<SourceFile>,
    /// The findings; empty if nothing had changed.
    pub diagnostics: Vec<Diagnostic>,
    /// What each page says, to name what a finding is about.
    pub extracts: Vec<Arc<PageExtract>>,
    /// The facts that were applied to the pages.
    pub facts: Vec<Fact>,
    /// The second source, if there is one.
    pub second_source: Option<Metadata>,
    /// Why each type is part of a selection.
    pub reasons: Vec<Reason>,
    /// The run in numbers.
    pub tally: Tally,
    /// Whether pages, options, generator and crate were all unchanged, so that no page was read again.
    pub unchanged: bool,
    plans: Vec<Plan>,
}

/// A run in numbers. The pages generated, skipped and in error add up to all pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Number of pages that declare a type or an enum.
    pub generated: usize,
    /// Number of pages that declare nothing, by reason.
    pub skipped: BTreeMap<String, usize>,
    /// Number of pages that could not be used.
    pub errors: usize,
    /// Number of facts that do not match the pages.
    pub facts_in_error: usize,
    /// Number of types in the crate.
    pub types: usize,
    /// Number of enums in the crate, including those made from value lists.
    pub enums: usize,
}

impl Tally {
    /// Returns the number of all pages.
    pub fn pages(&self) -> usize {
        self.generated + self.skipped.values().sum::<usize>() + self.errors
    }

    /// Counts what a crate with this lock consists of.
    fn of(lock: &Lock) -> Tally {
        let (types, enums) = lock.counts;
        let mut tally = Tally {
            types,
            enums,
            ..Tally::default()
        };
        for PageLock { outcome, .. } in lock.pages.values() {
            match outcome.strip_prefix(up_to_date::SKIPPED) {
                Some(reason) => *tally.skipped.entry(reason.to_owned()).or_default() += 1,
                None if outcome == up_to_date::GENERATED => tally.generated += 1,
                None => tally.errors += 1,
            }
        }
        tally
    }
}

impl Run {
    /// Returns the findings as lint reports them, with their subject and their fingerprint.
    pub fn findings(&self) -> Vec<Finding> {
        let subjects = Subjects::new(&self.extracts, &self.sources);
        let located = self.diagnostics.iter();
        let located = located.map(|found| subjects.finding(found.clone()));
        let mut findings: Vec<Finding> = located.collect();
        finding::identify(&mut findings);
        findings
    }

    /// Returns the model of the pages alone, to compare it with the second source.
    pub fn documented(&self) -> Model {
        let (mut model, _) = model::build(&self.extracts, &self.facts, None);
        model::attach(&self.facts, &self.extracts, &mut model);
        model
    }

    /// Adds the findings and the reasons to a run that has none, because it had nothing to do and read no page.
    ///
    /// # Errors
    ///
    /// Returns an error for the same reasons as [`Generator::plan`], as far as they have to do with the docs.
    pub fn add_findings(&mut self, generator: &Generator) -> Result<(), Error> {
        let generator = &*generator.with_source()?;
        let Analyzed {
            files,
            metadata,
            analysis,
            ..
        } = Inputs::read(generator)?.analyze(generator)?;
        let (model, reasons) = selection(&analysis.model, &generator.config.only)?;
        let (_, emitted) = emitted(generator, &model, &generator.emission());
        self.diagnostics = [analysis.diagnostics, emitted].concat();
        diagnostic::sort(&mut self.diagnostics);
        self.sources = files;
        self.extracts = analysis.extracts;
        self.facts = analysis.facts;
        self.second_source = metadata;
        self.reasons = reasons;
        Ok(())
    }

    /// Returns every file that is not as it should be.
    pub fn differences(&self) -> impl Iterator<Item = &Difference> {
        self.plans.iter().flat_map(|plan| &plan.differences)
    }

    /// Whether the manifest that mirrors the features is out of date. Cargo reads it before a build script runs, so a
    /// build cannot repair it for itself.
    pub fn mirror_is_stale(&self) -> bool {
        self.plans.get(1).is_some_and(|plan| !plan.is_clean())
    }

    /// Whether the lock file is not as it should be.
    pub fn changes_lock(&self) -> bool {
        self.plans.first().is_some_and(|plan| plan.lock.is_some())
    }

    /// Returns the number of files that are as they should be.
    pub fn files_unchanged(&self) -> usize {
        self.plans.iter().map(|plan| plan.unchanged).sum()
    }

    /// Writes what differs.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be written; see [`Plan::apply`].
    pub fn apply(&self) -> Result<WriteReport, SyncError> {
        let mut total = WriteReport::default();
        for plan in &self.plans {
            let report = plan.apply()?;
            total.written += report.written;
            total.unchanged += report.unchanged;
            total.deleted += report.deleted;
        }
        Ok(total)
    }
}

/// Plans what to write. If nothing has changed since the last run, nothing is parsed.
pub(super) fn plan(generator: &Generator, root: &Path) -> Result<Run, Error> {
    for path in [Some(root), generator.config.mirror.as_deref()]
        .into_iter()
        .flatten()
    {
        path::check(path).map_err(|error| Error::Io(path.to_owned(), error))?;
    }
    let turn = Turn::take(root, generator.waits);
    let before = match sync::before(root, MARKER) {
        // A run that prunes keeps nothing, so it can do without a lost lock file.
        Err(SyncError::NoLock(_)) if generator.prune => None,
        before => before?,
    };
    let inputs = Inputs::read(generator)?;
    refusals::apart(&generator.config.docs, &inputs.pages, root)?;
    let mut stamp = inputs.stamp(generator);
    if let Some(before) = &before {
        if !generator.ignore_lock && stamp.is_unchanged(generator, root, &before.lock)? {
            return Ok(unchanged(root, &before.lock, turn));
        }
        refusals::in_sight(&inputs.pages, &before.lock)?;
    }

    let Analyzed {
        files: sources,
        paths,
        metadata,
        analysis,
    } = inputs.analyze(generator)?;
    let previous = before.map(Previous::decode).transpose()?;
    let previous = previous.as_ref();
    if let Some(previous) = previous.filter(|_| !generator.prune && !generator.agreed) {
        refusals::still_declared(&analysis, &paths, &stamp, previous)?;
    }
    let contents = Contents::select(&analysis.model, metadata.as_ref(), generator, previous)?;

    let before = previous.map(|previous| &previous.lock);
    if let Some(before) = before {
        stamp.recall_revisions(before);
    }
    let options = package::emission(generator, root, &stamp)?;
    let (output, emitted) = emitted(generator, &contents.model, &options);
    package::check_default(&output)?;
    let mut diagnostics = [&*analysis.diagnostics, &contents.diagnostics, &emitted].concat();
    diagnostic::sort(&mut diagnostics);
    let facts_in_error = in_error(&diagnostics);
    if facts_in_error > 0 {
        stamp.spoil();
    }

    let mut lock = stamp.lock(generator, &analysis.outcomes, &contents, before);
    let targets = package::targets(
        generator,
        &options.name,
        root,
        &output,
        &lock,
        &contents.described,
        before,
    )?;
    let section = manifest::section(&output);
    lock.files = up_to_date::checksums(&targets, &section);
    let now = Some(&lock);
    let mut plans = vec![sync::plan(root, &targets, MARKER, before, now, turn)?];
    if let Some(mirror) = &generator.config.mirror {
        plans.push(manifest_file::mirrored(mirror, &section)?);
    }
    let mut tally = Tally::of(&lock);
    tally.facts_in_error = facts_in_error;
    Ok(Run {
        sources,
        diagnostics,
        extracts: analysis.extracts,
        facts: analysis.facts,
        second_source: metadata,
        reasons: contents.reasons,
        tally,
        unchanged: false,
        plans,
    })
}

/// Returns the source files of the crate and the findings of the emitter.
fn emitted(
    generator: &Generator,
    model: &Model,
    emission: &emit::Options,
) -> (emit::Output, Vec<Diagnostic>) {
    if !generator.config.no_texts {
        return emit::emit(model, emission);
    }
    let mut model = model.clone();
    without_texts(&mut model);
    emit::emit(&model, emission)
}

/// Counts the findings about facts that do not match the pages.
pub(super) fn in_error(diagnostics: &[Diagnostic]) -> usize {
    let denied = diagnostics
        .iter()
        .filter(|found| found.rule().unusable && found.rule().group == Group::Facts);
    denied.count()
}

fn unchanged(root: &Path, lock: &Lock, turn: Turn) -> Run {
    Run {
        unchanged: true,
        tally: Tally::of(lock),
        plans: vec![Plan::clean(root, lock.files.len(), turn)],
        ..Run::default()
    }
}
