//! Assigns each block to a section of its page.

use std::{borrow::Cow, rc::Rc};

use crate::{
    extract::{
        type_word::is_qualified,
        vocabulary::{ENUMERATION, VALUES},
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
    for block in &page.blocks {
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
                let own = Section {
                    level: *level,
                    class: classify(&words, slug.as_deref(), page),
                    span: block.span,
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

fn classify(text: &str, anchor: Option<&str>, page: &Page) -> Class {
    let words = lower(text.trim_end_matches([':', '：', ' ']));
    let slug = anchor.map(|slug| lower(&slug.replace('-', " ")));
    // A number after a slug distinguishes headings with the same text.
    let slug = slug.as_deref().map(|slug| {
        slug.trim_end_matches(|c: char| c.is_ascii_digit())
            .trim_end()
    });
    [slug, Some(words.as_str())]
        .into_iter()
        .flatten()
        .find_map(known)
        .or_else(|| values_name(text, anchor, page).map(Class::Values))
        .unwrap_or(Class::Other)
}

fn known(words: &str) -> Option<Class> {
    match words {
        "properties" | "property" | "属性" => return Some(Class::Properties),
        "relationships"
        | "relationship"
        | "relations"
        | "navigation"
        | "navigation properties"
        | "关系" => {
            return Some(Class::Relationships);
        }
        "methods" | "functions" | "bound actions" | "actions" | "方法" => {
            return Some(Class::Methods);
        }
        "members" | "成员" => return Some(Class::Members),
        "derived types" | "derived type" | "subtypes" | "派生类型" => {
            return Some(Class::Derived);
        }
        "instance attributes" | "实例属性" => return Some(Class::InstanceAttributes),
        _ => {}
    }
    words.starts_with("json").then_some(Class::Json)
}

/// Returns `callState` for `callState values`. Several words before `values` make it an enum only if a cell of the page
/// names or links it.
fn values_name(text: &str, anchor: Option<&str>, page: &Page) -> Option<String> {
    let words = text.trim_end_matches([':', '：', ' ']);
    let mut name = words;
    for last in [VALUES, ENUMERATION] {
        if let Some((rest, word)) = name.rsplit_once(' ')
            && last.contains(&word.to_lowercase().as_str())
        {
            name = rest.trim_end();
        }
    }
    if name.len() == words.len() {
        return None;
    }
    let name = name.trim().trim_matches(['`', '*']);
    if is_qualified(name) {
        return Some(name.to_owned());
    }
    let name = name.replace([' ', '-'], "");
    let slug = anchor.map_or_else(|| lower(words).replace(' ', "-"), lower);
    let tables = page.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    });
    let cells = tables.flat_map(|table| table.rows.iter().flat_map(|row| &row.cells));
    let mut names = cells.filter_map(|cell| match &cell.text.first()?.kind {
        InlineKind::Link { target, text } => {
            let text = plain(text);
            let is_linked = || target.strip_prefix('#').is_some_and(|to| lower(to) == slug);
            (text.eq_ignore_ascii_case(&name) || is_linked()).then_some(text)
        }
        InlineKind::Text(text) => {
            let text = text.trim();
            text.eq_ignore_ascii_case(&name).then(|| text.into())
        }
        _ => None,
    });
    names.find(|name| is_qualified(name)).map(Cow::into_owned)
}
