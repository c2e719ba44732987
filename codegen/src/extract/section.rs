//! Assigns each block to a section of its page.

use std::rc::Rc;

use crate::{
    name::lower,
    page::{Block, BlockKind, Page},
    prose::plain,
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
                matches!(&inline.kind, crate::prose::InlineKind::Link { target, .. } if target.starts_with("#tab"))
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
                    class: classify(&words, slug.as_deref()),
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

fn classify(text: &str, slug: Option<&str>) -> Class {
    let words = lower(text.trim_end_matches([':', '：', ' ']));
    let slug = slug.map(|slug| lower(&slug.replace('-', " ")));
    // A number after a slug distinguishes headings with the same text.
    let slug = slug.as_deref().map(|slug| {
        slug.trim_end_matches(|c: char| c.is_ascii_digit())
            .trim_end()
    });
    [slug, Some(words.as_str())]
        .into_iter()
        .flatten()
        .find_map(|words| known(words, text))
        .unwrap_or(Class::Other)
}

fn known(words: &str, text: &str) -> Option<Class> {
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
    if words.starts_with("json") {
        return Some(Class::Json);
    }
    values_name(text).map(Class::Values)
}

/// Returns `callState` for `callState values`. Only a single word before `values` makes it an enum.
fn values_name(text: &str) -> Option<String> {
    let (name, word) = text.trim_end_matches([':', '：', ' ']).rsplit_once(' ')?;
    let is_values = matches!(
        word.to_lowercase().as_str(),
        "values" | "value" | "options" | "值"
    );
    let name = name.trim().trim_matches(['`', '*']);
    (is_values && super::type_word::is_qualified(name)).then(|| name.to_owned())
}
