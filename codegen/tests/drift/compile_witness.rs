//! Whether a change breaks programs is reported correctly: a program that uses everything in the old crate compiles
//! against the new one if and only if no change is reported to break programs.
//!
//! The test writes the program from the model: it names the type of each field, calls each method and names each
//! variant. As for users, the new crate is generated over the old one, so what the docs lost is in quarantine.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use graphdoc_codegen::{
    Error, Generator,
    unstable::{
        drift,
        emit::Names,
        finding::Contract,
        model::{Model, Primitive, Property, QualifiedName, TypeRef},
        pipeline::{self, Input},
        source,
    },
};
use reference_material::{material, needs_material};
use serde_json::Value;

use crate::{
    Pages, each_rule,
    support::{empty_folder, write},
};

/// Old docs, new docs, and the name of the pair in messages.
pub struct Pair {
    pub title: String,
    pub base: PathBuf,
    pub head: PathBuf,
}

#[test]
#[ignore = "slow: compiles a crate for each change; .ci/run runs it"]
fn programs_break_exactly_where_reported() {
    let root = empty_folder("witness");
    let pairs = written(&root, each_rule::pairs());
    assert_true_of_programs(&root, &pairs);
}

#[needs_material("slow; .ci/run runs it")]
#[test]
fn real_edits_break_programs_exactly_where_reported() {
    let pairs = real(&material!().join("drift/pages"));
    assert_true_of_programs(&empty_folder("real-witness"), &pairs);
}

/// Writes the pages of pairs into a folder.
pub fn written(root: &Path, pairs: Vec<(&str, Pages, Pages)>) -> Vec<Pair> {
    let pair = |(at, (line, base, head)): (usize, (&str, Pages, Pages))| {
        let written = |side: &str, pages: Pages| {
            let folder = root.join(format!("docs/{at}/{side}"));
            for (path, text) in pages {
                write(&folder.join(path), &text);
            }
            folder
        };
        Pair {
            title: line.to_owned(),
            base: written("base", base),
            head: written("head", head),
        }
    };
    pairs.into_iter().enumerate().map(pair).collect()
}

/// Compiles all programs in one workspace.
fn assert_true_of_programs(root: &Path, pairs: &[Pair]) {
    let mut said = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        said.push(generate(pair, &root.join(format!("w{at}")), at));
    }
    let members: Vec<String> = (0..pairs.len()).map(|at| format!("\"w{at}\"")).collect();
    let members = members.join(", ");
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
    write(&root.join("Cargo.toml"), &manifest);
    let (libraries, programs) = check(root, pairs.len());
    assert_eq!(libraries, BTreeMap::new(), "these crates do not compile");
    let mut report = String::new();
    for (at, (Pair { title, .. }, breaks)) in pairs.iter().zip(&said).enumerate() {
        let error = programs.get(&format!("w{at}"));
        if error.is_some() != *breaks {
            report += &format!("w{at} {title}: said to break: {breaks}, and {error:?}\n");
        }
    }
    let broken = said.iter().filter(|breaks| **breaks).count();
    println!("{} pairs, {broken} of them break programs", pairs.len());
    assert!(report.is_empty(), "{report}");
}

/// Returns the real edits that have both sides.
fn real(folder: &Path) -> Vec<Pair> {
    let cases = fs::read_dir(folder).expect("the cases");
    let mut cases: Vec<PathBuf> = cases.map(|case| case.expect("a case").path()).collect();
    cases.sort();
    cases.retain(|case| case.join("before").is_dir());
    let pair = |case: PathBuf| Pair {
        title: case.display().to_string(),
        base: case.join("before"),
        head: case.join("after"),
    };
    cases.into_iter().map(pair).collect()
}

/// Writes the new crate over the old one, and the program. Returns whether the change is reported to break programs.
fn generate(pair: &Pair, crate_root: &Path, at: usize) -> bool {
    let name = format!("w{at}");
    write_crate(&pair.base, crate_root, &name);
    let base = model(&pair.base);
    let program = program(&base, &variants(&crate_root.join("src")), at);
    write(&crate_root.join(format!("examples/p{at}.rs")), &program);
    write_crate(&pair.head, crate_root, &name);
    breaks_programs(pair)
}

fn model(docs: &Path) -> Model {
    let sources = source::read(&[docs.to_owned()]).expect("readable pages");
    pipeline::analyze(Input::new(&sources.files)).model
}

/// Whether a change between the two is reported to break programs.
pub fn breaks_programs(pair: &Pair) -> bool {
    let changes = drift::compare(&model(&pair.base), &model(&pair.head));
    let mut contracts = changes.iter().flat_map(|change| &change.contracts);
    contracts.any(|contract| *contract == Contract::RustSource)
}

/// Generates the crate for some docs, over an existing one.
pub fn write_crate(docs: &Path, crate_root: &Path, name: &str) {
    let generator = || Generator::new(docs).default_features(["all"]).name(name);
    let plan = match generator().plan(crate_root) {
        // These edits drop types on purpose.
        Err(Error::Loss { dropped, .. }) => generator().drop_types(dropped).plan(crate_root),
        plan => plan,
    };
    let plan = plan.expect("a plan");
    plan.apply().expect("a writable folder");
}

/// Returns the variants of all enums in the source of a crate, by the name of the enum.
fn variants(folder: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() && !path.ends_with("runtime") {
            found.extend(variants(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a readable file");
            let mut name = None;
            for line in text.lines() {
                if let Some(rest) = line.strip_prefix("pub enum ") {
                    name = rest.split([' ', '{']).next().map(str::to_owned);
                } else if line == "}" {
                    name = None;
                }
                let is_part = |c: char| c.is_alphanumeric() || c == '_';
                if let Some(name) = &name
                    && let Some(line) = line.strip_prefix("    ")
                    && let Some(variant) = line.strip_suffix(',')
                    && variant.chars().all(is_part)
                {
                    let variants = found.entry(name.clone()).or_default();
                    variants.insert(variant.to_owned());
                }
            }
        }
    }
    found
}

/// Writes a program that uses everything in the crate of a model.
fn program(model: &Model, variants: &BTreeMap<String, BTreeSet<String>>, at: usize) -> String {
    let names = Names::new(model);
    let mut text =
        format!("#![allow(unused, deprecated)]\nuse w{at} as msgraph_types;\nfn main() {{}}\n");
    let mut enums: BTreeSet<String> = BTreeSet::new();
    for name in model.types.keys() {
        let Some(path) = names.rust_path(name) else {
            continue;
        };
        text += &format!("fn f{}(it: &{path}) {{\n", text.len());
        for property in model.properties(name) {
            let Some(field) = names.field(name, &property.name) else {
                continue;
            };
            text += &if property.relationship {
                let answer = answer(&names, property);
                format!("    let _: {answer} = it.{field}();\n")
            } else {
                let held = held(model, &names, name, property);
                format!("    let _: &Option<{held}> = &it.{field};\n")
            };
            enums.extend(names.values_path(name, &property.name));
        }
        text.push_str("}\n");
    }
    enums.extend(model.enums.keys().filter_map(|name| names.rust_path(name)));
    for path in enums {
        let short = path.rsplit("::").next().unwrap_or_default();
        text += &format!("fn e{}(_: {path}) {{\n", text.len());
        for variant in variants.get(short).into_iter().flatten() {
            text += &format!("    let _ = {path}::{variant};\n");
        }
        text.push_str("}\n");
    }
    text
}

fn held(model: &Model, names: &Names, owner: &QualifiedName, property: &Property) -> String {
    let flags = |path: String, is_flags: bool| match is_flags {
        true => format!("msgraph_types::FlagSet<{path}>"),
        false => path,
    };
    let element = match &property.ty {
        TypeRef::Type(name) => names.rust_path(name),
        TypeRef::Enum(name) => {
            let is_flags = model.enums.get(name).is_some_and(|en| en.is_flags);
            names.rust_path(name).map(|path| flags(path, is_flags))
        }
        TypeRef::Primitive(primitive) => {
            let values = property.values.as_ref();
            let is_flags = values.is_some_and(|values| values.is_flags);
            let listed = names.values_path(owner, &property.name);
            let listed = listed.map(|path| flags(path, is_flags));
            Some(listed.unwrap_or_else(|| scalar(*primitive).to_owned()))
        }
        TypeRef::Undeclared(_) | TypeRef::Any => None,
    };
    let element = element.unwrap_or_else(|| "msgraph_types::Value".to_owned());
    match (&property.ty, property.collection) {
        (_, true) => format!("Vec<{element}>"),
        (TypeRef::Type(_), false) => format!("Box<{element}>"),
        _ => element,
    }
}

fn answer(names: &Names, property: &Property) -> String {
    let path = match &property.ty {
        TypeRef::Type(name) | TypeRef::Enum(name) => names.rust_path(name),
        _ => None,
    };
    let path = path.unwrap_or_else(|| "msgraph_types::Value".to_owned());
    let held = match property.collection {
        true => format!("Vec<{path}>"),
        false => path,
    };
    format!("Result<Option<{held}>, msgraph_types::Error>")
}

fn scalar(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::String => "String",
        Primitive::Boolean => "bool",
        Primitive::Byte => "u8",
        Primitive::SByte => "i8",
        Primitive::Int16 => "i16",
        Primitive::Int32 => "i32",
        Primitive::Int64 => "i64",
        Primitive::Single | Primitive::Double => "f64",
        Primitive::Decimal => "msgraph_types::Decimal",
        Primitive::Date => "msgraph_types::Date",
        Primitive::DateTimeOffset => "msgraph_types::DateTimeOffset",
        Primitive::TimeOfDay => "msgraph_types::TimeOfDay",
        Primitive::Duration => "msgraph_types::Duration",
        Primitive::Guid => "msgraph_types::Guid",
        Primitive::Binary => "msgraph_types::Binary",
        Primitive::Stream | Primitive::Untyped => "msgraph_types::Value",
    }
}

/// Checks this many packages. Returns the first error of each library and program that does not compile, by package.
fn check(root: &Path, count: usize) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let run = Command::new(env!("CARGO"))
        .args([
            "check",
            "--workspace",
            "--lib",
            "--examples",
            "--keep-going",
        ])
        .args(["--message-format", "json", "--quiet"])
        .current_dir(root)
        .env(
            "CARGO_TARGET_DIR",
            concat!(env!("CARGO_TARGET_TMPDIR"), "/target"),
        )
        .output()
        .expect("cargo runs");
    let (mut libraries, mut programs) = (BTreeMap::new(), BTreeMap::new());
    let mut seen = BTreeSet::new();
    for line in String::from_utf8_lossy(&run.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let target = message["target"]["name"].as_str().unwrap_or_default();
        seen.insert(target.to_owned());
        if message["reason"] == "compiler-message" && message["message"]["level"] == "error" {
            let text = message["message"]["message"].as_str();
            let text = text.unwrap_or_default().to_owned();
            match target.strip_prefix('p') {
                Some(number) => programs.entry(format!("w{number}")).or_insert(text),
                None => libraries.entry(target.to_owned()).or_insert(text),
            };
        }
    }
    let err = String::from_utf8_lossy(&run.stderr);
    let mut targets = (0..count).flat_map(|at| [format!("w{at}"), format!("p{at}")]);
    let unchecked = targets.find(|target| !seen.contains(target));
    assert_eq!(unchecked, None, "cargo did not check it: {err}");
    assert!(count > 0, "there is nothing to check");
    (libraries, programs)
}
