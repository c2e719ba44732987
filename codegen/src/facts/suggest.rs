//! Suggests facts: limits in recognized words that are not stated by a fact yet.

use std::sync::Arc;

use super::{Assertion, Fact, page};
use crate::{
    encode::toml,
    extract::{Limit, PageExtract},
    source::SourceFile,
    span::Place,
};

/// A suggested fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Place on the page that says it.
    pub place: Place,
    /// Text of the fact for a fact file.
    pub text: String,
}

/// Returns suggestions, in the order of the pages.
pub fn suggest(
    files: &[SourceFile],
    pages: &[Arc<PageExtract>],
    facts: &[Fact],
) -> Vec<Suggestion> {
    let mut found = Vec::new();
    for page in pages {
        let Some(file) = files.iter().find(|file| file.path == page.path) else {
            continue;
        };
        let Some(ty) = page.name() else { continue };
        for row in &page.rows {
            for (limit, place) in &row.description.limits {
                let is_known = |fact: &Fact| match &fact.assertion {
                    Assertion::Limit {
                        property,
                        limit: known,
                        ..
                    } => {
                        page::is_named(&page.path, &fact.page)
                            && property.text == row.name
                            && known == limit
                    }
                    _ => false,
                };
                let line = file.text.get(row.row.start..row.row.end);
                let (Some(line), false) = (line, facts.iter().any(is_known)) else {
                    continue;
                };
                found.push(Suggestion {
                    place: place.clone(),
                    text: text(ty.value.short(), &page.path, &row.name, *limit, line),
                });
            }
        }
    }
    found
}

fn text(ty: &str, page: &str, property: &str, limit: Limit, row: &str) -> String {
    let quote = crate::prose::fold(row);
    let limit = match limit {
        Limit::MaxLength(number) => format!("max-length = {number}"),
        Limit::MaxBytes(number) => format!("max-bytes = {number}"),
        Limit::MaxItems(number) => format!("max-items = {number}"),
        Limit::Range(from, to) => format!("range = [{from}, {to}]"),
    };
    format!(
        "[[fact]]\nid = {}\npage = {}\nquote = {}\nlimit = {{ property = {}, {limit} }}\n",
        toml::string(&format!("{ty}.{property}")),
        toml::string(page),
        toml::string(quote.trim_matches(['|', ' '])),
        toml::string(property),
    )
}
