//! What a run that had nothing to do would have found.

use std::num::NonZeroUsize;

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

/// A run that had nothing to do has read no page. For people that is all there is to say; whoever asks for more, or
/// reads it with a program, gets what a first run says.
pub fn is_wanted(common: &CommonArgs) -> bool {
    !common.quiet && (common.verbose || common.message_format != MessageFormat::Human)
}

/// Reads and emits once more, for the findings and the reasons alone.
///
/// # Errors
/// Docs that cannot be read, names that no page declares.
pub fn understand(
    run: &mut Run,
    settings: &Settings,
    jobs: Option<NonZeroUsize>,
) -> Result<(), Failure> {
    let sources = source::read(&settings.docs)?;
    let facts = facts::load(&settings.facts)?;
    let metadata = settings.metadata()?;
    let analysis = lint::analyze(Input {
        facts: &facts,
        metadata: metadata.as_ref(),
        jobs,
        ..Input::new(&sources.files)
    });
    run.second_source = metadata.map(|metadata| (metadata, analysis.documented()));
    let mut model = analysis.model;
    if !settings.only.is_empty() {
        (model, run.reasons) = select::select(&model, &settings.only)
            .map_err(|names| settings.failure(Error::Unknown(names)))?;
    }
    let (_, emitted) = emit::emit(
        &model,
        &Options {
            jobs: parallel::threads(jobs),
            ..Options::default()
        },
    );
    run.facts = analysis.facts;
    run.diagnostics = [sources.diagnostics, analysis.diagnostics, emitted].concat();
    diagnostic::sort(&mut run.diagnostics);
    run.sources = sources.files;
    run.sources.extend(facts);
    let metadata = run.second_source.iter();
    run.sources
        .extend(metadata.map(|(metadata, _)| metadata.file.clone()));
    Ok(())
}
