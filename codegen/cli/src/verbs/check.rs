//! `graphdoc check`: how far a generated crate is behind other docs.

use std::path::{Path, PathBuf};

use graphdoc_codegen::{
    Error, source,
    sync::{hash, lock},
};

use super::{diff, model::jobs};
use crate::{
    args::{CheckArgs, MessageFormat},
    context::Context,
    exit::Exit,
    failure::Failure,
    progress::Progress,
    report::change,
    settings::Settings,
    tree::{self, Reading, Tree},
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
    let mut base = Tree::locked(&file)?;
    let progress = Progress::start("reading pages", context.common.quiet);
    if is_same(&base, &args.against)? {
        drop(progress);
        if !context.common.quiet {
            let summary = change::Summary::new(&[], 0);
            change::print_summary(&mut context.out, context.common.message_format, &summary)?;
        }
        return Ok(Exit::Clean);
    }
    let facts = source::read_facts(&settings.facts).map_err(Error::from)?;
    let how = Reading {
        docs: &[],
        facts: &facts.files,
        jobs: jobs(args.jobs),
        beside: None,
    };
    let mut head = Tree::folders(&args.against, &how)?;
    let changes = tree::compare(&mut base, &mut head, &facts.files);
    drop(progress);
    let exit = diff::tell(&changes, &base, &head, &args.fail, context)?;
    if !context.common.quiet && context.common.message_format == MessageFormat::Human {
        behind(&base, &file, context)?;
    }
    Ok(exit)
}

/// Whether the pages have the bytes that the lock file knows.
fn is_same(base: &Tree, docs: &[PathBuf]) -> Result<bool, Failure> {
    let pages = source::bytes(docs).map_err(Error::from)?;
    let known = base.bytes();
    let same = |raw: &source::Raw| {
        let bytes = raw.bytes.as_ref().ok();
        bytes.is_some_and(|bytes| known.get(&*raw.page) == Some(&hash(bytes)))
    };
    Ok(pages.len() == known.len() && pages.iter().all(same))
}

/// Says what the crate was made from, and what it holds that the docs have no longer.
fn behind(base: &Tree, file: &Path, context: &mut Context) -> Result<(), Failure> {
    use std::io::Write;
    let Some(lock) = &base.lock else {
        return Ok(());
    };
    if let Some(revision) = &lock.revision {
        writeln!(context.out, "the crate was made from {revision}")?;
    }
    if !lock.gone.is_empty() {
        let count = crate::summary::counted(lock.gone.len(), "member");
        let shown = crate::paths::shown(file);
        writeln!(context.out, "{count} in quarantine, see `gone` in {shown}")?;
    }
    Ok(())
}
