//! The output of `graphdoc model`.

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, Text};

const SEED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../docs-input/resources/commsoperation.md"
);

/// Returns the number of the line of the seed page that begins with this text, counted from 1.
fn line(beginning: &str) -> usize {
    let text = std::fs::read_to_string(SEED).unwrap();
    1 + text
        .lines()
        .position(|line| line.starts_with(beginning))
        .unwrap()
}

#[test]
fn model_dump_of_the_seed_page() {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs-input");
    let ran = Sandbox::empty()
        .run(format!("model --docs {docs} --format json"))
        .code(0);
    let dump: Value = serde_json::from_str(&ran.out).unwrap();
    let found = |name: &str| {
        let types = dump["types"].as_array().unwrap();
        types
            .iter()
            .find(|ty| ty["name"] == name)
            .cloned()
            .unwrap_or_default()
    };
    let mut seed = found("microsoft.graph.commsOperation");
    // The model may choose the line for a type, but it must be on the page.
    let declared = seed["line"].take().as_u64().unwrap();
    assert!(
        (1..=std::fs::read_to_string(SEED).unwrap().lines().count() as u64).contains(&declared)
    );
    let property = |name: &str, ty: &str, read_only: bool, raw: &str| {
        json!({
            "name": name, "type": ty, "rust": null, "collection": false, "relationship": false, "readOnly": read_only,
            "source": "both", "rawType": raw, "line": line(&format!("| {name} ")),
        })
    };
    let mut result = property(
        "resultInfo",
        "microsoft.graph.resultInfo",
        true,
        "resultInfo",
    );
    result["rust"] = json!("msgraph_types::ResultInfo");
    let mut status = property("status", "Edm.String", true, "String");
    status["rust"] = json!("msgraph_types::CommsOperationStatus");
    status["enumMembers"] = json!(["notStarted", "running", "completed", "failed"]);
    assert_eq!(
        seed,
        json!({
            "name": "microsoft.graph.commsOperation", "rust": "msgraph_types::CommsOperation", "kind": "entity",
            "base": "microsoft.graph.entity", "abstract": false, "openType": false, "key": "id",
            "page": "resources/commsoperation.md", "line": null,
            "properties": [
                property("clientContext", "Edm.String", false, "String"),
                property("id", "Edm.String", true, "String"),
                result,
                status,
            ],
        })
    );
    assert_eq!(found("microsoft.graph.resultInfo")["kind"], "complex");
}

#[test]
fn model_lists_enums_among_the_types() {
    let sandbox = Sandbox::with_docs();
    let page = "# colour enum type\n\nNamespace: microsoft.graph\n\nColours.\n\n## Members\n\n|Member|Value|Description|\n\
                |:--|:--|:--|\n|red|0|Red.|\n|blue|1|Blue.|\n|unknownFutureValue|2|Not known yet.|\n";
    sandbox.write(
        "docs/resources/colour.md",
        format!("---\ndoc_type: enumPageType\n---\n\n{page}"),
    );
    let dump: Value = serde_json::from_str(&sandbox.run("model --docs docs").code(0).out).unwrap();
    let types = dump["types"].as_array().unwrap();
    let colour = types
        .iter()
        .find(|ty| ty["name"] == "microsoft.graph.colour")
        .unwrap();
    assert_eq!(colour["kind"], "enum");
    assert_eq!(colour["isFlags"], false);
    assert!(
        colour["members"]
            .as_array()
            .unwrap()
            .starts_with(&[json!("red"), json!("blue")]),
        "{colour}"
    );
}

#[test]
fn model_reports_page_errors_beside_the_dump() {
    let sandbox = Sandbox::with_docs();
    sandbox.link("docs/resources/broken.md", "nowhere.md");
    let ran = sandbox.run("model --docs docs").code(100);
    let dump: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(dump["types"].as_array().unwrap().len(), 2);
    ran.err.has("docs/resources/broken.md");
    sandbox.run("model --docs missing").code(101);
}
