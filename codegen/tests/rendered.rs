//! Pages as the documentation site renders them, without front matter and annotations, and with absolute links. The
//! same types are read from them as from their sources.

mod support;

use std::collections::BTreeSet;

use graphdoc_codegen::unstable::{
    model::{Model, QualifiedName, Type},
    pipeline::{self, Input},
    rules::Level,
    source::SourceFile,
};
use reference_material::{material, needs_material};
use support::{resource, understand};

/// Renders a page like the site.
fn rendered(text: &str) -> String {
    let text = text.strip_prefix("---\n").map_or(text, |rest| {
        rest.split_once("\n---\n").map_or(rest, |(_, page)| page)
    });
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    absolute_links(&out)
}

/// Gives a link such as `[a](b.md)` the address of the page on the site.
fn absolute_links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, link) = rest.split_at(at + 2);
        out.push_str(before);
        let end = link.find([')', '\n', ' ']).unwrap_or(link.len());
        let (target, behind) = link.split_at(end);
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let hash = if fragment.is_empty() { "" } else { "#" };
        match path
            .rsplit('/')
            .next()
            .and_then(|file| file.strip_suffix(".md"))
        {
            Some(stem) if !path.contains("://") => {
                let folder = if path.contains("/api/") {
                    ""
                } else {
                    "resources/"
                };
                out.push_str(&format!(
                    "https://learn.microsoft.com/en-us/graph/api/{folder}{stem}?view=graph-rest-1.0{hash}{fragment}"
                ));
            }
            _ => out.push_str(target),
        }
        rest = behind;
    }
    out + rest
}

fn read(files: &[SourceFile]) -> Model {
    pipeline::analyze(Input::new(files)).model
}

fn types(model: &Model) -> BTreeSet<String> {
    model
        .types
        .keys()
        .map(|name| name.as_str().to_owned())
        .collect()
}

#[test]
fn a_rendered_page_is_the_same_type() {
    let page = resource(
        "tree",
        "|id|String|Its name. Read-only.|\n|crown|[leaf](../resources/leaf.md) collection|Its leaves.|",
        "\"id\": \"String (identifier)\",\n\"crown\": [{ \"@odata.type\": \"microsoft.graph.leaf\" }]",
    );
    let leaf = resource("leaf", "|area|Double|Size.|", "\"area\": \"Double\"");
    let (a, b) = (rendered(&page), rendered(&leaf));
    let before = understand(&[("tree.md", &page), ("leaf.md", &leaf)]).model;
    for pages in [[a.as_str(), b.as_str()], [&a, &leaf], [&page, &b]] {
        let after = understand(&[("tree.md", pages[0]), ("leaf.md", pages[1])]).model;
        assert_eq!(types(&before), types(&after));
        for (name, ty) in &before.types {
            let other = &after.types[name];
            assert_eq!(ty.kind, other.kind, "{name}");
            let shape = |ty: &graphdoc_codegen::unstable::model::Type| -> Vec<_> {
                let properties = ty.properties.iter();
                properties
                    .map(|found| (found.name.clone(), found.ty.clone(), found.collection))
                    .collect()
            };
            assert_eq!(shape(ty), shape(other), "{name}");
        }
    }
}

#[test]
fn a_title_is_named_as_the_set_links_it() {
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
    let names: Vec<String> = types(&understood.model).into_iter().collect();
    assert_eq!(
        names,
        [
            "microsoft.graph.list",
            "microsoft.graph.sheet",
            "microsoft.graph.workbookChart"
        ]
    );
}

#[needs_material]
#[test]
fn rendered_v1_keeps_names_and_properties() {
    let files = support::folder(&material!().join("corpus/graph-v1.0/resources"));
    let render = |file: &SourceFile| SourceFile::new(file.path.to_string(), rendered(&file.text));
    let after: Vec<SourceFile> = files.iter().map(render).collect();
    let (before, after) = (read(&files), read(&after));
    let lost: Vec<_> = types(&before).difference(&types(&after)).cloned().collect();
    println!(
        "{} of {} types have another name: {lost:#?}",
        lost.len(),
        before.types.len()
    );
    assert!(lost.len() <= 10);
    for (name, ty) in &before.types {
        // A type with a different name is found by its page.
        let of_page = || {
            after
                .types
                .values()
                .find(|other| other.place.file == ty.place.file)
        };
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
    let facts = std::fs::read_to_string(folder.join("facts/comms.toml")).expect("facts");
    let facts = [SourceFile::new("facts/comms.toml", facts)];
    let seed =
        std::fs::read_to_string(folder.join("resources/commsoperation.md")).expect("the seed");
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
        let mut rules: Vec<&str> = read(text)
            .diagnostics
            .iter()
            .filter(|found| found.rule().level != Level::Allow)
            .map(|found| found.rule().id)
            .collect();
        rules.sort_unstable();
        rules
    };
    let name = QualifiedName::new("microsoft.graph.commsOperation");
    let before = read(&seed).model.types[&name].clone();
    for text in [&revised(&seed), &site] {
        let after = read(text).model.types[&name].clone();
        let shape = |ty: &Type| {
            let properties = ty.properties.iter().map(|found| {
                let values = found.values.as_ref().map(|list| list.members.len());
                (
                    found.name.clone(),
                    found.ty.clone(),
                    values,
                    found.read_only,
                    found.limits.clone(),
                )
            });
            (
                ty.kind,
                ty.key.clone(),
                ty.base.clone(),
                properties.collect::<Vec<_>>(),
            )
        };
        assert_eq!(shape(&before), shape(&after));
    }
    assert_eq!(told(&seed), [""; 0]);
    assert_eq!(told(&revised(&seed)), ["fact-stale", "fact-stale"]);
    assert_eq!(told(&site), ["fact-stale", "fact-stale", "name-case"]);
}
