//! Which pages `lint` is asked about, and the text of one that an editor has not saved.

use std::{
    collections::BTreeSet,
    io::{self, Read},
    path::{Path, PathBuf},
};

use graphdoc_codegen::unstable::{
    input, path,
    source::{Found, MAX_BYTES, SourceFile, Sources, decode_page},
};

use crate::{args::LintArgs, failure::Failure, files, paths};

/// Stands for standard input.
const STDIN: &str = "-";

/// The pages that were named, in arguments and in a list; nothing when all are meant.
///
/// # Errors
/// A list that cannot be read whole.
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
        _ => files::read(list, input::WRITTEN)?,
    };
    // Some shells begin what they write with a mark.
    let lines = text
        .trim_start_matches('\u{feff}')
        .split(['\n', '\0'])
        .map(|line| line.trim_end_matches('\r'));
    pages.extend(lines.filter(|line| !line.is_empty()).map(PathBuf::from));
    Ok(Some(pages))
}

/// Puts standard input in the place of the page that `--path` names.
///
/// # Errors
/// A path that is no page of the docs, and an input that is no text.
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

/// The names of the pages that were asked for.
///
/// # Errors
/// What is no page of the docs.
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
