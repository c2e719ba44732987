//! The findings of a run that had nothing to do.

use graphdoc_codegen::{
    Error,
    unstable::{
        diagnostic,
        emit::{self, Options},
        facts,
        generator::Run,
        lint,
        model::select,
        parallel,
        pipeline::Input,
        source,
    },
};

use crate::{
    args::{CommonArgs, MessageFormat},
    failure::Failure,
    settings::Settings,
};

/// Whether a run that had nothing to do must report what a first run would. It has read no page. People are told just
/// that, unless they ask for more; programs always get the full report.
pub fn is_wanted(common: &CommonArgs) -> bool {
    !common.quiet && (common.verbose || common.message_format != MessageFormat::Human)
}

/// Reads the docs and emits the crate again, only for the findings and the reasons.
///
/// # Errors
/// Returns an error if the docs cannot be read, or if a name is not declared by any page.
pub fn understand(run: &mut Run, settings: &Settings) -> Result<(), Failure> {
    let sources = source::read(&settings.used.docs)?;
    let facts = facts::load(&settings.used.facts)?;
    let metadata = settings.metadata()?;
    let analysis = lint::analyze(Input {
        facts: &facts,
        metadata: metadata.as_ref(),
        jobs: settings.jobs,
        ..Input::new(&sources.files)
    });
    run.second_source = metadata;
    let mut model = analysis.model;
    if !settings.used.only.is_empty() {
        (model, run.reasons) = select::select(&model, &settings.used.only)
            .map_err(|names| settings.failure(Error::Unknown(names)))?;
    }
    let (_, emitted) = emit::emit(
        &model,
        &Options {
            jobs: parallel::threads(settings.jobs),
            ..Options::default()
        },
    );
    run.extracts = analysis.extracts;
    run.facts = analysis.facts;
    run.diagnostics = [sources.diagnostics, analysis.diagnostics, emitted].concat();
    diagnostic::sort(&mut run.diagnostics);
    run.sources = sources.files;
    run.sources.extend(facts);
    let metadata = run.second_source.iter();
    run.sources
        .extend(metadata.map(|metadata| metadata.file.clone()));
    Ok(())
}
