//! Nothing is lost without consent: many types at once, or the types of two versions in one crate.

use crate::sandbox::{Ran, Sandbox, Text, page};

/// A crate with this number of types.
fn generated(count: usize) -> Sandbox {
    let sandbox = Sandbox::empty();
    for at in 0..count {
        let name = format!("thing{at}");
        sandbox.add_page("docs", &name, "", "\"id\": \"a\"");
    }
    sandbox.generate("").code(0);
    sandbox
}

fn remove(sandbox: &Sandbox, at: std::ops::Range<usize>) {
    at.for_each(|at| sandbox.remove(format!("docs/resources/thing{at}.md")));
}

#[test]
fn dropping_over_a_tenth_of_the_types_needs_their_number() {
    for way in [
        "generate --docs docs --out out",
        "generate --docs docs --out out --prune",
        "update --docs docs --out out --fail-on never",
    ] {
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
        assert!(!sandbox.exists("out/src/core_/thing0.rs"));
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
    let sandbox = Sandbox::empty();
    let text = page("box", "", "\"id\": \"a\"");
    for version in ["v1.0", "beta"] {
        sandbox.write(&format!("both/{version}/resources/box.md"), &text);
        sandbox.write(&format!("flat/{version}/box.md"), &text);
    }
    for docs in [
        "--docs both",
        "--docs flat",
        "--docs both/v1.0 --docs both/beta/resources",
    ] {
        let ran = sandbox.run(format!("generate --out new {docs}")).code(101);
        ran.err.has("v1.0");
        ran.err.has("beta");
        assert!(!sandbox.exists("new"));
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
        let row = format!("|{property}|Int32|How much.|");
        let docs = format!("docs/{version}");
        sandbox.add_page(&docs, "box", &row, &format!("\"{property}\": 1"));
        let config = format!("{version}/graphdoc.toml");
        sandbox.write(
            &config,
            format!("docs = \"../docs/{version}\"\nout = \"../{name}\"\nname = \"{name}\"\n"),
        );
        sandbox.run(format!("generate --config {config}")).code(0);
        members += &format!("\"{name}\", ");
        // A name that differs from that in the manifest is a mistake, and does not result in two names.
        sandbox.edit(&config, &format!("name = \"{name}"), "name = \"other");
        let ran = sandbox.run(format!("generate --config {config}")).code(101);
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
