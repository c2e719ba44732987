//! The command line of graphdoc: arguments in, findings and exit codes out. What it does is all in
//! `graphdoc_codegen`; here is how that is asked for and how it is shown.
//!
//! Conventions are cargo's and rustc's: findings go to standard output, progress and errors to
//! standard error, and the exit code is 0 when all is well, 100 when there are differences or pages in
//! error, 101 when the work could not be done and 2 when it was asked for wrongly.

mod args;
mod calendar;
mod context;
mod docs;
mod dump;
mod encode;
mod excerpt;
mod exit;
mod failure;
mod git;
mod invocation;
mod metadata;
mod newer_pins;
mod output;
mod paths;
mod progress;
mod repair_command;
mod report;
mod settings;
mod side;
mod stale_files;
mod style;
mod summary;
mod unified_diff;
mod verbs;

use std::{ffi::OsString, io::Write, process::ExitCode};

use crate::{
    context::Context, encode::terminal, exit::Exit, failure::Failure, invocation::Invocation,
};

/// Generation allocates millions of small tokens, and a fifth of it was the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs a command line, the name of the program first, and returns its exit code.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let (invocation, words) = Invocation::new(words);
    let is_shown = |word: &OsString| !word.to_string_lossy().contains(terminal::needs_escape);
    let is_shown = words.iter().all(is_shown);
    let cli = match args::parse(words) {
        Ok(cli) => cli,
        Err(error) => {
            if is_shown {
                // Help and version end here too. That nobody reads them is no reason to fail.
                let _ = error.print();
            } else {
                // The message would hold what was typed as it is.
                let message = "an argument that is not understood holds a control character";
                let failure = Failure::Usage(message.to_owned(), None);
                let mut err = output::Output::stderr(args::Color::Auto);
                let _ = failure.print(&mut err).and_then(|()| err.flush());
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let color = cli.common.color;
    let mut context = Context::new(cli.common, invocation);
    let result = verbs::run(cli.verb, cli.generate, &mut context);
    let result = result.and_then(|exit| Ok(context.out.flush().map(|()| exit)?));
    let exit = result.unwrap_or_else(|failure| {
        // What was found before still belongs on the screen, in front of what went wrong.
        let _ = context.out.flush();
        let mut err = output::Output::stderr(color);
        let _ = failure.print(&mut err).and_then(|()| err.flush());
        failure.exit()
    });
    Exit::into(exit)
}
