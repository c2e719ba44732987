//! Random docs and random edits: each edit must be reported, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use graphdoc_codegen::unstable::model::Model;
use proptest::prelude::*;

use crate::{
    against_lock::compare_by_lock_too,
    for_random, lines, model,
    support::{enum_page, resource},
};

/// Words that have no stem in common.
const WORDS: &[&str] = &[
    "apple", "brick", "cloud", "drum", "eagle", "frost", "glove", "horse", "ivory", "jungle",
    "kettle", "lemon", "mirror", "needle", "ocean", "pillow", "quartz", "river", "spoon", "tiger",
    "umbrella", "violin", "window", "zebra",
];
const TYPES: &[&str] = &["String", "Int32", "Boolean", "DateTimeOffset", "Guid"];

/// A row of a table.
#[derive(Clone, Debug)]
struct Row {
    name: String,
    ty: &'static str,
    collection: bool,
    marks: BTreeSet<&'static str>,
    values: Vec<String>,
    words: String,
}

/// Docs as a tree, which edits can refer to.
#[derive(Clone, Debug, Default)]
pub struct Docs {
    types: BTreeMap<String, Vec<Row>>,
    enums: BTreeMap<String, Vec<String>>,
    noise: usize,
}

/// An edit. Numbers choose which of the existing items is edited.
#[derive(Clone, Debug)]
pub enum Edit {
    AddRow(usize, usize),
    DropRow(usize, usize),
    RenameRow(usize, usize),
    Respell(usize, usize),
    Retype(usize, usize),
    Collect(usize, usize),
    Mark(usize, usize, &'static str),
    Reword(usize, usize),
    AddValue(usize, usize),
    AddType(usize),
    DropType(usize),
    AddMember(usize, usize),
    DropMember(usize, usize),
    Noise(usize),
}

impl Edit {
    /// Whether the edit renames something.
    pub fn renames(&self) -> bool {
        matches!(self, Edit::RenameRow(..) | Edit::Respell(..))
    }
}

impl Docs {
    /// Creates docs with some types that have some rows each.
    fn new(rows: &[usize]) -> Docs {
        let mut docs = Docs::default();
        for (at, rows) in rows.iter().enumerate() {
            let name = format!("{}Thing", WORDS[at]);
            let row = |at: usize| Row::new(WORDS[at % 16], TYPES[at % TYPES.len()]);
            docs.types.insert(name, (0..*rows).map(row).collect());
        }
        for word in &WORDS[..3] {
            let members = WORDS[8..13].iter().map(|word| (*word).to_owned()).collect();
            docs.enums.insert(format!("{word}Kind"), members);
        }
        docs
    }

    /// Returns the model of these docs.
    pub fn model(&self) -> Model {
        model(&self.pages())
    }

    /// Returns the pages, by path.
    pub fn pages(&self) -> Vec<(String, String)> {
        let mut pages = Vec::new();
        for (name, rows) in &self.types {
            let mut shown: Vec<String> = rows.iter().map(Row::print).collect();
            // Variations that are not changes: order, blank lines, front matter.
            if self.noise & 1 == 1 {
                shown.reverse();
            }
            let mut text = resource(name, &shown.join("\n"), "");
            if self.noise & 2 == 2 {
                text = text.replace("\n\n", "\n\n\n");
            }
            pages.push((format!("resources/{}.md", name.to_lowercase()), text));
        }
        for (name, members) in &self.enums {
            let members: Vec<&str> = members.iter().map(String::as_str).collect();
            let path = format!("resources/{}.md", name.to_lowercase());
            pages.push((path, enum_page(name, &members)));
        }
        if self.noise & 4 == 4 {
            for (_, text) in &mut pages {
                *text = text.replacen("---\n", "---\nauthor: \"x\"\n", 1);
            }
        }
        pages
    }

    /// Returns the docs after the edits, without those that would edit an edited item again.
    pub fn edited(&self, edits: &[Edit]) -> Docs {
        self.apply(edits).0
    }

    /// Returns the docs after the edits, and what must be reported about each.
    fn apply(&self, edits: &[Edit]) -> (Docs, Vec<String>) {
        let mut docs = self.clone();
        let mut touched = BTreeSet::new();
        let mut expected = Vec::new();
        for edit in edits {
            expected.extend(docs.edit(edit, &mut touched));
        }
        expected.sort();
        (docs, expected)
    }

    /// Applies an edit if its item was not edited before, and returns what must be reported.
    fn edit(&mut self, edit: &Edit, touched: &mut BTreeSet<String>) -> Option<String> {
        match edit {
            Edit::AddRow(at, word) => {
                let (name, rows) = pick(&mut self.types, *at)?;
                let row = Row::new(WORDS[16 + word % 8], TYPES[word % TYPES.len()]);
                let mut names = rows.iter().map(|known| &known.name);
                let taken = names.any(|known| known.eq_ignore_ascii_case(&row.name));
                let free = !taken && touched.insert(row.key(&name)) && !touched.contains(&name);
                free.then(|| {
                    let line = format!("property-added {name}.{} - > {}", row.name, row.spelled());
                    rows.push(row);
                    line
                })
            }
            Edit::DropRow(at, row) => {
                let (name, rows) = pick(&mut self.types, *at)?;
                let index = row.checked_rem(rows.len())?;
                let free = !touched.contains(&name) && touched.insert(rows[index].key(&name));
                free.then(|| {
                    let row = rows.remove(index);
                    format!("property-removed {name}.{} {} > -", row.name, row.spelled())
                })
            }
            Edit::RenameRow(at, row) => self.row(*at, *row, touched, |name, row| {
                let (old, new) = (row.name.clone(), format!("{}Other", row.name));
                row.name.clone_from(&new);
                format!("property-renamed {name}.{old} {old} > {new}")
            }),
            Edit::Respell(at, row) => self.row(*at, *row, touched, |name, row| {
                let (old, new) = (row.name.clone(), row.name.to_uppercase());
                row.name.clone_from(&new);
                format!("property-wire-case-changed {name}.{old} {old} > {new}")
            }),
            Edit::Retype(at, row) => self.retype(*at, *row, touched, |row| {
                let known = TYPES.iter().position(|ty| *ty == row.ty);
                row.ty = TYPES[known.map_or(0, |at| at + 1) % TYPES.len()];
            }),
            Edit::Collect(at, row) => self.retype(*at, *row, touched, |row| {
                row.collection = !row.collection;
            }),
            Edit::Mark(at, row, mark) => self.row(*at, *row, touched, |name, row| {
                let was = row.marks.contains(mark);
                match was {
                    true => row.marks.remove(mark),
                    false => row.marks.insert(mark),
                };
                let (rule, words) = match *mark {
                    "Read-only." => ("property-read-only-changed", ["no", "yes"]),
                    "Required." => ("property-required-changed", ["no", "yes"]),
                    "Nullable." => ("property-nullable-changed", ["unsaid", "yes"]),
                    "It is deprecated." => ("property-deprecated", ["in use", "deprecated"]),
                    _ => ("property-limit-changed", ["none", "at most 90 characters"]),
                };
                let [from, to] = if was { [words[1], words[0]] } else { words };
                format!("{rule} {name}.{} {from} > {to}", row.name)
            }),
            Edit::Reword(at, row) => self.row(*at, *row, touched, |name, row| {
                row.words.push_str(" More is said.");
                format!("docs-changed {name}.{} - > -", row.name)
            }),
            Edit::AddValue(at, row) => {
                let (name, rows) = pick(&mut self.types, *at)?;
                let index = row.checked_rem(rows.len())?;
                let row = rows.get_mut(index)?;
                let is_text = row.ty == "String" && !row.collection;
                let free = is_text && !touched.contains(&name) && touched.insert(row.key(&name));
                free.then(|| {
                    let was = row.listed();
                    match row.values.is_empty() {
                        true => row.values.extend(["first".to_owned(), "second".to_owned()]),
                        false => row.values.push(format!("next{}", row.values.len())),
                    }
                    let (row, is) = (&row.name, row.listed());
                    format!("value-list-changed {name}.{row} {was} > {is}")
                })
            }
            Edit::AddType(at) => {
                let name = format!("{}Thing", WORDS[8 + at % 16]);
                let free = !self.types.contains_key(&name) && touched.insert(name.clone());
                free.then(|| {
                    // The new type has members of its own, so that it is not taken for a renamed one.
                    let word = WORDS[8 + at % 16];
                    let row = |other: &&str| Row::new(&format!("{word}{other}"), "String");
                    let rows = WORDS[..3].iter().map(row).collect();
                    self.types.insert(name.clone(), rows);
                    format!("type-added {name} - > microsoft.graph.{name}")
                })
            }
            Edit::DropType(at) => {
                let (name, _) = pick(&mut self.types, *at)?;
                let untouched = !touched.iter().any(|other| other.starts_with(&name));
                let free = untouched && touched.insert(name.clone());
                free.then(|| {
                    self.types.remove(&name);
                    format!("type-removed {name} microsoft.graph.{name} > -")
                })
            }
            Edit::AddMember(at, word) => {
                let (name, members) = pick(&mut self.enums, *at)?;
                let member = WORDS[16 + word % 8].to_owned();
                let free = !members.contains(&member) && touched.insert(format!("{name}.{member}"));
                free.then(|| {
                    members.push(member.clone());
                    format!("enum-member-added {name}.{member} - > {member}")
                })
            }
            Edit::DropMember(at, member) => {
                let (name, members) = pick(&mut self.enums, *at)?;
                let index = member.checked_rem(members.len())?;
                let free =
                    members.len() > 2 && touched.insert(format!("{name}.{}", members[index]));
                free.then(|| {
                    let member = members.remove(index);
                    format!("enum-member-removed {name}.{member} {member} > -")
                })
            }
            Edit::Noise(kind) => {
                self.noise ^= kind % 8;
                None
            }
        }
    }

    fn row(
        &mut self,
        at: usize,
        row: usize,
        touched: &mut BTreeSet<String>,
        edit: impl FnOnce(&str, &mut Row) -> String,
    ) -> Option<String> {
        let (name, rows) = pick(&mut self.types, at)?;
        let index = row.checked_rem(rows.len())?;
        let row = rows.get_mut(index)?;
        let has_list = !row.values.is_empty();
        let free = !has_list && !touched.contains(&name) && touched.insert(row.key(&name));
        free.then(|| {
            let line = edit(&name, row);
            touched.insert(row.key(&name));
            line
        })
    }

    fn retype(
        &mut self,
        at: usize,
        row: usize,
        touched: &mut BTreeSet<String>,
        edit: impl FnOnce(&mut Row),
    ) -> Option<String> {
        self.row(at, row, touched, |name, row| {
            let old = row.spelled();
            edit(row);
            let (row, new) = (&row.name, row.spelled());
            format!("property-type-changed {name}.{row} {old} > {new}")
        })
    }
}

fn pick<T>(all: &mut BTreeMap<String, T>, at: usize) -> Option<(String, &mut T)> {
    let index = at.checked_rem(all.len())?;
    all.iter_mut()
        .nth(index)
        .map(|(name, value)| (name.clone(), value))
}

impl Row {
    fn new(name: &str, ty: &'static str) -> Row {
        Row {
            name: name.to_owned(),
            ty,
            collection: false,
            marks: BTreeSet::new(),
            values: Vec::new(),
            words: format!("The {name} that belongs to {name} as {name} does in {name} times."),
        }
    }

    /// Returns the key under which edits of this row are recorded.
    fn key(&self, owner: &str) -> String {
        format!("{owner}.{}", self.name.to_lowercase())
    }

    fn spelled(&self) -> String {
        match self.collection {
            true => format!("Collection(Edm.{})", self.ty),
            false => format!("Edm.{}", self.ty),
        }
    }

    fn listed(&self) -> String {
        let mut values = self.values.clone();
        values.sort();
        match values.is_empty() {
            true => "none".to_owned(),
            false => values.join("|"),
        }
    }

    fn print(&self) -> String {
        let kind = if self.collection { " collection" } else { "" };
        let marks: String = self.marks.iter().map(|mark| format!(" {mark}")).collect();
        let values = match self.values.is_empty() {
            true => String::new(),
            false => format!(" Possible values are: `{}`.", self.values.join("`, `")),
        };
        let Row {
            name, ty, words, ..
        } = self;
        format!("|{name}|{ty}{kind}|{words}{values}{marks}|")
    }
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let marks = prop::sample::select(vec![
        "Read-only.",
        "Required.",
        "Nullable.",
        "It is deprecated.",
        "Maximum length is 90 characters.",
    ]);
    (0..16_usize, 0..64_usize, 0..64_usize, marks).prop_map(|(kind, a, b, mark)| match kind {
        0 => Edit::AddRow(a, b),
        1 => Edit::DropRow(a, b),
        2 => Edit::RenameRow(a, b),
        3 => Edit::Respell(a, b),
        4 => Edit::Retype(a, b),
        5 => Edit::Collect(a, b),
        6..9 => Edit::Mark(a, b, mark),
        9 => Edit::Reword(a, b),
        10 => Edit::AddValue(a, b),
        11 => Edit::AddType(a),
        12 => Edit::DropType(a),
        13 => Edit::AddMember(a, b),
        14 => Edit::DropMember(a, b),
        _ => Edit::Noise(a),
    })
}

/// Runs a test on many docs and lists of edits.
pub fn for_many(test: impl Fn(&Docs, &[Edit])) {
    let docs = prop::collection::vec(3..9_usize, 1..7).prop_map(|rows| Docs::new(&rows));
    let edits = prop::collection::vec(any_edit(), 1..9);
    for_random(&(docs, edits), 150, |(docs, edits)| test(&docs, &edits));
}

#[test]
fn random_edits_are_found_exactly() {
    for_many(|docs, edits| {
        let (edited, expected) = docs.apply(edits);
        let changes = compare_by_lock_too(&docs.model(), &edited.model());
        assert_eq!(lines(&changes), expected, "{edits:?}");
    });
}
