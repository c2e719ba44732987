//! A small edit of a page changes only a little of the generated crate, and renumbers nothing. `API.md`, which lists
//! everything public, and the lock file, which is written later, do not count.

mod support;

use std::collections::BTreeMap;

use graphdoc_codegen::unstable::{
    emit::{self, Options},
    pipeline::{self, Input},
    source::SourceFile,
};
use reference_material::{material, needs_material};
use similar::{ChangeTag, TextDiff};

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

fn animals() -> Vec<SourceFile> {
    let page = |name: &str| SourceFile::new(format!("resources/{name}.md"), derived(name));
    let mut pages = vec![SourceFile::new("resources/animal.md", BASE)];
    pages.extend(["cat", "dog", "horse"].map(page));
    pages
}

type Files = BTreeMap<String, String>;

/// Returns the files of the crate for these pages.
fn crate_of(pages: &[SourceFile]) -> Files {
    let analysis = pipeline::analyze(Input::new(pages));
    let (output, _) = emit::emit(&analysis.model, &Options::default());
    let files = output.files.into_iter();
    files
        .map(|file| (file.path, file.text))
        .filter(|(path, _)| path != "API.md")
        .collect()
}

/// Returns the changed lines of each file that changed, additions and removals together.
fn changed(before: &Files, after: &Files) -> BTreeMap<String, usize> {
    let paths = before.keys().chain(after.keys());
    let lines = paths.map(|path| {
        let text = |files: &Files| files.get(path).cloned().unwrap_or_default();
        let (before, after) = (text(before), text(after));
        let diff = TextDiff::from_lines(&before, &after);
        let changes = diff.iter_all_changes();
        let lines = changes
            .filter(|change| change.tag() != ChangeTag::Equal)
            .count();
        (path.clone(), lines)
    });
    lines.filter(|(_, lines)| *lines > 0).collect()
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
    let table = lines[heading..]
        .iter()
        .position(|line| line.starts_with('|'));
    let first = heading + table.expect("a table") + 2;
    let rows = lines[first..]
        .iter()
        .take_while(|line| line.starts_with('|'));
    let count = rows.count();
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
            let after = crate_of(&edited(&pages, "animal.md", |text| {
                with_row(text, &row, at)
            }));
            let changed = changed(&before, &after);
            // Only the animal and its three subtypes, which repeat its properties.
            assert_eq!(changed.len(), 4, "{changed:?}");
            assert!(
                changed.values().all(|lines| *lines <= ROW),
                "{place} {name}: {changed:?}"
            );
            let after = crate_of(&edited(&pages, "cat.md", |text| with_row(text, &row, at)));
            let changed = self::changed(&before, &after);
            assert_eq!(changed.len(), 1, "{changed:?}");
            assert!(
                changed.values().sum::<usize>() <= ROW,
                "{place} {name}: {changed:?}"
            );
        }
    }
}

#[test]
fn added_member_changes_only_its_enum() {
    let pages = animals();
    let before = crate_of(&pages);
    for (list, known) in [
        (
            "`timid`, `calm`, `cross`, `wild`",
            "`calm`, `cross`, `wild`",
        ),
        (
            "`calm`, `timid`, `cross`, `wild`",
            "`calm`, `cross`, `wild`",
        ),
        (
            "`calm`, `cross`, `wild`, `timid`",
            "`calm`, `cross`, `wild`",
        ),
    ] {
        let after = crate_of(&edited(&pages, "animal.md", |text| {
            text.replace(known, list)
        }));
        let changed = changed(&before, &after);
        // The sentence is the documentation of the field in each type that has it: one changed line.
        let own: Vec<&usize> = changed
            .iter()
            .filter(|(path, _)| path.ends_with("/animal.rs"))
            .map(|(_, lines)| lines)
            .collect();
        assert!(own.len() == 1 && *own[0] <= MEMBER, "{list}: {changed:?}");
        assert!(!changed.contains_key("src/lib.rs"), "{list}: {changed:?}");
        let others = changed
            .iter()
            .filter(|(path, _)| !path.ends_with("/animal.rs"));
        assert!(
            others.into_iter().all(|(_, lines)| *lines <= 2),
            "{list}: {changed:?}"
        );
    }
}

#[test]
fn a_type_changes_few_lines_of_others() {
    let pages = animals();
    let before = crate_of(&pages);
    for name in ["ape", "cow", "zebra"] {
        let mut pages = pages.clone();
        pages.push(SourceFile::new(
            format!("resources/{name}.md"),
            derived(name),
        ));
        let mut changed = changed(&before, &crate_of(&pages));
        let own = changed
            .keys()
            .find(|path| path.ends_with(&format!("/{name}.rs")))
            .cloned();
        let own = own.and_then(|own| changed.remove(&own));
        assert!(own.is_some(), "{changed:?}");
        assert!(
            changed.values().sum::<usize>() <= BESIDE,
            "{name}: {changed:?}"
        );
    }
}

#[test]
fn no_wildcard_arm_is_emitted() {
    let files = crate_of(&animals());
    let own = files
        .iter()
        .filter(|(path, _)| !path.starts_with("src/runtime/"));
    for (path, text) in own {
        assert!(!text.contains("_ =>"), "{path}:\n{text}");
        assert!(!text.contains("0 =>"), "{path}:\n{text}");
    }
}

#[test]
fn the_root_has_no_condition_of_an_area() {
    let files = crate_of(&animals());
    let root = &files["src/lib.rs"];
    let code = root.lines().filter(|line| !line.starts_with("//!"));
    let conditions: Vec<&str> = code.filter(|line| line.contains("cfg(feature")).collect();
    assert_eq!(conditions, ["#[cfg(feature = \"json\")]"]);
}

#[test]
fn long_lists_of_types_are_counted() {
    let mut pages = animals();
    for number in 0..30 {
        let name = format!("beast{number}");
        pages.push(SourceFile::new(
            format!("resources/{name}.md"),
            derived(&name),
        ));
    }
    let files = crate_of(&pages);
    let (_, animal) = files
        .iter()
        .find(|(path, _)| path.ends_with("/animal.rs"))
        .expect("its file");
    let listed = animal.lines().filter(|line| line.starts_with("/// - [`"));
    assert_eq!(listed.count(), 10, "{animal}");
    assert!(animal.contains("\n/// - 23 more\n"), "{animal}");
}

#[test]
fn blank_lines_separate_items() {
    for (path, text) in crate_of(&animals()) {
        let mut before = "";
        for line in text.lines() {
            let begins = [
                "/// ",
                "pub struct",
                "pub enum",
                "impl",
                "runtime::",
                "#[derive",
            ];
            let is_item = begins.iter().any(|begin| line.starts_with(begin));
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
    for name in [
        "user.md",
        "message.md",
        "entity.md",
        "calendar.md",
        "device.md",
    ] {
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
    let own = changed
        .keys()
        .find(|path| path.ends_with("/mousecat.rs"))
        .cloned();
    let own = own.and_then(|own| changed.remove(&own));
    println!("a type: {own:?} lines of its own, {changed:?}");
    assert!(changed.values().sum::<usize>() <= BESIDE, "{changed:?}");
}
