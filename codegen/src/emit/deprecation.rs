//! Notes about deprecation: for readers of the documentation, and for the compiler.

use syn::Attribute;

use super::{
    ast::{mark, note},
    docs::{is_plain, separate},
    markdown::{escape, wrap},
};
use crate::model::Deprecation;

/// Adds a paragraph that says that the item is deprecated, and why.
pub(super) fn paragraph(deprecation: Option<&Deprecation>, lines: &mut Vec<String>) {
    let Some(deprecation) = deprecation else {
        return;
    };
    separate(lines);
    let mut text = "**Deprecated.** ".to_owned();
    escape(&deprecation.words(), true, &mut text);
    wrap(&text, "", "", lines);
}

/// Returns `#[deprecated]`, with the whole note if it needs no escaping in Markdown, or else with the dates if they do
/// not.
pub(super) fn attribute(deprecation: Option<&Deprecation>) -> Option<Attribute> {
    let deprecation = deprecation?;
    let words = [deprecation.words(), deprecation.dates.clone()];
    Some(match words.iter().find(|words| is_plain(words)) {
        Some(words) => note("deprecated", words),
        None => mark("deprecated", Default::default()),
    })
}
