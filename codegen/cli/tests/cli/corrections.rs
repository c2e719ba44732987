//! Corrections of pages, as users of the program see them.

use serde_json::Value;

use crate::{
    sandbox::{Sandbox, Text},
    second_source,
};

const FACT: &str = r#"
[[fact]]
id = "fern.size"
page = "resources/fern.md"
quote = "|size|Int32|How large it is. Read-only.|"
because = "larger ones are sent"
link = "https://example.org/issues/1"
correct = { property = "size", type = "Double" }

[[fact]]
id = "fern.size-set"
page = "resources/fern.md"
quote = "|size|Int32|How large it is. Read-only.|"
because = "it is given on creation"
link = "https://example.org/issues/2"
correct = { property = "size", read-only = false }
"#;

const CONFIGURATION: &str = "docs = 'docs'\nfacts = 'facts'\n";
const PREFERRED: &str = "[metadata]\npath = 'service.xml'\nprefer = 'docs'\n";

fn sandbox() -> Sandbox {
    let sandbox = second_source::sandbox();
    sandbox.write("facts/own.toml", FACT);
    sandbox.write("graphdoc.toml", CONFIGURATION);
    sandbox
}

fn size(sandbox: &Sandbox, more: &str) -> Value {
    let dump = sandbox.run(format!("model {more}"));
    let dump: Value = serde_json::from_str(&dump.code(0).out).expect("a dump");
    let named = |all: &Value, name: &str| {
        let mut all = all.as_array().expect("a list").iter();
        all.find(|one| one["name"] == name).expect(name).clone()
    };
    named(
        &named(&dump["types"], "microsoft.graph.fern")["properties"],
        "size",
    )
}

#[test]
fn corrections_override_page_and_metadata() {
    let sandbox = sandbox();
    for (configuration, more) in [("", ""), ("", "--metadata service.xml"), (PREFERRED, "")] {
        sandbox.write("graphdoc.toml", [CONFIGURATION, configuration].concat());
        let size = size(&sandbox, more);
        assert_eq!(size["type"], "Edm.Double", "{more:?}");
        assert_eq!(size["readOnly"], false);
        let by = serde_json::json!(["fern.size", "fern.size-set"]);
        assert_eq!(size["correctedBy"], by);
    }
}

#[test]
fn correction_can_side_with_the_page_against_the_metadata() {
    let sandbox = sandbox();
    let facts = FACT.replace("type = \"Double\"", "type = \"Int32\"");
    sandbox.write("facts/own.toml", &facts);
    let with = size(&sandbox, "--metadata service.xml");
    assert_eq!(with["type"], "Edm.Int32");
    // Without the metadata, there is nothing to correct.
    let ran = sandbox.generate("--facts facts").code(100);
    (ran.out + &ran.err).has("[fact-obsolete]");
}

#[test]
fn facts_lists_corrections_with_reason_and_link() {
    let ran = sandbox().run("facts --docs docs --facts facts");
    let ran = ran.code(0);
    ran.out.has("fern.size (correct)\n");
    ran.out.has("    corrected: larger ones are sent\n");
    ran.out
        .has("    reported at https://example.org/issues/1\n");
    ran.out.has("    of microsoft.graph.fern.size\n");
    ran.out.has("    used by msgraph_types::Fern\n");
}

#[test]
fn obsolete_corrections_are_reported() {
    let sandbox = sandbox();
    sandbox.generate("--facts facts").code(0);
    let page = "docs/resources/fern.md";
    let mended = sandbox.read(page).replace("|Int32|", "|Double|");
    sandbox.write(page, mended);
    for verb in ["generate --out out", "lint", "facts"] {
        let ran = sandbox.run(verb).code(100);
        let said = ran.out + &ran.err;
        assert!(said.contains("[fact-obsolete]"), "{verb:?}: {said}");
        // The other one still corrects the page.
        assert_eq!(said.matches("error[fact-stale]").count(), 1, "{said}");
    }
}

#[test]
fn fixing_a_corrected_page_is_no_breaking_change() {
    let sandbox = sandbox();
    sandbox.write(
        "old/resources/fern.md",
        sandbox.read("docs/resources/fern.md"),
    );
    sandbox.write(
        "old/resources/moss.md",
        sandbox.read("docs/resources/moss.md"),
    );
    let page = "docs/resources/fern.md";
    let mended = sandbox.read(page).replace("|Int32|", "|Double|");
    sandbox.write(page, mended);
    let diff = "diff old docs --message-format json";
    let rules = |configuration: &str| -> Vec<String> {
        sandbox.write("graphdoc.toml", configuration);
        let ran = sandbox.run(diff);
        let changes = ran.json().into_iter();
        let rule = |change: Value| change["rule"].as_str().unwrap_or_default().to_owned();
        changes.map(rule).filter(|rule| !rule.is_empty()).collect()
    };
    assert!(rules("docs = 'docs'\n").contains(&"property-type-changed".to_owned()));
    let with = rules(CONFIGURATION);
    assert!(with.contains(&"fact-changed".to_owned()));
    assert!(!with.contains(&"property-type-changed".to_owned()));
}
