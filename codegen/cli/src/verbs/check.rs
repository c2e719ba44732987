//! `graphdoc check`: how far a generated crate is behind other docs.

use std::path::{Path, PathBuf};

use graphdoc_codegen::unstable::{
    facts,
    source::{self, Found, Room},
    sync::{LockFile, checksum, lock},
};

use super::diff;
use crate::{
    args::{CheckArgs, MessageFormat},
    context::Context,
    encode::terminal,
    exit::Exit,
    failure::Failure,
    progress::Progress,
    report::{Report, Sources, apart, change},
    settings::Settings,
    side::{self, Reading, Side},
};

/// Compares the lock file with docs. Pages are parsed only if the bytes of one differ.
///
/// # Errors
/// A lock file or docs that cannot be read.
pub fn run(args: &CheckArgs, context: &mut Context) -> Result<Exit, Failure> {
    let settings = Settings::read(&context.common, &[], &[], None, &[])?;
    let file = match &args.lock {
        Some(file) if file.is_dir() => file.join(lock::NAME),
        Some(file) => file.clone(),
        None => settings.out()?.join(lock::NAME),
    };
    apart::check(&args.fail.output, &settings, &args.against, &[&file])?;
    let lock = side::lock(&file)?;
    let facts = facts::load(&settings.facts)?;
    let progress = Progress::start("reading pages", context.common.quiet);
    if is_same(&lock, &args.against)? {
        drop(progress);
        let report = Report {
            sources: Sources::default(),
            format: context.common.message_format,
            verbose: context.common.verbose,
        };
        diff::write(
            report,
            &[],
            &change::ChangeSummary::new(&[], 0),
            &args.fail,
            context,
        )?;
        return Ok(Exit::Clean);
    }
    let mut base = Side::of_lock(&lock)?;
    let how = Reading {
        docs: &[],
        facts: &facts,
        jobs: args.jobs,
        beside: None,
    };
    let mut head = Side::folders(&args.against, &how)?;
    let changes = side::compare(&mut base, &mut head, &facts);
    drop(progress);
    let exit = diff::tell(
        &changes,
        &base,
        &head,
        &args.fail,
        settings.config.as_ref(),
        context,
    )?;
    if !context.common.quiet && context.common.message_format == MessageFormat::Human {
        behind(&base, &file, context)?;
    }
    Ok(exit)
}

/// Whether the pages have the bytes that the lock file knows.
fn is_same(lock: &LockFile, docs: &[PathBuf]) -> Result<bool, Failure> {
    let known = lock.pages()?;
    let found = source::list(docs)?;
    let mut room = Room::default();
    let mut is_known = |(page, (name, bytes)): (&Found, &(&str, &str))| {
        let is_page = |read: &[u8]| page.name == *name && checksum(read) == *bytes;
        page.refused.is_none() && room.read(&page.path).is_ok_and(is_page)
    };
    Ok(found.len() == known.len() && found.iter().zip(&known).all(&mut is_known))
}

/// Says what the crate was made from, and what it holds that the docs have no longer.
fn behind(base: &Side, file: &Path, context: &mut Context) -> Result<(), Failure> {
    use std::io::Write;
    let Some(lock) = &base.lock else {
        return Ok(());
    };
    if let Some(revision) = &lock.revision {
        let revision = terminal::line(revision);
        writeln!(context.out, "the crate was made from {revision}")?;
    }
    if !lock.gone.is_empty() {
        let count = crate::summary::counted(lock.gone.len(), "member");
        let shown = crate::paths::shown(file);
        let shown = terminal::line(&shown);
        writeln!(context.out, "{count} in quarantine, see `gone` in {shown}")?;
    }
    Ok(())
}
