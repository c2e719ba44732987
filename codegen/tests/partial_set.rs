//! Sets that lack linked pages: faults of the pages are reported as in the complete set, and the missing pages only
//! once.

mod support;

use std::collections::BTreeSet;

use graphdoc_codegen::unstable::source::SourceFile;
use reference_material::{material, needs_material};

use crate::support::{annotated, resource, warnings};

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
    let told = warnings(&files).into_iter().filter_map(|found| {
        let label = found.primary()?;
        Some((found.rule().id, label.file.to_string(), label.span.start))
    });
    told.collect()
}

fn of_page<'a>(told: &'a BTreeSet<Told>, path: &'a str) -> impl Iterator<Item = &'a Told> {
    told.iter()
        .filter(move |(rule, page, _)| page == path && *rule != "partial-set")
}

/// Returns the number of findings of a rule.
fn count(told: &BTreeSet<Told>, rule: &str) -> usize {
    told.iter().filter(|(found, _, _)| *found == rule).count()
}

fn lines(told: &BTreeSet<Told>) -> usize {
    count(told, "partial-set")
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
    for names in ["house", "house attic cellar hall", "house attic"] {
        let paths: Vec<String> = names
            .split(' ')
            .map(|name| format!("resources/{name}.md"))
            .collect();
        let is_named = |page: &&SourceFile| paths.iter().any(|path| *path == *page.path);
        let set: Vec<&SourceFile> = all.iter().filter(is_named).collect();
        assert_eq!(set.len(), paths.len());
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
        assert!(count(&here, "link-target-missing") > 0, "{}", gone.path);
    }
}

/// Its own members may be those of the base that is missing.
#[test]
fn base_may_be_missing_only_if_its_page_is_linked() {
    let page = page("hall", &["porch", "window"]);
    let text = annotated(&page.text, "\"baseType\": \"microsoft.graph.room\"");
    for (intro, is_told) in [
        ("What a hall is.", true),
        ("Inherits from [room](room.md).", false),
    ] {
        let text = text.replace("What a hall is.", intro);
        let found = told(&[&SourceFile::new("resources/hall.md", text)]);
        assert_eq!(lines(&found), 1);
        for rule in ["base-undeclared", "missing-in-table"] {
            assert_eq!(count(&found, rule) > 0, is_told, "{rule}: {intro}");
        }
    }
}

#[test]
fn links_in_running_text_alone_make_a_set_partial_too() {
    let prose = |name: &str, to: &str| {
        let page = page(name, &[]);
        let intro = format!("See [this]({to}.md) and [that]({to}2.md).");
        let text = page.text.replace(&format!("What a {name} is."), &intro);
        SourceFile::new(&*page.path, text)
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
            let own = of_page(told, &page.path).cloned();
            own.filter(|(rule, _, _)| !NEED_OTHERS.contains(rule))
                .collect()
        };
        let (alone, in_whole) = (own(&here), own(&in_whole));
        compared += in_whole.len();
        wrong.extend(&in_whole - &alone);
        // Only the page of a base may say which types extend it, so nothing here shows that the row is inherited.
        let mut more = &alone - &in_whole;
        more.retain(|(rule, _, _)| *rule != "missing-in-block");
        wrong.extend(more);
        for rule in ["link-target-missing", "broken-link"] {
            assert_eq!(count(&here, rule), 0, "{here:#?}");
        }
        assert!(lines(&here) <= 1, "{here:#?}");
    }
    assert!(compared > 0, "the sample has findings of its own");
    assert_eq!(wrong, []);
}
