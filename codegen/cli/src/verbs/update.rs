//! `graphdoc update`: brings a generated crate to other docs.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use graphdoc_codegen::unstable::{
    facts,
    finding::Finding,
    metadata::{Metadata, Service},
    source::{self, Found, Room},
    sync::{
        Lock, LockFile, MetadataLock, PageLock, Turn, Waits,
        lock::{self, model_codec},
        replace, text_checksum,
    },
};

use super::{diff, generate};
use crate::{
    args::{MessageFormat, UpdateArgs},
    context::Context,
    encode::terminal,
    exit::Exit,
    failure::Failure,
    git, newer_pins, paths,
    progress::{self, Progress},
    report::{Report, Sources, apart, change_summary::ChangeSummary},
    settings::Settings,
    side::{self, Reading, Side},
    style,
    summary::counted,
};

/// Regenerates the crate, unless a change must be accepted first, and moves the pinned revision.
///
/// # Errors
/// Returns an error if docs or crate cannot be read, or if a file cannot be written.
pub fn run(args: &UpdateArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut settings = Settings::open(&context.common, &args.docs, &[], args.out.as_ref(), &[])?;
    let is_more = !args.docs.docs.is_empty()
        || args.docs.metadata.is_some()
        || args.to.is_some()
        || args.prune
        || args.check;
    if !args.accept.is_empty() && !is_more {
        remember(&settings.out()?, args, context)?;
        return Ok(Exit::Clean);
    }
    let moved = newer_pins::find(&mut settings, args)?;
    settings.bring(args.docs.offline)?;
    let root = settings.out()?;
    let file = root.join(lock::NAME);
    let is_first = newer_pins::is_first(&moved) && !file.exists() && !root.join("src").exists();
    if is_first && !args.check {
        newer_pins::write(&settings, &moved, context)?;
        let text = "there is no crate yet; `graphdoc generate` makes it";
        writeln!(context.out, "{text}")?;
        return Ok(Exit::Clean);
    }
    apart::check(&args.fail.output, &settings, settings.docs()?, &[&file])?;
    let mut opened = side::lock(&file)?;
    opened.lock.accepted.extend(args.accept.iter().cloned());
    let exit = judge(&opened, &settings, args, context)?;
    if exit != Exit::Clean || args.check {
        return Ok(exit);
    }
    let exit = write(&opened.lock, &root, &mut settings, args, context)?;
    newer_pins::write(&settings, &moved, context)?;
    Ok(exit)
}

/// Reports what changed since the crate was made. Returns whether all of it was accepted.
fn judge(
    opened: &LockFile,
    settings: &Settings,
    args: &UpdateArgs,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let progress = Progress::start("reading pages", context.common.quiet);
    let docs = settings.docs()?;
    let facts = facts::load(&settings.used.facts)?;
    let metadata = settings.metadata()?;
    // Pages are parsed only if the bytes of at least one of them differ.
    if is_same(&opened.lock, docs, metadata.as_ref())? {
        drop(progress);
        let is_html = context.reports(MessageFormat::Html, &args.fail.output);
        let about = is_html.then(|| format!("docs {}", git::described(docs)));
        let report = Report {
            sources: Sources::default().about(about),
            format: context.common.message_format,
            verbose: context.common.verbose,
        };
        diff::write(
            report,
            &[],
            &ChangeSummary::new(&[], 0),
            &args.fail,
            context,
        )?;
        return Ok(Exit::Clean);
    }
    let mut base = Side::of_lock(opened)?;
    let how = Reading {
        docs: &[],
        facts: &facts,
        metadata: metadata.as_ref().zip(settings.used.metadata.as_deref()),
        jobs: settings.jobs,
        beside: Some(&base),
    };
    let mut head = Side::folders(docs, &how)?;
    let changes = side::compare(&mut base, &mut head, &facts);
    drop(progress);
    let found = diff::tell(&changes, &base, &head, &args.fail, context)?;
    let Some(mut open) = found else {
        return Ok(Exit::Failed);
    };
    let accepted = settings.accepted();
    open.retain(|found| !opened.lock.accepted.contains(&found.fingerprint) && !accepted.has(found));
    if args.check && !context.common.quiet && context.common.message_format == MessageFormat::Human
    {
        behind(opened, context)?;
    }
    if open.is_empty() {
        return Ok(Exit::Clean);
    }
    refuse(&open, context)?;
    Ok(Exit::Findings)
}

/// Regenerates the crate.
fn write(
    lock: &Lock,
    root: &Path,
    settings: &mut Settings,
    args: &UpdateArgs,
    context: &mut Context,
) -> Result<Exit, Failure> {
    if settings.used.only.is_empty() {
        settings.used.only.clone_from(&lock.only);
    }
    let generator = settings.generator(root, args.drop_types, args.prune)?;
    let run = generator
        .agreed()
        .plan(root)
        .map_err(|error| settings.failure(error))?;
    let written = run.apply()?;
    if !context.common.quiet && context.common.message_format == MessageFormat::Human {
        let files = counted(written.written, "file");
        writeln!(
            context.out,
            "{files} written, {} unchanged, {} deleted",
            written.unchanged, written.deleted
        )?;
        if let Some(metadata) = settings.metadata()? {
            dropped(lock, root, &metadata.csdl.members(), context)?;
        }
    }
    if run.tally.errors + run.tally.facts_in_error == 0 {
        return Ok(Exit::Clean);
    }
    context.out.flush()?;
    let found = settings.files()?;
    let report = Report {
        sources: Sources::new(&run.sources, &found),
        format: MessageFormat::Human,
        verbose: context.common.verbose,
    };
    generate::errors_only(&report, &run, context)?;
    Ok(Exit::Findings)
}

/// Reports what left the quarantine because the service does not have it either.
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

/// Names the changes that were not accepted.
fn refuse(open: &[Finding], context: &mut Context) -> Result<(), Failure> {
    context.out.flush()?;
    let (error, help) = (style::ERROR, style::HELP);
    let count = counted(open.len(), "change");
    let prints: Vec<&str> = open.iter().map(|found| &*found.fingerprint).collect();
    let prints = prints.join(" ");
    Ok(context.tell(|err| {
        writeln!(
            err,
            "{error}error{error:#}: {count} not accepted; nothing was written\n\
             {help}help{help:#}: to agree, add\n    --accept {prints}"
        )
    })?)
}

/// Writes the lock file again with the changes that were accepted.
fn remember(root: &Path, args: &UpdateArgs, context: &Context) -> Result<(), Failure> {
    let waits = (!context.common.quiet).then_some(progress::waiting as Waits);
    let _turn = Turn::take(root, waits);
    let file = root.join(lock::NAME);
    let mut lock = side::lock(&file)?.lock;
    lock.accepted.extend(args.accept.iter().cloned());
    Ok(replace(&file, lock.text())?)
}

/// Whether pages and metadata have the bytes that the lock file records.
fn is_same(lock: &Lock, docs: &[PathBuf], metadata: Option<&Metadata>) -> Result<bool, Failure> {
    let is_known = match (metadata, &lock.metadata) {
        (Some(metadata), Some(known)) => {
            MetadataLock::new(&metadata.file, metadata.prefers_docs).is_of(known)
        }
        (metadata, known) => metadata.is_none() && known.is_none(),
    };
    if !is_known {
        return Ok(false);
    }
    let found = source::list(docs)?;
    let mut room = Room::default();
    let mut is_known = |(page, (name, known)): (&Found, (&String, &PageLock))| {
        let is_page = |read: &[u8]| page.name == *name && text_checksum(read) == known.bytes;
        page.refused.is_none() && room.read(&page.path).is_ok_and(is_page)
    };
    Ok(found.len() == lock.pages.len() && found.iter().zip(&lock.pages).all(&mut is_known))
}

/// Reports what the crate was made from, and what it holds that is no longer in the docs.
fn behind(LockFile { lock, path, .. }: &LockFile, context: &mut Context) -> Result<(), Failure> {
    if let Some(revision) = &lock.revision {
        let revision = terminal::line(revision);
        writeln!(context.out, "the crate was made from {revision}")?;
    }
    if !lock.gone.is_empty() {
        let count = counted(lock.gone.len(), "member");
        let shown = paths::shown(path);
        let shown = terminal::line(&shown);
        writeln!(context.out, "{count} in quarantine, see `gone` in {shown}")?;
    }
    Ok(())
}
