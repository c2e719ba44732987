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

#[needs_material]
#[test]
fn real_edits_are_understood() {
    let folder = material!().join("drift");
    let text = std::fs::read_to_string(folder.join("cases.json")).expect("the cases");
    let cases: Vec<Case> = serde_json::from_str(&text).expect("cases of the known form");
    let (mut wanted, mut told, mut report) = (0, 0, String::new());
    for case in &cases {
        let changes = changes(&folder.join("pages").join(&case.id));
        let required: Vec<_> = case
            .expected
            .iter()
            .filter(|event| is_required(case, event))
            .collect();
        let missing: Vec<_> = required
            .iter()
            .filter(|event| !is_told(case, event, &changes))
            .collect();
        wanted += required.len();
        told += required.len() - missing.len();
        for event in missing {
            report += &format!("{}: missing {} {:?}\n", case.id, event.kind, event.property);
        }
        let extra: Vec<_> = changes
            .iter()
            .filter(|change| change.severity > Severity::Patch)
            .filter(|change| !case.expected.iter().any(|event| is_about(event, change)))
            .collect();
        assert!(extra.len() <= 1, "{}: {extra:#?}", case.id);
        let bar = if case.extra_allowed {
            Severity::Minor
        } else {
            Severity::Patch
        };
        if !case.model_changed {
            let grave: Vec<_> = changes
                .iter()
                .filter(|change| change.severity > bar)
                .collect();
            assert!(grave.is_empty(), "{}: {grave:#?}", case.id);
        }
    }
    println!(
        "{told} of {wanted} expected changes of {} cases are told\n{report}",
        cases.len()
    );
    assert!(told * 100 >= wanted * 95, "{told} of {wanted}\n{report}");
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
    let silent = |key: &str| {
        case.alternatives
            .get(key)
            .is_some_and(|list| list == &Value::Array(Vec::new()))
    };
    let of_property = || {
        format!(
            "{}:{}",
            event.kind,
            event.property.as_deref().unwrap_or_default()
        )
    };
    event.level == "model"
        && event.detail.get("only_if").is_none()
        && !silent("all")
        && !silent(&event.kind)
        && !silent(&of_property())
        && case.corpus_level_model_changed != Some(false)
}

fn is_told(case: &Case, event: &Event, changes: &[Change]) -> bool {
    let is_new = |change: &Change| change.rule().id == "type-added" && is_type(event, change);
    changes.iter().any(|change| {
        // The members of a new type are not reported on their own.
        is_about(event, change) || event.kind == "property_added" && is_new(change)
    }) || {
        let renamed = event.kind.ends_with("_renamed");
        let to = event
            .detail
            .get("to")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let added = |change: &&Change| {
            change.rule().id.ends_with("-added")
                && (change.member.as_deref() == Some(to) || change.type_name.short() == to)
        };
        let _ = case;
        renamed && changes.iter().any(|change| added(&change))
    }
}

fn is_type(event: &Event, change: &Change) -> bool {
    let short = change.type_name.short();
    event
        .r#type
        .as_deref()
        .is_none_or(|name| name.eq_ignore_ascii_case(short))
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
    let names: Vec<&str> = [&change.member, &change.before, &change.after]
        .into_iter()
        .filter_map(|name| name.as_deref())
        .collect();
    let to = event.detail.get("to").and_then(Value::as_str);
    let is_member = match (&event.property, event.kind.as_str()) {
        (None, _) => true,
        (Some(name), _) => {
            names.contains(&name.as_str()) || to.is_some_and(|to| names.contains(&to))
        }
    };
    rules.contains(&change.rule().id) && is_type(event, change) && is_member
}
