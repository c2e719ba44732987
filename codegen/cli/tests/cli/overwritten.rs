//! A report never overwrites an input, by whatever name that is reached.

use std::fs;

use crate::{sandbox::Sandbox, unread};

/// A project in which several names lead to its pages.
fn project() -> Sandbox {
    let sandbox = unread::project();
    sandbox.link("linked.json", "docs/resources/box.md");
    sandbox.link("folder", "docs");
    let page = sandbox.path().join("docs/resources/box.md");
    fs::hard_link(page, sandbox.path().join("hard.json")).unwrap();
    sandbox
}

#[test]
fn report_over_an_input_is_rejected() {
    let sandbox = project();
    let everything = || {
        let mut files = sandbox.files("docs");
        files.extend(sandbox.files("facts"));
        files.extend(sandbox.files("out"));
        files
    };
    let before = everything();
    let config = sandbox.read("graphdoc.toml");
    let verbs = [
        "lint --metadata service.xml",
        "diff lock:out/graphdoc.lock docs",
        "update --check",
    ];
    for words in verbs {
        for file in [
            "docs/resources/thing.md",
            "docs/../docs/resources/thing.md",
            "linked.json",
            "hard.json",
            "folder/resources/thing.md",
            "docs/resources/report.md",
            "graphdoc.toml",
            "./graphdoc.toml",
            "out/graphdoc.lock",
            "facts/own.toml",
        ] {
            let output = format!("json={file}");
            let words = format!("{words} --output {output}");
            let ran = sandbox.run(&words).code(2);
            let told = ["would overwrite an input", "would be read as a page"];
            let is_told = told.iter().any(|told| ran.err.contains(told));
            assert!(is_told, "{words:?}: {}", ran.err);
        }
        sandbox.run(format!("{words} --output json=docs/report.json"));
        sandbox.remove("docs/report.json");
    }
    let words = "lint --metadata service.xml --output json=service.xml";
    sandbox.run(words).code(2);
    assert!(sandbox.read("service.xml").starts_with("<Edmx>"));
    assert!(everything() == before, "an input changed");
    assert_eq!(sandbox.read("graphdoc.toml"), config);
}
