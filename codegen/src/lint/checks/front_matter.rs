//! Checks the front matter.

use crate::{edit_distance, lint::page_context::PageContext, rules, span::Span};

/// Known kinds of pages.
const KINDS: [&str; 6] = [
    "resourcePageType",
    "apiPageType",
    "conceptualPageType",
    "enumPageType",
    "enumTypes",
    "samplePageType",
];

/// Checks the front matter, and takes the first word of the title.
pub(crate) fn check(context: &mut PageContext<'_>) {
    let page = context.page;
    let value = |key: &str| {
        page.front_matter
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| (entry.value.trim(), entry.span))
    };
    context.report.title = value("title").and_then(|(title, _)| {
        let (word, rest) = title.split_once(' ').unwrap_or((title, ""));
        let is_name = crate::extract::type_word::is_qualified(word) && word.is_ascii();
        let rest = rest.to_ascii_lowercase();
        let says_type = ["resource", "enum", "complex", "facet"]
            .iter()
            .any(|kind| rest.starts_with(kind));
        (is_name && says_type).then(|| word.to_owned())
    });
    let doc_type = value("doc_type").filter(|(value, _)| !value.is_empty());
    context.report.has_doc_type = doc_type.is_some();
    match doc_type {
        Some((value, span)) if !KINDS.contains(&value) => {
            let found = context.found(rules::doc_type_unknown(value), span);
            context.add(match edit_distance::closest(value, KINDS) {
                Some(near) => {
                    let line = context.slice(span);
                    let start = span.start + line.find(value).unwrap_or(line.len());
                    let at = Span::new(start, start + value.len());
                    found.meant(Some(near)).fix(at, near)
                }
                None => found,
            });
        }
        Some(_) => {}
        None if !page.front_matter.is_empty() => {
            let at = context.first_line(Span::new(0, context.file.text.len()));
            let found = context.found(rules::doc_type_missing(), at);
            context.add(found.help("add a line such as `doc_type: resourcePageType`"));
        }
        None => {}
    }
}
