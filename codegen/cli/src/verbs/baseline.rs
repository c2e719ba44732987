//! `graphdoc lint --write-baseline`: accept what is found now, so that only what comes later fails.

use std::{io::Write, path::Path};

use graphdoc_codegen::{
    approve::{self, with_baseline},
    config::NAME,
    diagnostic::Level,
    finding::Finding,
};

use crate::{context::Context, exit::Exit, failure::Failure, files, paths, settings::Settings};

/// Writes an entry for each finding that is not allowed to the configuration, or to a new one.
///
/// # Errors
/// A configuration that cannot be written.
pub fn write(
    settings: &Settings,
    findings: &[Finding],
    context: &mut Context,
) -> Result<Exit, Failure> {
    let file = match &settings.config {
        Some(config) => config.file.clone(),
        None => Path::new(NAME).to_owned(),
    };
    let old = match &settings.config {
        Some(_) => files::read(&file)?,
        None => {
            let docs = settings
                .docs()?
                .iter()
                .map(|folder| folder.display().to_string());
            let docs: Vec<String> = docs.collect();
            format!("docs = {docs:?}\n")
        }
    };
    let mut again = findings.to_vec();
    // Entries of the last baseline go away with it, so that what they allow is told again.
    if let Some(config) = &settings.config {
        let mark = approve::baseline_start(&old);
        let from_baseline = config.allow.iter().filter(|entry| entry.span.start >= mark);
        let known: Vec<&str> = from_baseline
            .filter_map(|entry| entry.fingerprint.as_deref())
            .collect();
        for finding in &mut again {
            if known.contains(&finding.fingerprint.as_str()) {
                finding.level = Level::Deny;
            }
        }
    }
    let entries = approve::baseline(&again);
    let count = entries.matches("[[allow]]").count();
    let new = with_baseline(&old, &entries);
    files::replace(&file, new)?;
    if !context.common.quiet {
        let shown = paths::shown(&file);
        let count = match count {
            1 => "1 entry".to_owned(),
            count => format!("{count} entries"),
        };
        writeln!(context.out, "{shown}: {count} in the baseline")?;
    }
    Ok(Exit::Clean)
}
