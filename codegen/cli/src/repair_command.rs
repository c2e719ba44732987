//! The command that brings a crate up to date.

use crate::{args::GenerateArgs, context::Context, encode::shell};

/// The command, as the user must type it, that writes what this run compared.
pub fn command(args: &GenerateArgs, context: &Context) -> String {
    let mut words: Vec<String> = context.invocation.words().map(str::to_owned).collect();
    words.push("generate".to_owned());
    let mut option = |name: &str, value: String| match value.starts_with('-') {
        true => words.push(format!("{name}={value}")),
        false => words.extend([name.to_owned(), value]),
    };
    for docs in &args.docs.docs {
        option("--docs", docs.display().to_string());
    }
    if let Some(metadata) = &args.docs.metadata {
        option("--metadata", metadata.display().to_string());
    }
    for facts in &args.facts {
        option("--facts", facts.display().to_string());
    }
    if let Some(out) = &args.out {
        option("--out", out.display().to_string());
    }
    if !args.only.is_empty() {
        option("--only", args.only.join(","));
    }
    if let Some(config) = &context.common.config {
        option("--config", config.display().to_string());
    }
    if let Some(count) = args.drop_types {
        option("--drop-types", count.to_string());
    }
    if args.prune {
        words.push("--prune".to_owned());
    }
    shell::command(words.iter().map(String::as_str))
}
