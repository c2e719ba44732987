//! `texts` and `license`: which texts of the documentation a crate contains, and what it says about them.

use crate::sandbox::{Sandbox, Text, page};

/// A word that each text of the pages contains, and none of their names.
const WORD: &str = "zyzzyva";

/// Pages with a text in every place that a crate has room for.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty();
    let rows = format!(
        "|name|String|The {WORD} name. It has at most 20 chars. Read-only.|\n\
         |colour|String|A {WORD}. Possible values are: `red`, `blue`.|\n\
         |old|String|Deprecated. Use the {WORD} instead.|\n\
         |kind|kind|Which {WORD}.|"
    );
    let members = "\"name\": \"String\",\n  \"colour\": \"red\",\n  \"old\": \"String\",\n  \"kind\": \"String\"";
    let values = format!(
        "\n### kind values\n\n|Member|Value|Description|\n|:--|:--|:--|\n|large|0|A large {WORD}.|\n|small|1|A small {WORD}.|\n"
    );
    let thing = page("thing", &rows, members).replace("A thing.", &format!("A {WORD} thing."));
    let thing = thing.replace("## Relationships\nNone.", &format!(
        "{values}\n## Relationships\n\n|Relationship|Type|Description|\n|:--|:--|:--|\n|others|[thing](thing.md) collection|More {WORD}.|"
    ));
    sandbox.write("docs/resources/thing.md", thing);
    sandbox.write(
        "facts/own.toml",
        format!(
            "[[fact]]\nid = \"limit\"\npage = \"thing.md\"\nlimit = {{ property = \"name\", max-length = 20 }}\n\
             quote = \"The {WORD} name. It has at most 20 chars.\"\n"
        ),
    );
    sandbox
}

fn configure(sandbox: &Sandbox, more: &str) {
    let config = format!("docs = \"docs\"\nout = \"out\"\nfacts = \"facts\"\n{more}");
    sandbox.write("graphdoc.toml", config);
}

/// Returns the files of the crate that contain the word.
fn with_texts(sandbox: &Sandbox) -> Vec<String> {
    let files = sandbox.files("out").into_iter();
    let files = files.filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(WORD));
    let name = |path: std::path::PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    files.map(|(path, _)| name(path)).collect()
}

#[test]
fn crate_without_docs_text_says_so() {
    let sandbox = sandbox();
    configure(&sandbox, "");
    sandbox.run("generate").code(0);
    // They are not looked for in vain.
    assert!(with_texts(&sandbox).len() > 1);
    sandbox.remove("out");

    configure(&sandbox, "texts = \"none\"\n");
    sandbox.run("generate").code(0);
    assert_eq!(with_texts(&sandbox), [""; 0]);
    assert!(!sandbox.exists("out/LICENSE-CC-BY-4.0"));
    sandbox.read("out/Cargo.toml").has("license = \"MIT\"\n");
    sandbox.read("out/README.md").has("`MIT`. See `NOTICE`");
    sandbox.read("out/NOTICE").has("none of its texts");
    // What is not text is still there.
    for code in ["MaxLength(20)", "Blue", "Large", "#[deprecated"] {
        sandbox.sources().has(code);
    }
    sandbox.run("generate --check").code(0);
}

#[test]
fn removing_docs_text_removes_its_licence() {
    let sandbox = sandbox();
    configure(&sandbox, "");
    sandbox.run("generate").code(0);
    let before = sandbox.files("out");
    configure(&sandbox, "texts = \"none\"\n");
    // The manifest belongs to the user, and must not make false statements.
    let ran = sandbox.run("generate").code(101);
    ran.err.has("out/Cargo.toml");
    ran.err.has("`MIT AND CC-BY-4.0`");
    assert!(sandbox.files("out") == before);
    sandbox.edit("out/Cargo.toml", "MIT AND CC-BY-4.0", "MIT");
    sandbox.run("generate --check").code(100);
    sandbox.run("generate").code(0);
    assert_eq!(with_texts(&sandbox), [""; 0]);
    assert!(!sandbox.exists("out/LICENSE-CC-BY-4.0"));
    sandbox.run("generate --check").code(0);
}

#[test]
fn configured_licence_is_in_manifest_and_readme() {
    let sandbox = sandbox();
    let own = "license = \"Apache-2.0 AND CC-BY-4.0\"\n";
    configure(&sandbox, own);
    sandbox.run("generate").code(0);
    sandbox.read("out/Cargo.toml").has(own);
    let readme = sandbox.read("out/README.md");
    readme.has("`Apache-2.0 AND CC-BY-4.0`");
    configure(&sandbox, "");
    let ran = sandbox.run("generate --check").code(101);
    ran.err.has("license = \"Apache-2.0 AND CC-BY-4.0\"");
    // A value that cargo takes from elsewhere states nothing here.
    let elsewhere = "license-file = \"LICENSE-MIT\"\n";
    sandbox.edit("out/Cargo.toml", own, elsewhere);
    sandbox.run("generate").code(0);
}
