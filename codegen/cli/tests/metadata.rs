//! The model of v1.0, and what lint says of it, compared with the metadata of the service by the reference program.
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
        .args(["lint", "--message-format", "json"])
        .args([Path::new("--docs"), docs])
        .args([Path::new("--metadata"), metadata])
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
    for path in [
        "types.recall",
        "props.recall",
        "kind.acc",
        "base.acc",
        "ptype.exactRate",
        "enumMembers.propEqualRate",
        "enumMembers.typeEqualRate",
    ] {
        let rate = path.split('.').fold(&score, |value, key| &value[key]);
        assert_eq!(rate.as_f64(), Some(1.0), "{path}");
    }
}

#[needs_material]
#[test]
fn model_dump_reaches_the_required_scores() {
    let shared = material!();
    let docs = shared.join("corpus/graph-v1.0");
    let scored = scored(
        &shared,
        &docs,
        &shared.join("oracle/csdl-v1.0.xml"),
        &["--format", "json"],
    );
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

fn score(shared: &Path, docs: &Path, metadata: &Path, more: &[&str]) -> Value {
    scored(shared, docs, metadata, more)["score"].clone()
}

/// Runs the reference program over the dump of the model.
fn scored(shared: &Path, docs: &Path, metadata: &Path, more: &[&str]) -> Value {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let name = more
        .first()
        .map_or("docs", |option| option.trim_matches('-'));
    let [dump, score] = ["dump", "score"].map(|part| folder.join(format!("{name}-{part}.json")));
    let model = Command::new(env!("CARGO_BIN_EXE_graphdoc"))
        .arg("model")
        .arg("--docs")
        .arg(docs)
        .args(more)
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
    serde_json::from_str(&text).expect("a score in JSON")
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
