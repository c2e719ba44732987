//! `--check`: what differs, why, and the command that repairs it.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    process::Stdio,
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::sandbox::{GRAPHDOC, Ran, Sandbox, Text};

/// Runs the last line of a check like a shell.
fn repair(sandbox: &Sandbox, checked: &Ran) {
    let line = checked.out.lines().last().unwrap();
    let ran = sandbox.command("sh").args(["-c", line]).output().unwrap();
    Ran::from(ran).code(0);
}

#[test]
fn check_passes_for_an_up_to_date_crate() {
    let sandbox = Sandbox::with_docs();
    sandbox.generate("").code(0);
    sandbox.generate("--check").code(0);
    sandbox.generate("--check --diff").code(0);
}

#[test]
fn check_names_and_repairs_each_kind_of_difference() {
    type Change = fn(&Sandbox);
    let changes: [(&str, Change); 4] = [
        ("edited by hand", |sandbox| {
            sandbox.write("out/src/lib.rs", "// mine\n")
        }),
        ("missing", |sandbox| sandbox.remove("out/src/lib.rs")),
        ("left over", |sandbox| {
            let text = sandbox.read("out/src/lib.rs");
            sandbox.write("out/src/forgotten.rs", text);
        }),
        ("docs changed", |sandbox| {
            let row = "|weight|Int32|Kilograms.|";
            sandbox.add_page("docs", "thing", row, "\"weight\": 1");
        }),
    ];
    for (word, change) in changes {
        let sandbox = Sandbox::with_docs();
        sandbox.generate("").code(0);
        assert!(!sandbox.source("thing.rs").is_empty());
        change(&sandbox);
        let before = sandbox.files("out");
        let ran = sandbox.generate("--check").code(100);
        let is_named = |line: &str| line.starts_with("out/src/") && line.contains(word);
        assert!(ran.out.lines().any(is_named), "{word}: {}", ran.out);
        assert_eq!(sandbox.files("out"), before, "a check writes nothing");
        repair(&sandbox, &ran);
        sandbox.generate("--check").code(0);
    }
}

#[test]
fn check_distinguishes_changed_options_from_edits() {
    let sandbox = Sandbox::with_docs();
    sandbox.generate("").code(0);
    let check =
        "generate --docs docs --out out --only microsoft.graph.thing --drop-types=1 --check";
    let ran = sandbox.run(check).code(100);
    ran.out.has("options changed");
    ran.out.has("left over");
    ran.out.lacks("edited by hand");
    repair(&sandbox, &ran);
    sandbox.run(check).code(0);
}

#[test]
fn check_shows_part_of_the_diff_of_each_changed_file() {
    let sandbox = Sandbox::with_docs();
    sandbox.generate("").code(0);
    let mine = "// mine\n".repeat(500);
    sandbox.write("out/src/lib.rs", mine + &sandbox.read("out/src/lib.rs"));
    let ran = sandbox.generate("--check").code(100);
    ran.out.has("--- a/out/src/lib.rs");
    ran.out.has("-// mine");
    assert!(ran.out.lines().count() < 60, "{}", ran.out);
    let whole = sandbox.generate("--check -v").code(100);
    assert_eq!(whole.out.matches("-// mine").count(), 500);
}

#[cfg(unix)]
#[test]
fn suggested_command_quotes_spaces_and_quotes() {
    let sandbox = Sandbox::named("it's $HOME, \"quoted\"");
    sandbox.add_docs();
    let out = sandbox.path().join("my 'crate'");
    let check = || {
        let mut command = sandbox.command(GRAPHDOC);
        command.args(["--out", out.to_str().unwrap()]);
        Ran::of(command, "--docs docs --check")
    };
    repair(&sandbox, &check().code(100));
    check().code(0);
}

#[test]
fn check_reports_one_json_finding_per_file() {
    let sandbox = Sandbox::with_docs();
    sandbox.generate("").code(0);
    sandbox.write("out/src/lib.rs", "// mine\n");
    let ran = sandbox.generate("--check --message-format json");
    let lines = ran.code(100).json();
    let mut found = lines.iter();
    let finding = found.find(|line| line["rule"] == "edited-by-hand").unwrap();
    assert_eq!(finding["spans"][0]["file"], "out/src/lib.rs");
    assert_eq!(finding["level"], "deny");
    let help = finding["help"].as_str().unwrap();
    help.has("generate --docs docs --out out");
    assert_eq!(lines.last().unwrap()["files"]["written"], 1);
}

#[test]
fn check_report_is_one_document() {
    let sandbox = Sandbox::with_docs();
    sandbox.generate("").code(0);
    sandbox.write("out/src/lib.rs", "// mine\n");
    let check = |format: &str| {
        let ran = sandbox.generate(&format!("--check --message-format {format}"));
        ran.code(100).out
    };
    for format in ["sarif", "gitlab"] {
        let report: serde_json::Value = serde_json::from_str(&check(format)).unwrap();
        assert!(report.to_string().contains("edited-by-hand"), "{format}");
    }
    assert_eq!(check("junit").matches("<testsuites").count(), 1);
    let html = check("html");
    assert_eq!(html.matches("<!DOCTYPE html>").count(), 1);
    html.has("out/src/lib.rs");
    html.has("docs docs, revision unknown");
}

#[test]
fn quiet_check_still_suggests_the_command() {
    let sandbox = Sandbox::with_docs();
    let ran = sandbox.generate("--check -q").code(100);
    ran.err.has("generate --docs docs --out out");
    assert!(ran.out.is_empty(), "{ran:?}");
    assert!(!sandbox.exists("out"));
}

#[test]
fn check_says_that_it_waits_for_another_run() {
    let sandbox = Sandbox::with_docs();
    sandbox.generate("").code(0);
    for (out, locked) in [("out", "out"), ("new/out", ".")] {
        // Held as by another run: the crate, or the folder in which its folder will be created.
        let other = File::open(sandbox.path().join(locked)).expect("a folder");
        other.lock().expect("a lock");
        let mut command = sandbox.command(GRAPHDOC);
        command.args(["generate", "--docs", "docs", "--out", out, "--check"]);
        let piped = command.stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = piped.spawn().expect("it runs");
        let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        let (told, hear) = mpsc::channel();
        let reader = thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                let _ = told.send(line);
            }
        });
        let line = hear.recv_timeout(Duration::from_secs(300));
        let is_waiting = child.try_wait().expect("a process").is_none();
        drop(other);
        child.wait().expect("it ends");
        reader.join().expect("it reads");
        let line = line.expect("it says that it waits");
        assert!(line.starts_with("waiting for another run"), "{line}");
        assert!(is_waiting, "it did not wait");
    }
}
