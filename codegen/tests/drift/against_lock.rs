//! A comparison with a lock file tells the same as one with the pages from which the lock was written, except for what
//! a lock does not hold.

use graphdoc_codegen::unstable::{
    drift::{self, Change},
    model::Model,
    source,
    sync::lock::model_codec::{self, Encoded},
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed, TestRunner},
};
use reference_material::{material, needs_material};

use crate::{Pages, lines, model, support::resource};

/// Returns the changes since the state that a lock file of `base` has.
fn compare_with_lock(base: &Model, head: &Model) -> Vec<Change> {
    let (old, new) = (model_codec::encode(base), model_codec::encode(head));
    let known = model_codec::model(old.lines.iter().map(String::as_str)).expect("a model");
    let texts = |encoded: Encoded| {
        let pages = encoded.pages.into_iter();
        pages.map(|(page, (_, text))| (page, text)).collect()
    };
    let changes = drift::compare(&known, head);
    drift::by_page(changes, &texts(old), &texts(new), head)
}

/// Returns what a comparison with a lock file must tell if one with pages tells this: all of it, except descriptions of
/// single items, reworded reasons of deprecations, and lines in the old pages.
fn as_told_by_lock(changes: &[Change]) -> Vec<String> {
    let is_told =
        |change: &&Change| change.rule().id != "docs-changed" || change.deprecated.is_some();
    let line = |change: &Change| {
        let page = change.base.as_ref().map(|place| &place.file);
        let head = change.head.as_ref().map(|place| (&place.file, place.line));
        format!(
            "{:?} {:?} {} {:?} {:?} {:?} {} {:?} {page:?} {head:?}",
            change.severity,
            change.contracts,
            change.type_name,
            change.member,
            change.before,
            change.after,
            change.message,
            change.help,
        )
    };
    let mut lines: Vec<String> = changes.iter().filter(is_told).map(line).collect();
    lines.sort_unstable();
    lines
}

/// Compares two models. A lock file of the old one must tell the same.
#[track_caller]
pub fn compare_by_lock_too(base: &Model, head: &Model) -> Vec<Change> {
    let changes = assert_same(base, head);
    if changes.is_empty() {
        assert_eq!(lines(&compare_with_lock(base, head)), Vec::<String>::new());
    }
    changes
}

#[track_caller]
fn assert_same(base: &Model, head: &Model) -> Vec<Change> {
    let changes = drift::compare(base, head);
    let told = compare_with_lock(base, head);
    assert_eq!(as_told_by_lock(&told), as_told_by_lock(&changes));
    changes
}

/// Pages with what types say about each other: bases that are stated and that follow from uses, links with any text,
/// alternatives, enums of their own and those built from lists.
fn pages() -> Pages {
    let page = |name: &str, rows: &str, block: &str, intro: &str| {
        let text = resource(name, rows, block).replace(&format!("What a {name} is."), intro);
        (format!("resources/{}.md", name.to_lowercase()), text)
    };
    vec![
        page(
            "top",
            "|shared|String|What all of them have in common here.|\n|state|topState|Possible values are: `on`, `off`.|",
            "",
            "The base type of [left](left.md) and [right](right.md).",
        ),
        page(
            "left",
            "|size|Int32|How large it is in all directions. Required.|\n|mode|String|Possible values are: `fast`, `slow`.|",
            r#"{ "size": 1, "shared": "String" }"#,
            "What is on the left side.",
        ),
        page(
            "right",
            "|width|Int64|How wide it is in all directions. Read-only.|\n|state|topState|The state of the right one.|",
            r#"{ "width": 1, "odd": true }"#,
            "What is on the right side.",
        ),
        page(
            "far",
            "|height|Double|How high it is in all directions. Not nullable.|",
            "",
            "Inherits from [right](right.md).",
        ),
        page(
            "user",
            "|partner|[either of both](left.md)|The other one.|\n|friends|[all friends](user.md) collection|The others that it knows.|\n|any|left or right|What it is.|\n|kind|colour|The colour of it.|\n|phase|userPhase|Possible values are: `new`, `old`.|\n|lastPhase|userPhase|The phase before this one. Possible values are: `new`, `old`.|\n|where|[nowhere](nowhere.md)|Where it is.|\n|sides|[left](left.md) and [right](right.md) collection|Both sides of it.|\n|owner|microsoft.graph.owner|Who owns it.|",
            "",
            "What uses all of them.",
        ),
        page(
            "owner",
            "|name|String|The name. Maximum length is 20 characters.|\n|old|String|Deprecated. Use name.|\n|thing|Object|Any thing.|",
            r#"{ "name": "String", "thing": { "@odata.type": "microsoft.graph.left" }, "list": [ "String" ] }"#,
            "Who owns others.",
        ),
        (
            "resources/colour.md".to_owned(),
            crate::support::enum_page("colour", &["red", "green", "blue"]),
        ),
    ]
}

/// Edits lines of pages, whatever they mean.
fn edited(pages: &Pages, edits: &[(usize, usize, usize, usize)]) -> Pages {
    let mut pages = pages.clone();
    for (kind, page, line, other) in edits.iter().copied() {
        if pages.is_empty() {
            break;
        }
        let page = page % pages.len();
        let mut lines: Vec<String> = pages[page].1.lines().map(str::to_owned).collect();
        let is_row = |line: &String| line.starts_with('|') && !line.starts_with("|:");
        let rows: Vec<usize> = (0..lines.len()).filter(|at| is_row(&lines[*at])).collect();
        let cells = |line: &str| -> Vec<String> { line.split('|').map(str::to_owned).collect() };
        let (row, second) = match rows.len() {
            0 => continue,
            rows_len => (rows[line % rows_len], rows[other % rows_len]),
        };
        match kind {
            0 => drop(pages.remove(page)),
            1 => drop(lines.remove(line % lines.len())),
            2 => drop(lines.remove(row)),
            3 => lines.swap(row, second),
            4..7 => {
                let (mut one, two) = (cells(&lines[row]), cells(&lines[second]));
                let at = kind - 3;
                if let (Some(cell), Some(new)) = (one.get_mut(at), two.get(at)) {
                    cell.clone_from(new);
                    lines[row] = one.join("|");
                }
            }
            7 => {
                let types = [
                    "String",
                    "left",
                    "[left](left.md)",
                    "[any text](right.md)",
                    "nowhere",
                    "right collection",
                    "colour",
                    "userPhase",
                    "Object",
                    "left or far",
                ];
                let mut one = cells(&lines[row]);
                if let Some(cell) = one.get_mut(2) {
                    types[other % types.len()].clone_into(cell);
                    lines[row] = one.join("|");
                }
            }
            8 => lines[row] = lines[row].replace("](", "] ("),
            9 => {
                let mut one = cells(&lines[row]);
                if let Some(cell) = one.get_mut(1) {
                    cell.push('s');
                    lines[row] = one.join("|");
                }
            }
            10 => {
                let at = line % lines.len();
                lines[at] = lines[at].replace("Inherits from", "Looks like");
            }
            11 => {
                let at = other % pages.len();
                let from = pages[page].1.clone();
                let row = lines[row].clone();
                let text = &mut pages[at].1;
                if let (Some(place), true) = (text.find("|:"), from.contains(&row)) {
                    let end = text[place..]
                        .find('\n')
                        .map_or(text.len(), |end| place + end + 1);
                    text.insert_str(end, &(row + "\n"));
                }
                continue;
            }
            12 => {
                let marks = [
                    " Read-only.",
                    " Required.",
                    " Nullable.",
                    " Deprecated.",
                    " Possible values are: `a`, `b`.",
                    " Use this.",
                    " Possible values are: `on`, `off`.",
                ];
                let end = lines[row].len().saturating_sub(1);
                lines[row].insert_str(end, marks[other % marks.len()]);
            }
            _ => {
                for line in &mut lines {
                    *line = line
                        .replace("`on`, `off`", "`on`, `dim`")
                        .replace("base type of", "friend of");
                }
            }
        }
        if kind != 0 {
            pages[page].1 = lines.join("\n") + "\n";
        }
    }
    pages
}

fn for_many_edits(pages: &Pages, cases: u32) {
    let old = model(pages);
    let edits = prop::collection::vec(
        (0..14_usize, 0..4096_usize, 0..4096_usize, 0..4096_usize),
        1..5,
    );
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(22),
        failure_persistence: None,
        ..Config::default()
    };
    let run = TestRunner::new(config).run(&edits, |edits| {
        let new = model(&edited(pages, &edits));
        assert_same(&old, &new);
        assert_same(&new, &old);
        Ok(())
    });
    if let Err(error) = run {
        panic!("{error}");
    }
}

#[test]
fn lock_reports_the_same_changes_as_pages() {
    for_many_edits(&pages(), 300);
}

#[needs_material]
#[test]
fn lock_reports_the_same_changes_as_real_pages() {
    let folder = material!().join("corpus/today-v1.0/resources");
    let files = source::read(&[folder]).expect("readable pages").files;
    let pages = files
        .iter()
        .map(|file| (file.path.to_string(), file.text.to_string()))
        .collect();
    for_many_edits(&pages, 20);
}
