//! What is said of something that is deprecated: to who reads the documentation, and to the compiler of who uses it.

use syn::Attribute;

use super::{
    ast::{mark, note},
    docs::{is_plain, separate},
    markdown::{escape, wrap},
};
use crate::model::Deprecation;

/// A paragraph that says that and why.
pub(super) fn paragraph(deprecation: Option<&Deprecation>, lines: &mut Vec<String>) {
    let Some(deprecation) = deprecation else {
        return;
    };
    separate(lines);
    let mut text = "**Deprecated.** ".to_owned();
    escape(&deprecation.words(), true, &mut text);
    wrap(&text, "", "", lines);
}

/// `#[deprecated]`, with the words where Markdown reads them as they are, or at least with the dates.
pub(super) fn attribute(deprecation: Option<&Deprecation>) -> Option<Attribute> {
    let deprecation = deprecation?;
    let words = [deprecation.words(), deprecation.dates.clone()];
    Some(match words.iter().find(|words| is_plain(words)) {
        Some(words) => note("deprecated", words),
        None => mark("deprecated", Default::default()),
    })
}
