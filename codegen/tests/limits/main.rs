//! Input that is only read and generated up to a limit, and the findings that say so.

mod comparison;
mod embedding;
mod inheritance;
mod searches;
#[path = "../support/mod.rs"]
mod support;

use graphdoc_codegen::unstable::pipeline::Analysis;
use support::analyze;

/// A page: path and text.
type Page = (String, String);

/// Returns the page of a type, which may have a base.
fn page(name: &str, base: Option<&str>, rows: &str) -> Page {
    let text = support::resource(name, rows, "");
    let text = match base {
        Some(base) => {
            support::annotated(&text, &format!("\"baseType\": \"microsoft.graph.{base}\""))
        }
        None => text,
    };
    (format!("resources/{}.md", name.to_lowercase()), text)
}

/// Returns the findings of a rule, as `type.property`.
fn told(analysis: &Analysis, rule: &str) -> Vec<String> {
    let found = analysis.diagnostics.iter();
    let found = found.filter(|found| found.rule().id == rule);
    found
        .inspect(|found| assert!(!found.labels.is_empty(), "{found:?}"))
        .map(|found| {
            let names = [&found.type_name, &found.member].map(|name| name.as_deref());
            names.into_iter().flatten().collect::<Vec<_>>().join(".")
        })
        .collect()
}
