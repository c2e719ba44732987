//! A complete run on the bundled docs.

use std::{fs, path::Path, process::Command};

const BODIES: &str = r##"{"odataType": "microsoft.graph.commsOperation", "isCollection": false, "raw": "{ \"id\": \"1\", \"status\": \"completed\", \"@odata.type\": \"#microsoft.graph.commsOperation\" }"}
{"odataType": "microsoft.graph.resultInfo", "isCollection": false, "raw": "{ \"code\": 200, \"message\": \"a  b\" }"}
{"odataType": "microsoft.graph.resultInfo", "isCollection": true, "raw": "{ \"value\": [] }"}
{"odataType": "microsoft.graph.unheardOf", "isCollection": false, "raw": "{}"}
"##;

#[test]
fn bundled_docs_give_a_table() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shapes");
    fs::create_dir_all(&scratch).expect("a folder");
    let bodies = scratch.join("examples.jsonl");
    fs::write(&bodies, BODIES).expect("a file of bodies");
    let output = Command::new(env!("CARGO_BIN_EXE_graphdoc-shapes"))
        .args(["--repeat", "1", "--type", "commsOperation"])
        .arg("--docs")
        .arg(package.join("../../../docs-input"))
        .arg("--scratch")
        .arg(&scratch)
        .arg("--bodies")
        .arg(&bodies)
        .output()
        .expect("the benchmark runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let table = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("2 bodies are read by all"), "{said}");
    assert!(
        table.starts_with("| | ours | derive | ours / derive |"),
        "{table}"
    );
    for row in [
        "check, CPU",
        "check, memory",
        "release library, CPU",
        "release library, size",
        "binary of one type, CPU",
        "binary of one type, size",
        "read bodies, compact",
        "write bodies, fields alone",
    ] {
        let line = table
            .lines()
            .find(|line| line.starts_with(&format!("| {row} |")));
        let cells: Vec<&str> = line.unwrap_or_default().split(" | ").collect();
        assert!(
            cells.len() == 4
                && cells
                    .iter()
                    .all(|cell| !cell.trim_matches(['|', ' ']).is_empty()),
            "{row}: {cells:?}\n{table}"
        );
    }
}
