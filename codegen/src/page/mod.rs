//! From text to the blocks of a page. Knows about Markdown, HTML comments and JSON with comments; knows nothing about
//! types, Rust, or other pages.
//!
//! Reading never fails: what cannot be read is reported and left out.

mod comment;
mod directive;
mod fence;
mod front_matter;
mod glued_rows;
mod html;
mod html_block;
mod http;
mod inline;
mod json;
mod lost_table;
mod parse;
mod prepare;
mod reference;
mod table;
mod table_context;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc};

pub(crate) use front_matter::{FrontMatter, as_it_stands as front_matter};
pub use parse::parse;
pub use reference::target;

use crate::{
    prose::{Inlines, List},
    span::Span,
};

/// A page as a list of blocks in order.
#[derive(Clone, Debug)]
pub struct Page {
    /// Path as its source file names it.
    pub path: Arc<str>,
    /// `key: value` lines of the front matter, in order.
    pub front_matter: Vec<Entry>,
    /// Blocks below the front matter.
    pub blocks: Vec<Block>,
    /// Link reference definitions: destination by label in lower case.
    pub definitions: BTreeMap<String, String>,
}

/// A line of the front matter.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key, which may contain dots.
    pub key: String,
    /// The value without quotes.
    pub value: String,
    /// The line without its line break.
    pub span: Span,
}

/// A block and its position.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its kind and content.
    pub kind: BlockKind,
    /// Its bytes in the page.
    pub span: Span,
}

/// The kinds of blocks that later stages use.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading.
    Heading {
        /// Level, from 1 to 6.
        level: u8,
        /// The name of an empty anchor before the text. On translated pages it is in English.
        slug: Option<String>,
        /// The text without the anchor.
        text: Inlines,
    },
    /// A paragraph.
    Paragraph(Inlines),
    /// A list; nested lists are flattened into it.
    List(List),
    /// A block quote or an alert.
    Quote {
        /// Name of the alert in lower case (`note`, `important`, `caution`, ..), if it is one.
        alert: Option<String>,
        /// The quoted blocks.
        blocks: Vec<Block>,
    },
    /// A table.
    Table(Table),
    /// An HTML comment that contains a JSON object.
    Annotation(Json),
    /// A fenced or indented code block.
    Fence(Fence),
    /// A directive `[!INCLUDE [label](path)]` on its own.
    Include {
        /// The label.
        label: String,
        /// The path as written.
        path: String,
    },
}

/// A pipe table after repairs: wrapped rows are joined, and extra cells are part of the last column.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The header's cells.
    pub header: Vec<Cell>,
    /// The rows. Each has as many cells as the header.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// As many cells as the header has. Missing ones are empty and are at the end of the row.
    pub cells: Vec<Cell>,
    /// Number of cells that the row really has.
    pub written: usize,
    /// The bytes of the row, including continuation lines.
    pub span: Span,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its content.
    pub text: Inlines,
    /// Its bytes without surrounding white space; empty for a missing cell.
    pub span: Span,
}

/// A code block.
#[derive(Clone, Debug)]
pub struct Fence {
    /// Info string, trimmed and in lower case.
    pub info: String,
    /// Position of the text inside.
    pub inner: Span,
    /// Whether there is a closing fence.
    pub closed: bool,
    /// The content as tolerant JSON, if the info string is `json` or empty and it can be parsed.
    pub json: Option<Json>,
    /// The JSON body, if the content is an HTTP request that writes something.
    pub sent: Option<Json>,
}

/// A JSON value and its position.
#[derive(Clone, Debug, PartialEq)]
pub struct Json {
    /// The value.
    pub kind: JsonKind,
    /// Its bytes in the page.
    pub span: Span,
}

impl Json {
    /// Returns the members, if this is an object.
    pub fn members(&self) -> Option<&[Member]> {
        match &self.kind {
            JsonKind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Returns the first member with this key, if this is an object.
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members()?.iter().find(|member| member.key == key)
    }

    /// Returns the text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            JsonKind::String(text) => Some(text),
            _ => None,
        }
    }
}

/// The kind and content of a JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written.
    Number(String),
    /// A string with escapes resolved.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object; keys may repeat.
    Object(Vec<Member>),
}

/// A member of a JSON object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key with escapes resolved.
    pub key: String,
    /// The bytes of the key, including quotes.
    pub key_span: Span,
    /// The value.
    pub value: Json,
}
