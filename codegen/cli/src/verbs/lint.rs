//! `graphdoc lint`: reports mistakes in the pages.

use std::{collections::HashSet, io::Write};

use graphdoc_codegen::unstable::{
    baseline::{Looked, has_idle},
    diagnostic::Level,
    facts,
    finding::{self, Finding},
    generator::{self, Run},
    lint::{self, Linted},
    metadata::Metadata,
    pipeline::Analysis,
    source,
};
use serde::Serialize;

use super::{baseline, chosen_pages, fix, generate};
use crate::{
    args::{LintArgs, MessageFormat},
    context::Context,
    encode,
    exit::Exit,
    failure::Failure,
    git,
    metadata::{self, Agreement},
    progress::Progress,
    report::{Report, Sources, apart, files},
    settings::Settings,
    summary::counted,
};

/// Checks the pages.
///
/// # Errors
/// Returns an error if the docs cannot be read, if a page is not one of them, or if the configuration cannot be used.
pub fn run(args: &LintArgs, context: &mut Context) -> Result<Exit, Failure> {
    let settings = Settings::read(&context.common, &args.docs, &[], None, &[])?;
    let docs = settings.docs()?;
    apart::check(&args.output, &settings, docs, &[])?;
    let progress = Progress::start("reading pages", context.common.quiet);
    let mut found = source::list(docs)?;
    let pages = found.len();
    let named = chosen_pages::named(args)?;
    let mut sources = source::Sources::load(&found, &[])?;
    chosen_pages::replace(args, &found, &mut sources)?;
    let facts = facts::load(&settings.used.facts)?;
    let Linted {
        mut findings,
        analysis,
    } = lint::lint(&sources, &facts, settings.jobs);
    found.extend(settings.beside_pages()?);
    drop(progress);

    let declared = generator::declared(&analysis, &sources.files);
    let mut files = sources.files;
    files.extend(facts);
    if let Err(error) = declared {
        tell_mistakes(&findings, Sources::new(&files, &found), context)?;
        return Err(error.into());
    }
    if args.write_baseline {
        baseline::refuse_unread(&sources.diagnostics)?;
    }
    let metadata = settings.metadata()?;
    let agreement = metadata
        .as_ref()
        .map(|metadata| compare(metadata, &analysis, &mut findings));
    files.extend(metadata.map(|metadata| metadata.file));

    let beside = beside(args, &settings, &findings)?;
    let looked = Looked {
        at_all_pages: named.is_none(),
        at_metadata: agreement.is_some(),
        beside: beside.as_deref(),
    };
    files.extend(settings.apply_config(&mut findings, looked));
    if args.write_baseline {
        let others = beside.clone().unwrap_or_default();
        findings.extend(only_of(others, &findings, &settings));
        return baseline::write(&settings, &findings, looked, context);
    }
    let chosen = named
        .as_deref()
        .map(|pages| chosen_pages::chosen(pages, &found));
    let chosen = chosen.transpose()?;
    if let Some(chosen) = &chosen {
        chosen_pages::keep(chosen, &mut findings);
    }
    let mut is_fix_pending = false;
    if args.fix {
        let fixed = fix::run(
            &findings,
            &files,
            &found,
            chosen.as_ref(),
            args.check,
            context,
        )?;
        is_fix_pending = args.check && !fixed.is_empty();
        findings.retain(|finding| args.check || !fixed.contains(&finding.fingerprint));
    }

    let counts = Counts {
        agreement,
        ..Counts::of(&findings, pages)
    };
    let is_html = context.reports(MessageFormat::Html, &args.output);
    let about = is_html.then(|| format!("docs {}", git::described(docs)));
    let sources = Sources::new(&files, &found).about(about);
    print(args, sources, &mut findings, &counts, context)?;
    // The process ends here, and freeing all of this piece by piece would cost as much as some rules.
    std::mem::forget((analysis, findings, files));
    Ok(match counts.deny {
        0 if !is_fix_pending => Exit::Clean,
        _ => Exit::Findings,
    })
}

/// Prints what is wrong with pages from which nothing is generated: their mistakes may be the reason why they declare
/// nothing.
fn tell_mistakes(findings: &[Finding], sources: Sources, context: &Context) -> Result<(), Failure> {
    let report = Report {
        sources,
        format: MessageFormat::Short,
        verbose: false,
    };
    Ok(context.tell(|err| report.print(err, findings))?)
}

/// Adds what is wrong with the metadata of the service, and where it and the pages differ. Returns how far they agree.
fn compare(metadata: &Metadata, analysis: &Analysis, findings: &mut Vec<Finding>) -> Agreement {
    let Analysis {
        model, extracts, ..
    } = analysis;
    findings.extend(metadata.diagnostics.iter().map(Finding::from));
    let join = metadata::Join::new(model, &metadata.csdl);
    findings.extend(metadata::compare(&join, extracts, model, &metadata.file));
    finding::sort(findings);
    metadata::agreement(&join, model)
}

/// The findings of `generate` about the docs, if they matter: a baseline is for both verbs, and an entry that matches
/// nothing here may be about one of them.
fn beside(
    args: &LintArgs,
    settings: &Settings,
    findings: &[Finding],
) -> Result<Option<Vec<Finding>>, Failure> {
    let has_idle = || {
        let config = settings.config.as_ref();
        config.is_some_and(|config| has_idle(config, findings))
    };
    let is_whole = args.pages.is_empty() && args.files_from.is_none();
    if !(args.write_baseline || is_whole && has_idle()) {
        return Ok(None);
    }
    let mut run = Run::default();
    let generator = settings.plain_generator();
    let added = run.add_findings(&generator);
    added.map_err(|error| settings.failure(error))?;
    Ok(Some(generate::told(&run)))
}

/// The findings of another verb that are not among these, with the levels of the configuration.
fn only_of(mut others: Vec<Finding>, findings: &[Finding], settings: &Settings) -> Vec<Finding> {
    settings.apply_config(&mut others, Looked::default());
    let known: HashSet<&str> = findings.iter().map(|found| &*found.fingerprint).collect();
    others.retain(|found| !known.contains(&*found.fingerprint));
    others
}

/// Writes the reports to files, and prints the one for the terminal.
fn print(
    args: &LintArgs,
    sources: Sources,
    findings: &mut Vec<Finding>,
    counts: &Counts,
    context: &mut Context,
) -> Result<(), Failure> {
    let mut report = Report {
        sources,
        format: context.common.message_format,
        verbose: context.common.verbose,
    };
    files::write(&mut report, &args.output, |text, report| {
        report.print(text, findings)?;
        match report.format {
            MessageFormat::Json => encode::json::line(text, counts),
            _ => Ok(()),
        }
    })?;
    if context.common.quiet {
        findings.retain(|finding| finding.level == Level::Deny);
        return Ok(context.tell(|err| report.print(err, findings))?);
    }
    report.print(&mut context.out, findings)?;
    Ok(counts.print(context)?)
}

/// The last line of a run.
#[derive(Serialize)]
struct Counts {
    reason: &'static str,
    pages: usize,
    findings: usize,
    deny: usize,
    warn: usize,
    allow: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement: Option<Agreement>,
}

impl Counts {
    fn of(findings: &[Finding], pages: usize) -> Counts {
        let count = |level| {
            let of_level = findings.iter().filter(|finding| finding.level == level);
            of_level.count()
        };
        Counts {
            reason: "summary",
            pages,
            findings: findings.len(),
            deny: count(Level::Deny),
            warn: count(Level::Warn),
            allow: count(Level::Allow),
            agreement: None,
        }
    }

    fn print(&self, context: &mut Context) -> std::io::Result<()> {
        match context.common.message_format {
            MessageFormat::Json => return encode::json::line(&mut context.out, self),
            format if !format.is_for_people() => return Ok(()),
            _ => {}
        }
        if let Some(agreement) = &self.agreement {
            writeln!(context.out, "pages and service agree on:")?;
            for (name, rate) in agreement.named() {
                let share = 100.0 * rate.value();
                writeln!(
                    context.out,
                    "  {name:<38} {share:6.2} %  {} of {}",
                    rate.of, rate.all
                )?;
            }
        }
        let allowed = match (self.allow, context.common.verbose) {
            (0, _) => String::new(),
            (allow, true) => format!(", {} allowed", allow),
            (allow, false) => format!(", {} allowed (`-v` shows them)", allow),
        };
        writeln!(
            context.out,
            "{}: {}, {}{allowed}",
            counted(self.pages, "page"),
            counted(self.deny, "error"),
            counted(self.warn, "warning"),
        )
    }
}
