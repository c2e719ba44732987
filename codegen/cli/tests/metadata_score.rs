//! Scores the model that the command line reads from the pages of v1.0 against the metadata of the service.
//!
//! Only what the pages themselves lack may make a score miss its minimum.
//!
//! Needs `GRAPHDOC_SHARED` and `python3`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

use reference_material::{material, needs_material};
use serde_json::Value;

/// The minimum of each score, by its path in the output.
const BARS: &[(&str, &str, f64)] = &[
    ("types found", "types.recall", 0.930),
    ("own properties found", "props.recall", 0.980),
    ("properties right", "props.precision", 0.990),
    ("types exact", "ptype.exactRate", 0.982),
    ("types right on the wire", "ptype.wireRate", 0.994),
    ("enum sets equal", "enumMembers.propEqualRate", 0.910),
    ("base", "base.acc", 0.945),
    ("kind", "kind.acc", 0.975),
    (
        "properties on hand-written pages",
        "split.other.flatRecall",
        0.950,
    ),
    (
        "types exact on hand-written pages",
        "split.other.exactRate",
        0.968,
    ),
];

#[needs_material]
#[test]
fn model_dump_reaches_the_required_scores() {
    let shared = material!();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let (dump, score) = (folder.join("v1-dump.json"), folder.join("v1-score.json"));
    let model = Command::new(env!("CARGO_BIN_EXE_graphdoc"))
        .arg("model")
        .arg("--docs")
        .arg(shared.join("corpus/graph-v1.0"))
        .args(["--format", "json"])
        .output()
        .expect("graphdoc runs");
    assert!(
        model.status.success(),
        "{}",
        String::from_utf8_lossy(&model.stderr)
    );
    std::fs::write(&dump, &model.stdout).expect("a writable folder");
    let scored = Command::new("python3")
        .arg(shared.join("oracle/score.py"))
        .arg("--corpus")
        .arg(shared.join("oracle/csdl-v1.0.xml"))
        .args(["--version", "v1.0", "--quiet", "--dump"])
        .arg(&dump)
        .arg("--out")
        .arg(&score)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .status()
        .expect("python3 runs");
    assert!(scored.success());
    let text = std::fs::read_to_string(&score).expect("a score");
    let scored: Value = serde_json::from_str(&text).expect("a score in JSON");
    let score = &scored["score"];

    let mut missed = Vec::new();
    for (name, path, bar) in BARS {
        let figure = path.split('.').fold(score, |value, key| &value[key]);
        let figure = figure.as_f64().unwrap_or(0.0);
        eprintln!("{name:<36} {figure:.4}  bar {bar:.3}");
        if figure < *bar {
            let overlooked = match *path {
                "props.recall" => overlooked(&shared, &scored),
                _ => vec!["the generator".to_owned()],
            };
            if !overlooked.is_empty() {
                missed.push(format!(
                    "{name}: {figure:.4} < {bar:.3}, at fault: {overlooked:?}"
                ));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// Returns the properties of the service that were not found although a table or a block on the page of their type has
/// them. Prints those that the page lacks, which no reader could find.
fn overlooked(shared: &Path, scored: &Value) -> Vec<String> {
    let mut overlooked = Vec::new();
    let mut lacking: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for missing in scored["disagreements"].as_array().into_iter().flatten() {
        let text = |key: &str| missing[key].as_str().unwrap_or_default();
        if !text("category").starts_with("prop-missing") {
            continue;
        }
        let page = text("page").rsplit('/').next().unwrap_or_default();
        let path = shared.join("corpus/graph-v1.0/resources").join(page);
        let markdown =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{page}: {error}"));
        match shows(&without_comments(&markdown), text("property")) {
            true => overlooked.push(format!("{page}: {}", text("property"))),
            false => lacking
                .entry(page.to_owned())
                .or_default()
                .push(text("property")),
        }
    }
    for (page, properties) in lacking {
        eprintln!("    {page} lacks {}", properties.join(", "));
    }
    overlooked
}

/// Whether a table row has the name and a type, or a block has a member with the name.
fn shows(markdown: &str, name: &str) -> bool {
    let member = format!("\"{name}\"").to_lowercase();
    markdown.lines().any(|line| {
        let mut cells = line.trim_start_matches([' ', '\t', '|']).split('|');
        let head = cells.next().unwrap_or_default();
        let head = head.trim_matches(|c: char| !c.is_alphanumeric());
        let typed = cells.next().is_some_and(|cell| !cell.trim().is_empty());
        let line = line.to_lowercase();
        let block = line.split_once(&member);
        typed && head.eq_ignore_ascii_case(name)
            || block.is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
    })
}

/// Returns the page without comments, because annotations are metadata and not members of a block.
fn without_comments(markdown: &str) -> String {
    let mut parts = markdown.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once("-->").map_or("", |(_, rest)| rest)
    })
}
