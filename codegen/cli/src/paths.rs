//! Paths as users know them.

use std::path::{Component, Path, PathBuf};

/// Returns the path relative to the current directory, if it is below it, without `.` and `..` inside.
pub fn shown(path: &Path) -> String {
    let Ok(here) = std::env::current_dir() else {
        return path.display().to_string();
    };
    let whole = real(&here.join(path));
    let relative = whole.strip_prefix(real(&here)).unwrap_or(&whole);
    if relative.as_os_str().is_empty() {
        ".".to_owned()
    } else {
        relative.display().to_string()
    }
}

/// Returns a path without links, relative to the current directory if it is below it.
pub fn below(path: &Path) -> PathBuf {
    let here = std::env::current_dir().map(|here| real(&here));
    let below = here.as_ref().ok().map(|here| path.strip_prefix(here));
    below.and_then(Result::ok).unwrap_or(path).to_owned()
}

/// Like [`shown`], for paths without links, such as those of listed pages. The system is asked only once.
pub fn all_shown<'p>(paths: impl Iterator<Item = &'p Path>) -> impl Iterator<Item = String> {
    let here = std::env::current_dir().map(|here| real(&here));
    paths.map(move |path| {
        let below = here.as_ref().ok().map(|here| path.strip_prefix(here));
        let below = below.and_then(Result::ok).unwrap_or(path);
        below.to_string_lossy().into_owned()
    })
}

/// The path with its links resolved, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            part => {
                whole.push(part);
                whole = whole.canonicalize().unwrap_or(whole);
            }
        }
    }
    whole
}
