//! Validates SARIF files with the schema of SARIF 2.1.0 in the crate `serde-sarif`; the project has no copy of it.

use std::{fs, path::Path, process::Command};

use jsonschema::Validator;
use reference_material::{material, needs_material};
use serde_json::{Value, json};
use serde_sarif::sarif::Sarif;

use crate::sandbox::{GRAPHDOC, Ran, Sandbox, page};

/// Returns cargo's metadata about all packages. Those of other platforms, and of other members of the workspace, may
/// not be fetched yet.
fn metadata() -> Value {
    let mut errors = String::new();
    for way in [&["--offline"][..], &[]] {
        let output = Command::new(env!("CARGO"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["metadata", "--format-version", "1", "--locked"])
            .args(["--filter-platform", &host()])
            .args(way)
            .output()
            .expect("cargo runs");
        if output.status.success() {
            return serde_json::from_slice(&output.stdout).expect("JSON");
        }
        errors += &String::from_utf8_lossy(&output.stderr);
    }
    panic!("{errors}")
}

/// Returns the schema, from the sources of the crate.
fn schema() -> Validator {
    let metadata = metadata();
    let mut packages = metadata["packages"].as_array().expect("packages").iter();
    let package = packages.find(|package| package["name"] == "serde-sarif");
    let package = package.expect("a dependency");
    let manifest = Path::new(package["manifest_path"].as_str().expect("a path"));
    let text = fs::read_to_string(manifest.with_file_name("src").join("schema.json"));
    // The pattern for language tags has a superfluous bracket, which strict readers of patterns refuse.
    let text = text.expect("a file").replace("{2}]?$", "{2}$");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    let id = schema["$id"].as_str().expect("a text");
    assert!(id.ends_with("sarif-schema-2.1.0.json"), "{id}");
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("a schema")
}

fn host() -> String {
    let version = Command::new("rustc").arg("-vV").output();
    let version = String::from_utf8(version.expect("rustc runs").stdout).expect("text");
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("a host").to_owned()
}

/// Validates a file, also as other programs read it, and returns its number of results.
#[track_caller]
fn valid(schema: &Validator, text: &str) -> (Value, usize) {
    let log: Value = serde_json::from_str(text).expect("JSON");
    let errors: Vec<String> = schema
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let read: Sarif = serde_json::from_str(text).expect("SARIF");
    let results = read.runs[0].results.as_ref().map_or(0, Vec::len);
    (log, results)
}

/// Docs that break many rules, with names that addresses can only contain in an encoded form.
fn broken_docs(folder: &str) -> Sandbox {
    let sandbox = Sandbox::with_docs();
    let row = "|size|Boolean|One of <b>\"100 %\"</b>. \u{202e}Possible values are: `a`, `b`.|\n|size|Int32||";
    let text = page("thing", row, "\"size\": 1024,").replace("doc_type: resourcePageType\n", "");
    sandbox.write(&format!("docs/{folder}/résumé, 100 %.md"), text);
    sandbox.link("docs/resources/bad.md", "nowhere.md");
    sandbox
}

#[test]
fn lint_reports_are_valid_sarif() {
    let schema = schema();
    for (sandbox, least) in [
        (Sandbox::with_docs(), 0),
        (broken_docs("resources"), 5),
        (broken_docs("a b#c?d/resources"), 5),
    ] {
        for more in ["", "-v"] {
            let words = "lint --docs docs --message-format sarif";
            let ran = sandbox.run(format!("{words} {more}"));
            let (_, results) = valid(&schema, &ran.out);
            assert!(results >= least, "{results}: {}", ran.out);
        }
        let mut command = sandbox.command(GRAPHDOC);
        command.current_dir("/");
        let absolute = sandbox.path().join("docs");
        let words = "lint --message-format sarif --docs";
        let ran = Ran::of(command, format!("{words} {}", absolute.display()));
        valid(&schema, &ran.out);
    }
}

#[test]
fn diff_reports_are_valid_sarif_with_rule_descriptions() {
    let schema = schema();
    let sandbox = broken_docs("resources");
    let docs = |folder: &str, rows: &str| {
        let text = page("thing", rows, "\"id2\": \"String\"");
        sandbox.write(&format!("{folder}/resources/the thing.md"), text);
    };
    docs("old", "|size|Int32|How large.|\n|colour|String|Of it.|");
    docs("new", "|size|String|How large.|\n|weight|Int64|Of it.|");
    let words = "diff old new --output sarif=changes.sarif";
    sandbox.run(words).code(100);
    let (log, results) = valid(&schema, &sandbox.read("changes.sarif"));
    assert_eq!(results, 3, "another type, one lost, one new");
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array();
    for rule in rules.expect("rules") {
        assert!(rule["shortDescription"]["text"].is_string(), "{rule}");
    }
    let grave = &log["runs"][0]["results"][0]["properties"];
    assert_eq!(grave["severity"], "breaking");
    assert_eq!(grave["bump"], "major");
    sandbox.run("diff old old --output sarif=none.sarif");
    assert_eq!(valid(&schema, &sandbox.read("none.sarif")).1, 0);
}

#[needs_material]
#[test]
fn reports_of_v1_are_valid_sarif() {
    let shared = material!();
    let sandbox = Sandbox::empty();
    sandbox.link("docs", shared.join("corpus/graph-v1.0/resources"));
    sandbox.link("service.xml", shared.join("oracle/csdl-v1.0.xml"));
    let ran = sandbox.run("lint -v --message-format sarif --docs docs --metadata service.xml");
    let (_, results) = valid(&schema(), &ran.out);
    assert!(results > 100, "{results}");
}

#[test]
fn sarif_schema_rejects_an_invalid_file() {
    let schema = schema();
    let sandbox = broken_docs("resources");
    let words = "lint --docs docs --message-format sarif";
    let (good, _) = valid(&schema, &sandbox.run(words).out);
    let defects: [(&str, Value); 8] = [
        ("/version", json!("2.0.0")),
        ("/runs/0/results/0/level", json!("fatal")),
        ("/runs/0/results/0/message", json!("no object")),
        (
            "/runs/0/results/0/locations/0/physicalLocation/region/startLine",
            json!(0),
        ),
        (
            "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri",
            json!("résumé, 100 %.md"),
        ),
        ("/runs/0/results/0/partialFingerprints", json!(["a"])),
        ("/runs/0/tool/driver", json!({"version": "1"})),
        ("/runs/0/invocations/0", json!({"colour": "blue"})),
    ];
    for (path, wrong) in defects {
        let mut bad = good.clone();
        *bad.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = wrong;
        assert!(!schema.is_valid(&bad), "{path}");
    }
}
