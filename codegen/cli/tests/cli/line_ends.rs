//! Checkouts in which git wrote each line break as a carriage return and a line feed.

use crate::sandbox::{DAY, GRAPHDOC, Ran, Sandbox, Text};

/// A repository with pages, facts, a configuration and their crate, and a `clone` in which `core.autocrlf` is set.
fn cloned() -> Sandbox {
    let sandbox = Sandbox::empty();
    let row = "|name|String|Its name. The name has at most 20 chars.|\n|colour|String|Possible values are: `red`, `blue`.|";
    let members = "\"name\": \"String\",\n  \"colour\": \"red\"";
    sandbox.add_page("docs", "thing", row, members);
    sandbox.write(
        "facts/own.toml",
        "[[fact]]\nid = \"limit\"\npage = \"thing.md\"\nlimit = { property = \"name\", max-length = 20 }\n\
         quote = \"The name has at most 20 chars.\"\n",
    );
    sandbox.write(
        "graphdoc.toml",
        "docs = \"docs\"\nout = \"crate\"\nfacts = \"facts\"\n\n[rules]\nallow-unused = \"deny\"\n",
    );
    sandbox.add_page("docs", "other", "|size|Int32|How large.|", "\"length\": 1");
    sandbox.run("generate").code(0);
    sandbox.run("lint --write-baseline").code(0);
    sandbox.run("lint").code(0);
    sandbox.commit(".");
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
    let check = run(&sandbox, "update --check").out;
    assert!(check.starts_with("no page differs\n"), "{check}");
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
    sandbox.remove("clone/crate/src");
    for file in ["Cargo.toml", "README.md", "NOTICE", "graphdoc.lock"] {
        sandbox.edit(&format!("clone/crate/{file}"), "\n", "\r\n");
    }
    sandbox.git("-C clone checkout --quiet -- crate/src", DAY);
    sandbox.read("clone/crate/src/lib.rs").has("\r\n");
    let ran = run(&sandbox, "generate --check").code(100);
    let mut differing: Vec<&str> = ran.out.lines().collect();
    differing.retain(|line| line.starts_with("crate/"));
    assert_eq!(differing.len(), 1, "{differing:?}");
    differing[0].has(".gitattributes");
    // A manifest that must change keeps its line endings.
    let config = sandbox.read("clone/graphdoc.toml");
    let config = format!("default-features = [\"json\"]\r\n{config}");
    sandbox.write("clone/graphdoc.toml", config);
    run(&sandbox, "generate").code(0);
    let manifest = sandbox.read("clone/crate/Cargo.toml");
    manifest.has("default = [\"json\"]");
    manifest.replace("\r\n", "").lacks("\n");
}
