//! Generating a crate.

use crate::sandbox::{Sandbox, Text, page};

/// Returns the numbers in the first line of a summary.
fn headline(out: &str) -> [usize; 4] {
    let line = out
        .lines()
        .find(|line| line.contains(" pages: "))
        .expect("there is a summary");
    let numbers: Vec<usize> = line
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|word| word.parse().ok())
        .collect();
    let numbers: [usize; 4] = numbers.try_into().expect("four numbers");
    let [pages, generated, skipped, errors] = numbers;
    assert_eq!(
        line,
        format!("{pages} pages: {generated} generated, {skipped} skipped, {errors} in error")
    );
    numbers
}

#[test]
fn generate_is_the_default_subcommand() {
    let sandbox = Sandbox::with_docs();
    let ran = sandbox.run("--docs docs --out out").code(0);
    assert_eq!(headline(&ran.out), [2, 2, 0, 0]);
    assert!(ran.err.is_empty(), "{}", ran.err);
    sandbox.read("out/Cargo.toml").has("[package]");
    assert!(!sandbox.source("thing.rs").is_empty());
}

#[test]
fn summary_counts_add_up() {
    let sandbox = Sandbox::with_docs();
    sandbox.write(
        "docs/resources/overview.md",
        "# Working with things\n\nThere are things.\n",
    );
    sandbox.link("docs/resources/broken.md", "nowhere.md");
    let ran = sandbox.generate("").code(100);
    assert_eq!(headline(&ran.out), [4, 2, 1, 1]);
    ran.out.has("docs/resources/broken.md");
    assert!(!sandbox.source("thing.rs").is_empty());
    // A page in error is reported again, even though nothing changed.
    let again = sandbox.generate("").code(100);
    again.out.has("docs/resources/broken.md");
}

#[test]
fn second_run_writes_nothing() {
    let sandbox = Sandbox::with_docs();
    sandbox.generate("").code(0);
    let before = sandbox.files("out");
    let ran = sandbox.generate("").code(0);
    ran.out.has("0 files written");
    assert_eq!(headline(&ran.out), [2, 2, 0, 0]);
    assert_eq!(sandbox.files("out"), before);
}

#[test]
fn missing_or_empty_folder_is_an_error() {
    let sandbox = Sandbox::empty();
    let ran = sandbox.generate("").code(101);
    assert!(ran.out.is_empty() && ran.err.contains("`docs`"), "{ran:?}");
    std::fs::create_dir(sandbox.path().join("docs")).unwrap();
    let ran = sandbox.generate("").code(101);
    ran.err.has("`docs`: found no page");
    assert!(!sandbox.path().join("out").exists());
}

#[test]
fn unwritable_output_folder_is_an_error() {
    let sandbox = Sandbox::with_docs();
    sandbox.write("out", "a file where the folder should be");
    let ran = sandbox.generate("").code(101);
    assert!(ran.err.starts_with("error"), "{}", ran.err);
}

#[test]
fn only_includes_required_types_and_says_why() {
    let sandbox = Sandbox::with_docs();
    sandbox.write("docs/resources/other.md", page("other", "", "\"size\": 1"));
    for _ in 0..2 {
        let ran = sandbox.generate("--only microsoft.graph.box -v").code(0);
        ran.out.has("microsoft.graph.box: asked for");
        ran.out
            .has("microsoft.graph.thing: type of `content` of microsoft.graph.box");
        ran.out.lacks("microsoft.graph.other");
    }
    let ran = sandbox.generate("--only microsoft.graph.thong").code(2);
    ran.err.has("did you mean `microsoft.graph.thing`");
}

#[test]
fn diff_option_shows_changes_without_writing() {
    let sandbox = Sandbox::with_docs();
    sandbox
        .generate("--diff")
        .code(0)
        .out
        .has("out/src/lib.rs: missing");
    assert!(!sandbox.path().join("out").exists());
    sandbox.generate("").code(0);
    let before = sandbox.files("out");
    sandbox.write(
        "docs/resources/thing.md",
        page("thing", "|weight|Int32|Kilograms.|", "\"weight\": 1"),
    );
    let ran = sandbox.generate("--diff").code(0);
    assert!(
        ran.out
            .lines()
            .any(|line| line.starts_with('+') && line.contains("weight")),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .lines()
            .any(|line| line.starts_with('-') && line.contains("How large")),
        "{}",
        ran.out
    );
    assert_eq!(sandbox.files("out"), before);
}

#[test]
fn configuration_is_found_in_parents_and_overridden_by_options() {
    let sandbox = Sandbox::with_docs();
    sandbox.write(
        "docs/graphdoc.toml",
        "docs = \".\"\nout = \"../from-config\"\nonly = [\"microsoft.graph.thing\"]\n",
    );
    let ran = sandbox.run("--config docs/graphdoc.toml").code(0);
    ran.out.has("1 type and");
    let deep = sandbox
        .command(crate::sandbox::GRAPHDOC)
        .current_dir(sandbox.path().join("docs/resources"))
        .output();
    String::from_utf8_lossy(&deep.unwrap().stdout).has("0 files written");
    // A configuration that happens to be nearby does not describe a crate other than its own.
    let ran = sandbox
        .command(crate::sandbox::GRAPHDOC)
        .current_dir(sandbox.path().join("docs"))
        .args(["--out", "../o"])
        .output();
    String::from_utf8_lossy(&ran.unwrap().stdout).has("2 types and");
}

#[test]
fn configuration_error_is_shown_with_a_caret() {
    let sandbox = Sandbox::with_docs();
    for (text, place, message) in [
        (
            "docs = \"docs\"\nout = \"o\"\nonyl = []\n",
            "graphdoc.toml:3:1",
            "unknown key `onyl`",
        ),
        ("docs = [1]\n", "graphdoc.toml:1:9", "expected a string"),
        (
            "docs = \"docs\"\nout = \"o\"\nonly = [\"nothing\"]\n",
            "graphdoc.toml:3:9",
            "no page declares `nothing`",
        ),
    ] {
        sandbox.write("graphdoc.toml", text);
        let ran = sandbox.run("").code(2);
        ran.err.has(place);
        ran.err.has(message);
        assert!(ran.err.contains('^'), "{}", ran.err);
    }
}

#[test]
fn quiet_prints_nothing_but_errors() {
    let sandbox = Sandbox::with_docs();
    sandbox.write(
        "docs/resources/odd.md",
        page(
            "odd",
            "|size|Int32|x|",
            "\"size\": \"String\", \"more\": \"String\"",
        ),
    );
    let ran = sandbox.generate("-q").code(0);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
    sandbox.link("docs/resources/broken.md", "nowhere.md");
    let ran = sandbox.generate("-q").code(100);
    ran.err.has("broken.md");
    ran.err.lacks("odd.md");
    assert!(ran.out.is_empty(), "{ran:?}");
}

#[test]
fn output_inside_the_docs_folder_is_rejected() {
    let sandbox = Sandbox::with_docs();
    sandbox.link("near", "docs/resources");
    for out in [
        "docs/resources",
        "docs/resources/out",
        "near/out",
        "docs/x/../resources",
    ] {
        let before = sandbox.files(".");
        for words in [
            &format!("generate --docs docs --out {out}"),
            &format!("generate --out {out} --docs docs"),
        ] {
            let ran = sandbox.run(words).code(101);
            ran.err.has("among the pages");
        }
        assert!(sandbox.files(".") == before, "{out}");
    }
    // Beside them, it is in nobody's way.
    sandbox.run("generate --docs docs --out docs/out").code(0);
    sandbox
        .run("generate --docs docs --out docs/out --check")
        .code(0);
}
