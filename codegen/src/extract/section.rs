//! Assigns each block to a section of its page.

use std::{borrow::Cow, rc::Rc};

use crate::{
    extract::{
        translation,
        type_word::{is_qualified, primitive},
        vocabulary::{ENUMERATION, MEMBER, TYPE, VALUES},
    },
    hash_map::{HashMap, HashSet},
    name::{self, lower},
    page::{Block, BlockKind, Page},
    prose::{InlineKind, plain},
    span::Span,
};

/// The sections that say something about a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Properties,
    Relationships,
    Methods,
    Json,
    Members,
    /// `<name> values`.
    Values(String),
    InstanceAttributes,
    /// Types that extend the page's type.
    Derived,
    Other,
}

/// A heading on the path to a block.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub level: u8,
    pub class: Class,
    pub span: Span,
    /// Whether the heading is translated.
    pub is_translated: bool,
}

/// A block with the headings above it, outermost first.
pub(crate) struct Placed<'a> {
    pub block: &'a Block,
    pub path: Rc<[Section]>,
}

impl Placed<'_> {
    /// Returns the class of the nearest heading that has one.
    pub(crate) fn class(&self) -> &Class {
        self.path
            .iter()
            .rev()
            .map(|section| &section.class)
            .find(|class| **class != Class::Other)
            .unwrap_or(&Class::Other)
    }

    /// Whether the nearest heading, of any level, does not begin a known section.
    pub(crate) fn is_under_free_heading(&self) -> bool {
        self.path
            .last()
            .is_some_and(|section| section.class == Class::Other)
    }

    /// Whether no heading above begins a known section.
    pub(crate) fn is_free(&self) -> bool {
        *self.class() == Class::Other
    }
}

/// Assigns each block its path. The first heading does not begin a section: it is followed by the introduction.
pub(crate) fn place(page: &Page) -> Vec<Placed<'_>> {
    let mut path: Rc<[Section]> = Rc::default();
    let mut placed = Vec::with_capacity(page.blocks.len());
    let mut seen_title = false;
    let mut names = None;
    for (at, block) in page.blocks.iter().enumerate() {
        if let BlockKind::Heading { level, slug, text } = &block.kind {
            let words = plain(text);
            let is_tab = text.iter().any(|inline| {
                matches!(&inline.kind, InlineKind::Link { target, .. } if target.starts_with("#tab"))
            });
            if is_tab {
                continue;
            }
            if !seen_title && *level == 1 {
                seen_title = true;
            } else {
                let above = path.iter().filter(|section| section.level < *level);
                let (class, is_translated) = classify(&words, slug.as_deref(), page, &mut names);
                let class = match class {
                    Class::Other => named_enum(&words, page, &page.blocks[at + 1..]),
                    class => class,
                };
                let own = Section {
                    level: *level,
                    class,
                    span: block.span,
                    is_translated,
                };
                path = above.cloned().chain([own]).collect();
            }
        }
        placed.push(Placed {
            block,
            path: path.clone(),
        });
    }
    placed
}

/// Characters after the words of a heading. A French one has a space before its colon.
const END: [char; 5] = [':', '：', ' ', '\u{a0}', '\u{202f}'];

/// Returns the class of a heading, and whether it is translated.
fn classify<'p>(
    text: &str,
    anchor: Option<&str>,
    page: &'p Page,
    names: &mut Option<HashMap<String, Cow<'p, str>>>,
) -> (Class, bool) {
    let words = lower(text.trim_end_matches(END));
    let slug = anchor.map(|slug| lower(&slug.replace('-', " ")));
    // A number after a slug distinguishes headings with the same text.
    let slug = slug.as_deref().map(|slug| {
        slug.trim_end_matches(|c: char| c.is_ascii_digit())
            .trim_end()
    });
    let said = known(&words);
    let english = match said {
        Some(_) => None,
        None => translation::of(&words).and_then(known),
    };
    let is_translated = english.is_some();
    let class = (slug.and_then(known))
        .or(said)
        .or(english)
        .or_else(|| values_name(text, anchor, page, names).map(Class::Values));
    (class.unwrap_or(Class::Other), is_translated)
}

fn known(words: &str) -> Option<Class> {
    Some(match words {
        "properties" | "property" | "inherited properties" | "property values" => Class::Properties,
        "relationships" | "relationship" | "relations" | "navigation" | "navigation properties" => {
            Class::Relationships
        }
        "methods" | "functions" | "bound actions" | "actions" => Class::Methods,
        "members" => Class::Members,
        "derived types" | "derived type" | "subtypes" => Class::Derived,
        "instance attributes" => Class::InstanceAttributes,
        _ if words.starts_with("json") => Class::Json,
        _ => return None,
    })
}

/// Returns `callState` for `callState values` or `Values of callState`. Several words before `values` make it an enum
/// only if a cell of the page names or links it.
fn values_name<'p>(
    text: &str,
    anchor: Option<&str>,
    page: &'p Page,
    names: &mut Option<HashMap<String, Cow<'p, str>>>,
) -> Option<String> {
    let words = text.trim_end_matches(END);
    let mut name = words;
    for last in [VALUES, ENUMERATION] {
        if let Some((rest, word)) = name.rsplit_once(' ')
            && let word = word.to_lowercase()
            && last.contains(&translation::of(&word).unwrap_or(&word))
        {
            name = rest.trim_end();
        }
    }
    if name.len() == words.len() {
        name = values_of(words)?;
    }
    let name = name.trim().trim_matches(['`', '*']);
    if is_qualified(name) {
        return Some(name.to_owned());
    }
    let name = lower(&name.replace([' ', '-'], ""));
    let slug = anchor.map_or_else(|| lower(words).replace(' ', "-"), lower);
    let known = names.get_or_insert_with(|| names_in_cells(page));
    let named = known.get(&format!("#{slug}")).or_else(|| known.get(&name));
    named.map(|name| (**name).to_owned())
}

/// Returns `callState` for `Possible values of callState` and `Values for the callState enumeration`.
fn values_of(words: &str) -> Option<&str> {
    let (before, name) = words.split_once(" of ").or(words.split_once(" for "))?;
    let mut before = before.rsplit(' ');
    let is_values = VALUES.contains(&&*lower(before.next()?)) && before.nth(1).is_none();
    let name = name.strip_prefix("the ").unwrap_or(name);
    let name = ENUMERATION
        .iter()
        .find_map(|kind| name.strip_suffix(kind))
        .unwrap_or(name);
    is_values.then_some(name.trim())
}

/// Returns the class of a heading with other words. Above a table of members, it begins a section about the type of a
/// cell that it names, as in `Enumeration: callState`.
fn named_enum(words: &str, page: &Page, below: &[Block]) -> Class {
    let is_heading = |block: &&Block| matches!(block.kind, BlockKind::Heading { .. });
    let is_members = |block: &Block| {
        let BlockKind::Table(table) = &block.kind else {
            return false;
        };
        let mut header = table.header.iter().map(|cell| lower(&plain(&cell.text)));
        let first = header.next().unwrap_or_default();
        let mut has_type = || header.any(|word| TYPE.contains(&word.as_str()));
        first
            .split(' ')
            .next_back()
            .is_some_and(|word| MEMBER.contains(&word))
            && !has_type()
    };
    let mut section = below.iter().take_while(|block| !is_heading(block));
    if !section.any(is_members) {
        return Class::Other;
    }
    let is_type = |word: &str| is_qualified(word) && primitive(word).is_none();
    let types: HashSet<String> = cells(page, 1)
        .filter_map(|(name, _)| is_type(&name).then(|| lower(name::short(&name))))
        .collect();
    let words = words.split_whitespace();
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut named = words.filter(|word| types.contains(&lower(name::short(word))));
    match (named.next(), named.next()) {
        (Some(name), None) => Class::Values(name.to_owned()),
        _ => Class::Other,
    }
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

/// Returns the names at the start of cells, by themselves in lower case and by the section that they link to.
fn names_in_cells(page: &Page) -> HashMap<String, Cow<'_, str>> {
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
