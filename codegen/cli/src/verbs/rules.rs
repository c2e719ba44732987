//! `graphdoc rules`: the catalogue, one rule a line.

use std::io::Write;

use graphdoc_codegen::{drift, rules};

use crate::{args::MessageFormat, context::Context, exit::Exit, failure::Failure, report::json};

/// Prints the catalogue.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(context: &mut Context) -> Result<Exit, Failure> {
    if context.common.message_format == MessageFormat::Markdown {
        return Ok(markdown(&mut context.out).map(|()| Exit::Clean)?);
    }
    let ids = rules::all().map(|rule| rule.id);
    let width = ids
        .chain(drift::rules::ALL.iter().map(|rule| rule.id))
        .map(str::len)
        .max();
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
    // What comparisons tell has a severity instead of a level.
    for rule in drift::rules::ALL {
        writeln!(
            context.out,
            "{:width$}  {:9}  {}",
            rule.id,
            rule.severity.as_str(),
            rule.meaning,
            width = width.unwrap_or_default()
        )?;
    }
    Ok(Exit::Clean)
}

/// The page of the documentation.
fn markdown(out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "# Rules\n")?;
    writeln!(
        out,
        "Written by `graphdoc rules --message-format markdown`. `graphdoc explain RULE` shows an example of each; \
         `[rules]` in `graphdoc.toml` sets other levels.\n"
    )?;
    writeln!(
        out,
        "| rule | level | meaning | why |\n| --- | --- | --- | --- |"
    )?;
    for rule in rules::all() {
        let cell = |text: &str| text.replace('|', "\\|");
        writeln!(
            out,
            "| `{}` | {} | {} | {} |",
            rule.id,
            json::level(rule.level),
            cell(&rule.meaning),
            cell(&rule.reason)
        )?;
    }
    writeln!(
        out,
        "\n# Changes\n\nWhat `graphdoc diff`, `check` and `update` tell.\n"
    )?;
    writeln!(
        out,
        "| rule | usually | meaning | why |\n| --- | --- | --- | --- |"
    )?;
    for rule in drift::rules::ALL {
        let usually = rule.severity.as_str();
        writeln!(
            out,
            "| `{}` | {usually} | {} | {} |",
            rule.id, rule.meaning, rule.reason
        )?;
    }
    Ok(())
}
