//! Generates the crate of the v1.0 pages, compiles and documents it with warnings denied, and sends the bodies that the
//! documentation prints through its types and back.
//!
//! Needs `GRAPHDOC_SHARED`; passes without it, saying so. All of it shares one target folder.

use std::{
    collections::BTreeMap,
    fmt::Write,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

use serde_json::Value;

/// The pages of the set.
const PAGES: u64 = 1239;
/// The share of the bodies that name a type whose type must be generated.
const GENERATED: f64 = 0.90;

fn shared() -> Option<PathBuf> {
    let shared = std::env::var_os("GRAPHDOC_SHARED").map(PathBuf::from);
    if shared.is_none() {
        eprintln!("skipped: GRAPHDOC_SHARED is not set");
    }
    shared
}

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("v1")
        .join(name)
}

/// Generates the crate once for all tests of this file; gives the folder and the summary's first line.
fn generated() -> Option<&'static (PathBuf, String)> {
    static CRATE: OnceLock<Option<(PathBuf, String)>> = OnceLock::new();
    let generate = || {
        let shared = shared()?;
        let out = folder("crate");
        let output = Command::new(env!("CARGO_BIN_EXE_graphdoc"))
            .args(["generate", "--docs"])
            .arg(shared.join("corpus/graph-v1.0"))
            .arg("--out")
            .arg(&out)
            .output()
            .expect("graphdoc runs");
        let text = transcript(&output);
        assert!(output.status.success(), "{text}");
        let line = text
            .lines()
            .find(|line| line.contains(" pages: "))
            .unwrap_or_default()
            .to_owned();
        Some((out, line))
    };
    CRATE.get_or_init(generate).as_ref()
}

fn transcript(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Runs cargo on a crate with warnings denied; fails with the end of what it printed.
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

/// The features of the crate but `all`, `default` and the optional dependencies.
fn areas(manifest: &Path) -> Vec<String> {
    let output = cargo(
        manifest,
        &["metadata", "--no-deps", "--format-version", "1"],
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata");
    let features = metadata["packages"][0]["features"]
        .as_object()
        .expect("features");
    let area = |name: &&String| {
        let optional = features[*name].as_array().is_some_and(|parts| {
            parts
                .iter()
                .any(|part| part.as_str().is_some_and(|part| part.starts_with("dep:")))
        });
        !optional && *name != "all" && *name != "default"
    };
    features.keys().filter(area).cloned().collect()
}

#[test]
fn all_pages_are_accounted_for() {
    let Some((_, line)) = generated() else { return };
    let numbers: Vec<u64> = line
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|word| word.parse().ok())
        .collect();
    let [pages, generated, skipped, errors] = numbers[..] else {
        panic!("not a summary: {line:?}");
    };
    assert_eq!(
        line,
        &format!("{pages} pages: {generated} generated, {skipped} skipped, {errors} in error")
    );
    assert_eq!(
        (pages, generated + skipped + errors),
        (PAGES, PAGES),
        "{line}"
    );
    assert_eq!(errors, 0, "{line}");
}

#[test]
fn the_crate_compiles_and_documents_without_a_warning() {
    let Some((out, _)) = generated() else { return };
    cargo(out, &["check", "--all-features"]);
    cargo(out, &["check"]);
    cargo(out, &["check", "--no-default-features"]);
    cargo(out, &["doc", "--no-deps", "--all-features"]);
    cargo(out, &["doc", "--no-deps"]);
    let areas = areas(out);
    assert!(areas.len() > 10, "{areas:?}");
    // A few of them, spread over the alphabet; every area has the same shape.
    for area in areas.iter().step_by(areas.len().div_ceil(4)) {
        cargo(out, &["check", "--no-default-features", "--features", area]);
        cargo(
            out,
            &[
                "doc",
                "--no-deps",
                "--no-default-features",
                "--features",
                area,
            ],
        );
    }
}

/// One body of the documentation.
struct Body {
    place: String,
    ty: String,
    collection: bool,
    raw: String,
    valid: bool,
}

fn bodies(shared: &Path) -> Vec<Body> {
    let text =
        std::fs::read_to_string(shared.join("oracle/examples-v1.0.jsonl")).expect("the bodies");
    let body = |line: &str| {
        let line: Value = serde_json::from_str(line).expect("a body a line");
        Some(Body {
            place: format!("{}:{}", line["source"].as_str()?, line["line"]),
            ty: line["odataType"].as_str()?.to_owned(),
            collection: line["isCollection"].as_bool()?,
            raw: line["raw"].as_str()?.to_owned(),
            valid: line["valid"].as_bool()?,
        })
    };
    text.lines().filter_map(body).collect()
}

/// Qualified names of the structs that the generator makes, with their Rust paths.
fn structs(shared: &Path) -> BTreeMap<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_graphdoc"))
        .args(["model", "--format", "json", "--docs"])
        .arg(shared.join("corpus/graph-v1.0"))
        .output()
        .expect("graphdoc runs");
    let dump: Value = serde_json::from_slice(&output.stdout).expect("a dump");
    let entry = |ty: &Value| {
        let structured = ty["kind"] != "enum";
        structured.then_some((
            ty["name"].as_str()?.to_owned(),
            ty["rust"].as_str()?.to_owned(),
        ))
    };
    dump["types"]
        .as_array()
        .expect("types")
        .iter()
        .filter_map(entry)
        .collect()
}

#[test]
fn bodies_survive_the_round_trip() {
    let Some((out, _)) = generated() else { return };
    let Some(shared) = shared() else { return };
    let structs = structs(&shared);
    let bodies = bodies(&shared);
    let known = bodies
        .iter()
        .filter(|body| structs.contains_key(&body.ty))
        .count();
    let share = known as f64 / bodies.len() as f64;
    eprintln!(
        "{known} of {} bodies that name a type name a generated one: {share:.4}",
        bodies.len()
    );
    assert!(share >= GENERATED, "{share:.4}");

    let tried: Vec<&Body> = bodies
        .iter()
        .filter(|body| body.valid && structs.contains_key(&body.ty))
        .collect();
    let sent = send(out, &structs, &tried);
    let mut lost = Vec::new();
    let mut counts = [0; 3];
    for (body, (back, found)) in tried.iter().zip(&sent) {
        let back: Value = serde_json::from_str(back).expect("JSON");
        counts = std::array::from_fn(|at| counts[at] + found[at]);
        let before: Value = serde_json::from_str(&body.raw).expect("a valid body");
        if !same(&before, &back) {
            lost.push(format!(
                "{} ({})\n  {}\n  {back}",
                body.place, body.ty, before
            ));
        }
    }
    let [fields, misfits, unknown] = counts;
    eprintln!(
        "{} of {} valid bodies come back the same",
        tried.len() - lost.len(),
        tried.len()
    );
    eprintln!("{fields} members in fields, {misfits} misfit, {unknown} without a field");
    assert!(
        lost.is_empty(),
        "{} bodies changed\n{}",
        lost.len(),
        lost[..lost.len().min(10)].join("\n")
    );
    // Nothing of this would mean much if the types kept all they read as unknown members.
    assert!(
        fields > 9 * (misfits + unknown),
        "too little reaches the fields"
    );
}

/// Equal members and values; numbers are compared by value.
fn same(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::Number(one), Value::Number(two)) => {
            one == two || one.as_f64() == two.as_f64() && !(one.is_u64() && two.is_u64())
        }
        (Value::Array(one), Value::Array(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| same(one, two))
        }
        (Value::Object(one), Value::Object(two)) => {
            one.len() == two.len()
                && one
                    .iter()
                    .all(|(name, value)| two.get(name).is_some_and(|other| same(value, other)))
        }
        _ => one == two,
    }
}

/// A body as it came back, and how many of its members are in fields, misfit, or have no field.
type Trip = (String, [usize; 3]);

/// Sends bodies through a program that reads each into its type and writes it back; one result a body, in order.
fn send(out: &Path, structs: &BTreeMap<String, String>, bodies: &[&Body]) -> Vec<Trip> {
    let program = folder("bodies");
    std::fs::create_dir_all(program.join("src")).expect("a writable folder");
    let manifest = format!(
        "[package]\nname = \"bodies\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         msgraph-types = {{ path = {:?}, features = [\"all\"] }}\nserde = \"1\"\nserde_json = \"1\"\n\n[workspace]\n",
        out.display().to_string()
    );
    write(&program.join("Cargo.toml"), &manifest);
    write(&program.join("src/main.rs"), &source(structs, bodies));
    let input: String = bodies
        .iter()
        .map(|body| serde_json::json!([body.ty, body.collection, body.raw]).to_string() + "\n")
        .collect();
    write(&program.join("bodies.jsonl"), &input);
    let output = cargo(&program, &["run", "--quiet"]);
    let text = String::from_utf8(output.stdout).expect("JSON a line");
    let sent: Vec<Trip> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a trip a line"))
        .collect();
    assert_eq!(sent.len(), bodies.len());
    sent
}

fn source(structs: &BTreeMap<String, String>, bodies: &[&Body]) -> String {
    let mut arms = String::new();
    let used: std::collections::BTreeSet<&str> =
        bodies.iter().map(|body| body.ty.as_str()).collect();
    for ty in used {
        let _ = writeln!(
            arms,
            "        {ty:?} => trip::<{}>(collection, raw),",
            structs[ty]
        );
    }
    format!(
        "{PROGRAM}\nfn send(ty: &str, collection: bool, raw: &str) -> serde_json::Result<Trip> {{\n    match ty {{\n{arms}        _ => unreachable!(),\n    }}\n}}\n"
    )
}

/// Prints for each body what it came back as, and how many of its members are in fields, misfit or have no field.
const PROGRAM: &str = r#"
use msgraph_types::{
    Page,
    runtime::{Record, View, misfits},
};
use serde::{Serialize, de::DeserializeOwned};

type Trip = (String, [usize; 3]);

fn trip<T: Record + Serialize + DeserializeOwned>(collection: bool, raw: &str) -> serde_json::Result<Trip>
where
    Page<T>: Serialize + DeserializeOwned,
{
    if collection {
        let page: Page<T> = serde_json::from_str(raw)?;
        let items = page.value.iter().flatten();
        let counts = items.map(|item| count(item)).fold([0; 3], |[a, b, c], [x, y, z]| [a + x, b + y, c + z]);
        Ok((serde_json::to_string(&page)?, counts))
    } else {
        let item: T = serde_json::from_str(raw)?;
        Ok((serde_json::to_string(&item)?, count(&item)))
    }
}

fn count(item: &dyn Record) -> [usize; 3] {
    let fields = item.schema().fields;
    let known = |name: &str| fields.iter().any(|field| *field == name);
    let filled = (0..fields.len()).filter(|index| !matches!(item.slot(*index).view(), View::Absent)).count();
    let others = item.extra().iter().filter(|(name, _)| !known(name) && !name.contains('@')).count();
    [filled, misfits(item).len(), others]
}

fn main() {
    for line in include_str!("../bodies.jsonl").lines() {
        let (ty, collection, raw): (String, bool, String) = serde_json::from_str(line).expect("a body");
        let trip = send(&ty, collection, &raw).unwrap_or_else(|error| (format!("{:?}", error.to_string()), [0; 3]));
        println!("{}", serde_json::to_string(&trip).expect("JSON"));
    }
}
"#;

/// Writes when the content differs, so that an unchanged program is not compiled again.
fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).ok().as_deref() != Some(text) {
        std::fs::write(path, text).expect("a writable folder");
    }
}
