//! `graphdoc generate`: writes the crate, or compares it with what would be written.

use std::{io::Write, path::Path};

use graphdoc_codegen::unstable::{
    baseline::Looked,
    finding::{self, Finding},
    generator::Run,
    metadata::Metadata,
    model::select::{Because, Reason},
};

use crate::{
    args::{CommonArgs, GenerateArgs, MessageFormat},
    context::Context,
    encode::terminal,
    exit::Exit,
    failure::Failure,
    git, metadata,
    progress::Progress,
    repair_command,
    report::{Report, Sources},
    settings::Settings,
    stale_files,
    summary::{Files, Summary},
};

/// Generates the crate.
///
/// # Errors
/// Returns an error if the docs cannot be read, the crate cannot be written, or the configuration cannot be used.
pub fn run(args: &GenerateArgs, context: &mut Context) -> Result<Exit, Failure> {
    let settings = Settings::read(
        &context.common,
        &args.docs,
        &args.facts,
        args.out.as_ref(),
        &args.only,
    )?;
    let docs = settings.docs()?;
    let root = settings.out()?;
    let dry_run = args.check || args.diff;

    let progress = Progress::start("reading pages and writing types", context.common.quiet);
    let mut run = plan(args, &settings, &root, context)?;
    let files = if dry_run {
        pending(&run)
    } else {
        written(&run)?
    };
    drop(progress);

    let found = match run.diagnostics.is_empty() && run.second_source.is_none() {
        true => Vec::new(),
        false => settings.files()?,
    };
    let mut findings = match context.common.quiet {
        true => Vec::new(),
        false => told(&run),
    };
    let config = settings.apply_config(&mut findings, Looked::default());
    let mut summary = Summary::of(&run, &findings, files, dry_run);
    let sources = std::mem::take(&mut run.sources);
    let sources: Vec<_> = sources.into_iter().chain(config).collect();
    let stale = if dry_run {
        stale_files::list(&run, &root, settings.used.mirror.as_deref())
    } else {
        Vec::new()
    };
    let out_of_step = args.check && !stale.is_empty();
    let repair = repair_command::command(args, context);
    let repair = terminal::line(&repair);
    let format = context.common.message_format;
    // What a dry run would change is a finding only for a check, and people are shown more than that.
    if out_of_step && format != MessageFormat::Human {
        findings.extend(stale_files::findings(&stale, &repair));
    }
    // Users who pin the pages of others cannot repair them. The summary says what became of the pages.
    if format == MessageFormat::Human && settings.is_pinned() && !context.common.verbose {
        findings.retain(|found| found.rule().unusable);
    }

    let about = (format == MessageFormat::Html).then(|| format!("docs {}", git::described(docs)));
    let report = Report {
        sources: Sources::new(&sources, &found).about(about),
        format,
        verbose: context.common.verbose,
    };
    if context.common.quiet {
        errors_only(&report, &run, context)?;
    } else {
        report.print(&mut context.out, &findings)?;
        let is_shown = match format {
            MessageFormat::Human => true,
            MessageFormat::Short => !args.check,
            _ => false,
        };
        if is_shown && !stale.is_empty() {
            stale_files::print(&mut context.out, &stale, context.common.verbose)?;
        }
        if context.common.verbose && format.is_for_people() {
            explain_selection(&run.reasons, context)?;
        }
        summary.seconds = context.started.elapsed().as_secs_f64();
        report.summary(&mut context.out, &summary)?;
    }
    if out_of_step && format.is_for_people() {
        stale_files::tell_repair(stale.len(), &repair, context)?;
    }
    Ok(
        if out_of_step || run.tally.errors > 0 || run.tally.facts_in_error > 0 {
            Exit::Findings
        } else {
            Exit::Clean
        },
    )
}

/// Plans the run. Refuses one that changes the lock file if that is not allowed.
fn plan(
    args: &GenerateArgs,
    settings: &Settings,
    root: &Path,
    context: &Context,
) -> Result<Run, Failure> {
    let mut generator = settings.generator(root, args.drop_types, args.prune)?;
    if args.check || args.diff {
        generator = generator.ignore_lock();
    }
    let failure = |error| settings.failure(error);
    let mut run = generator.plan(root).map_err(failure)?;
    if run.unchanged && always_reports(&context.common) {
        run.add_findings(&generator).map_err(failure)?;
    }
    if args.locked && run.changes_lock() {
        let message = "`graphdoc.lock` would change, and `--locked` was given";
        let help = "run this without `--locked` and commit what it writes".to_owned();
        return Err(Failure::Incomplete(message.to_owned(), Some(help)));
    }
    Ok(run)
}

/// Whether even a run that had nothing to do, and read no page, reports what a first run would. People are told just
/// that, unless they ask for more; programs always get the full report.
fn always_reports(common: &CommonArgs) -> bool {
    !common.quiet && (common.verbose || common.message_format != MessageFormat::Human)
}

/// The findings about the docs of a run.
pub fn told(run: &Run) -> Vec<Finding> {
    let mut findings = run.findings();
    if let Some(Metadata { file, csdl, .. }) = &run.second_source {
        let documented = run.documented();
        let join = metadata::Join::new(&documented, csdl);
        findings.extend(metadata::compare(&join, &run.extracts, &documented, file));
        finding::sort(&mut findings);
    }
    findings
}

fn pending(run: &Run) -> Files {
    let written = run
        .differences()
        .filter(|difference| difference.new.is_some())
        .count();
    let deleted = run.differences().count() - written;
    Files {
        written,
        unchanged: run.files_unchanged(),
        deleted,
    }
}

fn written(run: &Run) -> Result<Files, Failure> {
    let report = run.apply()?;
    Ok(Files {
        written: report.written,
        unchanged: report.unchanged,
        deleted: report.deleted,
    })
}

/// Prints the errors in pages and facts on standard error.
pub fn errors_only(report: &Report, run: &Run, context: &Context) -> Result<(), Failure> {
    let denied: Vec<_> = run
        .diagnostics
        .iter()
        .filter(|found| found.rule().unusable)
        .cloned()
        .collect();
    Ok(context.tell(|err| report.findings(err, &denied))?)
}

fn explain_selection(reasons: &[Reason], context: &mut Context) -> Result<(), Failure> {
    for Reason { name, because } in reasons {
        let why = match because {
            Because::Asked => "asked for".to_owned(),
            Because::Property(owner, property) => format!("type of `{property}` of {owner}"),
            Because::Base(derived) => format!("base of {derived}"),
        };
        writeln!(
            context.out,
            "{}: {}",
            terminal::line(name.as_str()),
            terminal::line(&why)
        )?;
    }
    if !reasons.is_empty() {
        writeln!(context.out)?;
    }
    Ok(())
}
