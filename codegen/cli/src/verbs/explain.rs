//! `graphdoc explain RULE`: what a rule means, why, and an example.

use std::io::Write;

use graphdoc_codegen::unstable::rules;

use crate::{
    args::ExplainArgs, context::Context, exit::Exit, failure::Failure,
    report::changelog::capitalized, style,
};

/// Prints one rule.
///
/// # Errors
/// Returns an error if the rule does not exist.
pub fn run(args: &ExplainArgs, context: &mut Context) -> Result<Exit, Failure> {
    let Some(id) = &args.rule else {
        return super::rules::run(context);
    };
    let Some(rule) = rules::find(id) else {
        let message = format!("unknown rule `{id}`");
        let near = rules::nearest(id);
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`graphdoc explain` lists all".to_owned(),
        };
        return Err(Failure::Usage(message, Some(help)));
    };
    let style = style::HELP;
    let out = &mut context.out;
    let weight = match rule.is_change() {
        true => format!("a change, {} as a rule", rule.severity().as_str()),
        false => rule.level.as_str().to_owned(),
    };
    writeln!(out, "{style}{}{style:#} ({weight})\n", rule.id)?;
    writeln!(
        out,
        "{}.\n\n{}",
        capitalized(rule.meaning.to_owned()),
        rule.reason
    )?;
    if rule.is_change() {
        for (state, text) in rule.bad.iter().rev() {
            writeln!(out, "\n{}:\n    {text}", capitalized((*state).to_owned()))?;
        }
        return Ok(Exit::Clean);
    }
    example(out, "Fires on", rule.bad)?;
    example(out, "Does not fire on", rule.good)?;
    Ok(Exit::Clean)
}

fn example(out: &mut dyn Write, title: &str, parts: &[(&str, &str)]) -> std::io::Result<()> {
    if parts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}:")?;
    for (part, text) in parts {
        writeln!(out, "  {part}:")?;
        for line in text.lines() {
            writeln!(out, "    {line}")?;
        }
    }
    Ok(())
}
