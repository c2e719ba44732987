//! Wrong arguments, help, completions, and cargo.

use crate::sandbox::{Ran, Sandbox, Text};

const VERBS: [&str; 3] = ["generate", "model", "completions"];

#[test]
fn invalid_arguments_are_usage_errors() {
    let sandbox = Sandbox::with_docs();
    for words in [
        "--unknown",
        "nonsense",
        "generate --jobs 0",
        "generate --message-format xml",
        "--docs docs model",
        "--check completions bash",
        "generate --docs docs",
        "completions",
        "--config missing.toml",
    ] {
        let ran = sandbox.run(words).code(2);
        let is_error = ran.out.is_empty() && ran.err.contains("error");
        assert!(is_error, "{words:?}: {ran:?}");
    }
}

#[test]
fn help_lists_the_subcommands_of_each_format() {
    let sandbox = Sandbox::with_docs();
    sandbox.generate("").code(0);
    let help = sandbox.run("lint --help").code(0).out;
    let (_, formats) = help.split_once("--message-format").unwrap();
    let (formats, _) = formats.split_once("--color").unwrap();
    // Long lines are wrapped.
    let formats = formats.split_whitespace().collect::<Vec<_>>().join(" ");
    let formats = formats.split(") ").filter_map(|line| {
        let (_, line) = line.split_once("- ")?;
        let (name, rest) = line.split_once(':')?;
        let (_, verbs) = rest.rsplit_once('(')?;
        Some((name.to_owned(), verbs.to_owned()))
    });
    let formats: Vec<(String, String)> = formats.collect();
    assert_eq!(formats.len(), 10, "{help}");
    for (format, verbs) in formats {
        for words in [
            "generate --check --docs docs --out out",
            "lint --docs docs",
            "diff docs docs",
            "update --check --docs docs --out out",
            "model --docs docs",
            "facts --docs docs",
            "explain link-case",
            "completions bash",
            "init",
            "fetch",
        ] {
            let (verb, _) = words.split_once(' ').unwrap_or((words, ""));
            let is_listed = verbs == "every verb" || verbs.split(", ").any(|known| known == verb);
            let words = format!("{words} --message-format {format}");
            if !is_listed {
                let ran = sandbox.run(&words).code(2);
                assert!(ran.err.contains(&verbs), "{words:?}: {}", ran.err);
            } else if !["init", "fetch"].contains(&verb) {
                sandbox.run(&words).code(0);
            }
        }
    }
    assert!(!sandbox.exists("graphdoc.toml"));
}

#[test]
fn missing_docs_and_configuration_suggest_init() {
    let ran = Sandbox::empty().run("").code(2);
    ran.err.has("--docs");
}

#[test]
fn every_help_page_shows_examples() {
    let sandbox = Sandbox::empty();
    for words in ["--help", "-h", "help"] {
        let help = sandbox.run(words).code(0).out;
        help.has("Examples:");
        assert!(VERBS.iter().all(|verb| help.contains(verb)), "{help}");
    }
    for verb in VERBS {
        let help = sandbox.run(format!("{verb} --help")).code(0).out;
        help.has("Examples:");
        help.has(format!("graphdoc {verb}"));
    }
}

#[test]
fn completions_name_every_subcommand_unescaped() {
    let sandbox = Sandbox::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = sandbox.run(format!("completions {shell}")).code(0).out;
        for word in VERBS.iter().chain(&["check", "message-format"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
        assert!(!script.contains("\\u{"), "{shell}: it is escaped");
    }
}

#[test]
fn cargo_subcommand_works() {
    let sandbox = Sandbox::with_docs();
    let cargo = env!("CARGO_BIN_EXE_cargo-graphdoc");
    let generate = "graphdoc generate --docs docs --out out";
    let check = format!("{generate} --check");
    let run = |words: &str| Ran::of(sandbox.command(cargo), words);
    let ran = run(generate).code(0);
    ran.out.has("2 pages: 2 generated");
    sandbox.run(&check).code(0);

    sandbox.write("out/src/lib.rs", "// mine\n");
    let ran = run(&check).code(100);
    let last = format!("cargo {generate}\n");
    assert!(ran.out.ends_with(&last), "{}", ran.out);
}

#[test]
fn version_is_the_package_version() {
    let ran = Sandbox::empty().run("--version").code(0);
    let version = concat!("graphdoc ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(ran.out, version);
}
