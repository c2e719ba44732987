//! `graphdoc model`: prints what the generator understood.

use std::io::Write;

use graphdoc_codegen::unstable::{emit::Names, pipeline::Outcome};

use crate::{
    args::{DumpFormat, MessageFormat, ModelArgs},
    context::Context,
    docs::Docs,
    dump,
    encode::json,
    exit::Exit,
    failure::Failure,
    settings::Settings,
};

/// Prints the model on standard output.
///
/// What keeps a page from being used is printed on standard error, because standard output must be nothing but the
/// dump.
///
/// # Errors
/// Returns an error if the docs cannot be read.
pub fn run(args: &ModelArgs, context: &mut Context) -> Result<Exit, Failure> {
    let settings = Settings::read(&context.common, &args.docs, &args.facts, None, &[])?;
    let mut docs = Docs::read(&settings, context)?;

    let DumpFormat::Json = args.format;
    let model = &docs.analysis.model;
    json::line(&mut context.out, &dump::dump(model, &Names::new(model)))?;
    context.out.flush()?;

    let mut outcomes = docs.analysis.outcomes.iter();
    let is_lost = outcomes.any(|(_, outcome)| *outcome == Outcome::Error);
    let is_lost = is_lost || docs.is_short();
    let mut wrong = std::mem::take(&mut docs.unread);
    wrong.append(&mut docs.analysis.diagnostics);
    wrong.retain(|found| found.rule().unusable);
    let format = match context.common.message_format {
        MessageFormat::Human => MessageFormat::Human,
        _ => MessageFormat::Short,
    };
    docs.tell(&wrong, format, context)?;
    Ok(match is_lost {
        true => Exit::Findings,
        false => Exit::Clean,
    })
}
