//! Sets that lack linked pages: faults of the pages are reported as in the complete set, and the missing pages only
//! once.

mod support;

use std::collections::BTreeSet;

use graphdoc_codegen::unstable::{
    diagnostic::Level,
    lint,
    source::{SourceFile, Sources},
};
use reference_material::{material, needs_material};

use crate::support::resource;

/// Findings that other pages may settle.
const NEED_OTHERS: [&str; 7] = [
    "base-undeclared",
    "broken-link",
    "link-target-missing",
    "undeclared-type",
    "enum-undeclared",
    "link-case",
    "partial-set",
];

/// Returns a page that links to these pages and has a fault of its own: no table has its last member.
fn page(name: &str, links: &[&str]) -> SourceFile {
    let row = |to: &&str| format!("|{to}|[{to}]({to}.md)|Where it leads.|\n");
    let rows: String = links.iter().map(row).collect();
    let member = |to: &&str| format!("\"{to}\": {{ \"@odata.type\": \"microsoft.graph.{to}\" }}, ");
    let members: String = links.iter().map(member).collect();
    let text = resource(
        name,
        &format!("{rows}|size|Int32|How large it is.|"),
        &format!("{{ {members}\"size\": 1, \"weight\": 1 }}"),
    );
    SourceFile::new(format!("resources/{name}.md"), text)
}

/// A house with rooms, each with a door and a window.
fn whole() -> Vec<SourceFile> {
    vec![
        page("attic", &["hatch", "skylight"]),
        page("cellar", &["gate", "shaft"]),
        page("gate", &[]),
        page("hall", &["porch", "window"]),
        page("hatch", &[]),
        page("house", &["attic", "cellar", "hall"]),
        page("porch", &[]),
        page("shaft", &[]),
        page("skylight", &[]),
        page("window", &[]),
    ]
}

/// Rule, page and offset.
type Told = (&'static str, String, usize);

/// Returns the findings about a set.
fn told(files: &[&SourceFile]) -> BTreeSet<Told> {
    let mut files: Vec<SourceFile> = files.iter().map(|file| (*file).clone()).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let sources = Sources {
        files,
        diagnostics: Vec::new(),
    };
    let findings = lint::lint(&sources, &[], None).findings;
    let told = findings.iter().filter(|found| found.level > Level::Allow);
    told.filter_map(|found| {
        let label = found.primary()?;
        Some((found.rule().id, label.file.to_string(), label.span.start))
    })
    .collect()
}

fn of_page<'a>(told: &'a BTreeSet<Told>, path: &'a str) -> impl Iterator<Item = &'a Told> {
    told.iter()
        .filter(move |(rule, page, _)| page == path && *rule != "partial-set")
}

fn lines(told: &BTreeSet<Told>) -> usize {
    told.iter()
        .filter(|(rule, _, _)| *rule == "partial-set")
        .count()
}

#[test]
fn subset_of_pages_has_the_findings_of_the_set() {
    let all = whole();
    let in_whole = told(&all.iter().collect::<Vec<_>>());
    // One fault on each page. If another rule fires, change the pages.
    assert_eq!(
        (in_whole.len(), lines(&in_whole)),
        (all.len(), 0),
        "{in_whole:#?}"
    );
    let path = "resources/house.md";
    let named = |names: &[&str]| -> Vec<&SourceFile> {
        let is_named = |page: &&SourceFile| {
            names
                .iter()
                .any(|name| *page.path == format!("resources/{name}.md"))
        };
        all.iter().filter(is_named).collect()
    };
    for set in [
        named(&["house"]),
        named(&["house", "attic", "cellar", "hall"]),
        named(&["house", "attic"]),
    ] {
        let here = told(&set);
        assert!(
            of_page(&here, path).eq(of_page(&in_whole, path)),
            "{here:#?}"
        );
        assert_eq!((here.len(), lines(&here)), (set.len() + 1, 1));
    }
}

#[test]
fn one_missing_page_is_reported() {
    let all = whole();
    for gone in all.iter().filter(|page| !page.path.ends_with("house.md")) {
        let rest: Vec<&SourceFile> = all.iter().filter(|page| page.path != gone.path).collect();
        let here = told(&rest);
        assert_eq!(lines(&here), 0);
        assert!(
            here.iter()
                .any(|(rule, _, _)| *rule == "link-target-missing"),
            "{}",
            gone.path
        );
    }
}

#[test]
fn base_may_be_missing_only_if_its_page_is_linked() {
    let based = |intro: &str| {
        let page = page("hall", &["porch", "window"]);
        let text = page.text.replace("What a hall is.", intro);
        let text = text.replace(
            "microsoft.graph.hall\"",
            "microsoft.graph.hall\", \"baseType\": \"microsoft.graph.room\"",
        );
        let found = told(&[&SourceFile::new("resources/hall.md", text)]);
        assert_eq!(lines(&found), 1);
        found.iter().any(|(rule, _, _)| *rule == "base-undeclared")
    };
    assert!(based("What a hall is."));
    assert!(!based("Inherits from [room](room.md)."));
}

#[test]
fn members_a_missing_base_may_declare_are_not_reported() {
    let page = page("hall", &["porch", "window"]);
    let told = |intro: &str| {
        let text = page.text.replace("What a hall is.", intro);
        let base = "microsoft.graph.hall\", \"baseType\": \"microsoft.graph.room\"";
        let text = text.replace("microsoft.graph.hall\"", base);
        let found = told(&[&SourceFile::new("resources/hall.md", text)]);
        found.iter().any(|(rule, _, _)| *rule == "missing-in-table")
    };
    assert!(told("What a hall is."));
    assert!(!told("Inherits from [room](room.md)."));
}

#[test]
fn links_in_running_text_alone_make_a_set_partial_too() {
    let prose = |name: &str, to: &str| {
        let page = page(name, &[]);
        let intro = format!("See [this]({to}.md) and [that]({to}2.md).");
        SourceFile::new(
            &*page.path,
            page.text.replace(&format!("What a {name} is."), &intro),
        )
    };
    let here = told(&[&prose("hall", "porch"), &prose("attic", "hatch")]);
    assert_eq!((here.len(), lines(&here)), (3, 1), "{here:#?}");
}

#[needs_material]
#[test]
fn single_pages_of_v1_have_the_findings_of_the_set() {
    let all = support::folder(&material!().join("corpus/graph-v1.0/resources"));
    let in_whole = told(&all.iter().collect::<Vec<_>>());
    assert_eq!(lines(&in_whole), 0);
    let mut compared = 0;
    let mut wrong = Vec::new();
    for page in all.iter().step_by(all.len() / 20) {
        let here = told(&[page]);
        let own = |told: &BTreeSet<Told>| -> BTreeSet<Told> {
            let own = of_page(told, &page.path);
            own.filter(|(rule, _, _)| !NEED_OTHERS.contains(rule))
                .cloned()
                .collect()
        };
        let (alone, in_whole) = (own(&here), own(&in_whole));
        compared += in_whole.len();
        wrong.extend(in_whole.difference(&alone).cloned());
        // Only the page of a base may say which types extend it, so nothing here shows that the row is inherited.
        let more = alone.difference(&in_whole);
        wrong.extend(
            more.filter(|(rule, _, _)| *rule != "missing-in-block")
                .cloned(),
        );
        let links = ["link-target-missing", "broken-link"];
        let is_link = |(rule, _, _): &&Told| links.contains(rule);
        wrong.extend(here.iter().filter(is_link).cloned());
        assert!(lines(&here) <= 1, "{here:#?}");
    }
    assert!(compared > 0, "the sample has findings of its own");
    assert_eq!(wrong, []);
}
