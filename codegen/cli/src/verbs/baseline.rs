//! `graphdoc lint --write-baseline`: accepts all current findings, so that only new ones fail.

use std::{collections::HashSet, io::Write, path::Path};

use graphdoc_codegen::unstable::{
    baseline::{Looked, is_of_baseline, with_baseline},
    config::{ConfigError, NAME},
    diagnostic::{Diagnostic, Level},
    finding::Finding,
    input,
    source::read_text,
    sync::replace,
};
use toml_edit::{Array, DocumentMut, value};

use crate::{
    context::Context, encode::terminal, exit::Exit, failure::Failure, paths, settings::Settings,
};

/// Refuses a baseline while pages could not be read: nobody knows what is wrong with them.
///
/// # Errors
/// Returns an error that says why they could not be read.
pub fn refuse_unread(unread: &[Diagnostic]) -> Result<(), Failure> {
    if unread.is_empty() {
        return Ok(());
    }
    let message = "a baseline must not accept pages that could not be read; nothing was written";
    let help: Vec<_> = unread
        .iter()
        .map(|found| found.message.to_string())
        .collect();
    Err(Failure::Incomplete(
        message.to_owned(),
        Some(help.join("; ")),
    ))
}

/// Writes an entry for each finding that is not allowed to the configuration, or to a new one.
///
/// # Errors
/// Returns an error if the configuration cannot be written, or would be too large to be read again.
pub fn write(
    settings: &Settings,
    findings: &[Finding],
    looked: Looked,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let (file, old) = match &settings.config {
        Some(config) => (
            config.file.clone(),
            read_text(&config.file, input::WRITTEN)?,
        ),
        None => (Path::new(NAME).to_owned(), new(settings)?),
    };
    let mut again = findings.to_vec();
    // Entries of the last baseline are removed as well, so findings that they allow must be reported again.
    if let Some(config) = &settings.config {
        let of_baseline = config.allow.iter().filter(|entry| is_of_baseline(entry));
        let known: HashSet<&str> = of_baseline
            .filter_map(|entry| entry.fingerprint.as_deref())
            .collect();
        for finding in &mut again {
            if known.contains(&finding.fingerprint.as_str()) {
                finding.level = Level::Deny;
            }
        }
    }
    let wrong = |error: toml_edit::TomlError| ConfigError {
        file: file.clone(),
        text: old.clone(),
        span: error.span().unwrap_or(0..0).into(),
        message: error.message().to_owned(),
        help: None,
    };
    let (new, count) = with_baseline(&old, &again, looked).map_err(wrong)?;
    // The next run must be able to read what is written.
    if new.len() as u64 > input::WRITTEN {
        let message = format!(
            "{} would have {count} entries and {} bytes, but the maximum is {}; nothing was written",
            paths::shown(&file),
            new.len(),
            input::WRITTEN
        );
        let help = "allow whole rules in `[rules]`, or accept the findings of fewer pages";
        return Err(Failure::Incomplete(message, Some(help.to_owned())));
    }
    replace(&file, new)?;
    if !context.common.quiet {
        let shown = paths::shown(&file);
        let shown = terminal::line(&shown);
        let count = match count {
            1 => "1 entry".to_owned(),
            count => format!("{count} entries"),
        };
        writeln!(context.out, "{shown}: {count} in the baseline")?;
    }
    Ok(Exit::Clean)
}

/// A configuration that only names the docs.
fn new(settings: &Settings) -> Result<String, Failure> {
    let mut docs = Array::new();
    for folder in settings.docs()? {
        let Some(name) = folder.to_str() else {
            let message = format!(
                "`{}` is not UTF-8 and cannot be named in {NAME}",
                folder.display()
            );
            return Err(Failure::Usage(message, None));
        };
        docs.push(name);
    }
    let mut document = DocumentMut::new();
    document.insert("docs", value(docs));
    Ok(document.to_string())
}
