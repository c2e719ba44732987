//! `graphdoc model`: what the generator understood.

use std::io::Write;

use graphdoc_codegen::unstable::{
    emit::Names,
    facts, generator,
    pipeline::{self, Input, Outcome},
    source,
};

use crate::{
    args::{DumpFormat, MessageFormat, ModelArgs},
    context::Context,
    dump,
    encode::json,
    exit::Exit,
    failure::Failure,
    output::Output,
    progress::Progress,
    report::{Report, Sources},
    settings::Settings,
};

/// Prints the model on standard output. What keeps a page from being used goes to standard error, for the
/// dump is all that a reader of standard output can take.
///
/// # Errors
/// Docs that cannot be read.
pub fn run(args: &ModelArgs, context: &mut Context) -> Result<Exit, Failure> {
    let settings = Settings::read(&context.common, &args.docs, &args.facts, None, &[])?;
    let docs = settings.docs()?;
    let progress = Progress::start("reading pages", context.common.quiet);
    let mut found = source::list(docs)?;
    let sources = source::Sources::load(&found, &[])?;
    let facts = facts::load(&settings.facts)?;
    let metadata = settings.metadata()?;
    let analysis = pipeline::analyze(Input {
        facts: &facts,
        metadata: metadata.as_ref(),
        jobs: args.jobs,
        ..Input::new(&sources.files)
    });
    generator::declared(&analysis, &sources.files)?;
    drop(progress);

    let DumpFormat::Json = args.format;
    let dump = dump::dump(&analysis.model, &Names::new(&analysis.model));
    json::line(&mut context.out, &dump)?;
    context.out.flush()?;

    let denied: Vec<_> = [sources.diagnostics, analysis.diagnostics]
        .concat()
        .into_iter()
        .filter(|found| found.rule.unusable)
        .collect();
    let in_error = analysis
        .outcomes
        .iter()
        .any(|(_, outcome)| *outcome == Outcome::Error);
    let is_short = found.len() > sources.files.len();
    found.extend(settings.beside_pages()?);
    let mut files = sources.files;
    files.extend(facts);
    files.extend(metadata.map(|metadata| metadata.file));
    let report = Report {
        sources: Sources::new(&files, &found),
        format: match context.common.message_format {
            MessageFormat::Human => MessageFormat::Human,
            _ => MessageFormat::Short,
        },
        verbose: context.common.verbose,
    };
    let mut err = Output::stderr(context.common.color);
    report.findings(&mut err, &denied)?;
    err.flush()?;
    Ok(if in_error || is_short {
        Exit::Findings
    } else {
        Exit::Clean
    })
}
