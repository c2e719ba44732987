//! Assigns each block to a section of its page.

use std::{borrow::Cow, rc::Rc};

use crate::{
    extract::{
        cell_names::CellNames,
        head, translation,
        type_word::is_qualified,
        vocabulary::{ENUMERATION, LIST_ADJECTIVES, MEMBER, TYPE, VALUES},
    },
    name::lower,
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

    /// Returns the class of the nearest heading that has one and is not about the values of an enum.
    pub(crate) fn class_above(&self) -> &Class {
        let mut classes = self.path.iter().rev().map(|section| &section.class);
        let above = classes.find(|class| !matches!(class, Class::Other | Class::Values(_)));
        above.unwrap_or(&Class::Other)
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
    let mut title = Cow::Borrowed("");
    let names = CellNames::new(page);
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
                title = words;
            } else {
                let above = path.iter().filter(|section| section.level < *level);
                let (class, is_translated) = classify(&words, slug.as_deref(), &names);
                let class = match class {
                    Class::Other if is_about_members(&words) && head::is_enum(&title) => {
                        Class::Members
                    }
                    Class::Other => named_enum(&words, &page.blocks[at + 1..], &names),
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
fn classify(text: &str, anchor: Option<&str>, names: &CellNames<'_>) -> (Class, bool) {
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
        .or_else(|| values_name(text, anchor, names).map(Class::Values));
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
fn values_name(text: &str, anchor: Option<&str>, names: &CellNames<'_>) -> Option<String> {
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
        return (!is_kind(name)).then(|| name.to_owned());
    }
    let name = lower(&name.replace([' ', '-'], ""));
    let slug = anchor.map_or_else(|| lower(words).replace(' ', "-"), lower);
    let named = names.get(&format!("#{slug}")).or_else(|| names.get(&name));
    named.map(str::to_owned)
}

/// Whether a word before `values` says which ones, and not whose: `Possible values`, `Enum values`.
fn is_kind(word: &str) -> bool {
    let mut kinds = LIST_ADJECTIVES.iter().chain(ENUMERATION);
    kinds.any(|kind| kind.eq_ignore_ascii_case(word))
}

/// Whether a heading is about the members of an enum that it does not name, as `Values` and `Possible values` are.
fn is_about_members(heading: &str) -> bool {
    let heading = heading.trim_end_matches(END);
    let (kind, last) = heading.rsplit_once(' ').unwrap_or(("", heading));
    let mut nouns = MEMBER.iter().chain(VALUES);
    (kind.is_empty() || is_kind(kind)) && nouns.any(|noun| noun.eq_ignore_ascii_case(last))
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
fn named_enum(words: &str, below: &[Block], names: &CellNames<'_>) -> Class {
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
    let words = words.split_whitespace();
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut named = words.filter(|word| names.has_type(word));
    match (named.next(), named.next()) {
        (Some(name), None) => Class::Values(name.to_owned()),
        _ => Class::Other,
    }
}
