//! Checkouts in which git wrote each line break as a carriage return and a line feed.

use crate::sandbox::{GRAPHDOC, Ran, Sandbox, Text, page};

const DAY: &str = "2022-02-03T12:00:00Z";

/// A repository with pages, facts, a configuration and their crate, and a `clone` in which `core.autocrlf` is set.
fn cloned() -> Sandbox {
    let sandbox = Sandbox::empty();
    let row = "|name|String|Its name. The name has at most 20 chars.|\n|colour|String|Possible values are: `red`, `blue`.|";
    let members = "\"name\": \"String\",\n  \"colour\": \"red\"";
    sandbox.write("docs/resources/thing.md", page("thing", row, members));
    sandbox.write(
        "facts/own.toml",
        "[[fact]]\nid = \"limit\"\npage = \"thing.md\"\nlimit = { property = \"name\", max-length = 20 }\n\
         quote = \"The name has at most 20 chars.\"\n",
    );
    sandbox.write(
        "graphdoc.toml",
        "docs = \"docs\"\nout = \"crate\"\nfacts = \"facts\"\n\n[rules]\nallow-unused = \"deny\"\n",
    );
    sandbox.write(
        "docs/resources/other.md",
        page("other", "|size|Int32|How large.|", "\"length\": 1"),
    );
    sandbox.run("generate").code(0);
    sandbox.run("lint --write-baseline").code(0);
    sandbox.run("lint").code(0);
    sandbox.git("init --quiet", DAY);
    sandbox.git("add --all", DAY);
    sandbox.git("commit --quiet --message all", DAY);
    sandbox.git("clone --quiet --config core.autocrlf=true . clone", DAY);
    sandbox.read("clone/docs/resources/thing.md").has("\r\n");
    sandbox
}

fn run(sandbox: &Sandbox, words: &str) -> Ran {
    let mut command = sandbox.command(GRAPHDOC);
    command.current_dir(sandbox.path().join("clone"));
    Ran::of(command, words)
}

/// Returns what differs from the commit according to `git diff` and `git status`.
fn changes(sandbox: &Sandbox) -> String {
    let git = |words: &str| {
        let ran = Ran::of(sandbox.command("git"), format!("-C clone {words}"));
        ran.code(0).out
    };
    git("diff") + &git("status --porcelain")
}

#[test]
fn crlf_checkout_is_up_to_date() {
    let sandbox = cloned();
    assert_eq!(changes(&sandbox), "");
    for words in [
        "generate --check",
        "generate --check --locked",
        "update --check",
        "lint",
        "facts",
        "diff lock:crate/graphdoc.lock",
    ] {
        run(&sandbox, words).code(0);
    }
    let check = run(&sandbox, "update --check");
    assert_eq!(
        check.out.lines().next(),
        Some("no page differs"),
        "{check:?}"
    );
    // There is nothing to write.
    for words in ["generate", "update", "lint --write-baseline"] {
        run(&sandbox, words).code(0);
        assert_eq!(changes(&sandbox), "", "{words:?}");
    }
}

#[test]
fn crlf_crate_is_up_to_date() {
    let sandbox = cloned();
    sandbox.write("clone/crate/.gitattributes", "* text eol=crlf\n");
    std::fs::remove_dir_all(sandbox.path().join("clone/crate/src")).expect("a folder");
    for file in ["Cargo.toml", "README.md", "NOTICE", "graphdoc.lock"] {
        let text = sandbox
            .read(&format!("clone/crate/{file}"))
            .replace('\n', "\r\n");
        sandbox.write(&format!("clone/crate/{file}"), text);
    }
    sandbox.git("-C clone checkout --quiet -- crate/src", DAY);
    sandbox.read("clone/crate/src/lib.rs").has("\r\n");
    let ran = run(&sandbox, "generate --check").code(100);
    let differing: Vec<&str> = ran
        .out
        .lines()
        .filter(|line| line.starts_with("crate/"))
        .collect();
    assert!(
        differing.len() == 1 && differing[0].contains(".gitattributes"),
        "{}",
        ran.out
    );
    // A manifest that must change keeps its line endings.
    let config = sandbox.read("clone/graphdoc.toml");
    let config = format!("default-features = [\"json\"]\r\n{config}");
    sandbox.write("clone/graphdoc.toml", config);
    run(&sandbox, "generate").code(0);
    let manifest = sandbox.read("clone/crate/Cargo.toml");
    manifest.has("default = [\"json\"]");
    assert!(
        manifest.replace("\r\n", "").lines().count() == 1,
        "{manifest:?}"
    );
}
