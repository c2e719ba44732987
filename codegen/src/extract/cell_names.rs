//! The names in the tables of a page, which tell what a heading is about.

use std::{borrow::Cow, cell::OnceCell};

use crate::{
    extract::type_word::{is_qualified, primitive},
    hash_map::{HashMap, HashSet},
    name::{self, lower},
    page::{BlockKind, Page},
    prose::{InlineKind, plain},
};

/// The names at the start of cells. They are collected when a heading first asks for one, which few pages have.
pub(super) struct CellNames<'p> {
    page: &'p Page,
    /// The names by themselves in lower case, and by the section that they link to.
    names: OnceCell<HashMap<String, Cow<'p, str>>>,
    /// The short names of types behind the first column, in lower case.
    types: OnceCell<HashSet<String>>,
}

impl<'p> CellNames<'p> {
    pub fn new(page: &'p Page) -> CellNames<'p> {
        CellNames {
            page,
            names: OnceCell::new(),
            types: OnceCell::new(),
        }
    }

    /// Returns a name as a cell has it. It is found in lower case, or with `#` and the section that it links to.
    pub fn get(&self, key: &str) -> Option<&str> {
        let names = self.names.get_or_init(|| names(self.page));
        names.get(key).map(|name| &**name)
    }

    /// Whether a cell behind the first column begins with this type, written in any case.
    pub fn has_type(&self, name: &str) -> bool {
        let types = self.types.get_or_init(|| types(self.page));
        types.contains(&lower(name::short(name)))
    }
}

fn names(page: &Page) -> HashMap<String, Cow<'_, str>> {
    let mut names = HashMap::default();
    for (name, target) in cells(page, 0) {
        if is_qualified(&name) {
            if target.starts_with('#') {
                names.entry(lower(target)).or_insert_with(|| name.clone());
            }
            names.entry(lower(&name)).or_insert(name);
        }
    }
    names
}

fn types(page: &Page) -> HashSet<String> {
    let names = cells(page, 1).map(|(name, _)| name);
    let types = names.filter(|name| is_qualified(name) && primitive(name).is_none());
    types.map(|name| lower(name::short(&name))).collect()
}

/// Returns what the cells of tables begin with from this column on, with the target if it is a link.
fn cells(page: &Page, column: usize) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
    let tables = page.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    });
    let rows = tables.flat_map(|table| &table.rows);
    let cells = rows.flat_map(move |row| row.cells.iter().skip(column));
    let firsts = cells.filter_map(|cell| cell.text.first());
    firsts.filter_map(|first| match &first.kind {
        InlineKind::Link { target, text } => Some((plain(text), target.as_str())),
        InlineKind::Text(text) => Some((Cow::Borrowed(text.trim()), "")),
        _ => None,
    })
}
