//! Generating a crate.

use crate::sandbox::{GRAPHDOC, Ran, Sandbox, Text};

/// Returns the numbers in the first line of a summary.
fn headline(out: &str) -> [usize; 4] {
    let mut lines = out.lines();
    let line = lines.find(|line| line.contains(" pages: ")).unwrap();
    let words = line.split(|c: char| !c.is_ascii_digit());
    let numbers: Vec<usize> = words.filter_map(|word| word.parse().ok()).collect();
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
    let overview = "# Working with things\n\nThere are things.\n";
    sandbox.write("docs/resources/overview.md", overview);
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
fn unwritable_output_folder_is_an_error() {
    let sandbox = Sandbox::with_docs();
    sandbox.write("out", "a file where the folder should be");
    let ran = sandbox.generate("").code(101);
    assert!(ran.err.starts_with("error"), "{}", ran.err);
}

#[test]
fn only_includes_required_types_and_says_why() {
    let sandbox = Sandbox::with_docs();
    sandbox.add_page("docs", "other", "", "\"size\": 1");
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
    let ran = sandbox.generate("--diff").code(0);
    ran.out.has("out/src/lib.rs: missing");
    assert!(!sandbox.exists("out"));
    sandbox.generate("").code(0);
    let before = sandbox.files("out");
    let row = "|weight|Int32|Kilograms.|";
    sandbox.add_page("docs", "thing", row, "\"weight\": 1");
    let ran = sandbox.generate("--diff").code(0);
    for (sign, word) in [('+', "weight"), ('-', "How large")] {
        let is_shown = |line: &str| line.starts_with(sign) && line.contains(word);
        assert!(ran.out.lines().any(is_shown), "{word}: {}", ran.out);
    }
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
    let run_in = |folder: &str, words: &str| {
        let mut command = sandbox.command(GRAPHDOC);
        command.current_dir(sandbox.path().join(folder));
        Ran::of(command, words).out
    };
    run_in("docs/resources", "").has("0 files written");
    // A configuration that happens to be nearby does not describe a crate other than its own.
    run_in("docs", "--out ../o").has("2 types and");
}

#[test]
fn quiet_prints_nothing_but_errors() {
    let sandbox = Sandbox::with_docs();
    let members = "\"size\": \"String\", \"more\": \"String\"";
    sandbox.add_page("docs", "odd", "|size|Int32|x|", members);
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
    for more in ["", "--check"] {
        let words = format!("generate --docs docs --out docs/out {more}");
        sandbox.run(words).code(0);
    }
}
