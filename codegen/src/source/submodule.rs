//! Submodules of the checkout that contains a folder. Git leaves an empty folder for one that is not checked out.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::{Unread, pinned::check_path, shown};
use crate::input;

/// A submodule that is not checked out.
pub struct Submodule {
    /// Top folder of the checkout.
    top: PathBuf,
    /// Its folder.
    pub folder: PathBuf,
}

/// Returns the submodules that are not checked out and are the folder itself, above it or below it.
pub fn absent(folder: &Path) -> Vec<Submodule> {
    let whole = fs::canonicalize(folder).or_else(|_| std::path::absolute(folder));
    let Ok(whole) = whole else {
        return Vec::new();
    };
    let top = whole.ancestors().find(|above| above.join(".git").exists());
    let Some(top) = top else {
        return Vec::new();
    };
    let list = input::text(&top.join(".gitmodules"), input::WRITTEN).unwrap_or_default();
    let folders = list.lines().filter_map(|line| {
        let (key, path) = line.split_once('=')?;
        let is_path = key.trim().eq_ignore_ascii_case("path");
        let path = path.trim().trim_matches('"');
        // The file belongs to the repository, and the path becomes part of a command that someone may run.
        let is_plain = path
            .chars()
            .all(|c| c.is_alphanumeric() || "-_./+@".contains(c));
        (is_path && is_plain && check_path(path).is_ok()).then(|| top.join(path))
    });
    let concerns = |path: &PathBuf| path.starts_with(&whole) || whole.starts_with(path);
    // A folder that cannot be listed exists.
    let is_empty = |path: &PathBuf| match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => path.symlink_metadata().is_err(),
    };
    let folders = folders.filter(concerns).filter(is_empty);
    let submodule = |folder| Submodule {
        top: top.to_owned(),
        folder,
    };
    folders.map(submodule).collect()
}

impl Submodule {
    /// Returns the fault for a run that needs its pages.
    pub fn fault(&self) -> Unread {
        let message = "is a submodule that is not checked out";
        Unread::new(&self.folder, message).help(self.help())
    }

    /// Returns advice with the command that checks it out.
    pub fn help(&self) -> String {
        let here = env::current_dir().and_then(fs::canonicalize);
        let here = here.ok().filter(|here| here.starts_with(&self.top));
        let below = here.and_then(|here| Some(shown(self.folder.strip_prefix(here).ok()?)));
        let command = match below {
            Some(path) => format!("git submodule update --init {path}"),
            None => format!(
                "git -C {} submodule update --init {}",
                shown(&self.top),
                shown(self.folder.strip_prefix(&self.top).unwrap_or(&self.folder))
            ),
        };
        format!("check the submodule out with `{command}`")
    }
}
