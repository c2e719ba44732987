//! Corrections of pages, as users of the program see them.

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

#[test]
fn corrections_override_page_and_metadata() {
    let sandbox = sandbox();
    for (configuration, more) in [("", ""), ("", "--metadata service.xml"), (PREFERRED, "")] {
        sandbox.write("graphdoc.toml", [CONFIGURATION, configuration].concat());
        let dump = sandbox.model(more);
        let size = dump.property("fern", "size");
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
    let dump = sandbox.model("--metadata service.xml");
    assert_eq!(dump.property("fern", "size")["type"], "Edm.Int32");
    // Without the metadata, there is nothing to correct.
    let ran = sandbox.generate("--facts facts").code(100);
    ran.said().has("[fact-obsolete]");
}

#[test]
fn facts_lists_corrections_with_reason_and_link() {
    let ran = sandbox().run("facts --docs docs --facts facts").code(0);
    for line in [
        "fern.size (correct)\n",
        "    corrected: larger ones are sent\n",
        "    reported at https://example.org/issues/1\n",
        "    of microsoft.graph.fern.size\n",
        "    used by msgraph_types::Fern\n",
    ] {
        ran.out.has(line);
    }
}

#[test]
fn obsolete_corrections_are_reported() {
    let sandbox = sandbox();
    sandbox.generate("--facts facts").code(0);
    sandbox.edit("docs/resources/fern.md", "|Int32|", "|Double|");
    for verb in ["generate --out out", "lint", "facts"] {
        let ran = sandbox.run(verb).code(100);
        let said = ran.said();
        assert!(said.contains("[fact-obsolete]"), "{verb:?}: {said}");
        // The other one still corrects the page.
        assert_eq!(said.matches("error[fact-stale]").count(), 1, "{said}");
    }
}

#[test]
fn fixing_a_corrected_page_is_not_a_breaking_change() {
    let sandbox = sandbox();
    for page in ["fern.md", "moss.md"] {
        let text = sandbox.read(&format!("docs/resources/{page}"));
        sandbox.write(&format!("old/resources/{page}"), text);
    }
    sandbox.edit("docs/resources/fern.md", "|Int32|", "|Double|");
    let diff = |configuration: &str| {
        sandbox.write("graphdoc.toml", configuration);
        sandbox.run("diff old docs").out
    };
    diff("docs = 'docs'\n").has("[property-type-changed]");
    let with = diff(CONFIGURATION);
    with.has("[fact-changed]");
    with.lacks("[property-type-changed]");
}
