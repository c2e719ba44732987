//! `graphdoc explain RULE`: what a rule means, why, and an example.

use std::{collections::BTreeMap, io::Write};

use graphdoc_codegen::{drift, rules};

use crate::{
    args::ExplainArgs, context::Context, exit::Exit, failure::Failure, report::json, style,
};

/// Prints one rule.
///
/// # Errors
/// A rule that there is not.
pub fn run(args: &ExplainArgs, context: &mut Context) -> Result<Exit, Failure> {
    if let Some(rule) = drift::rules::find(&args.rule) {
        change(rule, context)?;
        return Ok(Exit::Clean);
    }
    let Some(rule) = rules::find(&args.rule) else {
        let message = format!("there is no rule `{}`", args.rule);
        let near = rules::nearest(&args.rule).or_else(|| drift::rules::nearest(&args.rule));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`graphdoc rules` lists all".to_owned(),
        };
        return Err(Failure::Usage(message, Some(help)));
    };
    let style = style::HELP;
    let out = &mut context.out;
    writeln!(
        out,
        "{style}{}{style:#} ({})\n",
        rule.id,
        json::level(rule.level)
    )?;
    writeln!(out, "{}.\n\n{}", capital(&rule.meaning), rule.reason)?;
    example(out, "Fires on", &rule.bad)?;
    example(out, "Does not fire on", &rule.good)?;
    Ok(Exit::Clean)
}

/// Prints a rule of comparisons.
fn change(rule: &drift::Rule, context: &mut Context) -> std::io::Result<()> {
    let style = style::HELP;
    let out = &mut context.out;
    let severity = rule.severity.as_str();
    writeln!(
        out,
        "{style}{}{style:#} (a change, {severity} as a rule)\n",
        rule.id
    )?;
    writeln!(
        out,
        "{}.\n\n{}.",
        capital(rule.meaning),
        capital(rule.reason)
    )?;
    let (before, after) = rule.example;
    writeln!(out, "\nBefore:\n    {before}\n\nAfter:\n    {after}")
}

fn example(
    out: &mut dyn Write,
    title: &str,
    parts: &BTreeMap<String, String>,
) -> std::io::Result<()> {
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

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}
