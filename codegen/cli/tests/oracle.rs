//! Scores what the command line understands of the v1.0 pages against the service's own metadata.
//!
//! Needs `GRAPHDOC_SHARED` and `python3`; passes without the first, saying so.

use std::{path::PathBuf, process::Command};

use serde_json::Value;

/// The figures that must be reached, by the path at which the score holds them.
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

#[test]
fn the_dump_reaches_every_bar() {
    let Some(shared) = std::env::var_os("GRAPHDOC_SHARED").map(PathBuf::from) else {
        eprintln!("skipped: GRAPHDOC_SHARED is not set");
        return;
    };
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
    let score: Value = serde_json::from_str(&text).expect("a score in JSON");
    let score = &score["score"];

    let mut missed = Vec::new();
    let mut check = |name: &str, figure: f64, bar: f64| {
        eprintln!("{name:<36} {figure:.4}  bar {bar:.3}");
        if figure < bar {
            missed.push(format!("{name}: {figure:.4} < {bar:.3}"));
        }
    };
    for (name, path, bar) in BARS {
        let figure = path.split('.').fold(score, |value, key| &value[key]);
        check(name, figure.as_f64().unwrap_or(0.0), *bar);
    }
    assert!(missed.is_empty(), "{missed:#?}");
}
