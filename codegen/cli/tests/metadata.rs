//! Lint with the metadata of the service finds the same numbers as the reference program.
//!
//! Needs `GRAPHDOC_SHARED` and `python3`.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use reference_material::{material, needs_material};
use serde_json::Value;

/// Our numbers, and where the output of the reference program has numerator and denominator.
const FIGURES: &[(&str, &str, &str)] = &[
    ("types", "types.joined", ""),
    ("properties", "props.found", "props.csdlOwn"),
    ("propertiesRight", "props.ok", "props.dump"),
    ("typesExact", "ptype.exact", "ptype.n"),
    ("typesOnTheWire", "ptype.wireOk", "ptype.n"),
    ("members", "", "enumMembers.withMembers"),
    ("bases", "base.ok", "base.n"),
    ("kinds", "kind.ok", "kind.n"),
    ("relationships", "relationshipFlag.ok", "relationshipFlag.n"),
];

#[needs_material]
#[test]
fn scores_match_the_reference_program() {
    let shared = material!();
    let docs = shared.join("corpus/graph-v1.0/resources");
    let metadata = shared.join("oracle/csdl-v1.0.xml");
    let ours = lint(&docs, &metadata)["agreement"].clone();
    let theirs = score(&shared, &docs, &metadata, &[]);
    let at = |path: &str| {
        path.split('.')
            .fold(&theirs, |value, key| &value[key])
            .as_u64()
    };
    for (name, of, all) in FIGURES {
        for (part, path) in [("of", of), ("all", all)] {
            if !path.is_empty() {
                assert_eq!(ours[name][part].as_u64(), at(path), "{name} {part}");
            }
        }
    }
    let members = &ours["members"];
    let rate = members["of"].as_f64().unwrap() / members["all"].as_f64().unwrap();
    let expected = theirs["enumMembers"]["propEqualRate"].as_f64().unwrap();
    assert!((rate - expected).abs() < 0.0001, "{rate} {expected}");
}

fn lint(docs: &Path, metadata: &Path) -> Value {
    let run = Command::new(env!("CARGO_BIN_EXE_graphdoc"))
        .arg("lint")
        .arg("--docs")
        .arg(docs)
        .arg("--metadata")
        .arg(metadata)
        .args(["--message-format", "json"])
        .output()
        .expect("graphdoc runs");
    let text = String::from_utf8(run.stdout).expect("text");
    let last = text.lines().last().expect("a summary");
    serde_json::from_str(last).expect("a summary in JSON")
}

#[needs_material]
#[test]
fn docs_and_metadata_cover_the_whole_service() {
    let shared = material!();
    let docs = shared.join("corpus/graph-v1.0/resources");
    let metadata = shared.join("oracle/csdl-v1.0.xml");
    let more = ["--metadata", metadata.to_str().expect("a path")];
    let score = score(&shared, &docs, &metadata, &more);
    let rates = [
        "types.recall",
        "props.recall",
        "kind.acc",
        "base.acc",
        "ptype.exactRate",
        "enumMembers.propEqualRate",
        "enumMembers.typeEqualRate",
    ];
    for path in rates {
        let rate = path.split('.').fold(&score, |value, key| &value[key]);
        assert_eq!(rate.as_f64(), Some(1.0), "{path}");
    }
}

fn score(shared: &Path, docs: &Path, metadata: &Path, more: &[&str]) -> Value {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let (dump, score) = (
        folder.join(format!("metadata-dump-{}.json", more.len())),
        folder.join(format!("metadata-score-{}.json", more.len())),
    );
    let model = Command::new(env!("CARGO_BIN_EXE_graphdoc"))
        .arg("model")
        .arg("--docs")
        .arg(docs)
        .args(more)
        .output()
        .expect("graphdoc runs");
    std::fs::write(&dump, &model.stdout).expect("a writable folder");
    let scored = Command::new("python3")
        .arg(shared.join("oracle/score.py"))
        .arg("--corpus")
        .arg(metadata)
        .args(["--version", "v1.0", "--quiet", "--dump"])
        .arg(&dump)
        .arg("--out")
        .arg(&score)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .status()
        .expect("python3 runs");
    assert!(scored.success());
    let text = std::fs::read_to_string(&score).expect("a score");
    let score: Value = serde_json::from_str(&text).expect("a score in JSON");
    score["score"].clone()
}
