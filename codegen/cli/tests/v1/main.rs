//! Generates the crate of v1.0, compiles and documents it with warnings denied, and sends the bodies in the
//! documentation through its types and back.
//!
//! Needs `GRAPHDOC_SHARED`. All tests share one target folder.

mod bodies;
mod built;
mod csdl;
mod hostile_bodies;
mod typings;
mod whole_service;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

use reference_material::{material, needs_material};
use serde_json::Value;

/// The pages of v1.0.
const PAGES: u64 = 1239;

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("v1")
        .join(name)
}

/// Generates a crate from these folders. Returns its folder and the first line of the summary.
fn generate(name: &str, folders: &[&str]) -> (PathBuf, String) {
    let out = folder(name);
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdoc"));
    command.arg("generate").arg("--out").arg(&out);
    for folder in folders {
        command.arg("--docs").arg(material!().join(folder));
    }
    let output = command.output().expect("graphdoc runs");
    let text = transcript(&output);
    assert!(output.status.success(), "{text}");
    let line = text.lines().find(|line| line.contains(" pages: "));
    (out, line.unwrap_or_default().to_owned())
}

/// The crate that is compiled, once for all tests of this file. Pages of operations show which properties can be sent.
fn generated() -> &'static Path {
    static CRATE: OnceLock<PathBuf> = OnceLock::new();
    let folders = ["corpus/graph-v1.0", "corpus/graph-v1.0/api"];
    CRATE.get_or_init(|| generate("crate", &folders).0)
}

fn transcript(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Runs cargo on a crate with warnings denied. Fails with the end of its output.
#[track_caller]
fn cargo(folder_of_crate: &Path, arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder_of_crate)
        .env("CARGO_TARGET_DIR", folder("target"))
        .env("RUSTFLAGS", "-Dwarnings -Cdebuginfo=0")
        .env("RUSTDOCFLAGS", "-Dwarnings")
        .env_remove("GRAPHDOC")
        .output()
        .expect("cargo runs");
    let text = transcript(&output);
    let tail = &text[text.char_indices().rev().nth(4000).map_or(0, |(at, _)| at)..];
    assert!(output.status.success(), "cargo {arguments:?}\n{tail}");
    output
}

/// Returns the features of the crate except for `all`, `default` and the optional dependencies.
fn areas(manifest: &Path) -> Vec<String> {
    let words = ["metadata", "--no-deps", "--format-version", "1"];
    let output = cargo(manifest, &words);
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata");
    let features = metadata["packages"][0]["features"].as_object();
    let features = features.expect("features");
    let area = |name: &&String| {
        let mut parts = features[*name].as_array().into_iter().flatten();
        let optional = parts.any(|part| part.as_str().is_some_and(|part| part.starts_with("dep:")));
        !optional && *name != "all" && *name != "default"
    };
    features.keys().filter(area).cloned().collect()
}

#[needs_material]
#[test]
fn every_page_is_counted() {
    let (_, line) = generate("pages", &["corpus/graph-v1.0"]);
    let words = line.split(|c: char| !c.is_ascii_digit());
    let numbers: Vec<u64> = words.filter_map(|word| word.parse().ok()).collect();
    let [pages, generated, skipped, errors] = numbers[..] else {
        panic!("not a summary: {line:?}");
    };
    assert_eq!(
        line,
        format!("{pages} pages: {generated} generated, {skipped} skipped, {errors} in error")
    );
    assert_eq!(pages, PAGES, "{line}");
    assert_eq!(generated + skipped + errors, PAGES, "{line}");
    assert_eq!(errors, 0, "{line}");
}

#[needs_material("slow; .ci/run runs it")]
#[test]
fn crate_of_v1_compiles_and_documents_without_warnings() {
    let out = generated();
    cargo(out, &["check", "--all-features"]);
    cargo(out, &["check"]);
    cargo(out, &["check", "--no-default-features"]);
    cargo(out, &["doc", "--no-deps", "--all-features"]);
    cargo(out, &["doc", "--no-deps"]);
    let areas = areas(out);
    assert!(areas.len() > 10, "{areas:?}");
    // A few of them, spread over the alphabet, because every area has the same shape.
    for area in areas.iter().step_by(areas.len().div_ceil(4)) {
        let alone = ["--no-default-features", "--features", area];
        cargo(out, &[&["check"], &alone[..]].concat());
        cargo(out, &[&["doc", "--no-deps"], &alone[..]].concat());
    }
}
