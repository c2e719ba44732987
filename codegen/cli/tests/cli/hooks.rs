//! `lint` in hooks and editors, as docs/lint.md shows it.

use std::fs;

use crate::sandbox::{DAY, GRAPHDOC, Ran, Sandbox, Text, page};

/// Returns the commands in the section about hooks, in order.
fn commands() -> Vec<String> {
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/lint.md");
    let text = fs::read_to_string(text).unwrap();
    let (_, hooks) = text.split_once("\n## Hooks\n").unwrap();
    let blocks = hooks.split("```sh\n").skip(1);
    blocks
        .filter_map(|rest| Some(rest.split_once("```")?.0.to_owned()))
        .collect()
}

/// A page that contradicts itself.
fn wrong() -> String {
    page("thing", "|size|Boolean|How large it is.|", "\"size\": 1024")
}

fn shell(sandbox: &Sandbox, script: &str) -> Ran {
    let folder = std::path::Path::new(GRAPHDOC).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let mut command = sandbox.command("bash");
    command
        .args(["-eo", "pipefail", "-c", script])
        .env("PATH", path);
    Ran::from(command.output().unwrap())
}

#[test]
fn pre_commit_hook_fails_only_for_committed_pages() {
    let sandbox = Sandbox::with_docs();
    sandbox.write("graphdoc.toml", "docs = \"docs\"\n");
    sandbox.git("init --quiet", DAY);
    sandbox.write("docs/resources/thing.md", wrong());
    sandbox.git("add docs/resources/box.md", DAY);
    let [hook, editor] = commands().try_into().expect("two commands");
    shell(&sandbox, &hook).code(0);
    sandbox.git("add docs/resources/thing.md", DAY);
    let ran = shell(&sandbox, &hook).code(100);
    ran.err.has("thing.md");
    // The text in the editor differs from the file on disk.
    sandbox.write(
        "unsaved.md",
        page("thing", "|size|Int32|How large it is.|", "\"size\": 1024"),
    );
    let editor = editor.replace("resources/user.md", "docs/resources/thing.md");
    shell(&sandbox, &editor).code(0);
    sandbox.write("unsaved.md", wrong());
    let ran = shell(&sandbox, &editor).code(100);
    ran.out.has("docs/resources/thing.md");
}

#[test]
fn pre_commit_framework_hook_checks_the_given_pages() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.pre-commit-hooks.yaml");
    let file = fs::read_to_string(file).unwrap();
    let value = |key: &str| {
        let line = file.lines().find_map(|line| line.trim().strip_prefix(key));
        line.expect(key).trim_start_matches(':').trim().to_owned()
    };
    assert_eq!(value("pass_filenames"), "true");
    assert_eq!(value("language"), "system");
    let sandbox = Sandbox::with_docs();
    sandbox.write("graphdoc.toml", "docs = \"docs\"\n");
    sandbox.write("docs/resources/thing.md", wrong());
    let hook = |page: &str| shell(&sandbox, &format!("{} {page}", value("entry")));
    hook("docs/resources/box.md").code(0);
    let ran = hook("docs/resources/thing.md").code(100);
    ran.err.has("thing.md");
    assert!(ran.out.is_empty(), "{ran:?}");
}

#[test]
fn standard_input_is_read_only_if_named() {
    let sandbox = Sandbox::with_docs();
    sandbox.write("unknown", "docs/resources/none.md\n");
    sandbox.write("known", "\u{feff}docs/resources/thing.md\r\n");
    sandbox.write("empty", "");
    for (words, code) in [
        ("-", 2),
        ("--path docs/resources/thing.md", 2),
        ("- docs/resources/box.md --path docs/resources/thing.md", 2),
        ("- --path docs/resources/none.md", 2),
        // It is read as a page, but is not one.
        ("- --path docs/resources/thing.md", 101),
        ("--files-from unknown", 2),
        ("--files-from known", 0),
        ("--files-from empty", 0),
        ("--files-from nowhere", 101),
    ] {
        let lint = format!("lint --docs docs {words}");
        sandbox.run_on(b"\xff", &lint).code(code);
    }
}
