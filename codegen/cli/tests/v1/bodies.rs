//! Sends the bodies in the documentation through the generated types.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    path::Path,
    process::Command,
};

use reference_material::{material, needs_material};
use serde::Deserialize;
use serde_json::Value;

use crate::{cargo, folder, generated};

/// Minimum share of the bodies with a type whose type is generated.
const GENERATED: f64 = 0.90;
/// Minimum share of the documented members that have a field.
const IN_FIELDS: f64 = 0.985;

/// Maximum share of the request bodies that lose a member when they are sent.
const CUT_SHORT: f64 = 0.03;

/// The program that sends them, to which a function `send` with an arm per type is appended.
const PROGRAM: &str = include_str!("program.rs");

/// Appended if bodies are also read strictly. This compiles all types that relationships lead to.
const STRICT: &str = include_str!("strict.rs");

/// How bodies are sent.
#[derive(Clone, Copy, Default)]
pub struct Options {
    /// Whether the feature `arbitrary_precision` of serde_json is enabled.
    pub precise: bool,
    /// Whether they are also read strictly.
    pub strict: bool,
}

/// A body in the documentation.
#[derive(Clone)]
pub struct Body {
    place: String,
    pub ty: String,
    collection: bool,
    pub raw: String,
    pub valid: bool,
    /// Whether it is the body of a request that writes a resource.
    is_sent: bool,
}

impl Body {
    /// A body that is not in the documentation.
    pub fn new(place: &str, ty: String, raw: String) -> Body {
        Body {
            place: place.to_owned(),
            ty,
            collection: false,
            raw,
            valid: true,
            is_sent: false,
        }
    }
}

/// The bodies that the pages of operations print.
pub fn bodies(shared: &Path) -> Vec<Body> {
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
            is_sent: line["kind"] == "request"
                && line["method"]
                    .as_str()
                    .is_some_and(|method| ["POST", "PATCH", "PUT"].contains(&method)),
        })
    };
    text.lines().filter_map(body).collect()
}

/// A generated struct.
pub struct Struct {
    /// Its Rust path.
    rust: String,
    base: Option<String>,
}

/// The generated structs, by qualified name.
fn structs(shared: &Path) -> BTreeMap<String, Struct> {
    let output = Command::new(env!("CARGO_BIN_EXE_graphdoc"))
        .args(["model", "--format", "json", "--docs"])
        .arg(shared.join("corpus/graph-v1.0"))
        .output()
        .expect("graphdoc runs");
    let dump: Value = serde_json::from_slice(&output.stdout).expect("a dump");
    structs_of(dump["types"].as_array().expect("types"))
}

/// Returns the structs among the types of a dump.
pub fn structs_of<'t>(types: impl IntoIterator<Item = &'t Value>) -> BTreeMap<String, Struct> {
    let entry = |ty: &Value| {
        let made = Struct {
            rust: ty["rust"].as_str()?.to_owned(),
            base: ty["base"].as_str().map(str::to_owned),
        };
        (ty["kind"] != "enum").then_some((ty["name"].as_str()?.to_owned(), made))
    };
    types.into_iter().filter_map(entry).collect()
}

#[needs_material("slow; .ci/run runs it")]
#[test]
fn documented_bodies_round_trip() {
    let out = generated();
    let shared = material!();
    let structs = structs(&shared);
    let bodies = bodies(&shared);
    let is_known = |body: &&Body| structs.contains_key(&body.ty);
    let known = bodies.iter().filter(is_known).count();
    let share = known as f64 / bodies.len() as f64;
    eprintln!(
        "{known} of {} bodies that name a type name a generated one: {share:.4}",
        bodies.len()
    );
    assert!(share >= GENERATED, "{share:.4}");

    let mut tried = bodies;
    tried.retain(|body| body.valid && is_known(&body));
    let count = tried.len();
    // What services send although no page shows it.
    for change in [put_odd_elements, swap_case] {
        let changed = tried[..count].iter().map(|body| body.changed(change));
        tried.extend(changed.collect::<Vec<_>>());
    }
    // Any crate of a build may enable the other way in which serde_json passes numbers on.
    for precise in [false, true] {
        let name = if precise { "bodies-precise" } else { "bodies" };
        let options = Options {
            precise,
            strict: false,
        };
        let trips = send(name, out, &structs, &tried, options);
        judge(&tried[..count], &trips[..count], precise);
        judge_sending(&tried[..count], &trips[..count]);
        let wrong = wrong(&tried[count..], &trips[count..]);
        let (all, shown) = (2 * count, wrong[..wrong.len().min(10)].join("\n"));
        eprintln!(
            "{} of {all} changed bodies come back the same",
            all - wrong.len()
        );
        assert!(wrong.is_empty(), "{} bodies changed\n{shown}", wrong.len());
    }
}

impl Body {
    /// The body with this change.
    pub fn changed(&self, change: fn(&mut Value)) -> Body {
        let mut value = serde_json::from_str(&self.raw).expect("a valid body");
        change(&mut value);
        Body {
            raw: value.to_string(),
            ..self.clone()
        }
    }
}

/// A null, a string and a number in every list.
pub fn put_odd_elements(value: &mut Value) {
    match value {
        Value::Array(values) => {
            values.iter_mut().for_each(put_odd_elements);
            values.insert(values.len() / 2, Value::Null);
            values.insert(0, "odd".into());
            values.push(7.into());
        }
        Value::Object(members) => members.values_mut().for_each(put_odd_elements),
        _ => {}
    }
}

/// Changes the letter case of every member's name. No two names differ only in case.
pub fn swap_case(value: &mut Value) {
    let swap = |c: char| match c.is_ascii_uppercase() {
        true => c.to_ascii_lowercase(),
        false => c.to_ascii_uppercase(),
    };
    match value {
        Value::Array(values) => values.iter_mut().for_each(swap_case),
        Value::Object(members) => {
            members.values_mut().for_each(swap_case);
            let renamed = std::mem::take(members).into_iter();
            let renamed = renamed.map(|(name, value)| (name.chars().map(swap).collect(), value));
            *members = renamed.collect();
        }
        _ => {}
    }
}

/// Returns the bodies that came back different, or lost something on the way.
pub fn wrong(tried: &[Body], trips: &[Trip]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (body, trip) in tried.iter().zip(trips) {
        let before: Value = serde_json::from_str(&body.raw).expect("a valid body");
        let back: Value = serde_json::from_str(&trip.back).expect("JSON");
        if !same(&before, &back) || !trip.faults.is_empty() {
            let (place, ty, faults) = (&body.place, &body.ty, &trip.faults);
            wrong.push(format!("{place} ({ty}) {faults:?}\n  {before}\n  {back}"));
        }
    }
    wrong
}

/// All of a body is sent, except for a key that an example copied from a response.
fn judge_sending(tried: &[Body], trips: &[Trip]) {
    let sent = tried.iter().zip(trips).filter(|(body, _)| body.is_sent);
    let all = sent.clone().count();
    let mut cut = 0;
    for (body, trip) in sent.filter(|(_, trip)| !trip.left_out.is_empty()) {
        eprintln!("{} ({}) loses {:?}", body.place, body.ty, trip.left_out);
        assert_eq!(trip.left_out, ["id"], "{}", body.place);
        cut += 1;
    }
    let share = f64::from(cut) / all as f64;
    eprintln!("{cut} of {all} bodies of requests lose a member: {share:.4}");
    assert!(share <= CUT_SHORT, "{share:.4}");
}

fn judge(tried: &[Body], trips: &[Trip], precise: bool) {
    let wrong = wrong(tried, trips);
    let mut causes: BTreeMap<String, usize> = BTreeMap::new();
    for trip in trips {
        for mismatch in &trip.mismatches {
            let cause = mismatch.split_once(": ").map_or("", |(_, cause)| cause);
            *causes.entry(cause.to_owned()).or_default() += 1;
        }
    }
    let sum = |count: fn(&Trip) -> usize| trips.iter().map(count).sum::<usize>();
    let (fields, others) = (sum(|trip| trip.fields), sum(|trip| trip.others));
    let mismatches = sum(|trip| trip.mismatches.len());
    let share = fields as f64 / (fields + mismatches) as f64;
    let whole = tried.len() - wrong.len();
    eprintln!(
        "arbitrary_precision {precise}: {whole} of {} valid bodies come back the same",
        tried.len()
    );
    eprintln!(
        "{fields} documented members in fields, {mismatches} mismatch: {share:.4}; {others} are not documented"
    );
    let refused = trips.iter().filter(|trip| !trip.mismatches.is_empty());
    eprintln!("strict reading refuses {} bodies:", refused.count());
    for (cause, count) in &causes {
        eprintln!("{count:5} {cause}");
    }
    let shown = wrong[..wrong.len().min(10)].join("\n");
    assert!(wrong.is_empty(), "{} bodies changed\n{shown}", wrong.len());
    assert!(share >= IN_FIELDS, "{share:.4}");
    // None of this would mean much if the types did not know the bodies.
    assert!(fields > 9 * others, "too little is documented");
}

/// Compares members and values; numbers by value.
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

/// What the program prints about a body.
#[derive(Deserialize)]
pub struct Trip {
    pub back: String,
    pub fields: usize,
    pub others: usize,
    pub mismatches: Vec<String>,
    pub faults: Vec<String>,
    left_out: Vec<String>,
    pub strict: bool,
}

/// Sends bodies through a program that reads each into its type and writes it again. Returns one result per body, in
/// order.
pub fn send(
    name: &str,
    out: &Path,
    structs: &BTreeMap<String, Struct>,
    bodies: &[Body],
    options: Options,
) -> Vec<Trip> {
    let input: String = bodies
        .iter()
        .map(|body| serde_json::json!([body.ty, body.collection, body.raw]).to_string() + "\n")
        .collect();
    std::fs::create_dir_all(folder(name)).expect("a writable folder");
    write(&folder(name).join("bodies.jsonl"), &input);
    let source = source(structs, bodies, options.strict);
    let text = run_program(name, out, &source, options.precise);
    let trips: Vec<Trip> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a trip a line"))
        .collect();
    assert_eq!(trips.len(), bodies.len());
    trips
}

/// Compiles a program that uses the crate of a folder, and returns what it prints.
pub fn run_program(name: &str, out: &Path, source: &str, precise: bool) -> String {
    let features: &[&str] = if precise {
        &["arbitrary_precision"]
    } else {
        &[]
    };
    let program = folder(name);
    std::fs::create_dir_all(program.join("src")).expect("a writable folder");
    let manifest = format!(
        r#"[package]
name = "{name}"
version = "0.0.0"
edition = "2024"

[dependencies]
msgraph-types = {{ path = {:?}, features = ["all"] }}
serde = {{ version = "1", features = ["derive"] }}
serde_json = {{ version = "1", features = {features:?} }}

[workspace]
"#,
        out.display().to_string()
    );
    write(&program.join("Cargo.toml"), &manifest);
    write(&program.join("src/main.rs"), source);
    let output = cargo(&program, &["run", "--quiet"]);
    String::from_utf8(output.stdout).expect("text")
}

fn source(structs: &BTreeMap<String, Struct>, bodies: &[Body], strict: bool) -> String {
    let (function, more) = match strict {
        true => ("strict", STRICT),
        false => ("trip", ""),
    };
    let mut arms = String::new();
    let used: BTreeSet<&str> = bodies.iter().map(|body| body.ty.as_str()).collect();
    for ty in used {
        let own = &structs[ty];
        let base = own.base.as_ref().and_then(|base| structs.get(base));
        let (rust, base) = (&own.rust, &base.unwrap_or(own).rust);
        let _ = writeln!(
            arms,
            "        {ty:?} => {function}::<{rust}, {base}>(collection, raw),"
        );
    }
    format!(
        "#![allow(deprecated)]\n{PROGRAM}{more}\nfn send(ty: &str, collection: bool, raw: &str) -> serde_json::Result<Trip> {{\n    match ty {{\n{arms}        _ => unreachable!(),\n    }}\n}}\n"
    )
}

/// Writes only if the content differs, so that an unchanged program is not compiled again.
fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).ok().as_deref() != Some(text) {
        std::fs::write(path, text).expect("a writable folder");
    }
}
