//! The pages that `lint` is asked about, and the text of a page that an editor has not saved.

use std::{
    collections::BTreeSet,
    io::{self, Read},
    path::{Path, PathBuf},
};

use graphdoc_codegen::unstable::{
    finding::Finding,
    input, path, rules,
    source::{Found, MAX_BYTES, SourceFile, Sources, decode_page, read_text},
};

use crate::{args::LintArgs, failure::Failure, paths};

/// Means standard input.
const STDIN: &str = "-";

/// Returns the pages named in arguments and in a list; `None` if all pages are meant.
///
/// # Errors
/// Returns an error if the list cannot be read completely.
pub fn named(args: &LintArgs) -> Result<Option<Vec<PathBuf>>, Failure> {
    let mut pages = args.pages.clone();
    if let Some(path) = &args.path {
        return Ok(Some(vec![path.clone()]));
    }
    let Some(list) = &args.files_from else {
        return Ok((!pages.is_empty()).then_some(pages));
    };
    let text = match list.to_str() {
        Some(STDIN) => String::from_utf8_lossy(&stdin(input::WRITTEN)?).into_owned(),
        _ => read_text(list, input::WRITTEN)?,
    };
    // Some shells begin their output with a byte order mark.
    let lines = text
        .trim_start_matches('\u{feff}')
        .split(['\n', '\0'])
        .map(|line| line.trim_end_matches('\r'));
    pages.extend(lines.filter(|line| !line.is_empty()).map(PathBuf::from));
    Ok(Some(pages))
}

/// Replaces the page that `--path` names with standard input.
///
/// # Errors
/// Returns an error if the path is not a page of the docs, or if the input is not text.
pub fn replace(args: &LintArgs, found: &[Found], sources: &mut Sources) -> Result<(), Failure> {
    let Some(path) = &args.path else {
        return Ok(());
    };
    let names = chosen(std::slice::from_ref(path), found)?;
    let bytes = stdin(MAX_BYTES as u64 + 1)?;
    let text = decode_page(path, &bytes)?;
    for file in sources
        .files
        .iter_mut()
        .filter(|file| names.contains(&*file.path))
    {
        *file = SourceFile::new(file.path.clone(), text);
    }
    Ok(())
}

fn stdin(limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(limit).read_to_end(&mut bytes);
    read.map_err(|error| Failure::Incomplete(format!("standard input: {error}"), None))?;
    Ok(bytes)
}

/// Keeps the findings about the requested pages.
pub fn keep(chosen: &BTreeSet<&str>, findings: &mut Vec<Finding>) {
    findings.retain(|finding| {
        let mut files = finding.spans.iter().map(|label| &*label.file);
        // Whatever the docset lacks may be missing on any of its pages.
        finding.rule() == &rules::PARTIAL_SET || files.any(|file| chosen.contains(file))
    });
}

/// Returns the names of the requested pages.
///
/// # Errors
/// Returns an error if a path is not a page of the docs.
pub fn chosen<'a>(pages: &[PathBuf], found: &'a [Found]) -> Result<BTreeSet<&'a str>, Failure> {
    let name = |page: &Path| {
        let real = page.canonicalize().ok();
        let by_path = found
            .iter()
            .find(|found| Some(&found.path) == real.as_ref());
        let by_name = || found.iter().find(|found| Path::new(&found.name) == page);
        by_path.or_else(by_name).map(|found| found.name.as_str())
    };
    pages
        .iter()
        .map(|page| {
            path::check(page).map_err(|error| graphdoc_codegen::Error::Io(page.clone(), error))?;
            name(page).ok_or_else(|| {
                let message = format!("`{}` is not a page of the docs", paths::shown(page));
                let help = "name the folder that holds it with `--docs DIR`";
                Failure::Usage(message, Some(help.to_owned()))
            })
        })
        .collect()
}
