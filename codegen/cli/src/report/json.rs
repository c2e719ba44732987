//! One JSON object a line.

use std::io::{self, Write};

use graphdoc_codegen::{
    diagnostic::{Diagnostic, Label, Level},
    finding::{self, Bump, Contract},
};
use serde::Serialize;

use super::Sources;

/// A finding as other programs read it. Every field is always there; one that does not apply is null.
#[derive(Serialize)]
struct Finding<'a> {
    reason: &'static str,
    rule: &'a str,
    level: &'static str,
    severity: &'static str,
    r#type: Option<&'a str>,
    member: Option<&'a str>,
    message: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
    spans: Vec<Place<'a>>,
    contracts: Vec<&'static str>,
    bump: Option<&'static str>,
    help: Option<&'a str>,
    fingerprint: Option<&'a str>,
}

/// A place in a file: lines and columns from 1, columns in characters, the end behind the last one.
#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    label: Option<&'a str>,
}

/// Prints one finding.
pub fn print(out: &mut dyn Write, sources: &Sources, found: &Diagnostic) -> io::Result<()> {
    line(
        out,
        &Finding {
            reason: "finding",
            rule: found.code.id,
            level: level(found.code.level),
            // Severities grade changes; a finding about one state of the pages has none.
            severity: "none",
            r#type: found.type_name.as_deref(),
            member: found.member.as_deref(),
            message: &found.message,
            before: None,
            after: None,
            spans: found
                .labels
                .iter()
                .map(|label| place(sources, label))
                .collect(),
            contracts: Vec::new(),
            bump: None,
            help: found.help.as_deref(),
            fingerprint: None,
        },
    )
}

/// Prints one finding of a comparison.
pub fn finding(out: &mut dyn Write, sources: &Sources, found: &finding::Finding) -> io::Result<()> {
    line(
        out,
        &Finding {
            reason: "finding",
            rule: found.rule,
            level: level(found.level),
            severity: found.severity.as_str(),
            r#type: found.type_name.as_deref(),
            member: found.member.as_deref(),
            message: &found.message,
            before: found.before.as_deref(),
            after: found.after.as_deref(),
            spans: found
                .spans
                .iter()
                .map(|label| place(sources, label))
                .collect(),
            contracts: found
                .contracts
                .iter()
                .copied()
                .map(Contract::as_str)
                .collect(),
            bump: Some(found.bump)
                .filter(|bump| *bump != Bump::None)
                .map(Bump::as_str),
            help: found.help.as_deref(),
            fingerprint: Some(&found.fingerprint),
        },
    )
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Allow => "allow",
        Level::Warn => "warn",
        Level::Deny => "deny",
    }
}

fn place<'a>(sources: &'a Sources, label: &'a Label) -> Place<'a> {
    let position = |offset| {
        sources
            .get(&label.file)
            .map_or((1, 1), |file| file.position(offset))
    };
    let (line, column) = position(label.span.start);
    let (end_line, end_column) = position(label.span.end);
    let label_text = Some(label.text.as_str()).filter(|text| !text.is_empty());
    Place {
        file: sources.place(&label.file),
        line,
        column,
        end_line,
        end_column,
        label: label_text,
    }
}

/// Prints one value on one line.
pub fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}
