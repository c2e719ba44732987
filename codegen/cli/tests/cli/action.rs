//! The GitHub Action: its steps are run as the runner would run them.

use std::{fs, path::Path, process::Command};

use crate::sandbox::{GRAPHDOC, Sandbox, Text};

/// Returns the scripts of the action's steps, in order.
fn scripts() -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../action.yml");
    let text = fs::read_to_string(file).unwrap();
    let mut scripts: Vec<String> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let body = line.strip_prefix("        ").filter(|_| inside);
        if let (Some(body), Some(script)) = (body, scripts.last_mut()) {
            script.push_str(body);
            script.push('\n');
            continue;
        }
        inside = line == "      run: |";
        if inside {
            scripts.push(String::new());
        }
    }
    scripts
}

fn run(sandbox: &Sandbox, pages: &str) -> (i32, String) {
    let binaries = Path::new(GRAPHDOC).parent().unwrap().to_owned();
    let path = std::env::var("PATH").unwrap();
    let mut printed = String::new();
    for script in scripts() {
        let ran = Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &script])
            .current_dir(sandbox.path())
            .env("PATH", format!("{}:{path}", binaries.display()))
            .env("ACTION_PATH", "/nonexistent")
            .env("DOCS", "docs")
            .env("PAGES", pages)
            .env("CONFIG", "")
            .env("METADATA", "")
            .env("RUNNER_TEMP", sandbox.path())
            .env("GITHUB_OUTPUT", sandbox.path().join("output"))
            .env("GITHUB_STEP_SUMMARY", sandbox.path().join("summary"))
            .output()
            .unwrap();
        printed += &String::from_utf8_lossy(&ran.stdout);
        let code = ran.status.code().unwrap();
        if code != 0 {
            return (code, printed);
        }
    }
    (0, printed)
}

#[test]
fn action_annotates_summarises_and_fails_for_findings() {
    let sandbox = Sandbox::with_docs();
    assert_eq!(scripts().len(), 2);
    assert_eq!(run(&sandbox, "").0, 0);

    let row = "|size|Boolean|How large it is.|";
    sandbox.add_page("docs", "thing", row, "\"size\": 1024");
    let (code, printed) = run(&sandbox, "");
    assert_eq!(code, 100);
    printed.has("::error file=docs/resources/thing.md");
    sandbox.read("summary").has("`type-conflict`");
    let output = sandbox.read("output");
    let (_, sarif) = output.trim_end().rsplit_once("sarif=").unwrap();
    fs::read_to_string(sarif).unwrap().has("type-conflict");

    assert_eq!(run(&sandbox, "docs/resources/box.md\n").0, 0);
}
