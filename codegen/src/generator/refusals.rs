//! Refuses runs before anything is written if they are more likely a mistake than intended.

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
        previous::Previous,
        up_to_date::{self, Stamp},
    },
    pipeline::{Analysis, Outcome},
    source::{self, Found, Raw, SourceError, SourceFile, Unread},
    sync::Lock,
};

/// Refuses an output folder in which the next run would read what is written as a page.
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

/// Refuses to go on if a page that the crate was made from cannot be read. What it declares would be deleted although
/// no one knows whether the docs have lost it.
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

/// Refuses a page that declared something when the crate was made, has changed, and declares nothing now. Such a page
/// was more likely cut off than emptied on purpose.
pub(super) fn still_declared(
    analysis: &Analysis,
    paths: &BTreeMap<String, PathBuf>,
    stamp: &Stamp,
    Previous { lock, model: old }: &Previous,
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
        matches!(outcome, Outcome::Skipped(_)) && stamp.is_changed(page, lock)
    });
    let fault = |(page, _): &(Arc<str>, Outcome)| {
        let names = lost.iter().filter(|(_, file)| *file == page);
        let names: Vec<String> = names.map(|(name, _)| format!("`{name}`")).collect();
        let message = format!(
            "no longer declares anything, but the crate has {} from it",
            names.join(", ")
        );
        let help = "restore the page or delete it; `--prune` drops what it declared";
        let path = paths.get(&**page).filter(|_| !names.is_empty())?;
        Some(Unread::new(path, message).help(help))
    };
    let faults: Vec<_> = skipped.filter_map(fault).collect();
    match faults.is_empty() {
        true => Ok(()),
        false => Err(SourceError { faults }),
    }
}

/// Refuses pages of which none declares anything. Nobody wants a crate without types; most likely the folder is wrong.
///
/// # Errors
///
/// Returns an error, with what is wrong with the pages, if they declare neither a type nor an enum.
pub fn declared(analysis: &Analysis, files: &[SourceFile]) -> Result<(), Error> {
    let model = &analysis.model;
    let mut names = model.types.keys().chain(model.enums.keys());
    if names.any(|name| model.is_documented(name)) {
        return Ok(());
    }
    let denied = analysis.diagnostics.iter();
    let denied = denied.filter(|found| found.rule().unusable);
    Err(Error::NoType {
        pages: files.len(),
        faults: denied.map(|found| warning_line(found, files)).collect(),
    })
}

/// Formats a diagnostic as `file:line: message [code]` on one line, as cargo needs it.
pub(super) fn warning_line(found: &Diagnostic, files: &[SourceFile]) -> String {
    let message = found.message.to_string().replace('\n', " ");
    let place = found.labels.first().map(|label| {
        let line = files
            .iter()
            .find(|file| file.path == label.file)
            .map_or(1, |file| file.line(label.span.start));
        format!("{}:{line}: ", label.file)
    });
    format!(
        "{}{message} [{}]",
        place.unwrap_or_default(),
        found.rule().id
    )
}
