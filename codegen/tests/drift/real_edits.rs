//! Real edits of resource pages: exactly the expected changes must be reported.

use std::path::Path;

use graphdoc_codegen::unstable::{
    drift::{self, Change},
    finding::Severity,
    pipeline::{self, Input},
    source,
};
use reference_material::{material, needs_material};
use serde::Deserialize;
use serde_json::Value;

use crate::lines;

#[derive(Deserialize)]
struct Case {
    id: String,
    model_changed: bool,
    expected: Vec<Event>,
    #[serde(default)]
    alternatives: serde_json::Map<String, Value>,
    #[serde(default)]
    extra_allowed: bool,
    corpus_level_model_changed: Option<bool>,
}

#[derive(Deserialize)]
struct Event {
    kind: String,
    r#type: Option<String>,
    property: Option<String>,
    level: String,
    detail: Value,
}

/// The text of this page named the base already, and the edit only corrects the annotation.
const KNOWN: [&str; 1] = ["tl-6: missing: meta_base_type None"];

#[needs_material]
#[test]
fn real_edits_are_reported_as_expected() {
    let folder = material!().join("drift");
    let text = std::fs::read_to_string(folder.join("cases.json")).expect("the cases");
    let cases: Vec<Case> = serde_json::from_str(&text).expect("cases of the known form");
    let (mut wanted, mut told, mut report) = (0, 0, Vec::new());
    for case in &cases {
        let changes = changes(&folder.join("pages").join(&case.id));
        let id = &case.id;
        for event in case
            .expected
            .iter()
            .filter(|event| is_required(case, event))
        {
            wanted += 1;
            match is_told(event, &changes) {
                true => told += 1,
                false => report.push(format!(
                    "{id}: missing: {} {:?}",
                    event.kind, event.property
                )),
            }
        }
        let is_expected =
            |change: &Change| case.expected.iter().any(|event| is_about(event, change));
        let mut extra = changes.clone();
        extra.retain(|change| change.severity > Severity::Patch && !is_expected(change));
        for change in lines(&extra) {
            report.push(format!("{id}: not expected: {change}"));
        }
        let bar = match case.extra_allowed {
            true => Severity::Minor,
            false => Severity::Patch,
        };
        let grave = changes.iter().find(|change| change.severity > bar);
        assert!(case.model_changed || grave.is_none(), "{id}: {grave:#?}");
    }
    println!("{told} of {wanted} expected changes are told");
    assert_eq!(report, KNOWN);
}

fn changes(folder: &Path) -> Vec<Change> {
    let side = |name: &str| {
        let folder = folder.join(name);
        match folder.is_dir() {
            true => source::read(&[folder]).expect("readable pages").files,
            false => Vec::new(),
        }
    };
    let model = |name| pipeline::analyze(Input::new(&side(name))).model;
    drift::compare(&model("before"), &model("after"))
}

/// Whether an event must be reported. Events that do not concern the model, that depend on the parser, or that may be
/// left unreported need not be.
fn is_required(case: &Case, event: &Event) -> bool {
    let none = Value::Array(Vec::new());
    let silent = |key: &str| case.alternatives.get(key) == Some(&none);
    let property = event.property.as_deref().unwrap_or_default();
    event.level == "model"
        && event.detail.get("only_if").is_none()
        && !silent("all")
        && !silent(&event.kind)
        && !silent(&format!("{}:{property}", event.kind))
        && case.corpus_level_model_changed != Some(false)
}

fn is_told(event: &Event, changes: &[Change]) -> bool {
    let to = event.detail.get("to").and_then(Value::as_str);
    let to = to.unwrap_or_default();
    changes.iter().any(|change| {
        // The members of a new type are not reported on their own.
        let of_new_type = event.kind == "property_added"
            && change.rule().id == "type-added"
            && is_type(event, change);
        let as_added = event.kind.ends_with("_renamed")
            && change.rule().id.ends_with("-added")
            && (change.member.as_deref() == Some(to) || change.type_name.short() == to);
        is_about(event, change) || of_new_type || as_added
    })
}

fn is_type(event: &Event, change: &Change) -> bool {
    let (name, short) = (event.r#type.as_deref(), change.type_name.short());
    name.is_none_or(|name| name.eq_ignore_ascii_case(short))
}

/// Whether a change reports an event, whatever its level.
fn is_about(event: &Event, change: &Change) -> bool {
    let rules: &[&str] = match event.kind.as_str() {
        "page_added" => &["type-added"],
        "page_removed" => &["type-removed"],
        "property_added" => &["property-added", "relationship-added"],
        "property_removed" => &["property-removed", "relationship-removed"],
        "relationship_added" => &["relationship-added"],
        "relationship_removed" => &["relationship-removed"],
        "property_type_changed" => &["property-type-changed", "relationship-type-changed"],
        "property_case_changed" => &["property-wire-case-changed"],
        "property_renamed" => &["property-renamed", "property-removed"],
        "relationship_renamed" => &["relationship-renamed", "relationship-added"],
        "property_values_changed" => &["value-list-changed"],
        "property_flag_changed" => match event.detail["flag"].as_str() {
            Some("read_only") => &["property-read-only-changed"],
            Some("required") => &["property-required-changed"],
            Some("nullable") => &["property-nullable-changed"],
            Some("deprecated") => &["property-deprecated"],
            Some("max_length") => &["property-limit-changed"],
            _ => &[],
        },
        "meta_base_type" => &["base-changed"],
        "meta_open_type" => &["open-changed"],
        "meta_key_property" => &["key-changed"],
        "meta_abstract" => &["abstract-changed"],
        "type_renamed" => &["type-renamed", "type-case-changed"],
        "enum_added" => &["enum-added"],
        "enum_removed" => &["enum-removed"],
        "enum_renamed" => &["enum-renamed"],
        "enum_members_changed" => &[
            "enum-member-added",
            "enum-member-removed",
            "enum-member-renamed",
            "enum-member-case-changed",
        ],
        "property_doc_changed" | "page_doc_changed" => &["docs-changed"],
        _ => &[],
    };
    let names = [&change.member, &change.before, &change.after].map(|name| name.as_deref());
    let to = event.detail.get("to").and_then(Value::as_str);
    let property = event.property.as_deref();
    let is_member =
        property.is_none() || names.contains(&property) || to.is_some() && names.contains(&to);
    rules.contains(&change.rule().id) && is_type(event, change) && is_member
}
