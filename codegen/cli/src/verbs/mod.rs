//! One module for each verb.

mod baseline;
mod chosen_pages;
mod completions;
mod diff;
mod explain;
mod facts;
mod fetch;
mod fix;
mod generate;
mod init;
mod lint;
mod model;
mod rules;
mod update;

use crate::{
    args::{GenerateArgs, Verb},
    context::Context,
    exit::Exit,
    failure::Failure,
};

/// Runs the verb; `generate` if none was given.
///
/// # Errors
/// Returns an error if the work could not be done.
pub fn run(
    verb: Option<Verb>,
    generate: GenerateArgs,
    context: &mut Context,
) -> Result<Exit, Failure> {
    match verb.unwrap_or(Verb::Generate(generate)) {
        Verb::Generate(args) => generate::run(&args, context),
        Verb::Model(args) => model::run(&args, context),
        Verb::Facts(args) => facts::run(&args, context),
        Verb::Lint(args) => lint::run(&args, context),
        Verb::Explain(args) => explain::run(&args, context),
        Verb::Init(args) => init::run(&args, context),
        Verb::Fetch(args) => fetch::run(&args, context),
        Verb::Update(args) => update::run(&args, context),
        Verb::Diff(args) => diff::run(&args, context),
        Verb::Completions(args) => completions::run(&args, context),
    }
}
