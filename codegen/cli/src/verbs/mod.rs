//! A file a verb.

mod baseline;
mod completions;
mod explain;
mod fix;
mod generate;
mod lint;
mod model;
mod rules;

use crate::{
    args::{GenerateArgs, Verb},
    context::Context,
    exit::Exit,
    failure::Failure,
};

/// Does what was asked for; `generate` when no verb was given.
///
/// # Errors
/// When it came to nothing.
pub fn run(
    verb: Option<Verb>,
    generate: GenerateArgs,
    context: &mut Context,
) -> Result<Exit, Failure> {
    match verb.unwrap_or(Verb::Generate(generate)) {
        Verb::Generate(args) => generate::run(&args, context),
        Verb::Model(args) => model::run(&args, context),
        Verb::Lint(args) => lint::run(&args, context),
        Verb::Rules => rules::run(context),
        Verb::Explain(args) => explain::run(&args, context),
        Verb::Completions(args) => completions::run(&args, context),
    }
}
