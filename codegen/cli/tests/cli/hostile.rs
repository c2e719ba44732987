//! Names and texts from outside that would act as instructions in some outputs.

#![cfg(unix)]

use crate::sandbox::{Ran, Sandbox, Text, page};

const ATTACK: &str = "x\ncargo::rustc-env=LD_PRELOAD=evil";

/// What must never appear in the output.
#[track_caller]
fn harmless(ran: &Ran) {
    for text in [&ran.out, &ran.err] {
        text.is_printable();
        for line in text.lines() {
            let line = line.trim_start();
            let acts = ["cargo:", "::set-output", "::stop-commands"];
            assert!(!acts.iter().any(|act| line.starts_with(act)), "{text:?}");
            line.lacks("##[");
            line.lacks("##vso[");
        }
    }
}

#[test]
fn every_subcommand_rejects_paths_with_line_breaks() {
    let sandbox = Sandbox::with_docs();
    sandbox.generate("").code(0);
    sandbox.rename("out", "crate");
    let below = |name: &str| format!("{ATTACK}/{name}");
    let (config, lock) = (below("graphdoc.toml"), below("graphdoc.lock"));
    let (facts, csdl, out) = (below("facts.toml"), below("csdl.xml"), below("out"));
    let text = page("a", "", "\"x\": 1");
    sandbox.write(&below("resources/a.md"), &text);
    sandbox.write(&format!("inner/resources/{ATTACK}.md"), &text);
    sandbox.write(&config, "docs = [\"resources\"]\nout = \"out\"\n");
    sandbox.write(&lock, sandbox.read("crate/graphdoc.lock"));
    sandbox.write(&facts, "");
    sandbox.write(&csdl, "<x/>");
    sandbox.write(
        "own/graphdoc.toml",
        "docs = [\"../x\\ncargo::rustc-env=LD_PRELOAD=evil\"]\nout = \"out\"\n",
    );
    let report = format!("json={}", below("report.json"));
    let attacks: &[&str] = &[
        &format!("generate --docs {ATTACK} --out out"),
        "generate --docs inner --out out",
        &format!("generate --docs docs --out {out}"),
        &format!("generate --docs docs --facts {facts} --out out"),
        &format!("generate --config {config}"),
        "generate --config own/graphdoc.toml",
        &format!("generate --check --docs {ATTACK} --out crate"),
        &format!("model --docs {ATTACK}"),
        "model --docs inner",
        &format!("facts --docs {ATTACK}"),
        &format!("facts --docs docs --facts {facts}"),
        &format!("lint --docs {ATTACK}"),
        "lint --docs inner",
        &format!("lint --docs docs {ATTACK}"),
        &format!("lint --docs docs --metadata {csdl}"),
        &format!("lint --docs docs --output {report}"),
        &format!("lint --config {config}"),
        &format!("generate --out out --docs {ATTACK}"),
        "generate --out out --docs inner",
        &format!("generate --out {out} --docs docs"),
        &format!("update --check --out crate --docs {ATTACK}"),
        "update --check --out crate --docs inner",
        &format!("update --check --out {lock} --docs docs"),
        &format!("diff docs {ATTACK}"),
        "diff inner docs",
        &format!("diff lock:{lock} docs"),
        &format!("update --out crate --docs {ATTACK}"),
        "update --out crate --docs inner",
        &format!("update --out crate --docs docs --metadata {csdl}"),
    ];
    for words in attacks {
        let ran = sandbox.run(words);
        assert_eq!(ran.code, 101, "{words:?} {ran:?}");
        harmless(&ran);
        assert!(ran.err.contains("control character"), "{words:?} {ran:?}");
        for file in ["out", &out, &below("report.json")] {
            assert!(!sandbox.exists(file), "{words:?}");
        }
    }
}

#[test]
fn current_folder_with_a_line_break_is_rejected() {
    let sandbox = Sandbox::named(ATTACK);
    sandbox.add_docs();
    let ran = sandbox.generate("").code(101);
    harmless(&ran);
    assert!(!sandbox.exists("out"));
}

#[test]
fn arguments_are_not_printed_as_workflow_commands() {
    let sandbox = Sandbox::with_docs();
    for words in [
        &["lint", "--x\n::set-output name=a::b"][..],
        &["\u{1b}]0;title\u{7}"],
        &["explain", "a\n::stop-commands::x"],
        &["explain", "\u{1b}[31m"],
        &[
            "--docs",
            "docs",
            "--out",
            "out",
            "--only",
            "a\n::set-output name=a::b",
        ],
    ] {
        harmless(&sandbox.run_words(words).code(2));
    }
}

/// A page with commands wherever a page has text.
fn commands() -> String {
    let all = "##[set-output name=a]b ##vso[task.x]y \u{1b}]0;t\u{7} \u{9b}31m \u{202e}";
    let row = format!("|size|Int32 {all}|{all} Possible values are: `a {all}`.|");
    let rows = format!("{row}\n|::stop-commands::x|nothing|y|\n\n::set-output name=a::b\n");
    let text = page("thing", &rows, "\"size\": 1, \"::set-output\": \"##[x]\"");
    format!("{text}\n {all}\n ::set-output name=a::b\n\t::stop-commands::x\n## {all}\n")
}

#[test]
fn reports_contain_no_workflow_commands_of_pages() {
    let sandbox = Sandbox::with_docs();
    sandbox.write("bad/resources/thing.md", commands());
    sandbox.write("bad/resources/::set-output name=a::b.md", commands());
    for format in [
        "human", "short", "json", "github", "gitlab", "sarif", "junit", "markdown", "html",
    ] {
        for words in ["lint --docs bad", "diff docs bad", "diff bad docs"] {
            let ran = sandbox.run(format!("{words} -v --message-format {format}"));
            assert!(matches!(ran.code, 0 | 100 | 101), "{words:?} {}", ran.err);
            // Style sheets and scripts of HTML reports are ours.
            let out = match ran.out.split_once("</style>") {
                Some((_, body)) => body.split("<script>").next().unwrap_or_default().to_owned(),
                None => ran.out,
            };
            harmless(&Ran { out, ..ran });
        }
    }
    for words in [
        "lint --docs bad --fix --check -v",
        "model --docs bad",
        "facts suggest --docs bad",
        "generate --docs bad --out out --diff -v",
    ] {
        harmless(&sandbox.run(words));
    }
}

#[test]
fn escapes_in_a_lock_file_do_not_reach_the_terminal() {
    let sandbox = Sandbox::with_docs();
    sandbox.generate("").code(0);
    let docs = "\ndocs \u{1b}]0;t\u{7}##[x] 2021-01-01\noptions ";
    sandbox.edit("out/graphdoc.lock", "\noptions ", docs);
    sandbox.add_page("docs", "more", "", "\"x\": 1");
    harmless(&sandbox.run("update --check --out out --docs docs"));
}

#[test]
fn suggested_facts_are_valid_toml_for_a_hostile_page() {
    let sandbox = Sandbox::empty();
    let evil = "##vso[task.x] ##[group]y \"\"\" \\u{1b} ::stop-commands::x # \u{202e}";
    let row = format!("|size|String|Its size. Max limit is 30 chars. {evil}|");
    sandbox.add_page("docs", "thing", &row, "\"size\": \"x\"");
    let ran = sandbox.run("facts suggest --docs docs").code(0);
    harmless(&ran);
    sandbox.write("facts/own.toml", &ran.out);
    let ran = sandbox.run("facts --docs docs --facts facts").code(0);
    ran.out.has("1 fact");
}
