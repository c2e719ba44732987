//! Nothing is lost without consent: many types at once, or the types of two versions in one crate.

use std::fs;

use crate::sandbox::{Ran, Sandbox, Text, page};

/// A crate with this number of types.
fn generated(count: usize) -> Sandbox {
    let sandbox = Sandbox::empty();
    for at in 0..count {
        let name = format!("thing{at}");
        sandbox.write(
            &format!("docs/resources/{name}.md"),
            page(&name, "", "\"id\": \"a\""),
        );
    }
    sandbox.generate("").code(0);
    sandbox
}

fn remove(sandbox: &Sandbox, at: std::ops::Range<usize>) {
    at.for_each(|at| {
        fs::remove_file(sandbox.path().join(format!("docs/resources/thing{at}.md"))).unwrap()
    });
}

#[test]
fn dropping_over_a_tenth_of_the_types_needs_their_number() {
    let update = "update --docs docs --out out --fail-on never";
    let ways = [
        "generate --docs docs --out out",
        "generate --docs docs --out out --prune",
        update,
    ];
    for way in ways {
        let sandbox = generated(20);
        remove(&sandbox, 0..3);
        let before = sandbox.files("out");
        for word in ["", "--drop-types 2", "--drop-types 4"] {
            let ran = sandbox.run(format!("{way} {word}")).code(101);
            ran.err.has("--drop-types 3");
            assert!(sandbox.files("out") == before, "{way:?}");
        }
        // Looking at it loses nothing.
        sandbox.generate("--check").code(100);
        sandbox.run(format!("{way} --drop-types 3")).code(0);
        assert!(!sandbox.path().join("out/src/core_/thing0.rs").exists());
        sandbox.generate("--check").code(0);
    }
}

#[test]
fn dropping_a_tenth_of_the_types_needs_no_consent() {
    let sandbox = generated(20);
    remove(&sandbox, 0..2);
    sandbox.generate("").code(0);
}

#[test]
fn mixing_v1_and_beta_pages_is_an_error() {
    let sandbox = generated(1);
    let text = page("box", "", "\"id\": \"a\"");
    sandbox.write("both/v1.0/resources/box.md", &text);
    sandbox.write("both/beta/resources/box.md", &text);
    sandbox.write("flat/v1.0/box.md", &text);
    sandbox.write("flat/beta/box.md", &text);
    let before = sandbox.files("out");
    for docs in [
        "--docs both",
        "--docs flat",
        "--docs both/v1.0 --docs both/beta/resources",
    ] {
        for verb in [
            "generate --out out",
            "generate --out new",
            "generate --out out --check",
            "update --out out",
            "update --out out --check",
            "lint",
            "model",
            "facts",
            "diff lock:out/graphdoc.lock",
        ] {
            let ran = sandbox.run(format!("{verb} {docs}")).code(101);
            assert!(
                ran.err.contains("v1.0") && ran.err.contains("beta"),
                "{verb:?}: {}",
                ran.err
            );
            assert!(sandbox.files("out") == before && !sandbox.path().join("new").exists());
        }
    }
    sandbox.run("generate --docs both/beta --out beta").code(0);
}

#[test]
#[ignore = "slow: compiles two crates; .ci/run runs it"]
fn crates_of_v1_and_beta_share_a_workspace() {
    let sandbox = Sandbox::empty();
    let mut members = String::new();
    for (version, name, property) in [
        ("v1.0", "msgraph-types", "size"),
        ("beta", "msgraph-beta-types", "weight"),
    ] {
        let (row, member) = (
            format!("|{property}|Int32|How much.|"),
            format!("\"{property}\": 1"),
        );
        sandbox.write(
            &format!("docs/{version}/resources/box.md"),
            page("box", &row, &member),
        );
        let config = format!("{version}/graphdoc.toml");
        sandbox.write(
            &config,
            format!("docs = \"../docs/{version}\"\nout = \"../{name}\"\nname = \"{name}\"\n"),
        );
        sandbox.run(format!("generate --config {config}")).code(0);
        members += &format!("\"{name}\", ");
        // A name that differs from that in the manifest is a mistake, and does not result in two names.
        let other = config.replace("graphdoc", "other");
        sandbox.write(
            &other,
            sandbox
                .read(&config)
                .replace(&format!("name = \"{name}"), "name = \"other"),
        );
        let ran = sandbox.run(format!("generate --config {other}")).code(101);
        ran.err.has(name);
    }
    sandbox.write(
        "Cargo.toml",
        format!("[workspace]\nresolver = \"2\"\nmembers = [{members}\"program\"]\n"),
    );
    sandbox.write(
        "program/Cargo.toml",
        "[package]\nname = \"program\"\nedition = \"2021\"\n\n[dependencies]\n\
         msgraph-types = { path = \"../msgraph-types\", features = [\"all\", \"json\"] }\n\
         msgraph-beta-types = { path = \"../msgraph-beta-types\", features = [\"all\", \"json\"] }\n",
    );
    sandbox.write(
        "program/src/main.rs",
        "fn main() {\n    assert!(msgraph_types::Box::default().size.is_none());\n    \
         assert!(msgraph_beta_types::Box::default().weight.is_none());\n}\n",
    );
    let cargo = |words: &str| {
        let mut command = sandbox.command(env!("CARGO"));
        command.env("CARGO_TARGET_DIR", sandbox.path().join("target"));
        Ran::of(command, words)
    };
    cargo("run --quiet -p program").code(0);
    // The examples in its documentation use its name.
    cargo("test --quiet --doc -p msgraph-beta-types --features all,json").code(0);
}
