//! `graphdoc diff`: what changed from one state of the docs to another, and what that means for users.

use std::io::Write;

use graphdoc_codegen::{
    drift,
    finding::{Contract, Finding, Severity},
};

use super::model::jobs;
use crate::{
    args::{DiffArgs, FailOn, MessageFormat, Promise},
    context::Context,
    exit::Exit,
    failure::Failure,
    output::Output,
    progress::Progress,
    report::{Report, Sources, change},
    settings::Settings,
    tree::{self, Tree},
};

/// Compares.
///
/// # Errors
/// A side that cannot be read: a comparison that could not be made is never clean.
pub fn run(args: &DiffArgs, context: &mut Context) -> Result<Exit, Failure> {
    let progress = Progress::start("reading pages", context.common.quiet);
    let threads = jobs(args.jobs);
    let settings = Settings::read(&context.common, &args.docs, &[], None, &[])?;
    let base = Tree::read(&args.base, &settings.docs, threads)?;
    let head = match &args.head {
        Some(head) => Tree::read(head, &settings.docs, threads)?,
        None => Tree::folders(settings.docs()?, threads)?,
    };
    let changes = drift::compare(&base.model, &head.model);
    drop(progress);
    let findings = drift::findings(&changes, |page| base.place(page), |page| head.place(page));

    let sources = Sources::of(base.by_place().chain(head.by_place()));
    let report = Report {
        sources,
        format: context.common.message_format,
        verbose: context.common.verbose,
    };
    if !context.common.quiet {
        let summary = change::Summary::new(&findings, tree::changed_pages(&base, &head));
        change::print(&mut context.out, &report, &findings, &summary)?;
    }
    let denied = [&base.denied[..], &head.denied].concat();
    if !denied.is_empty() {
        context.out.flush()?;
        let mut err = Output::stderr(context.common.color);
        let report = Report {
            format: match report.format {
                MessageFormat::Json => MessageFormat::Short,
                format => format,
            },
            ..report
        };
        report.findings(&mut err, &denied)?;
        err.flush()?;
        return Ok(Exit::Failed);
    }
    let bar = bar(args.fail_on);
    let contracts: Vec<Contract> = args.contract.iter().copied().map(contract).collect();
    let fails = findings
        .iter()
        .any(|found| bar.is_some_and(|bar| counted(found, &contracts) >= bar));
    Ok(if fails { Exit::Findings } else { Exit::Clean })
}

/// How grave a finding is to someone who relies on these contracts only; on all of them if none is named.
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
