//! `graphdoc explain` without a rule: the catalogue, one rule per line.

use std::io::Write;

use graphdoc_codegen::unstable::rules::{self, Rule};

use crate::{args::MessageFormat, context::Context, exit::Exit, failure::Failure};

/// Prints the catalogue.
///
/// # Errors
/// Returns an error if standard output cannot be written.
pub fn run(context: &mut Context) -> Result<Exit, Failure> {
    if context.common.message_format == MessageFormat::Markdown {
        return Ok(markdown(&mut context.out).map(|()| Exit::Clean)?);
    }
    let width = rules::all().map(|rule| rule.id.len()).max();
    let width = width.unwrap_or_default();
    // Rules of comparisons have a severity besides their level; they come last.
    for rule in findings().chain(changes()) {
        let (id, weight, meaning) = (rule.id, weight(rule), rule.meaning);
        writeln!(context.out, "{id:width$}  {weight:9}  {meaning}")?;
    }
    Ok(Exit::Clean)
}

fn findings() -> impl Iterator<Item = &'static Rule> {
    rules::all().filter(|rule| !rule.is_change())
}

fn changes() -> impl Iterator<Item = &'static Rule> {
    rules::all().filter(|rule| rule.is_change())
}

/// The level of a finding, or the usual severity of a change.
fn weight(rule: &Rule) -> &'static str {
    match rule.is_change() {
        true => rule.severity().as_str(),
        false => rule.level.as_str(),
    }
}

/// Writes the page of the documentation.
fn markdown(out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "# Rules\n")?;
    writeln!(
        out,
        "Written by `graphdoc explain --message-format markdown`. `graphdoc explain RULE` shows an example of each; \
         `[rules]` in `graphdoc.toml` sets other levels.\n"
    )?;
    table(out, "level", findings())?;
    writeln!(
        out,
        "\n# Changes\n\nWhat `graphdoc diff` and `graphdoc update` report.\n"
    )?;
    table(out, "usually", changes())
}

fn table(
    out: &mut dyn Write,
    weighed: &str,
    rules: impl Iterator<Item = &'static Rule>,
) -> std::io::Result<()> {
    writeln!(
        out,
        "| rule | {weighed} | meaning | why |\n| --- | --- | --- | --- |"
    )?;
    for rule in rules {
        let cell = |text: &str| text.replace('|', "\\|");
        writeln!(
            out,
            "| `{}` | {} | {} | {} |",
            rule.id,
            weight(rule),
            cell(rule.meaning),
            cell(rule.reason)
        )?;
    }
    Ok(())
}
