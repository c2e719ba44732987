//! A comparison with a lock file tells the same as one with the pages from which the lock was written, except for what
//! a lock does not hold.

use std::collections::BTreeSet;

use graphdoc_codegen::unstable::{
    drift::{self, Change},
    model::{Model, Place, QualifiedName},
    prose, source,
    sync::lock::model_codec::{self, Encoded},
};
use proptest::prelude::*;
use reference_material::{material, needs_material};

use crate::{Pages, for_random, lines, model, support::resource};

/// Returns the changes since the state that a lock file of `base` has.
fn compare_with_lock(base: &Model, head: &Model) -> Vec<Change> {
    let (old, new) = (model_codec::encode(base), model_codec::encode(head));
    let known = model_codec::model(old.lines.iter().map(String::as_str)).expect("a model");
    let texts = |encoded: Encoded| {
        let pages = encoded.pages.into_iter();
        pages.map(|(page, (_, text))| (page, text)).collect()
    };
    let changes = drift::compare(&known, head);
    drift::by_page(changes, (&known, &texts(old)), (head, &texts(new)))
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

/// Compares two models. A lock file of the old one must tell the same, except about a type or enum of which it does not
/// recognize a member, because that was renamed and described in other words at once.
#[track_caller]
fn assert_same(base: &Model, head: &Model) -> Vec<Change> {
    let changes = drift::compare(base, head);
    let told = compare_with_lock(base, head);
    let is_unknown = |change: &&Change| {
        is_renamed_and_reworded(change, base, head)
            && !told.iter().any(|other| other.message == change.message)
    };
    let unknown = changes.iter().filter(is_unknown);
    let unknown: BTreeSet<&QualifiedName> = unknown.map(|change| &change.type_name).collect();
    let [by_lock, by_pages] = [&told, &changes].map(|changes| {
        let mut changes = changes.clone();
        changes.retain(|change| !unknown.contains(&change.type_name));
        as_told_by_lock(&changes)
    });
    assert_eq!(by_lock, by_pages);
    changes
}

fn is_renamed_and_reworded(change: &Change, base: &Model, head: &Model) -> bool {
    let is_renamed = change.rule().id.ends_with("-renamed") && change.member.is_some();
    is_renamed && words_at(base, &change.base) != words_at(head, &change.head)
}

/// Returns the description of the property or enum member at a place.
fn words_at(model: &Model, place: &Option<Place>) -> Option<String> {
    let place = place.as_ref()?;
    let properties = model.types.values().flat_map(|ty| &ty.properties);
    let properties = properties.map(|property| (&property.place, &property.docs));
    let members = model.enums.values().flat_map(|en| &en.members);
    let members = members.map(|member| (&member.place, &member.docs));
    let (_, docs) = properties.chain(members).find(|(at, _)| *at == place)?;
    Some(prose::words(docs))
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

/// What an edit does to a page, whatever that means there.
#[derive(Clone, Copy, Debug)]
enum Kind {
    RemovePage,
    RemoveLine,
    RemoveRow,
    SwapRows,
    /// Copies the cell of a column from another row.
    CopyCell(usize),
    ChangeType,
    /// Puts a space into links, so that they are none.
    BreakLinks,
    RenameProperty,
    RemoveBase,
    /// Copies the row to another page.
    CopyRow,
    AddSentence,
    /// Changes a list of values, and the sentence about derived types.
    ReplaceWords,
}

const KINDS: [Kind; 14] = [
    Kind::RemovePage,
    Kind::RemoveLine,
    Kind::RemoveRow,
    Kind::SwapRows,
    Kind::CopyCell(NAME),
    Kind::CopyCell(TYPE),
    Kind::CopyCell(DESCRIPTION),
    Kind::ChangeType,
    Kind::BreakLinks,
    Kind::RenameProperty,
    Kind::RemoveBase,
    Kind::CopyRow,
    Kind::AddSentence,
    Kind::ReplaceWords,
];

/// The columns of a property table, after what is in front of the first pipe.
const NAME: usize = 1;
const TYPE: usize = 2;
const DESCRIPTION: usize = 3;

const TYPES: [&str; 10] = [
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

const SENTENCES: [&str; 7] = [
    "Read-only.",
    "Required.",
    "Nullable.",
    "Deprecated.",
    "Possible values are: `a`, `b`.",
    "Use this.",
    "Possible values are: `on`, `off`.",
];

/// An edit. Its numbers choose a page, a line or row of it, and another row, a page or a text.
#[derive(Clone, Copy, Debug)]
struct Edit {
    kind: Kind,
    page: usize,
    line: usize,
    other: usize,
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let numbers = (0..4096_usize, 0..4096_usize, 0..4096_usize);
    let edit = |(kind, (page, line, other))| Edit {
        kind,
        page,
        line,
        other,
    };
    (prop::sample::select(&KINDS[..]), numbers).prop_map(edit)
}

impl Edit {
    /// Edits one of the pages, if it has a table.
    fn apply(self, pages: &mut Pages) {
        let Some(page) = self.page.checked_rem(pages.len()) else {
            return;
        };
        let mut lines: Vec<String> = pages[page].1.lines().map(str::to_owned).collect();
        let is_row = |line: &String| line.starts_with('|') && !line.starts_with("|:");
        let rows: Vec<usize> = (0..lines.len()).filter(|at| is_row(&lines[*at])).collect();
        let Some(row) = self.line.checked_rem(rows.len()) else {
            return;
        };
        let (row, another) = (rows[row], rows[self.other % rows.len()]);
        match self.kind {
            Kind::RemovePage => drop(pages.remove(page)),
            Kind::CopyRow => {
                let to = self.other % pages.len();
                insert_row(&mut pages[to].1, &lines[row]);
            }
            _ => {
                self.edit(&mut lines, row, another);
                pages[page].1 = lines.join("\n") + "\n";
            }
        }
    }

    /// Edits the lines of a page, among which these two are rows.
    fn edit(self, lines: &mut Vec<String>, row: usize, another: usize) {
        let line = self.line % lines.len();
        match self.kind {
            Kind::RemovePage | Kind::CopyRow => {}
            Kind::RemoveLine => drop(lines.remove(line)),
            Kind::RemoveRow => drop(lines.remove(row)),
            Kind::SwapRows => lines.swap(row, another),
            Kind::CopyCell(column) => {
                if let Some(cell) = cell(&lines[another], column) {
                    let cell = cell.to_owned();
                    set_cell(&mut lines[row], column, &cell);
                }
            }
            Kind::ChangeType => set_cell(&mut lines[row], TYPE, TYPES[self.other % TYPES.len()]),
            Kind::BreakLinks => lines[row] = lines[row].replace("](", "] ("),
            Kind::RenameProperty => {
                let name = cell(&lines[row], NAME).unwrap_or_default();
                let name = format!("{name}s");
                set_cell(&mut lines[row], NAME, &name);
            }
            Kind::RemoveBase => lines[line] = lines[line].replace("Inherits from", "Looks like"),
            Kind::AddSentence => {
                let sentence = SENTENCES[self.other % SENTENCES.len()];
                let open = lines[row].strip_suffix('|').unwrap_or(&lines[row]);
                lines[row] = format!("{open} {sentence}|");
            }
            Kind::ReplaceWords => {
                for line in lines {
                    *line = line
                        .replace("`on`, `off`", "`on`, `dim`")
                        .replace("base type of", "friend of");
                }
            }
        }
    }
}

fn cell(row: &str, column: usize) -> Option<&str> {
    row.split('|').nth(column)
}

/// Replaces a cell, if the row has it.
fn set_cell(row: &mut String, column: usize, text: &str) {
    let mut cells: Vec<&str> = row.split('|').collect();
    if let Some(cell) = cells.get_mut(column) {
        *cell = text;
        *row = cells.join("|");
    }
}

/// Inserts a row into the first table of a page.
fn insert_row(page: &mut String, row: &str) {
    if let Some(delimiter) = page.find("|:") {
        let end = page[delimiter..].find('\n');
        let end = end.map_or(page.len(), |end| delimiter + end + 1);
        page.insert_str(end, &format!("{row}\n"));
    }
}

fn for_many_edits(pages: &Pages, cases: u32) {
    let old = model(pages);
    let edits = prop::collection::vec(any_edit(), 1..5);
    for_random(&edits, cases, |edits| {
        let mut edited = pages.clone();
        edits.into_iter().for_each(|edit| edit.apply(&mut edited));
        let new = model(&edited);
        assert_same(&old, &new);
        assert_same(&new, &old);
    });
}

#[test]
fn enum_that_moves_to_another_page_changes_no_description() {
    let section = "\n### caseStatus values\n|Member|Description|\n|:---|:---|\n|open|Being worked on.|\n|shut|Done with.|\n";
    let page = |name: &str, more: &str| {
        let row = format!("|{name}Status|[caseStatus](#casestatus-values)|How it is.|");
        let text = resource(name, &row, "") + more;
        (format!("resources/{name}.md"), text)
    };
    let pages = |[case, file]: [&str; 2]| model(&[page("case", case), page("file", file)]);
    let (old, new) = (pages([section, ""]), pages(["", section]));
    assert_eq!(lines(&compare_by_lock_too(&old, &new)), [""; 0]);
}

#[test]
fn property_renamed_and_reworded_is_removed_and_added_for_a_lock() {
    let tree = |row: &str| {
        let text = resource("tree", row, "");
        model(&[("resources/tree.md".to_owned(), text)])
    };
    let old = tree("|height|Double|How high it is in all directions.|");
    let renamed = tree("|tallness|Double|How high it is in all directions.|");
    let reworded = tree("|tallness|Double|How high it is in all directions. Required.|");
    let expected = ["property-renamed tree.height height > tallness"];
    assert_eq!(lines(&compare_with_lock(&old, &renamed)), expected);
    assert_eq!(lines(&assert_same(&old, &reworded))[0], expected[0]);
    let expected = [
        "property-added tree.tallness - > Edm.Double",
        "property-removed tree.height Edm.Double > -",
    ];
    assert_eq!(lines(&compare_with_lock(&old, &reworded)), expected);
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
