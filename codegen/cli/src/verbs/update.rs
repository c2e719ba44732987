//! `graphdoc update`: bring a generated crate to other docs.

use std::{collections::BTreeSet, io::Write, path::Path};

use graphdoc_codegen::unstable::{
    baseline::Accepted,
    drift, facts,
    finding::{Finding, Severity},
    generator::Service,
    input, source,
    sync::{
        Lock, Turn, Waits,
        lock::{self, model_codec},
        replace,
    },
};

use super::{diff, generate};
use crate::{
    args::{MessageFormat, UpdateArgs},
    calendar,
    context::Context,
    encode::terminal,
    exit::Exit,
    failure::Failure,
    files, git, metadata,
    output::Output,
    progress::{self, Progress},
    report::{Report, Sources, change},
    settings::Settings,
    side::{self, Reading, Side},
    style,
    summary::counted,
};

/// Generates from the docs, if nothing breaks or all that breaks was agreed to.
///
/// # Errors
/// Docs or a crate that cannot be read, and whatever keeps a file from being written.
pub fn run(args: &UpdateArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut settings = Settings::read(&context.common, &args.to, &[], args.out.as_ref(), &[])?;
    let root = settings.out()?;
    let file = root.join(lock::NAME);
    let is_more = !args.to.is_empty() || args.prune || args.metadata.is_some();
    if !args.accept.is_empty() && !is_more {
        remember(&root, args, context)?;
        return Ok(Exit::Clean);
    }
    let opened = side::lock(&file)?;
    let mut base = Side::of_lock(&opened)?;
    let mut lock = opened.lock()?;
    lock.accepted.extend(args.accept.iter().cloned());

    let service = service(args, &settings)?;
    let progress = Progress::start("reading pages", context.common.quiet);
    let docs = settings.docs()?.to_vec();
    let facts = facts::load(&settings.facts)?;
    let how = Reading {
        docs: &[],
        facts: &facts,
        jobs: args.jobs,
        beside: None,
    };
    let mut head = Side::folders(&docs, &how)?;
    let changes = side::compare(&mut base, &mut head, &facts);
    drop(progress);
    let findings = drift::findings(&changes, |page| base.place(page), |page| head.place(page));
    let report = Report {
        sources: Sources::of(base.by_place().chain(head.by_place())),
        format: context.common.message_format,
        verbose: context.common.verbose,
    };
    if !head.denied.is_empty() {
        diff::unusable(report, &head.denied, context)?;
        return Ok(Exit::Failed);
    }
    if !context.common.quiet {
        let mut summary = change::ChangeSummary::new(&findings, side::changed_pages(&base, &head));
        if report.format == MessageFormat::Changelog {
            summary = summary.of(side::release(&base, &head));
        }
        change::print(&mut context.out, &report, &findings, &summary)?;
    }
    let config = settings.config.as_ref();
    let today = calendar::today();
    let mut open = open(&findings, &lock.accepted);
    if let Some(accepted) = config.map(|config| Accepted::new(config, &today)) {
        open.retain(|found| !accepted.has(found));
    }
    if !open.is_empty() {
        refuse(&open, context)?;
        return Ok(Exit::Findings);
    }
    if settings.only.is_empty() {
        settings.only.clone_from(&lock.only);
    }
    let mut generator = settings.generator(args.jobs).docs_date(git::day).agreed();
    if let Some(revision) = git::revision(&docs, &root) {
        generator = generator.revision(revision);
    }
    if args.prune {
        generator = generator.prune();
    }
    if let Some(service) = &service {
        generator = generator.service(service.clone());
    }
    let run = generator
        .plan(&root)
        .map_err(|error| settings.failure(error))?;
    let written = run.apply()?;
    if !context.common.quiet && report.format == MessageFormat::Human {
        let files = counted(written.written, "file");
        writeln!(
            context.out,
            "{files} written, {} unchanged, {} deleted",
            written.unchanged, written.deleted
        )?;
        if let Some(service) = &service {
            dropped(&lock, &root, service, context)?;
        }
    }
    if run.tally.errors + run.tally.facts_in_error == 0 {
        return Ok(Exit::Clean);
    }
    context.out.flush()?;
    let mut found = source::list(&docs)?;
    found.extend(source::list_facts(&settings.facts)?);
    let report = Report {
        sources: Sources::new(&run.sources, &found),
        format: MessageFormat::Human,
        verbose: context.common.verbose,
    };
    generate::errors_only(&report, &run, context)?;
    Ok(Exit::Findings)
}

/// Says what left the quarantine because the service lacks it too.
fn dropped(
    before: &Lock,
    root: &Path,
    service: &Service,
    context: &mut Context,
) -> Result<(), Failure> {
    let after = Lock::read(root)?.unwrap_or_default();
    let left = before
        .gone
        .keys()
        .filter(|key| !after.gone.contains_key(*key));
    let names = left.filter_map(|(owner, member)| {
        model_codec::decode_word(owner).zip(model_codec::decode_word(member))
    });
    for (owner, member) in names.filter(|(owner, member)| service.lacks(owner, member)) {
        let what = format!("`{member}` of `{owner}` is dropped: the service no longer has it");
        writeln!(context.out, "{}", terminal::line(&what))?;
    }
    Ok(())
}

/// What the service says that it has, if its metadata is named.
fn service(args: &UpdateArgs, settings: &Settings) -> Result<Option<Service>, Failure> {
    let configured = settings.config.as_ref();
    let configured = configured.and_then(|config| config.metadata.as_ref());
    let Some(path) = args.metadata.as_ref().or(configured) else {
        return Ok(None);
    };
    let csdl = metadata::read(path, &files::read(path, input::MADE)?)?;
    Ok(Some(csdl.members()))
}

/// What breaks and was not agreed to.
fn open<'f>(findings: &'f [Finding], accepted: &BTreeSet<String>) -> Vec<&'f Finding> {
    let breaks = findings
        .iter()
        .filter(|found| found.severity == Severity::Breaking);
    breaks
        .filter(|found| !accepted.contains(&found.fingerprint))
        .collect()
}

fn refuse(open: &[&Finding], context: &mut Context) -> Result<(), Failure> {
    context.out.flush()?;
    let mut err = Output::stderr(context.common.color);
    let (error, help) = (style::ERROR, style::HELP);
    let count = counted(open.len(), "breaking change");
    writeln!(
        err,
        "{error}error{error:#}: {count} not accepted; nothing was written"
    )?;
    let prints: Vec<&str> = open.iter().map(|found| &*found.fingerprint).collect();
    writeln!(
        err,
        "{help}help{help:#}: to agree, add\n    --accept {}",
        prints.join(" ")
    )?;
    Ok(err.flush()?)
}

/// Writes the lock file again with what was agreed to.
fn remember(root: &Path, args: &UpdateArgs, context: &Context) -> Result<(), Failure> {
    let waits = (!context.common.quiet).then_some(progress::waiting as Waits);
    let _turn = Turn::take(root, waits);
    let file = root.join(lock::NAME);
    let mut lock = side::lock(&file)?.lock()?;
    lock.accepted.extend(args.accept.iter().cloned());
    Ok(replace(&file, lock.text())?)
}
