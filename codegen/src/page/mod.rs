//! From text to the blocks of a page. Knows Markdown, HTML comments and JSON with comments; knows
//! nothing of types, of Rust, or of other pages.
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

/// One page as a list of blocks in the order in which they stand.
#[derive(Clone, Debug)]
pub struct Page {
    /// Path as its source file names it.
    pub path: Arc<str>,
    /// `key: value` lines of the front matter, in order.
    pub front_matter: Vec<Entry>,
    /// Everything below the front matter.
    pub blocks: Vec<Block>,
    /// Link reference definitions: label in lower case to target.
    pub definitions: BTreeMap<String, String>,
}

/// One line of the front matter.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key, which may contain dots.
    pub key: String,
    /// The value without quotes.
    pub value: String,
    /// The line without its end.
    pub span: Span,
}

/// A block and where it stands.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the page.
    pub span: Span,
}

/// The kinds of block that the later stages look at.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading; `slug` is that of an empty `<a name>` in front of its text.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The anchor's name, which on translated pages is the English one.
        slug: Option<String>,
        /// The heading's text, without the anchor.
        text: Inlines,
    },
    /// A paragraph.
    Paragraph(Inlines),
    /// A list; nested lists are flattened into it.
    List(List),
    /// A block quote with the alert's name in lower case (`note`, `important`, `caution`, ..) if it has one.
    Quote {
        /// Name of the alert in lower case.
        alert: Option<String>,
        /// The quoted blocks.
        blocks: Vec<Block>,
    },
    /// A table.
    Table(Table),
    /// An HTML comment that holds a JSON object.
    Annotation(Json),
    /// A fenced or indented code block.
    Fence(Fence),
    /// A directive `[!INCLUDE [label](path)]` that stands alone.
    Include {
        /// The label.
        label: String,
        /// The path as written.
        path: String,
    },
}

/// A pipe table, tidied: wrapped rows are joined, extra cells are part of the last column.
#[derive(Clone, Debug)]
pub struct Table {
    /// The header's cells.
    pub header: Vec<Cell>,
    /// The rows; each has as many cells as the header.
    pub rows: Vec<Row>,
}

/// One row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// As many as the header has; missing ones are empty and stand at the end of the row.
    pub cells: Vec<Cell>,
    /// How many cells the row really has.
    pub written: usize,
    /// The row's bytes, continuation lines included.
    pub span: Span,
}

/// One cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its content.
    pub text: Inlines,
    /// Its bytes, outer blanks excluded; empty for a missing cell.
    pub span: Span,
}

/// A code block.
#[derive(Clone, Debug)]
pub struct Fence {
    /// The info string, trimmed, in lower case.
    pub info: String,
    /// Where the text inside stands.
    pub inner: Span,
    /// Whether the closing fence is there.
    pub closed: bool,
    /// The content read as tolerant JSON, when the info string is `json` or empty and it can be read.
    pub json: Option<Json>,
    /// What is sent, when the content is an HTTP request that writes something.
    pub sent: Option<Json>,
}

/// A JSON value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Json {
    /// The value.
    pub kind: JsonKind,
    /// Its bytes in the page.
    pub span: Span,
}

/// What a JSON value is.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written.
    Number(String),
    /// A string, escapes resolved.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object; keys may repeat.
    Object(Vec<Member>),
}

/// One member of a JSON object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key, escapes resolved.
    pub key: String,
    /// The key's bytes, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Json,
}
