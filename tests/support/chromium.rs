//! The browser of the tests that view pages and reports.

use std::{env, path::PathBuf, process::Command};

/// Names under which the browser is installed.
const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "headless_shell",
];

/// The browser without a window, about to print the page at an address after running its scripts.
pub fn headless() -> Command {
    let mut command = Command::new(browser());
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]);
    command
}

fn browser() -> PathBuf {
    if let Some(named) = env::var_os("CHROMIUM") {
        return named.into();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let mut files = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let found = files.find(|file| file.is_file());
    found.expect("Chromium on the path, or named by CHROMIUM")
}
