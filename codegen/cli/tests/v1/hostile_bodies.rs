//! Bodies with odd values and names, read by the crate of today's pages, without and with the metadata.

use std::collections::{BTreeMap, BTreeSet};

use reference_material::{material, needs_material};
use serde_json::{Value, json};

use crate::{
    bodies::{self, Body, Options},
    csdl,
    whole_service::{generate_only, invented, model, text, words},
};

/// Number of types in the crate with metadata: those with the most bodies.
const SAMPLE: usize = 60;

/// Replaces every member by a value of another kind.
fn swap_kinds(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for member in members.values_mut() {
                swap_kinds(member);
                *member = match member.take() {
                    Value::Null => json!({ "odd": [] }),
                    Value::Bool(_) => json!("odd"),
                    Value::Number(_) => json!(true),
                    Value::String(_) => json!(7),
                    list @ Value::Array(_) => json!({ "odd": list }),
                    object @ Value::Object(_) => json!([object]),
                };
            }
        }
        Value::Array(values) => values.iter_mut().for_each(swap_kinds),
        _ => {}
    }
}

/// Sends bodies, unchanged and changed, through the crate of their types from these sources.
fn survive(name: &str, words: &[String], model: &BTreeMap<String, Value>, bodies: &[Body]) {
    let structs = bodies::structs_of(model.values());
    let types: BTreeSet<&str> = bodies.iter().map(|body| body.ty.as_str()).collect();
    let types: Vec<&str> = types.into_iter().collect();
    let out = generate_only(&format!("{name}-crate"), words, &types);
    let mut sent: Vec<Body> = bodies.to_vec();
    for change in [bodies::put_odd_elements, bodies::swap_case, swap_kinds] {
        sent.extend(bodies.iter().map(|body| body.changed(change)));
    }
    let options = Options {
        strict: true,
        ..Options::default()
    };
    let trips = bodies::send(name, &out, &structs, &sent, options);
    let wrong = bodies::wrong(&sent, &trips);
    let strict = trips.iter().filter(|trip| trip.strict).count();
    eprintln!(
        "{} of {} bodies of {} types come back the same; strict reading takes {strict}",
        sent.len() - wrong.len(),
        sent.len(),
        types.len()
    );
    let shown = wrong[..wrong.len().min(10)].join("\n");
    assert!(wrong.is_empty(), "{} bodies changed\n{shown}", wrong.len());
    // All of this would hold if no type had fields, or strict reading rejected everything.
    let fields: usize = trips[..bodies.len()].iter().map(|trip| trip.fields).sum();
    assert!(
        fields > bodies.len() && strict * 5 > bodies.len(),
        "{fields} {strict}"
    );
    // It accepts few of the bodies with values of other kinds: those without a known member.
    let odd = &trips[3 * bodies.len()..];
    let taken = odd.iter().filter(|trip| trip.strict).count();
    assert!(taken * 5 < odd.len(), "{taken} of {}", odd.len());
}

#[needs_material("slow; .ci/run runs it")]
#[test]
fn hostile_bodies_round_trip_with_the_crate_of_the_pages() {
    let words = words(&[["--docs", "corpus/today-v1.0"]]);
    let model = model(&words);
    // The pages of operations have no body of these types, but the metadata has their members.
    let csdl = csdl::read(&material!().join("oracle/csdl-2026-08-v1.0.xml"));
    let described = csdl.iter().filter(|(_, ty)| !ty.is_enum);
    let body = |(name, _): (&String, _)| {
        let ty = text(&model.get(&name.to_lowercase())?["name"]).to_owned();
        let body = Value::Object(invented(&csdl, name, 0));
        Some(Body::new(name, ty, body.to_string()))
    };
    let bodies: Vec<Body> = described.filter_map(body).collect();
    assert!(bodies.len() > 10, "{}", bodies.len());
    survive("hostile-pages", &words, &model, &bodies);
}

#[needs_material("slow; .ci/run runs it")]
#[test]
fn hostile_bodies_round_trip_with_the_crate_of_the_metadata() {
    let words = words(&[
        ["--docs", "corpus/today-v1.0"],
        ["--metadata", "oracle/csdl-2026-08-v1.0.xml"],
    ]);
    let model = model(&words);
    let structs = bodies::structs_of(model.values());
    let mut printed = bodies::bodies(&material!());
    printed.retain(|body| body.valid && structs.contains_key(&body.ty));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for body in &printed {
        *counts.entry(body.ty.clone()).or_default() += 1;
    }
    let mut types: Vec<(usize, String)> = counts.into_iter().map(|(ty, n)| (n, ty)).collect();
    types.sort_by(|one, two| two.cmp(one));
    types.truncate(SAMPLE);
    printed.retain(|body| types.iter().any(|(_, ty)| *ty == body.ty));
    survive("hostile-metadata", &words, &model, &printed);
}
