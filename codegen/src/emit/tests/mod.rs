mod compile;
mod obstacle_names;
mod prose;
mod small;

use std::collections::BTreeSet;

use super::*;
use crate::model::{
    Model,
    select::select,
    type_facts::{Provenance, Results, TypeFacts},
};

fn text<'a>(output: &'a Output, path: &str) -> &'a str {
    let file = output.files.iter().find(|file| file.path == path);
    file.map_or_else(|| panic!("{path} is missing"), |file| &file.text)
}

/// Asserts that a file has these lines, each of them whole.
#[track_caller]
fn assert_lines(file: &str, lines: &[&str]) {
    for line in lines {
        assert!(file.lines().any(|own| own == *line), "{line} in\n{file}");
    }
}

/// Asserts that a file has these parts.
#[track_caller]
fn assert_parts(file: &str, parts: &[&str]) {
    for part in parts {
        assert!(file.contains(part), "{part} in\n{file}");
    }
}

#[test]
fn output_does_not_depend_on_the_number_of_threads() {
    for model in [
        small::calls(),
        obstacle_names::obstacles(),
        Model::default(),
    ] {
        let one = emit(&model, &Options::default());
        for jobs in [0, 2, 3, 8] {
            let many = emit(
                &model,
                &Options {
                    jobs,
                    ..Options::default()
                },
            );
            assert!(many == one, "{jobs} jobs");
        }
        assert!(one.0.files.is_sorted_by_key(|file| &file.path));
    }
}

#[test]
fn operation_runtime_is_copied_only_with_lifecycle_facts() {
    let mut model = small::calls();
    let operation = model.types.keys().next().unwrap().clone();
    // Not all facts are about operations.
    model
        .type_facts
        .insert(operation.clone(), TypeFacts::default());
    let (without, _) = emit(&model, &Options::default());
    let facts = model.type_facts.entry(operation.clone()).or_default();
    let provenance = Provenance {
        fact: "f".to_owned(),
        sentence: "s".to_owned(),
        place: model.types[&operation].place.clone(),
    };
    facts.results = Some(Results {
        property: "code".to_owned(),
        ranges: Vec::new(),
        provenance,
    });
    let (with, _) = emit(&model, &Options::default());
    let has = |output: &Output, path: &str| output.files.iter().any(|file| file.path == path);
    for (output, is_asked) in [(&with, true), (&without, false)] {
        assert_eq!(has(output, "src/runtime/tracker.rs"), is_asked);
        let root = text(output, "src/lib.rs");
        assert_eq!(root.contains("pub use runtime::operations;"), is_asked);
        assert!(has(output, "src/runtime/batch.rs"));
    }
}

#[test]
fn properties_are_fields_and_relationships_are_methods() {
    let (output, diagnostics) = emit(&small::calls(), &Options::default());
    assert_eq!(diagnostics, []);
    let operation = text(&output, "src/cloud_communications/comms_operation.rs");
    assert_lines(
        operation,
        &[
            "    pub client_context: Option<String>,",
            "    pub result_info: Option<Box<super::ResultInfo>>,",
            "    pub status: Option<CommsOperationStatus>,",
            "    pub extra: Extra,",
            "    pub fn owner(&self) -> Result<Option<super::super::users::User>, runtime::Error> {",
            "    pub fn infos(&self) -> Result<Option<Vec<super::ResultInfo>>, runtime::Error> {",
            "    NotStarted,",
            "/// The status of certain long-running operations.",
        ],
    );
    // A relationship to an undeclared type has no method, since its signature would change once a page declares the
    // type.
    assert!(!operation.contains("fn thing"), "{operation}");
    assert!(operation.find("pub struct").unwrap() < operation.find("runtime::record! {").unwrap());
    let derived = text(&output, "src/cloud_communications/record_operation.rs");
    assert_lines(
        derived,
        &[
            "    pub status: Option<super::CommsOperationStatus>,",
            "    pub sides: Option<FlagSet<super::super::printing::Sides>>,",
            "    pub sizes: Option<Vec<i32>>,",
        ],
    );
}

/// The signatures of the methods of relationships, with the rows that make those that set and link them.
fn relationships(file: &str) -> BTreeSet<String> {
    let methods = file.split("    pub fn ").skip(1);
    let methods = methods.filter_map(|method| method.split_once(" {"));
    let methods = methods.map(|(signature, _)| signature.split_whitespace().collect());
    let rows = file.lines().map(str::trim);
    let rows = rows.filter(|row| row.contains(": set_") && row.contains(" bind_"));
    methods.chain(rows.map(str::to_owned)).collect()
}

#[test]
fn relationship_signature_ignores_the_selection() {
    let model = small::calls();
    let (whole, _) = emit(&model, &Options::default());
    let mut missing = 0;
    for name in model.types.keys() {
        let (asked, _) = select(&model, &[name.to_string()]).expect("a known type");
        let (part, _) = emit(&asked, &Options::default());
        let files = part.files.iter().filter(|file| {
            file.path.ends_with(".rs") && whole.files.iter().any(|other| other.path == file.path)
        });
        for file in files.filter(|file| !file.path.contains("runtime/")) {
            let (part, whole) = (
                relationships(&file.text),
                relationships(text(&whole, &file.path)),
            );
            let others: Vec<_> = part.difference(&whole).collect();
            assert!(others.is_empty(), "{name}, {}: {others:?}", file.path);
            missing += whole.difference(&part).count();
        }
    }
    // What is missing are the methods that would give a type that was not asked for.
    assert!(missing > 0);
}

#[test]
fn deprecated_items_have_the_attribute() {
    let (output, _) = emit(&small::deprecated_calls(), &Options::default());
    let mark = "#[deprecated = \"Use something else. Since 2024-04-10.\"]";
    let heads = [
        "pub struct ",
        "pub enum Sides ",
        "NotStarted,",
        "pub status: ",
    ];
    let mut found = [0; 4];
    let own = |file: &&File| !file.path.starts_with("src/runtime");
    for file in output.files.iter().filter(own) {
        let lines: Vec<&str> = file.text.lines().map(str::trim_start).collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(kind) = heads.iter().position(|head| line.starts_with(head)) else {
                continue;
            };
            let attributes = lines[..at].iter().rev();
            let mut attributes = attributes.take_while(|line| line.starts_with("#["));
            let is_marked = attributes.any(|line| *line == mark);
            assert!(is_marked, "{line} in {}", file.path);
            found[kind] += 1;
        }
    }
    assert!(!found.contains(&0), "{found:?}");
    assert!(text(&output, "src/lib.rs").contains("#![allow(deprecated)]"));
}

#[test]
fn links_between_types_become_doc_links() {
    let (output, _) = emit(&small::calls(), &Options::default());
    let file = |area: &str, stem: &str| format!("{area}/struct.{stem}.html");
    let mut found = 0;
    for source in &output.files {
        let links = source
            .text
            .match_indices("learn.microsoft.com/graph/api/resources/");
        for (at, _) in links {
            // Only the link to a type's own page leads elsewhere.
            let line = source.text[..at].lines().next_back().unwrap_or_default();
            assert!(line.ends_with("in the [documentation](https://"), "{line}");
        }
        found += source
            .text
            .matches(&file("../cloud_communications", "CommsOperation"))
            .count();
        found += source.text.matches(&file("../users", "User")).count();
    }
    assert!(found > 0, "no link leads into another area");
}

#[test]
fn code_for_zoned_times_is_only_in_crates_that_have_them() {
    let (without, _) = emit(&small::calls(), &Options::default());
    let (with, _) = emit(&small::with_time_in_a_zone(), &Options::default());
    let has = |output: &Output, word: &str| {
        let mut files = output.files.iter();
        files.any(|file| file.path.ends_with(word) || file.text.contains(word))
    };
    for word in [
        "runtime/civil.rs",
        "civil::civil!(ZonedTime);",
        "mod civil;",
    ] {
        assert!(has(&with, word) && !has(&without, word), "{word}");
    }
    let one = embed(&with, &["time".to_owned()]);
    assert!(one.contains("to_time_civil") && !one.contains("_jiff_civil"));
}

#[test]
fn constant_documents_its_property() {
    let mut model = small::calls();
    let operation = model.types.get_mut(&small::name("commsOperation")).unwrap();
    for property in &mut operation.properties {
        property.read_only = property.name == "id";
        if property.name == "clientContext" {
            property.limits = vec![crate::model::Limit::MaxLength(256)];
        }
        if property.name == "thing" {
            property.docs = small::text("What it is about.").into();
        }
    }
    let (output, _) = emit(&model, &Options::default());
    let text = text(&output, "src/cloud_communications/comms_operation.rs");
    assert_parts(
        text,
        &[
            "    /// `id`, read-only.\n    pub const ID:",
            "    /// `clientContext`, at most 256 characters.\n    pub const CLIENT_CONTEXT:",
            "    /// What it is about.\n    ///\n    /// `thing`.\n    pub const THING:",
        ],
    );
    assert!(!text.contains("missing_docs"), "{text}");
}

#[test]
fn front_page_lists_areas_and_well_known_types() {
    let mut model = small::calls();
    let message = small::structure(
        "message",
        "mail",
        vec![small::property("subject", small::TEXT)],
    );
    model.types.insert(message.name.clone(), message);
    let (output, _) = emit(&model, &Options::default());
    let root = text(&output, "src/lib.rs");
    assert_parts(
        root,
        &[
            "//! | [`cloud_communications`](mod@crate::cloud_communications) | `cloud-communications` | `ResultInfo`",
            "//! | [`mail`](mod@crate::mail) | `mail` | `Message` |",
            "//! | `json` | the module `json`:",
            "//! use msgraph_types::{json, Message};",
        ],
    );
    let at = |words: &str| root.find(words).unwrap();
    assert!(at("# Areas") < at("# Reading") && at("# Areas") < at("pub use"));
}

#[test]
fn features_follow_fields_and_not_relationships() {
    let (output, _) = emit(&small::calls(), &Options::default());
    assert_eq!(
        output.features,
        ["cloud-communications", "printing", "users"]
    );
    let users = |output: &Output| text(output, "src/users/mod.rs").to_owned();
    let both = "#[cfg(any(feature = \"cloud-communications\", feature = \"users\"))]\nmod user;";
    assert!(users(&output).contains(both), "{}", users(&output));
    // A feature takes no more of another area than it needs.
    let calls = text(&output, "src/cloud_communications/mod.rs");
    assert!(calls.contains("#[cfg(feature = \"cloud-communications\")]\nmod comms_operation;"));
    let mut model = small::calls();
    let types = model.types.values_mut();
    types.for_each(|ty| {
        ty.properties
            .retain(|p| p.relationship || p.name == "status")
    });
    let (output, _) = emit(&model, &Options::default());
    assert!(
        users(&output).contains("#[cfg(feature = \"users\")]\nmod user;"),
        "{}",
        users(&output)
    );
    let operation = text(&output, "src/cloud_communications/comms_operation.rs");
    assert!(
        operation.contains("#[cfg(feature = \"users\")]\n    #[inline]\n    pub fn owner"),
        "{operation}"
    );
    // So is what strict reading knows of it.
    let row = "#[cfg(feature = \"users\")]\n        \"owner\": super::super::users::User;";
    assert!(operation.contains(row), "{operation}");
    // The documentation says why the method may be missing; a single file has no features.
    let said = "    /// Needs the feature `users`.\n    #[cfg(";
    assert!(operation.contains(said), "{operation}");
    assert!(!embed(&output, &[]).contains("Needs the feature"));
}

#[test]
fn names_resolve_to_emitted_items() {
    let mut model = small::calls();
    let twin = small::structure(
        "microsoft.graph.callRecords.user",
        "cloud-communications",
        vec![],
    );
    model.types.insert(twin.name.clone(), twin);
    let page = small::structure("page", "users", vec![]);
    model.types.insert(page.name.clone(), page);
    let names = Names::new(&model);
    let path = |name: &str| names.rust_path(&small::name(name)).unwrap_or_default();
    assert_eq!(path("commsOperation"), "msgraph_types::CommsOperation");
    assert_eq!(path("sides"), "msgraph_types::Sides");
    assert_eq!(path("user"), "msgraph_types::users::User");
    let twin = "msgraph_types::cloud_communications::call_records::User";
    assert_eq!(path("microsoft.graph.callRecords.user"), twin);
    // The runtime exports that name at the root.
    assert_eq!(path("page"), "msgraph_types::users::Page");
    assert_eq!(path("nobody"), "");
    let derived = small::name("recordOperation");
    assert_eq!(
        names.field(&derived, "clientContext"),
        Some("client_context")
    );
    assert_eq!(names.field(&derived, "owner"), Some("owner"));
    let status = Some("msgraph_types::CommsOperationStatus".to_owned());
    assert_eq!(names.values_path(&derived, "status"), status);
    assert_eq!(names.values_path(&derived, "id"), None);
}

#[test]
fn declared_type_takes_precedence_over_a_value_list() {
    let list = || small::values("status", &["on"]);
    let thing = small::structure("thing", "a", vec![list()]);
    let twin = small::structure("other.thing", "b", vec![list()]);
    let model = small::model(
        vec![thing, twin],
        vec![small::enumeration("thingStatus", "c", &["x"])],
    );
    let names = Names::new(&model);
    let path = |name: &str| {
        names
            .values_path(&small::name(name), "status")
            .unwrap_or_default()
    };
    assert_eq!(path("thing"), "msgraph_types::ThingStatusValue");
    assert_eq!(path("other.thing"), "msgraph_types::OtherThingStatus");
    assert_eq!(
        names.rust_path(&small::name("thingStatus")).unwrap(),
        "msgraph_types::ThingStatus"
    );
}

#[test]
fn single_file_has_only_the_requested_features() {
    let (output, _) = emit(&small::calls(), &Options::default());
    let plain = embed(&output, &[]);
    let json = embed(&output, &["json".to_owned()]);
    for text in [&plain, &json] {
        let is_dead = |line: &&str| line.contains("cfg(") || line.contains("mod with_");
        assert_eq!(text.lines().find(is_dead), None);
        syn::parse_file(text).unwrap();
    }
    let of_json = ["pub mod json {", "pub use runtime::json;"];
    for word in of_json {
        assert!(json.contains(word) && !plain.contains(word), "{word}");
    }
}

#[test]
fn single_file_can_be_included() {
    let (output, _) = emit(&small::calls(), &Options::default());
    let text = embed(&output, &[]);
    let file = syn::parse_file(&text).unwrap();
    assert!(file.attrs.is_empty());
    assert!(text.starts_with(MARKER) && text.matches(MARKER).count() == 1);
    assert!(!text.contains("cfg(feature") && !text.contains("crate::"));
    assert!(
        !text
            .lines()
            .any(|line| line.trim_start().starts_with("mod ") && line.ends_with(';'))
    );
    for file in &output.files {
        let structs =
            |text: &str| text.matches("pub struct ").count() + text.matches("pub enum ").count();
        assert!(structs(&text) >= structs(&file.text));
    }
}

#[test]
fn only_the_marked_section_of_a_manifest_is_replaced() {
    let (output, _) = emit(
        &small::calls(),
        &Options {
            default: vec!["users".into()],
            ..Options::default()
        },
    );
    let manifest = manifest::template(&output, "msgraph-types", "MIT");
    assert!(toml::de::DeTable::parse(&manifest).is_ok(), "{manifest}");
    assert!(manifest.contains("\ndefault = [\"users\"]\n"), "{manifest}");
    let (empty, _) = emit(&Model::default(), &Options::default());
    let mine = format!("# mine\n{manifest}\n[lints]\n");
    let replaced = manifest::replace_section(&mine, &manifest::section(&empty)).unwrap();
    assert!(replaced.starts_with("# mine\n[package]") && replaced.ends_with("\n[lints]\n"));
    assert!(!replaced.contains("printing"));
    let back = manifest::replace_section(&replaced, &manifest::section(&output)).unwrap();
    assert_eq!(back, mine);
    assert_eq!(manifest::replace_section("[package]", "x"), None);
}
