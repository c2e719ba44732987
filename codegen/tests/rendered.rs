//! Pages as the documentation site renders them, without front matter and annotations, and with absolute links. The
//! same types are read from them as from their sources.

mod support;

use std::collections::BTreeSet;

use graphdoc_codegen::unstable::{
    model::{Model, Type},
    pipeline::{self, Input},
    rules::Level,
    source::SourceFile,
};
use reference_material::{material, needs_material};
use support::{rendered, resource, understand};

fn read(files: &[SourceFile]) -> Model {
    pipeline::analyze(Input::new(files)).model
}

fn types(model: &Model) -> BTreeSet<&str> {
    model.types.keys().map(|name| name.as_str()).collect()
}

#[track_caller]
fn assert_same(before: &Type, after: &Type) {
    let head = |ty: &Type| (ty.name.clone(), ty.kind, ty.key.clone(), ty.base.clone());
    assert_eq!(head(before), head(after));
    let rows = |ty: &Type| -> Vec<_> {
        let rows = ty.properties.iter().map(|row| {
            let values = row.values.as_ref().map(|list| list.members.len());
            let ty = (row.ty.clone(), row.collection, values);
            (row.name.clone(), ty, row.read_only, row.limits.clone())
        });
        rows.collect()
    };
    assert_eq!(rows(before), rows(after), "{}", before.name);
}

#[test]
fn rendered_page_is_the_same_type() {
    let page = resource(
        "tree",
        "|id|String|Its name. Read-only.|\n|crown|[leaf](../resources/leaf.md) collection|Its leaves.|",
        "\"id\": \"String (identifier)\",\n\"crown\": [{ \"@odata.type\": \"microsoft.graph.leaf\" }]",
    );
    let leaf = resource("leaf", "|area|Double|Size.|", "\"area\": \"Double\"");
    let (a, b) = (rendered(&page), rendered(&leaf));
    let before = understand(&[("tree.md", &page), ("leaf.md", &leaf)]).model;
    for [tree, leaf] in [[&a, &b], [&a, &leaf], [&page, &b]] {
        let after = understand(&[("tree.md", tree), ("leaf.md", leaf)]).model;
        assert_eq!(types(&before), types(&after));
        for (name, ty) in &before.types {
            assert_same(ty, &after.types[name]);
        }
    }
}

#[test]
fn page_without_annotation_is_named_as_others_link_it() {
    let titled = |title: &str, rows: &str| {
        rendered(&resource("x", rows, "")).replace("# x ", &format!("# {title} "))
    };
    let chart = titled("Chart", "|a|String|A.|");
    let list = titled("List", "|a|String|A.|");
    let sheet = titled(
        "Sheet",
        "|charts|[workbookChart](chart.md) collection|Its charts.|\n|owner|[thing](list.md)|An owner.|\n|more|[workbookChart](https://x.y/resources/chart?view=1)|More.|",
    );
    let understood = understand(&[
        ("chart.md", &chart),
        ("list.md", &list),
        ("sheet.md", &sheet),
    ]);
    let names = ["list", "sheet", "workbookChart"].map(|name| format!("microsoft.graph.{name}"));
    assert!(types(&understood.model).into_iter().eq(&names));
}

#[needs_material]
#[test]
fn rendered_v1_keeps_properties_and_nearly_all_names() {
    let files = support::folder(&material!().join("corpus/graph-v1.0/resources"));
    let render = |file: &SourceFile| SourceFile::new(file.path.to_string(), rendered(&file.text));
    let after: Vec<SourceFile> = files.iter().map(render).collect();
    let (before, after) = (read(&files), read(&after));
    let lost = &types(&before) - &types(&after);
    println!(
        "{} of {} types have another name: {lost:#?}",
        lost.len(),
        before.types.len()
    );
    assert!(lost.len() <= 10);
    for (name, ty) in &before.types {
        // A type with a different name is found by its page.
        let mut others = after.types.values();
        let of_page = || others.find(|other| other.place.file == ty.place.file);
        let other = after.types.get(name).or_else(of_page);
        let other = other.unwrap_or_else(|| panic!("{name} is gone"));
        let names: BTreeSet<_> = other.properties.iter().map(|found| &found.name).collect();
        for property in &ty.properties {
            assert!(names.contains(&property.name), "{name}.{}", property.name);
        }
    }
}

/// The page in the style of 2024, with other sentences.
fn revised(seed: &str) -> String {
    let text = seed
        .replace(
            "If, for example, an operation with status of `completed` or `failed` is returned,  there will not be any subsequent operation via the notification channel.",
            "For example, if an operation with a status of `completed` or `failed` is returned, there isn't a subsequent operation via the notification channel.",
        )
        .replace(
            "subsequent updates will come via the notification channel.",
            "subsequent updates come via the notification channel.",
        );
    assert_ne!(text, seed);
    text
}

#[test]
fn seed_page_is_the_same_type_in_every_form() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    let text = |path: &str| std::fs::read_to_string(folder.join(path)).expect("a file");
    let facts = [SourceFile::new("comms.toml", text("facts/comms.toml"))];
    let seed = text("resources/commsoperation.md");
    let site = rendered(&revised(&seed)).replace("| id  ", "| ID  ");
    assert!(site.contains("| ID ") && site.contains("\"id\""));
    let read = |text: &str| {
        let mut pages = support::bundled();
        for page in &mut pages {
            if page.path.ends_with("/commsoperation.md") {
                *page = SourceFile::new(page.path.to_string(), text);
            }
        }
        pipeline::analyze(Input {
            facts: &facts,
            ..Input::new(&pages)
        })
    };
    let told = |text: &str| {
        let found = read(text).diagnostics.into_iter().map(|found| found.rule());
        let found = found.filter(|rule| rule.level != Level::Allow);
        let mut rules: Vec<&str> = found.map(|rule| rule.id).collect();
        rules.sort_unstable();
        rules
    };
    let before = read(&seed).model;
    let before = support::type_named(&before, "commsOperation");
    for text in [&revised(&seed), &site] {
        let after = read(text).model;
        assert_same(before, support::type_named(&after, "commsOperation"));
    }
    assert_eq!(told(&seed), [""; 0]);
    assert_eq!(told(&revised(&seed)), ["fact-stale", "fact-stale"]);
    assert_eq!(told(&site), ["fact-stale", "fact-stale", "name-case"]);
}
