//! `graphdoc completions SHELL`.

use std::io::Write;

use clap::CommandFactory;

use crate::{
    args::{Cli, CompletionsArgs},
    context::Context,
    exit::Exit,
    failure::Failure,
};

/// Prints the script.
pub fn run(args: &CompletionsArgs, context: &mut Context) -> Result<Exit, Failure> {
    // The generator panics if it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "graphdoc", &mut script);
    context.out.write_all(&script)?;
    Ok(Exit::Clean)
}
