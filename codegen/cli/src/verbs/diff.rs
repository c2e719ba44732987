//! `graphdoc diff`: what changed from one state of the docs to another, and what that means for users.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use graphdoc_codegen::unstable::{
    diagnostic::Diagnostic,
    drift::{self, Change},
    facts,
    finding::{Contract, Finding, Severity},
    source::pinned::{Pin, check_rev},
};

use crate::{
    args::{DiffArgs, FailArgs, FailOn, MessageFormat, Promise},
    context::Context,
    exit::Exit,
    failure::Failure,
    git,
    progress::Progress,
    report::{Report, Sources, apart, change, change_summary::ChangeSummary, files},
    settings::Settings,
    side::{self, Reading, Side},
};

/// Compares two sides.
///
/// # Errors
/// Returns an error if a side cannot be read: a comparison that could not be made is never clean.
pub fn run(args: &DiffArgs, context: &mut Context) -> Result<Exit, Failure> {
    let progress = Progress::start("reading pages", context.common.quiet);
    let mut settings = Settings::open(&context.common, &args.docs, &[], None, &[])?;
    bring(&mut settings, args)?;
    let mut docs = settings.used.docs.clone();
    let mut locks = Vec::new();
    for side in [Some(&args.base), args.head.as_ref()].into_iter().flatten() {
        match side::lock_of(side) {
            Some(file) => locks.push(file),
            None => docs.extend(Some(PathBuf::from(side)).filter(|folder| folder.is_dir())),
        }
    }
    apart::check(&args.fail.output, &settings, &docs, &locks)?;
    let own = settings.metadata()?;
    let other = settings.metadata_at(args.base_metadata.as_deref())?;
    let own = own.as_ref().zip(settings.used.metadata.as_deref());
    let other = other.as_ref().zip(args.base_metadata.as_deref());
    let facts = facts::load(&settings.used.facts)?;
    let mut how = Reading {
        docs: &settings.used.docs,
        facts: &facts,
        metadata: other.or(own),
        jobs: settings.jobs,
        beside: None,
    };
    // The pages of the other side get the names that a lock file has.
    let lock = args.head.as_deref().and_then(side::lock_of);
    let locked = lock.map(Side::locked).transpose()?;
    let beside = locked.as_ref();
    let mut base = read(&args.base, &settings, args, &Reading { beside, ..how })?;
    how.metadata = own;
    how.beside = Some(&base);
    let mut head = match (locked, &args.head) {
        (Some(locked), _) => locked,
        (None, Some(head)) => read(head, &settings, args, &how)?,
        (None, None) => Side::folders(settings.docs()?, &how)?,
    };
    let changes = side::compare(&mut base, &mut head, &facts);
    drop(progress);
    let open = tell(&changes, &base, &head, &args.fail, context)?;
    let accepted = settings.accepted();
    let exit = match open {
        None => Exit::Failed,
        Some(open) if open.iter().all(|found| accepted.has(found)) => Exit::Clean,
        Some(_) => Exit::Findings,
    };
    // The process ends here, and freeing all of this piece by piece would take time.
    std::mem::forget((changes, base, head));
    Ok(exit)
}

/// Fetches what the sides need of the pinned sources. If both are available locally, nothing is fetched.
fn bring(settings: &mut Settings, args: &DiffArgs) -> Result<(), Failure> {
    let sides = [Some(&args.base), args.head.as_ref()];
    for side in sides.into_iter().flatten() {
        commit(side, settings)?;
    }
    let is_lock = |side: &&String| side::lock_of(side).is_some();
    let is_folder = |side: &&String| Path::new(side.as_str()).is_dir();
    let are_all =
        |is: &dyn Fn(&&String) -> bool| sides.iter().all(|side| side.as_ref().is_some_and(is));
    if args.head.is_none() {
        settings.bring_source(args.docs.offline)?;
    }
    // The metadata of the configuration belongs to its docs and to the crates made from them.
    match are_all(&is_lock) || are_all(&is_folder) {
        true => Ok(()),
        false => settings.bring_metadata(args.docs.offline),
    }
}

/// Returns the commit of the pinned repository that a side names. If docs are pinned, each side that does not exist
/// locally must be one.
fn commit(spec: &str, settings: &Settings) -> Result<Option<Pin>, Failure> {
    let is_here = side::lock_of(spec).is_some() || Path::new(spec).is_dir();
    let Some(pin) = settings.used.source.as_ref().filter(|_| !is_here) else {
        return Ok(None);
    };
    match check_rev(spec) {
        Ok(()) => Ok(Some(pin.at(spec))),
        Err(_) => {
            let message = format!("`{spec}` is neither a folder nor a commit of {}", pin.git);
            let help = "name a folder of resource pages, `lock:FILE`, or the 40 hexadecimal digits of a commit";
            Err(Failure::Incomplete(message, Some(help.to_owned())))
        }
    }
}

/// Reads a side. A commit of the pinned repository is fetched first.
fn read(spec: &str, settings: &Settings, args: &DiffArgs, how: &Reading) -> Result<Side, Failure> {
    match commit(spec, settings)? {
        None => Side::read(spec, how),
        Some(pin) => {
            let fetched = git::fetch(&pin, settings.how(args.docs.offline))?;
            Side::folders(&fetched.entry.paths(&pin), how)
        }
    }
}

/// Prints the changes and returns those that make the comparison fail; `None` if a side could not be used.
pub fn tell(
    changes: &[Change],
    base: &Side,
    head: &Side,
    args: &FailArgs,
    context: &mut Context,
) -> Result<Option<Vec<Finding>>, Failure> {
    let findings = drift::findings(changes, |page| base.place(page), |page| head.place(page));
    let is_html = context.reports(MessageFormat::Html, &args.output);
    let sides = [("from", base), ("to", head)].into_iter();
    let about = sides
        .filter(|_| is_html)
        .map(|(word, side)| format!("{word} {}", side.described()));
    let report = Report {
        sources: Sources::of(base.by_place().chain(head.by_place())).about(about),
        format: context.common.message_format,
        verbose: context.common.verbose,
    };
    let mut summary = ChangeSummary::new(&findings, side::changed_pages(base, head));
    if context.reports(MessageFormat::Changelog, &args.output) {
        summary.release = side::release(base, head);
    }
    let report = write(report, &findings, &summary, args, context)?;
    let denied = [&base.denied[..], &head.denied].concat();
    if !denied.is_empty() {
        unusable(report, &denied, context)?;
        return Ok(None);
    }
    Ok(Some(too_much(&findings, args)))
}

/// Reports the pages that cannot be used: their types would look as if they had been removed.
pub fn unusable(
    mut report: Report,
    denied: &[Diagnostic],
    context: &mut Context,
) -> Result<(), Failure> {
    context.out.flush()?;
    if !report.format.is_for_people() {
        report.format = MessageFormat::Short;
    }
    Ok(context.tell(|err| report.findings(err, denied))?)
}

/// Writes the reports to files and the one for the terminal.
///
/// # Errors
/// Returns an error if one of them cannot be written.
pub fn write<'a>(
    mut report: Report<'a>,
    findings: &[Finding],
    summary: &ChangeSummary,
    args: &FailArgs,
    context: &mut Context,
) -> Result<Report<'a>, Failure> {
    files::write(&mut report, &args.output, |text, report| {
        change::print(text, report, findings, summary)
    })?;
    if !context.common.quiet {
        change::print(&mut context.out, &report, findings, summary)?;
    }
    Ok(report)
}

/// The findings at or above the threshold.
fn too_much(findings: &[Finding], args: &FailArgs) -> Vec<Finding> {
    let contracts: Vec<Contract> = args.contract.iter().copied().map(contract).collect();
    let Some(bar) = bar(args.fail_on) else {
        return Vec::new();
    };
    findings
        .iter()
        .filter(|found| counted(found, &contracts) >= bar)
        .cloned()
        .collect()
}

/// The severity of a finding for users who rely on these contracts only, or on all of them if none is given.
fn counted(found: &Finding, contracts: &[Contract]) -> Severity {
    let matters = contracts.is_empty()
        || found
            .contracts
            .iter()
            .any(|broken| contracts.contains(broken));
    match matters {
        true => found.severity,
        false => found.severity.min(Severity::Minor),
    }
}

fn bar(fail_on: FailOn) -> Option<Severity> {
    match fail_on {
        FailOn::Breaking => Some(Severity::Breaking),
        FailOn::Dangerous => Some(Severity::Dangerous),
        FailOn::Minor => Some(Severity::Minor),
        FailOn::Patch => Some(Severity::Patch),
        FailOn::Never => None,
    }
}

fn contract(promise: Promise) -> Contract {
    match promise {
        Promise::RustSource => Contract::RustSource,
        Promise::WireRead => Contract::WireRead,
        Promise::WireWrite => Contract::WireWrite,
    }
}
