//! Runs git such that settings of the checkout and of the environment cannot change what it does or prints.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use graphdoc_codegen::unstable::{encode::credentials::hidden, source::pinned::SCHEMES};

/// Settings that could run a program, contact a server or change the output. The values here override all files, which
/// are still read because only the user's configuration says which checkouts of other owners are safe.
const SETTINGS: [&str; 17] = [
    "color.ui=false",
    "core.abbrev=auto",
    "core.askPass=",
    "core.attributesFile=",
    "core.fsmonitor=false",
    "core.gitProxy=",
    "core.hooksPath=/dev/null",
    "core.pager=",
    "core.sshCommand=false",
    "core.useReplaceRefs=false",
    "credential.helper=",
    "diff.external=",
    "gpg.program=false",
    "log.showSignature=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
];

/// Git variables that are kept, because they locate the user's configuration.
const KEPT: [&str; 3] = [
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
];

/// Returns a git command for a folder. It reads the repository of that folder even when called from a hook of another
/// checkout; it neither fetches missing objects of a partial clone nor writes.
pub fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os() {
        let is_of_git = name.as_encoded_bytes().starts_with(b"GIT_");
        if is_of_git && !KEPT.iter().any(|kept| name == *kept) {
            command.env_remove(name);
        }
    }
    command
        .env("GIT_ALLOW_PROTOCOL", "none")
        // Grafts would change the history.
        .env("GIT_GRAFT_FILE", "/dev/null")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .env("TZ", "UTC")
        .stdin(Stdio::null())
        .args(["--no-pager", "--literal-pathspecs"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    command.arg("-C").arg(folder);
    command
}

/// Returns a git command that may contact a server with a checked URL, without prompts. The user's configuration may
/// replace the server by another one (`insteadOf`), with one of the same protocols.
pub fn remote(folder: &Path) -> Command {
    let mut command = git(folder);
    command
        .env("GIT_ALLOW_PROTOCOL", SCHEMES.join(":"))
        .env("GIT_NO_LAZY_FETCH", "0")
        .args(["-c", "protocol.version=2"])
        // Do not wait forever for a server that stops sending.
        .args([
            "-c",
            "http.lowSpeedLimit=1000",
            "-c",
            "http.lowSpeedTime=60",
        ]);
    command
}

/// Runs git and returns its output.
///
/// # Errors
/// Returns an error with git's message if it fails, or with the reason why it does not start.
pub fn run(folder: &Path, words: &[&str]) -> Result<Vec<u8>, String> {
    output(git(folder).args(words))
}

/// Runs a git command and returns its output.
///
/// # Errors
/// Returns an error with git's message if it fails, or with the reason why it does not start.
pub fn output(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command.output();
    let output = output.map_err(|error| format!("cannot run git: {error}"))?;
    match output.status.success() {
        true => Ok(output.stdout),
        // The user's configuration may have put a password into the URL.
        false => Err(hidden(&String::from_utf8_lossy(&output.stderr))),
    }
}

/// Runs git and returns its output as text without the final line break; `None` if it fails.
pub fn text(folder: &Path, words: &[&str]) -> Option<String> {
    let mut text = String::from_utf8(run(folder, words).ok()?).ok()?;
    if text.ends_with('\n') {
        text.pop();
    }
    Some(text)
}

/// Returns the last commit up to `commit` that touches these paths, in the given format.
pub fn last(folder: &Path, commit: &str, form: [&str; 2], paths: &[&str]) -> Option<String> {
    let [fields, date] = form;
    let (fields, date) = (
        format!("--format={fields}"),
        format!("--date=format-local:{date}"),
    );
    // Unlike `log`, this has no settings. It prints a line with the id before the fields.
    let mut words = vec![
        "rev-list",
        "--max-count=1",
        &fields,
        &date,
        "--end-of-options",
        commit,
        "--",
    ];
    words.extend(paths);
    let text = text(folder, &words)?;
    let (id, fields) = text.split_once('\n')?;
    let is_line = id.starts_with("commit ") && !fields.is_empty() && !fields.contains('\n');
    is_line.then(|| fields.to_owned())
}
