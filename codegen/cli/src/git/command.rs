//! Git, run so that neither the settings of the checkout nor those of its surroundings make it do or say anything else.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use graphdoc_codegen::unstable::{encode::credentials::hidden, source::pinned::SCHEMES};

/// Settings that would run a program, ask a server or change what is printed. Those given here win over all files, which
/// are still read: only the user's say which checkouts of other owners are safe.
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

/// Variables of git that stay: where the files with the user's settings are.
const KEPT: [&str; 3] = [
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
];

/// Git in a folder. What it reads is that of the folder, whatever hook of whatever checkout this runs in; it neither
/// fetches what a partial clone lacks nor writes.
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
        // Grafts would give commits another past.
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

/// Git that may ask a server whose address was checked, and without a person beside it. A user may have set up that
/// another server is asked instead, by one of the same protocols.
pub fn remote(folder: &Path) -> Command {
    let mut command = git(folder);
    command
        .env("GIT_ALLOW_PROTOCOL", SCHEMES.join(":"))
        .env("GIT_NO_LAZY_FETCH", "0")
        .args(["-c", "protocol.version=2"])
        // A server that falls silent is no reason to wait for ever.
        .args([
            "-c",
            "http.lowSpeedLimit=1000",
            "-c",
            "http.lowSpeedTime=60",
        ]);
    command
}

/// What git prints.
///
/// # Errors
/// What git says when it fails, or why it does not run.
pub fn run(folder: &Path, words: &[&str]) -> Result<Vec<u8>, String> {
    output(git(folder).args(words))
}

/// What a command of git prints.
///
/// # Errors
/// What git says when it fails, or why it does not run.
pub fn output(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command.output();
    let output = output.map_err(|error| format!("cannot run git: {error}"))?;
    match output.status.success() {
        true => Ok(output.stdout),
        // Settings of the user may have put a password into the address.
        false => Err(hidden(&String::from_utf8_lossy(&output.stderr))),
    }
}

/// What git prints, as text without the line break at its end; nothing when it fails.
pub fn text(folder: &Path, words: &[&str]) -> Option<String> {
    let mut text = String::from_utf8(run(folder, words).ok()?).ok()?;
    if text.ends_with('\n') {
        text.pop();
    }
    Some(text)
}

/// The last commit up to `commit` that concerns these paths, in a form that names each field.
pub fn last(folder: &Path, commit: &str, form: [&str; 2], paths: &[&str]) -> Option<String> {
    let [fields, date] = form;
    let (fields, date) = (
        format!("--format={fields}"),
        format!("--date=format-local:{date}"),
    );
    // `log` has settings of its own, this has none. In front of the fields it prints a line with the id.
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
