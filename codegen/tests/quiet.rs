//! A small edit of a page changes only a little of the generated crate, and renumbers nothing. `API.md`, which lists
//! everything public, and the lock file, which is written later, do not count.

mod support;

use std::collections::BTreeMap;

use graphdoc_codegen::unstable::{
    pipeline::{self, Input},
    source::SourceFile,
};
use reference_material::{material, needs_material};
use similar::{Change, ChangeTag, TextDiff};

/// Lines that one row may change in each type that has it, additions and removals together.
const ROW: usize = 16;

/// Lines that an additional enum member may change.
const MEMBER: usize = 8;

/// Lines that a new type may change in files of other types: its module, two lists of each base, and the example in the
/// root if it is the first of all subtypes by name.
const BESIDE: usize = 16;

const BASE: &str = "# animal resource type\n\nNamespace: microsoft.graph\n\nAn animal.\n\n## Properties\n\n\
    | Property | Type | Description |\n|:--|:--|:--|\n\
    | born | DateTimeOffset | When. |\n| id | String | Which. Read-only. |\n| name | String | Its name. |\n\
    | mood | String | The possible values are: `calm`, `cross`, `wild`. |\n| weight | Int32 | How much. |\n\n\
    ## JSON representation\n\n<!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.animal\" } -->\n\
    ```json\n{ \"id\": \"String\" }\n```\n";

/// A type that extends the animal.
fn derived(name: &str) -> String {
    format!(
        "# {name} resource type\n\nNamespace: microsoft.graph\n\nOne kind of animal. Inherits from [animal](animal.md).\n\n\
         ## Properties\n\n| Property | Type | Description |\n|:--|:--|:--|\n| {name}Age | Int32 | How old. |\n| tag | String | On its ear. |\n\n\
         ## JSON representation\n\n<!-- {{ \"blockType\": \"resource\", \"baseType\": \"microsoft.graph.animal\", \
         \"@odata.type\": \"microsoft.graph.{name}\" }} -->\n```json\n{{ \"{name}Age\": 1 }}\n```\n"
    )
}

fn page(name: &str) -> SourceFile {
    SourceFile::new(format!("resources/{name}.md"), derived(name))
}

fn animals() -> Vec<SourceFile> {
    let mut pages = vec![SourceFile::new("resources/animal.md", BASE)];
    pages.extend(["cat", "dog", "horse"].map(page));
    pages
}

type Files = BTreeMap<String, String>;

/// Returns the files of the crate for these pages.
fn crate_of(pages: &[SourceFile]) -> Files {
    let analysis = pipeline::analyze(Input::new(pages));
    let files = support::emit(&analysis.model).files.into_iter();
    let files = files.filter(|file| file.path != "API.md");
    files.map(|file| (file.path, file.text)).collect()
}

/// Returns the changed lines of each file that changed, additions and removals together.
fn changed(before: &Files, after: &Files) -> BTreeMap<String, usize> {
    let paths = before.keys().chain(after.keys());
    let lines = paths.map(|path| {
        let text = |files: &Files| files.get(path).cloned().unwrap_or_default();
        let (before, after) = (text(before), text(after));
        let diff = TextDiff::from_lines(&before, &after);
        let is_changed = |change: &Change<&str>| change.tag() != ChangeTag::Equal;
        let lines = diff.iter_all_changes().filter(is_changed).count();
        (path.clone(), lines)
    });
    lines.filter(|(_, lines)| *lines > 0).collect()
}

/// Removes the file whose path ends so, and returns its number of changed lines.
fn remove(changed: &mut BTreeMap<String, usize>, ending: &str) -> Option<usize> {
    let path = changed.keys().find(|path| path.ends_with(ending))?.clone();
    changed.remove(&path)
}

/// Returns the pages with the text of one of them edited.
fn edited(pages: &[SourceFile], name: &str, edit: impl Fn(&str) -> String) -> Vec<SourceFile> {
    let mut pages = pages.to_vec();
    let page = pages.iter_mut().find(|page| page.path.ends_with(name));
    let page = page.unwrap_or_else(|| panic!("{name} is no page"));
    let text = edit(&page.text);
    assert_ne!(text, *page.text, "{name} is as it was");
    *page = SourceFile::new(page.path.to_string(), text);
    pages
}

/// Inserts `row` into the property table of a page, at the place that `place` chooses among its rows.
fn with_row(text: &str, row: &str, place: impl Fn(usize) -> usize) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let heading = lines.iter().position(|line| *line == "## Properties");
    let heading = heading.expect("a section of properties");
    let is_row = |line: &&&str| line.starts_with('|');
    let before = lines[heading..].iter().take_while(|line| !is_row(line));
    let first = heading + before.count() + 2;
    let count = lines[first..].iter().take_while(is_row).count();
    lines.insert(first + place(count), row);
    lines.join("\n") + "\n"
}

/// A place among this many rows.
type Place = fn(usize) -> usize;

const PLACES: [(&str, Place); 3] = [
    ("first", |_| 0),
    ("middle", |rows| rows / 2),
    ("last", |rows| rows),
];

/// Names that come first, in the middle and last, because fields are sorted. None is shorter than those in the examples
/// of the root, which would change as well.
const NAMES: [&str; 3] = ["aardvark", "litter", "zoo"];

#[test]
fn added_row_changes_only_its_types() {
    let pages = animals();
    let before = crate_of(&pages);
    for (place, at) in PLACES {
        for name in NAMES {
            let row = format!("| {name} | String | Said of it. Read-only. Max limit is 9 chars. |");
            // The three subtypes of the animal repeat its properties.
            for (page, types) in [("animal.md", 4), ("cat.md", 1)] {
                let pages = edited(&pages, page, |text| with_row(text, &row, at));
                let changed = changed(&before, &crate_of(&pages));
                assert_eq!(changed.len(), types, "{changed:?}");
                let is_small = changed.values().all(|lines| *lines <= ROW);
                assert!(is_small, "{place} {name}: {changed:?}");
            }
        }
    }
}

#[test]
fn added_member_changes_only_its_enum() {
    let pages = animals();
    let before = crate_of(&pages);
    for list in [
        "`timid`, `calm`, `cross`, `wild`",
        "`calm`, `timid`, `cross`, `wild`",
        "`calm`, `cross`, `wild`, `timid`",
    ] {
        let known = "`calm`, `cross`, `wild`";
        let pages = edited(&pages, "animal.md", |text| text.replace(known, list));
        let mut changed = changed(&before, &crate_of(&pages));
        let own = remove(&mut changed, "/animal.rs");
        assert!(own.is_some_and(|own| own <= MEMBER), "{list}: {own:?}");
        assert!(!changed.contains_key("src/lib.rs"), "{list}: {changed:?}");
        // The sentence is the documentation of the field in each type that has it: one changed line.
        let is_small = changed.values().all(|lines| *lines <= 2);
        assert!(is_small, "{list}: {changed:?}");
    }
}

#[test]
fn added_type_changes_few_lines_of_others() {
    let pages = animals();
    let before = crate_of(&pages);
    for name in ["ape", "cow", "zebra"] {
        let mut pages = pages.clone();
        pages.push(page(name));
        let mut changed = changed(&before, &crate_of(&pages));
        assert!(remove(&mut changed, &format!("/{name}.rs")).is_some());
        let beside: usize = changed.values().sum();
        assert!(beside <= BESIDE, "{name}: {changed:?}");
    }
}

#[test]
fn no_wildcard_arm_is_emitted() {
    let mut files = crate_of(&animals());
    files.retain(|path, _| !path.starts_with("src/runtime/"));
    for (path, text) in files {
        assert!(!text.contains("_ =>"), "{path}:\n{text}");
        assert!(!text.contains("0 =>"), "{path}:\n{text}");
    }
}

#[test]
fn crate_root_has_no_conditions_of_areas() {
    let files = crate_of(&animals());
    let root = &files["src/lib.rs"];
    let code = root.lines().filter(|line| !line.starts_with("//!"));
    let conditions: Vec<&str> = code.filter(|line| line.contains("cfg(feature")).collect();
    assert_eq!(conditions, ["#[cfg(feature = \"json\")]"]);
}

#[test]
fn long_lists_of_types_are_cut_and_counted() {
    let mut pages = animals();
    for number in 0..30 {
        pages.push(page(&format!("beast{number}")));
    }
    let output = support::emit(&pipeline::analyze(Input::new(&pages)).model);
    let animal = support::file(&output, "/animal.rs");
    let listed = animal.lines().filter(|line| line.starts_with("/// - [`"));
    assert_eq!(listed.count(), 10, "{animal}");
    assert!(animal.contains("\n/// - 23 more\n"), "{animal}");
}

#[test]
fn blank_lines_separate_items() {
    for (path, text) in crate_of(&animals()) {
        let mut before = "";
        for line in text.lines() {
            let begins = ["/// ", "pub struct", "pub enum", "impl", "runtime::"];
            let mut begins = begins.iter().chain(&["#[derive"]);
            let is_item = begins.any(|begin| line.starts_with(begin));
            assert!(!(before == "}" && is_item), "{path}: {line}");
            before = line;
        }
    }
}

/// The same with all pages of v1.0, with a table of what each edit changes.
#[needs_material("slow; .ci/run runs it")]
#[test]
fn edits_of_v1_change_few_lines() {
    let pages = support::folder(&material!().join("corpus/graph-v1.0/resources"));
    let before = crate_of(&pages);
    let root = &before["src/lib.rs"];
    println!(
        "lib.rs: {} lines, {} of conditions",
        root.lines().count(),
        root.matches("cfg(").count()
    );
    for name in ["user", "message", "entity", "calendar", "device"] {
        let name = &format!("/{name}.md");
        for (place, at) in PLACES {
            let row = "|middleNote|String|What somebody noted.|";
            let after = crate_of(&edited(&pages, name, |text| with_row(text, row, at)));
            let changed = changed(&before, &after);
            println!(
                "{name} {place}: {} lines in {} files",
                changed.values().sum::<usize>(),
                changed.len()
            );
            assert!(!changed.is_empty());
            assert!(changed.values().all(|lines| *lines <= ROW), "{changed:?}");
        }
    }
    let mut pages = pages.clone();
    pages.push(SourceFile::new(
        "resources/mousecat.md",
        derived("mousecat").replace("animal", "directoryObject"),
    ));
    let mut changed = changed(&before, &crate_of(&pages));
    let own = remove(&mut changed, "/mousecat.rs");
    println!("a type: {own:?} lines of its own, {changed:?}");
    assert!(changed.values().sum::<usize>() <= BESIDE, "{changed:?}");
}
