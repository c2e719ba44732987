//! `graphdoc lint --fix`: applies certain repairs to the pages.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use graphdoc_codegen::unstable::{
    diagnostic::{Edit, Level},
    finding::Finding,
    source::{Found, SourceFile},
    sync,
};

use crate::{context::Context, failure::Failure, paths, unified_diff};

/// Determines the repairs of all findings that are not allowed, shows them as diffs, and writes them unless this is a
/// check.
///
/// A repair that several findings ask for is applied once. One that overlaps another is left for the next run. Returns
/// the fingerprints of the repaired findings.
///
/// # Errors
/// Returns an error if a page cannot be written.
pub fn run(
    findings: &[Finding],
    sources: &[SourceFile],
    found: &[Found],
    chosen: Option<&BTreeSet<&str>>,
    check: bool,
    context: &mut Context,
) -> Result<BTreeSet<String>, Failure> {
    let mut fixed = BTreeSet::new();
    let mut pages: Vec<(PathBuf, String)> = Vec::new();
    let mut edits: BTreeMap<&str, Vec<(&Edit, &Finding)>> = BTreeMap::new();
    for finding in findings
        .iter()
        .filter(|finding| finding.level > Level::Allow)
    {
        let inside = |edit: &Edit| chosen.is_none_or(|chosen| chosen.contains(&*edit.file));
        for edit in finding.fix.iter().filter(|edit| inside(edit)) {
            edits.entry(&edit.file).or_default().push((edit, finding));
        }
    }
    for (file, mut edits) in edits {
        let source = sources.iter().find(|source| *source.path == *file);
        let place = found.iter().find(|found| found.name == file);
        let Some((source, place)) = source.zip(place) else {
            continue;
        };
        edits.sort_by_key(|(edit, _)| (edit.span.start, edit.span.end));
        let mut text = String::new();
        let mut at = 0;
        let mut last = None;
        for (edit, finding) in edits {
            if last == Some(edit) {
                fixed.insert(finding.fingerprint.clone());
                continue;
            }
            let between = source.text.get(at..edit.span.start);
            let Some(between) = between.filter(|_| edit.span.start >= at) else {
                continue;
            };
            text += between;
            text += &edit.text;
            at = edit.span.end;
            last = Some(edit);
            fixed.insert(finding.fingerprint.clone());
        }
        text += source.text.get(at..).unwrap_or_default();
        if !context.common.quiet && context.common.message_format.is_for_people() {
            let shown = paths::shown(&place.path);
            let whole = context.common.verbose || check;
            unified_diff::print(
                &mut context.out,
                &shown,
                Some(&source.text),
                Some(&text),
                whole,
            )?;
        }
        pages.push((place.path.clone(), text));
    }
    if !check {
        sync::replace_all(&pages)?;
        tidy(found);
    }
    Ok(fixed)
}

/// Removes files that an interrupted run left beside pages.
fn tidy(found: &[Found]) {
    let folders = found.iter().filter_map(|found| found.path.parent());
    let folders: BTreeSet<&Path> = folders.collect();
    folders.into_iter().for_each(sync::sweep);
}
