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
    let mut lines = text.lines();
    1 + lines.position(|line| line.starts_with(beginning)).unwrap()
}

#[test]
fn model_dump_of_the_bundled_page_is_complete() {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs-input");
    let dump = Sandbox::empty().model(&format!("--docs {docs} --format json"));
    let mut seed = dump.ty("commsOperation").clone();
    // The model may choose the line for a type, but it must be on the page.
    let declared = seed["line"].take().as_u64().unwrap();
    let last = std::fs::read_to_string(SEED).unwrap().lines().count();
    assert!((1..=last as u64).contains(&declared));
    let property = |name: &str, ty: &str, read_only: bool, raw: &str| {
        json!({
            "name": name, "type": ty, "rust": null, "collection": false, "relationship": false, "readOnly": read_only,
            "source": "both", "rawType": raw, "line": line(&format!("| {name} ")),
        })
    };
    let ty = "microsoft.graph.resultInfo";
    let mut result = property("resultInfo", ty, true, "resultInfo");
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
    assert_eq!(dump.ty("resultInfo")["kind"], "complex");
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
    let dump = sandbox.model("--docs docs");
    let colour = dump.ty("colour");
    assert_eq!(colour["kind"], "enum");
    assert_eq!(colour["isFlags"], false);
    assert_eq!(colour["members"][0], "red");
    assert_eq!(colour["members"][1], "blue");
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
