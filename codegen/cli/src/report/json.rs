//! One JSON object per line.

use std::io::{self, Write};

use graphdoc_codegen::unstable::{
    diagnostic::Label,
    finding::{self, Contract, Severity},
};
use serde::Serialize;

use super::Sources;
use crate::encode;

/// A finding in machine-readable form. All fields are always present; those that do not apply are null.
#[derive(Serialize)]
struct Finding<'a> {
    reason: &'static str,
    rule: &'a str,
    level: &'static str,
    severity: &'static str,
    r#type: Option<&'a str>,
    member: Option<&'a str>,
    message: String,
    before: Option<&'a str>,
    after: Option<&'a str>,
    spans: Vec<JsonPlace<'a>>,
    contracts: Vec<&'static str>,
    bump: Option<&'static str>,
    help: Option<&'a str>,
    fingerprint: Option<&'a str>,
}

/// A place in a file. Lines and columns count from 1, columns in characters; the end is exclusive.
#[derive(Serialize)]
struct JsonPlace<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    label: Option<&'a str>,
}

/// Prints one finding.
pub fn print(out: &mut dyn Write, sources: &Sources, found: &finding::Finding) -> io::Result<()> {
    let spans = found.spans.iter().map(|label| place(sources, label));
    encode::json::line(
        out,
        &Finding {
            reason: "finding",
            rule: found.rule().id,
            level: found.level.as_str(),
            severity: found.severity.as_str(),
            r#type: found.type_name.as_deref(),
            member: found.member.as_deref(),
            message: found.message.to_string(),
            before: found.before.as_deref(),
            after: found.after.as_deref(),
            spans: spans.collect(),
            contracts: found
                .contracts
                .iter()
                .copied()
                .map(Contract::as_str)
                .collect(),
            // Only changes require a version bump.
            bump: (found.severity != Severity::None).then(|| found.bump.as_str()),
            help: found.help.as_deref(),
            fingerprint: Some(found.fingerprint.as_str()).filter(|print| !print.is_empty()),
        },
    )
}

fn place<'a>(sources: &'a Sources, label: &'a Label) -> JsonPlace<'a> {
    let (line, column) = sources.position(&label.file, label.span.start);
    let (end_line, end_column) = sources.position(&label.file, label.span.end);
    let label_text = Some(label.text.as_str()).filter(|text| !text.is_empty());
    JsonPlace {
        file: sources.place(&label.file),
        line,
        column,
        end_line,
        end_column,
        label: label_text,
    }
}
