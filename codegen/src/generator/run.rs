//! The driver: read, understand, select, emit, compare.

use std::{borrow::Cow, collections::BTreeMap, path::Path, sync::Arc};

use crate::{
    diagnostic::{self, Diagnostic},
    emit::{self, MARKER, manifest},
    extract::PageExtract,
    facts::{self, Fact},
    finding::{self, Finding},
    generator::{
        Error, Generator, loss, manifest_file, package, quarantine, refusals,
        second_source::SecondSource,
        up_to_date::{self, Stamp},
        without_texts::without_texts,
    },
    lint,
    locate::Subjects,
    metadata::Metadata,
    model::{
        self, Model,
        select::{Reason, select},
    },
    path,
    pipeline::Input,
    rules::Group,
    source::{self, SourceFile, Sources},
    sync::{
        self, Difference, Lock, LockFile, Plan, SyncError, Target, Turn, WriteReport, checksum,
    },
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

    /// Counts a page by its outcome as the lock file writes it.
    pub(super) fn count(&mut self, outcome: &str) {
        match outcome.strip_prefix(up_to_date::SKIPPED) {
            Some(reason) => *self.skipped.entry(reason.to_owned()).or_default() += 1,
            None if outcome == up_to_date::GENERATED => self.generated += 1,
            None => self.errors += 1,
        }
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
    let pages = source::bytes(&generator.config.docs)?;
    refusals::apart(&generator.config.docs, &pages, root)?;
    let facts = facts::load(&generator.config.facts)?;
    let second = SecondSource::open(generator)?;
    let mut stamp = Stamp::new(generator, &pages, &facts, second.as_ref());
    if !generator.ignore_lock
        && let Some(before) = &before
        && stamp.is_unchanged(generator, root, &before.lock)?
    {
        return Ok(unchanged(root, &before.lock, turn));
    }
    if let Some(before) = &before {
        refusals::in_sight(&pages, &before.lock)?;
    }
    let Sources { files, diagnostics } = Sources::new(&pages)?;
    let found = pages
        .into_iter()
        .map(|page| (page.found.name, page.found.path));
    let found: BTreeMap<_, _> = found.collect();
    let metadata = second.map(SecondSource::understand).transpose()?;
    let analysis = lint::analyze(Input {
        facts: &facts,
        metadata: metadata.as_ref(),
        jobs: generator.jobs,
        ..Input::new(&files)
    });
    refusals::declared(&analysis, &files)?;
    let old = before.as_ref().map(LockFile::model).transpose()?;
    let before = before.map(|before| before.lock);
    let all = &analysis.model;
    if let Some((before, old)) = before.as_ref().zip(old.as_ref())
        && !generator.prune
        && !generator.agreed
    {
        refusals::still_declared(&analysis, &found, &stamp, before, old)?;
    }
    let (pages, reasons) = selection(all, &generator.config.only)?;
    if let Some(old) = old.as_ref().filter(|_| !generator.ignore_lock) {
        loss::check(old, &pages, generator)?;
    }
    let kept = before.as_ref().zip(old).map(|(before, old)| {
        let service = metadata.as_ref().map(|metadata| metadata.csdl.members());
        quarantine::kept(&before.gone, &old, all, generator, service.as_ref())
    });
    let kept = kept.unwrap_or_default();
    let (model, found) = quarantine::add(&pages, &kept);
    let revision = revision(generator, before.as_ref(), &stamp);
    if let Some(before) = &before {
        stamp.recall_metadata(before);
    }
    let mut emission = generator.emission();
    emission.name = package::name(generator, root)?;
    emission.origin = package::made_from(revision.as_deref(), stamp.metadata());
    let (output, emitted) = emitted(generator, &model, &emission);

    let mut run = Run {
        reasons,
        ..Run::default()
    };
    run.second_source = metadata;
    run.extracts = analysis.extracts;
    run.facts = analysis.facts;
    run.diagnostics = [diagnostics, analysis.diagnostics, found, emitted].concat();
    run.tally.facts_in_error = in_error(&run.diagnostics);
    if run.tally.facts_in_error > 0 {
        stamp.spoil();
    }
    diagnostic::sort(&mut run.diagnostics);
    let section = manifest::section(&output);
    let mut targets: Vec<Target> = output.files.iter().map(source_target).collect();
    targets.push(manifest_file::target(root, &output, generator)?);
    let mut lock = stamp.lock(generator, &analysis.outcomes, &pages, &targets, &section);
    lock.counts = counts(&model);
    lock.gone = kept;
    lock.kept = lock.sum_of_gone();
    if let Some(before) = &before {
        lock.accepted.clone_from(&before.accepted);
        lock.unknown.clone_from(&before.unknown);
    }
    lock.revision = revision;
    let package = package::targets(
        generator,
        &emission.name,
        root,
        &output,
        &lock,
        &pages,
        before.as_ref(),
    )?;
    let sums = package
        .iter()
        .map(|target| (target.path.clone(), checksum(target.text.as_bytes())));
    lock.files.extend(sums);
    targets.extend(package);
    lock.pages
        .values()
        .for_each(|page| run.tally.count(&page.outcome));
    (run.tally.types, run.tally.enums) = lock.counts;
    let (before, now) = (before.as_ref(), Some(&lock));
    run.plans
        .push(sync::plan(root, &targets, MARKER, before, now, turn)?);
    if let Some(mirror) = &generator.config.mirror {
        run.plans.push(manifest_file::mirrored(mirror, &section)?);
    }
    run.sources = files;
    run.sources.extend(facts);
    let metadata = run.second_source.iter();
    run.sources
        .extend(metadata.map(|metadata| metadata.file.clone()));
    Ok(run)
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

fn source_target(file: &emit::File) -> Target {
    Target {
        path: file.path.clone(),
        text: file.text.clone(),
        shared: false,
    }
}

/// Counts the findings about facts that do not match the pages.
pub(super) fn in_error(diagnostics: &[Diagnostic]) -> usize {
    let denied = diagnostics
        .iter()
        .filter(|found| found.rule().unusable && found.rule().group == Group::Facts);
    denied.count()
}

fn unchanged(root: &Path, lock: &Lock, turn: Turn) -> Run {
    let mut run = Run {
        unchanged: true,
        ..Run::default()
    };
    lock.pages
        .values()
        .for_each(|page| run.tally.count(&page.outcome));
    (run.tally.types, run.tally.enums) = lock.counts;
    run.plans.push(Plan::clean(root, lock.files.len(), turn));
    run
}

/// Returns the part of the model that was asked for.
pub(super) fn selection<'m>(
    model: &'m Model,
    only: &[String],
) -> Result<(Cow<'m, Model>, Vec<Reason>), Error> {
    if only.is_empty() {
        return Ok((Cow::Borrowed(model), Vec::new()));
    }
    let (model, reasons) = select(model, only).map_err(Error::Unknown)?;
    Ok((Cow::Owned(model), reasons))
}

/// Returns the number of types and enums, including the enums made from value lists.
pub(super) fn counts(model: &Model) -> (usize, usize) {
    let properties = model.types.values().flat_map(|ty| &ty.properties);
    let lists = properties
        .filter(|property| property.values.is_some())
        .count();
    (model.types.len(), model.enums.len() + lists)
}

/// Returns the named revision, or else that of the existing crate if all pages are unchanged.
fn revision(generator: &Generator, before: Option<&Lock>, stamp: &Stamp) -> Option<String> {
    let known = before.filter(|before| stamp.has_pages_of(before));
    let known = known.and_then(|before| before.revision.clone());
    generator.revision.clone().or(known)
}
