//! `graphdoc rules`: the catalogue, one rule a line.

use std::io::Write;

use graphdoc_codegen::rules;

use crate::{context::Context, exit::Exit, failure::Failure, report::json};

/// Prints the catalogue.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(context: &mut Context) -> Result<Exit, Failure> {
    let width = rules::all().iter().map(|rule| rule.id.len()).max();
    for rule in rules::all() {
        writeln!(
            context.out,
            "{:width$}  {:5}  {}",
            rule.id,
            json::level(rule.level),
            rule.meaning,
            width = width.unwrap_or_default()
        )?;
    }
    Ok(Exit::Clean)
}
