//! Runs that are refused before anything is written: what they would do is a mistake more often than it is meant.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    diagnostic::Diagnostic,
    emit,
    generator::{
        Error,
        up_to_date::{self, Stamp},
    },
    model::Model,
    pipeline::{Analysis, Outcome},
    source::{self, Found, Raw, SourceError, SourceFile, Unread},
    sync::Lock,
};

/// Refuses a folder in which what is written would be read as a page by the next run.
pub(super) fn apart(docs: &[PathBuf], pages: &[Raw], root: &Path) -> Result<(), SourceError> {
    let Ok(whole) = std::path::absolute(root) else {
        return Ok(());
    };
    let real = |there: &Path| {
        let below = whole.strip_prefix(there).unwrap_or(Path::new(""));
        Some(there.canonicalize().ok()?.join(below))
    };
    let Some(home) = whole.ancestors().find_map(real) else {
        return Ok(());
    };
    let file = home.join(emit::API);
    let roots: Vec<PathBuf> = docs
        .iter()
        .filter_map(|folder| folder.canonicalize().ok())
        .collect();
    let mut files: Vec<PathBuf> = pages.iter().map(|page| page.found.path.clone()).collect();
    files.push(file.clone());
    if source::arrange(&roots, &files)
        .iter()
        .all(|page| page.path != file)
    {
        return Ok(());
    }
    let message = format!(
        "is among the pages, where `{}` would be read as a page",
        emit::API
    );
    Err(Unread::new(root, message)
        .help("name a folder outside the docs")
        .into())
}

/// Refuses to go on without a page that the crate was made from: what it declares would be deleted, and nobody has looked
/// whether the docs have lost it.
pub(super) fn in_sight(pages: &[Raw], lock: &Lock) -> Result<(), SourceError> {
    let is_known = |found: &&Found| {
        let page = lock.pages.get(&found.name);
        page.is_some_and(|page| page.outcome == up_to_date::GENERATED)
    };
    let found = pages.iter().map(|page| &page.found).filter(is_known);
    let faults: Vec<_> = found.filter_map(Found::fault).collect();
    match faults.is_empty() {
        true => Ok(()),
        false => Err(SourceError { faults }),
    }
}

/// Refuses to go on with a page that declared something when the crate was made, has changed, and declares nothing: it is
/// cut short more often than it is meant so.
pub(super) fn still_declared(
    analysis: &Analysis,
    found: &BTreeMap<String, PathBuf>,
    stamp: &Stamp,
    before: &Lock,
    old: &Model,
) -> Result<(), SourceError> {
    let now = &analysis.model;
    let types = old.types.values().map(|ty| (&ty.name, &ty.place.file));
    let enums = old.enums.values().map(|ty| (&ty.name, &ty.place.file));
    let lost: Vec<_> = types
        .chain(enums)
        .filter(|(name, _)| !now.is_documented(name))
        .collect();
    if lost.is_empty() {
        return Ok(());
    }
    let skipped = analysis.outcomes.iter().filter(|(page, outcome)| {
        matches!(outcome, Outcome::Skipped(_)) && stamp.is_changed(page, before)
    });
    let fault = |(page, _): &(Arc<str>, Outcome)| {
        let names = lost.iter().filter(|(_, file)| *file == page);
        let names: Vec<String> = names.map(|(name, _)| format!("`{name}`")).collect();
        let message = format!(
            "no longer declares anything, but the crate has {} from it",
            names.join(", ")
        );
        let help = "restore the page or delete it; `--prune` drops what it declared";
        let path = found.get(&**page).filter(|_| !names.is_empty())?;
        Some(Unread::new(path, message).help(help))
    };
    let faults: Vec<_> = skipped.filter_map(fault).collect();
    match faults.is_empty() {
        true => Ok(()),
        false => Err(SourceError { faults }),
    }
}

/// Refuses pages of which none declares anything: a crate without types is what nobody asks for, and most likely the
/// wrong folder.
///
/// # Errors
///
/// Pages that declare neither a type nor an enum, with what is wrong with them.
pub fn declared(analysis: &Analysis, files: &[SourceFile]) -> Result<(), Error> {
    let model = &analysis.model;
    let mut names = model.types.keys().chain(model.enums.keys());
    if names.any(|name| model.is_documented(name)) {
        return Ok(());
    }
    let denied = analysis.diagnostics.iter();
    let denied = denied.filter(|found| found.rule.unusable);
    Err(Error::NoType {
        pages: files.len(),
        faults: denied.map(|found| warning_line(found, files)).collect(),
    })
}

/// `file:line: message [code]` on one line, as cargo wants it.
pub(super) fn warning_line(found: &Diagnostic, files: &[SourceFile]) -> String {
    let message = found.message.replace('\n', " ");
    let place = found.labels.first().map(|label| {
        let line = files
            .iter()
            .find(|file| file.path == label.file)
            .map_or(1, |file| file.line(label.span.start));
        format!("{}:{line}: ", label.file)
    });
    format!("{}{message} [{}]", place.unwrap_or_default(), found.rule.id)
}
