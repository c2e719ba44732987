//! What a lock file keeps for users is never lost: a damaged file is refused.

use crate::sandbox::{Ran, Sandbox, Text};

/// A crate with a member in quarantine, an accepted change, and unknown lines.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::with_docs();
    let rows = "|size|Int32|How large.|\n|colour|String|Of it.|";
    sandbox.add_page("old", "thing", rows, "\"size\": 1");
    let other = sandbox.read("docs/resources/box.md");
    sandbox.write("old/resources/box.md", other);
    sandbox.write("service.xml", "<Edmx><Schema Namespace=\"microsoft.graph\">\
        <EntityType Name=\"thing\"><Property Name=\"size\" Type=\"Edm.Int32\"/></EntityType></Schema></Edmx>\n");
    sandbox.run("generate --docs old --out out").code(0);
    sandbox.generate("").code(0);
    let update = format!("update --out out --accept {ACCEPTED}");
    sandbox.run(update).code(0);
    sandbox
}

const ACCEPTED: &str = "0f3a9c51d2e84b7760f1c2a9b8d7e6f5";
const LOCK: &str = "out/graphdoc.lock";
const GONE: &str = "gone - microsoft.graph.thing colour Edm.String";

fn keeps(sandbox: &Sandbox) {
    let lock = sandbox.read(LOCK);
    for line in [GONE, &format!("accept {ACCEPTED}")] {
        lock.has(format!("\n{line}"));
    }
}

/// Every subcommand that reads the lock file of the crate or of the docs.
const VERBS: [&str; 7] = [
    "generate --docs docs --out out",
    "generate --docs docs --out out --check",
    "generate --docs docs --out out --diff",
    "generate --out out --docs docs",
    "update --docs docs --out out",
    "update --check --out out --docs docs",
    "diff lock:out/graphdoc.lock docs",
];

/// Runs every subcommand. Each must refuse, say so, and write nothing.
fn refused(sandbox: &Sandbox, said: &[&str]) {
    let before = sandbox.files("out");
    for words in VERBS {
        let ran: Ran = sandbox.run(words).code(101);
        assert!(ran.out.is_empty(), "{words:?}: {}", ran.out);
        for said in said {
            assert!(ran.err.contains(said), "{words:?}: {}", ran.err);
        }
        assert_eq!(sandbox.files("out"), before, "{words:?}");
    }
}

#[test]
fn merge_conflict_in_a_lock_file_is_rejected() {
    let sandbox = sandbox();
    let whole = sandbox.read(LOCK);
    let both = "<<<<<<< HEAD\ncounts 2 0\n=======\ncounts 3 0\n>>>>>>> b";
    sandbox.edit(LOCK, "counts 2 0", both);
    let words = [
        "graphdoc.lock",
        "line 4",
        "merge conflict",
        "`gone` and `accept`",
    ];
    refused(&sandbox, &words);
    // As the message says: one side, and the kept lines of both.
    sandbox.write(LOCK, whole);
    sandbox.generate("").code(0);
    keeps(&sandbox);
}

#[test]
fn merged_lock_keeps_the_quarantine_of_both_sides() {
    let sandbox = sandbox();
    let more = "gone 2020-01-01 microsoft.graph.thing colour Edm.String\n\
                gone 2021-01-01 microsoft.graph.box lid Edm.String\naccept 12\n";
    sandbox.edit(LOCK, "accept ", &format!("{more}accept "));
    sandbox.add_page("docs", "more", "", "\"id\": \"a\"");
    sandbox.generate("").code(0);
    let lock = sandbox.read(LOCK);
    for line in more.lines() {
        lock.has(format!("\n{line}\n"));
    }
    assert_eq!(lock.matches("colour").count(), 1, "{lock}");
    sandbox.generate("--check").code(0);
}

#[test]
fn damaged_lock_file_is_rejected() {
    let sandbox = sandbox();
    let whole = sandbox.read(LOCK);
    let length = whole.len();
    let long = whole.find("accept ").expect("a line");
    for cut in [0, 1, length / 2, long, length - "end\n".len(), length - 2] {
        sandbox.write(LOCK, &whole[..cut]);
        refused(&sandbox, &["graphdoc.lock", "git checkout"]);
    }
    for (right, damaged) in [
        ("gone -", "gone-"),
        ("colour Edm.String", "colour Edm.Nothing"),
        ("graph.box\tentity", "graph.box\tentitty"),
        ("accept", "\0ccept"),
    ] {
        sandbox.write(LOCK, &whole);
        sandbox.edit(LOCK, right, damaged);
        let ran = sandbox.generate("--check").code(101);
        ran.err.has("git checkout");
    }
    sandbox.write(LOCK, b"\xff\n");
    refused(&sandbox, &["line 1"]);
}

#[test]
fn deleted_lock_file_is_rejected_without_consent() {
    let sandbox = sandbox();
    sandbox.remove(LOCK);
    refused(&sandbox, &["graphdoc.lock", "git checkout"]);
    let ran = sandbox.generate("").code(101);
    ran.err.has("graphdoc generate --prune");
    sandbox.generate("--prune").code(0);
    sandbox.read(LOCK).lacks("gone ");
    sandbox.generate("--check").code(0);
}

#[test]
fn unknown_lock_lines_are_preserved() {
    let sandbox = sandbox();
    let lines = "# agreed with the others\nrefused 12 microsoft.graph.thing\nfrozen\n";
    sandbox.edit(LOCK, "accept ", &format!("{lines}accept "));
    sandbox.add_page("docs", "more", "", "\"id\": \"a\"");
    sandbox.generate("").code(0);
    keeps(&sandbox);
    sandbox.run("update --out out --accept 34").code(0);
    let lock = sandbox.read(LOCK);
    lock.has(lines);
    lock.has("accept 34\n");
}

#[test]
fn quarantine_of_unselected_types_is_kept() {
    let sandbox = sandbox();
    sandbox.add_page("docs", "more", "", "\"id\": \"a\"");
    let only = |more: &str| sandbox.generate(&format!("--only microsoft.graph.more {more}"));
    only("--drop-types 2").code(0);
    keeps(&sandbox);
    only("--check").code(0);
    sandbox.generate("").code(0);
    keeps(&sandbox);
    // The member is documented again, with its type.
    sandbox.sources().has("pub colour");
}

#[test]
fn unusable_page_removes_nothing() {
    let sandbox = sandbox();
    let whole = sandbox.read("docs/resources/thing.md");
    for broken in [&b"# x\n\xff\n"[..], b"# nothing at all\n"] {
        sandbox.write("docs/resources/thing.md", broken);
        assert_ne!(sandbox.generate("").code, 2);
        keeps(&sandbox);
        let update = sandbox.run("update --docs docs --out out");
        assert_ne!(update.code, 2);
        keeps(&sandbox);
    }
    sandbox.write("docs/resources/thing.md", whole);
    sandbox.generate("").code(0);
    keeps(&sandbox);
    sandbox.generate("--check").code(0);
}

#[test]
fn quarantine_ends_by_prune_metadata_or_return() {
    for more in ["docs --prune", "docs --metadata service.xml", "old"] {
        let sandbox = sandbox();
        sandbox
            .run(format!("update --out out --docs {more}"))
            .code(0);
        sandbox.read(LOCK).lacks("gone ");
        // What was agreed to is another matter.
        sandbox.read(LOCK).has(ACCEPTED);
    }
}

#[test]
fn branches_that_change_different_pages_merge() {
    let sandbox = Sandbox::empty();
    for name in ["alpha", "beta", "gamma", "delta", "epsilon"] {
        sandbox.add_page("docs", name, "", "\"size\": 1");
    }
    let git = |words: &str| sandbox.git(words, "2022-02-03T12:00:00Z");
    let branch = |name: &str, changed: &str| {
        git(&format!("checkout --quiet -b {name} main"));
        let rows = "|size|Int32|How large it is.|";
        sandbox.add_page("docs", changed, rows, "\"size\": 1");
        sandbox.generate("").code(0);
        git(&format!("commit --quiet --all --message {name}"));
    };
    git("init --quiet --initial-branch main");
    sandbox.generate("").code(0);
    git("add .");
    git("commit --quiet --message all");
    branch("one", "alpha");
    branch("two", "gamma");
    git("merge --quiet --message both one");
    sandbox.generate("--check").code(0);
}
