//! Pages and metadata together: everything that the service has is in the crate, and is read.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

use reference_material::{material, needs_material};
use serde_json::{Map, Value, json};

use crate::{
    bodies::{self, Body, Options},
    cargo,
    csdl::{self, Csdl},
    folder, transcript,
};

/// Number of types for which bodies are made up.
const SAMPLE: usize = 200;

/// Returns arguments for the command line: options, each with a path in the material.
pub fn words(options: &[[&str; 2]]) -> Vec<String> {
    let word = |[option, path]: &[&str; 2]| {
        let path = material!().join(path).display().to_string();
        [(*option).to_owned(), path]
    };
    options.iter().flat_map(word).collect()
}

/// The pages of 2021 and those of today, with the metadata of 2026.
pub fn today() -> (Vec<String>, PathBuf) {
    let metadata = "oracle/csdl-2026-08-v1.0.xml";
    let words = words(&[
        ["--docs", "corpus/graph-v1.0"],
        ["--docs", "corpus/today-v1.0"],
        ["--metadata", metadata],
    ]);
    (words, material!().join(metadata))
}

/// Generates a crate that only has these types, whatever was in its folder before.
pub fn generate_only(name: &str, words: &[String], types: &[&str]) -> PathBuf {
    let out = folder(name);
    // Most types of a crate of another sample would be dropped.
    let _ = std::fs::remove_dir_all(&out);
    let types = types.join(",");
    let out_text = out.display().to_string();
    let verb = ["generate", "--quiet", "--only", &types, "--out", &out_text];
    run(&verb, words);
    out
}

/// Runs graphdoc, which may find something, and returns what it printed.
pub fn run(verb: &[&str], words: &[String]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdoc"));
    let output = command.args(verb).args(words).output();
    let output = output.expect("graphdoc runs");
    let code = output.status.code();
    assert!(matches!(code, Some(0 | 100)), "{}", transcript(&output));
    String::from_utf8(output.stdout).expect("text")
}

/// Returns the types and enums of a dump, by name in lower case.
pub fn model(words: &[String]) -> BTreeMap<String, Value> {
    let dump: Value = serde_json::from_str(&run(&["model"], words)).expect("a dump");
    let types = dump["types"].as_array().expect("types").iter();
    let named = |ty: &Value| (text(&ty["name"]).to_lowercase(), ty.clone());
    types.map(named).collect()
}

pub fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

#[needs_material("slow; .ci/run runs it")]
#[test]
fn model_has_everything_of_the_service() {
    let (words, metadata) = today();
    let (model, csdl) = (model(&words), csdl::read(&metadata));
    assert!(csdl.len() > 3000, "{}", csdl.len());
    let mut lacking = Vec::new();
    for (name, real) in &csdl {
        let Some(ty) = model.get(&name.to_lowercase()) else {
            lacking.push(name.clone());
            continue;
        };
        assert_ne!(ty["source"], "docs", "{name}");
        if real.is_enum {
            let members = ty["members"].as_array().into_iter().flatten();
            let members: Vec<&str> = members.map(text).collect();
            assert_eq!(members, real.members, "{name}");
            assert_eq!(ty["isFlags"], real.is_flags, "{name}");
            continue;
        }
        let properties = ty["properties"].as_array().into_iter().flatten();
        let properties: BTreeMap<String, &Value> = properties
            .map(|property| (text(&property["name"]).to_lowercase(), property))
            .collect();
        for real in &real.properties {
            let of = format!("{name}/{}", real.name);
            match properties.get(&real.name.to_lowercase()) {
                None => lacking.push(of),
                Some(property) => {
                    assert_ne!(property["source"], "docs", "{of}");
                    assert_eq!(property["collection"], real.is_list, "{of}");
                    let is_same = text(&property["type"]).eq_ignore_ascii_case(&real.ty);
                    assert!(is_same, "{of}: {property}");
                }
            }
        }
    }
    assert_eq!(lacking, [""; 0]);
    for (name, ty) in &model {
        let is_known = csdl.keys().any(|known| known.eq_ignore_ascii_case(name));
        assert_eq!(ty["source"] == "docs", !is_known, "{name}");
    }
}

#[needs_material("slow; .ci/run runs it")]
#[test]
fn model_has_types_of_actions_and_functions() {
    let (words, metadata) = today();
    let (model, csdl) = (model(&words), csdl::read(&metadata));
    let all = csdl::of_operations(&metadata);
    let lacking = |ty: &&String| !model.contains_key(&ty.to_lowercase());
    assert_eq!(all.iter().filter(lacking).collect::<Vec<_>>(), [""; 0]);
    // No property has these types, so nothing else would include them.
    let bases = csdl.values().filter_map(|ty| ty.base.as_ref());
    let properties = csdl.values().flat_map(|ty| &ty.properties);
    let types = properties.map(|property| &property.ty);
    let used: BTreeSet<&String> = types.chain(bases).collect();
    let only = all.iter().filter(|ty| !used.contains(ty)).count();
    eprintln!(
        "{} types of parameters and results, {only} of nothing else",
        all.len()
    );
    assert!(all.len() > 500 && only > 50, "{} {only}", all.len());
}

#[needs_material("slow; .ci/run runs it")]
#[test]
fn crate_of_the_whole_service_compiles_without_warnings() {
    let out = folder("today");
    let mut words = today().0;
    words.extend(["--out".to_owned(), out.display().to_string()]);
    run(&["generate", "--quiet"], &words);
    cargo(&out, &["check", "--features", "all,json"]);
    cargo(
        &out,
        &["check", "--no-default-features", "--features", "security"],
    );
}

#[needs_material("slow; .ci/run runs it")]
#[test]
fn bodies_sampled_from_the_metadata_are_read_into_fields() {
    let (words, metadata) = today();
    let (model, csdl) = (model(&words), csdl::read(&metadata));
    let mut names: Vec<&String> = csdl.keys().filter(|name| !csdl[*name].is_enum).collect();
    names.retain(|name| !csdl::structural(&csdl, name).is_empty());
    // Shuffled in an order that does not depend on the names and is the same each time for a seed.
    let seed = std::env::var("SAMPLE_SEED").map_or(7, |seed| seed.parse().expect("a number"));
    names.sort_by_key(|name| {
        name.bytes().fold(seed, |sum: u64, byte| {
            sum.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte)
        })
    });
    names.truncate(SAMPLE);
    let only: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
    let out = generate_only("today-sample", &words, &only);
    let body = |name: &&String| {
        let body = invented(&csdl, name, 0);
        let ty = text(&model[&name.to_lowercase()]["name"]).to_owned();
        Body::new(name, ty, Value::Object(body).to_string())
    };
    let bodies: Vec<Body> = names.iter().map(body).collect();
    let structs = bodies::structs_of(model.values());
    let trips = bodies::send("today-bodies", &out, &structs, &bodies, Options::default());
    let mut members = 0;
    for (body, trip) in bodies.iter().zip(&trips) {
        assert_eq!(trip.others, 0, "{}: {}", body.ty, body.raw);
        assert_eq!(trip.mismatches, [""; 0], "{}: {}", body.ty, body.raw);
        assert_eq!(trip.faults, [""; 0], "{}", body.ty);
        let value = |json: &str| -> Value { serde_json::from_str(json).expect("JSON") };
        assert_eq!(value(&body.raw), value(&trip.back), "{}", body.ty);
        members += trip.fields;
    }
    eprintln!("{members} members of {} types in fields", trips.len());
    assert!(trips.len() == SAMPLE && members > 5 * SAMPLE, "{members}");
}

/// Returns a value for each property of a type.
pub fn invented(csdl: &Csdl, name: &str, depth: usize) -> Map<String, Value> {
    let mut body = Map::new();
    for property in csdl::structural(csdl, name) {
        let Some(value) = value(csdl, &property.ty, depth) else {
            continue;
        };
        let value = match property.is_list {
            true => json!([value, value]),
            false => value,
        };
        body.entry(property.name.clone()).or_insert(value);
    }
    body
}

/// Returns a value of a type, or nothing for what is not sent under its name.
fn value(csdl: &Csdl, ty: &str, depth: usize) -> Option<Value> {
    Some(match ty {
        "Edm.String" => json!("text"),
        "Edm.Boolean" => json!(true),
        "Edm.Byte" | "Edm.SByte" | "Edm.Int16" | "Edm.Int32" => json!(100),
        "Edm.Int64" => json!(9_007_199_254_740_993_i64),
        "Edm.Single" | "Edm.Double" | "Edm.Decimal" => json!(1.5),
        "Edm.Guid" => json!("0fe0623f-d628-42ed-b4bd-8ac290072cc5"),
        "Edm.DateTimeOffset" => json!("2026-08-01T12:30:00Z"),
        "Edm.Date" => json!("2026-08-01"),
        "Edm.TimeOfDay" => json!("12:30:00"),
        "Edm.Duration" => json!("PT1H30M"),
        "Edm.Binary" => json!("AAEC"),
        "Edm.Stream" | "Edm.Untyped" => return None,
        _ => match csdl.get(ty) {
            None => return None,
            Some(declared)
                if declared.is_enum && declared.is_flags && declared.members.len() > 1 =>
            {
                json!(declared.members[..2].join(","))
            }
            Some(declared) if declared.is_enum => json!(declared.members[0]),
            Some(_) if depth > 2 => json!({}),
            Some(_) => Value::Object(invented(csdl, ty, depth + 1)),
        },
    })
}

/// Returns the findings about both sources, by rule.
fn disagreements(verb: &[&str], words: &[String]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let json = [verb, &["--message-format", "json"]].concat();
    for line in run(&json, words).lines() {
        let line: Value = serde_json::from_str(line).expect("JSON a line");
        let rule = line["rule"].as_str().unwrap_or_default();
        if line["reason"] == "finding" && rule.starts_with("metadata-") {
            *counts.entry(rule.to_owned()).or_default() += 1;
        }
    }
    counts
}

#[needs_material("slow; .ci/run runs it")]
#[test]
fn source_conflicts_of_v1_match_lint() {
    let words = words(&[
        ["--docs", "corpus/graph-v1.0"],
        ["--metadata", "oracle/csdl-v1.0.xml"],
    ]);
    let by_lint = disagreements(&["lint", "-v"], &words);
    let rules: BTreeSet<&String> = by_lint.keys().collect();
    assert!(rules.len() > 9, "{by_lint:?}");
    eprintln!("{by_lint:?}");
    let out = folder("disagreements");
    let _ = std::fs::remove_dir_all(&out);
    let out = out.display().to_string();
    let generated = disagreements(&["generate", "-v", "--out", &out], &words);
    assert_eq!(generated, by_lint);
    assert!(Path::new(&out).join("src/lib.rs").exists());
}
