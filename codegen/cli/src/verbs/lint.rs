//! `graphdoc lint`: reports mistakes in the pages.

use std::{collections::HashSet, io::Write};

use graphdoc_codegen::unstable::{
    baseline::{Looked, has_idle},
    diagnostic::Level,
    facts,
    finding::{self, Finding},
    generator::{self, Run},
    lint,
    metadata::Metadata,
    rules, source,
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
    report::{Report, Sources, apart},
    rerun,
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
    let linted = lint::lint(&sources, &facts, settings.jobs);
    found.extend(settings.beside_pages()?);
    drop(progress);

    let mut findings = linted.findings;
    let declared = generator::declared(&linted.analysis, &sources.files);
    let mut files = sources.files;
    files.extend(facts);
    if let Err(error) = declared {
        // Nothing is generated from these pages, and their mistakes may be the reason why they declare nothing.
        findings.retain(|finding| finding.level > Level::Allow);
        let report = Report {
            sources: Sources::new(&files, &found),
            format: MessageFormat::Short,
            verbose: context.common.verbose,
        };
        context.tell(|err| report.print(err, &findings))?;
        return Err(error.into());
    }
    if args.write_baseline && !sources.diagnostics.is_empty() {
        let message =
            "a baseline must not accept pages that could not be read; nothing was written";
        let refused = sources
            .diagnostics
            .iter()
            .map(|found| found.message.to_string());
        let help = refused.collect::<Vec<_>>().join("; ");
        return Err(Failure::Incomplete(message.to_owned(), Some(help)));
    }
    let mut agreement = None;
    if let Some(metadata) = settings.metadata()? {
        findings.extend(metadata.diagnostics.iter().map(Finding::from));
        let Metadata { file, csdl, .. } = metadata;
        let join = metadata::Join::new(&linted.analysis.model, &csdl);
        findings.extend(metadata::compare(
            &join,
            &linted.analysis.extracts,
            &linted.analysis.model,
            &file,
        ));
        finding::sort(&mut findings);
        agreement = Some(metadata::agreement(&join, &linted.analysis.model));
        files.push(file);
    }
    let beside = beside(args, &settings, &findings)?;
    let looked = Looked {
        at_all_pages: named.is_none(),
        at_metadata: agreement.is_some(),
        beside: beside.as_deref(),
    };
    files.extend(settings.apply_config(&mut findings, looked));
    if args.write_baseline {
        findings.extend(only_of(
            beside.clone().unwrap_or_default(),
            &findings,
            &settings,
        ));
        return baseline::write(&settings, &findings, looked, context);
    }
    let chosen = named
        .as_deref()
        .map(|pages| chosen_pages::chosen(pages, &found));
    let chosen = chosen.transpose()?;
    if let Some(chosen) = &chosen {
        findings.retain(|finding| {
            let mut files = finding.spans.iter().map(|label| &*label.file);
            // Whatever the docset lacks may be missing on any of its pages.
            finding.rule() == &rules::PARTIAL_SET || files.any(|file| chosen.contains(file))
        });
    }
    let mut repairs = 0;
    if args.fix {
        let fixed = fix::run(
            &findings,
            &files,
            &found,
            chosen.as_ref(),
            args.check,
            context,
        )?;
        repairs = fixed.len();
        findings.retain(|finding| args.check || !fixed.contains(&finding.fingerprint));
    }
    let mut counts = Counts::of(&findings, pages);
    counts.agreement = agreement;
    let is_html = context.reports(MessageFormat::Html, &args.output);
    let about = is_html.then(|| format!("docs {}", git::described(docs)));
    let mut report = Report {
        sources: Sources::new(&files, &found).about(about),
        format: context.common.message_format,
        verbose: context.common.verbose,
    };
    for file in &args.output {
        report.format = file.format;
        let mut text = Vec::new();
        report.print(&mut text, &findings)?;
        if file.format == MessageFormat::Json {
            encode::json::line(&mut text, &counts)?;
        }
        let text = anstream::adapter::strip_bytes(&text).into_vec();
        graphdoc_codegen::unstable::sync::replace(&file.path, text)?;
    }
    report.format = context.common.message_format;
    if context.common.quiet {
        findings.retain(|finding| finding.level == Level::Deny);
        context.tell(|err| report.print(err, &findings))?;
    } else {
        report.print(&mut context.out, &findings)?;
        counts.print(context)?;
    }
    // The process ends here, and freeing all of this piece by piece would cost as much as some rules.
    drop(report);
    std::mem::forget((linted.analysis, findings, files));
    let pending = args.check && repairs > 0;
    Ok(match counts.deny {
        0 if !pending => Exit::Clean,
        _ => Exit::Findings,
    })
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
    rerun::understand(&mut run, settings)?;
    Ok(Some(generate::told(&run)))
}

/// The findings of another verb that are not among these, with the levels of the configuration.
fn only_of(mut others: Vec<Finding>, findings: &[Finding], settings: &Settings) -> Vec<Finding> {
    settings.apply_config(&mut others, Looked::default());
    let known: HashSet<&str> = findings.iter().map(|found| &*found.fingerprint).collect();
    others.retain(|found| !known.contains(&*found.fingerprint));
    others
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
