//! Quotations of the sentences on which code rests, in the documentation of that code.

use syn::Attribute;

use super::{
    ast::doc,
    docs::separate,
    markdown::{FIXED_BLANK, append, code, escape, wrap},
};
use crate::model::type_facts::Provenance;

/// Returns a quotation of a sentence.
fn quotation(provenance: &Provenance) -> Vec<String> {
    let mut lines = Vec::new();
    wrap(&markdown(&provenance.sentence), "> ", "> ", &mut lines);
    lines
}

/// Returns quotations of several sentences, without repetitions.
fn quotations<'b>(all: impl Iterator<Item = &'b Provenance>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for provenance in all {
        if seen.contains(&provenance.sentence.as_str()) {
            continue;
        }
        seen.push(&provenance.sentence);
        if !lines.is_empty() {
            lines.push(">".to_owned());
        }
        lines.extend(quotation(provenance));
    }
    lines
}

/// Returns documentation that consists of a paragraph and quotations of the sentences on which it rests.
pub(super) fn quoting<'b>(
    words: impl Into<String>,
    all: impl IntoIterator<Item = &'b Provenance>,
) -> Vec<Attribute> {
    let mut lines = vec![words.into(), String::new()];
    lines.extend(quotations(all.into_iter()));
    doc(&lines)
}

/// Adds the quotation of a sentence unless the lines contain it already.
pub(super) fn unless_said(provenance: &Provenance, lines: &mut Vec<String>) {
    if lines.join(" ").contains(&markdown(&provenance.sentence)) {
        return;
    }
    separate(lines);
    lines.extend(quotation(provenance));
}

/// Returns the sentence as rustdoc Markdown, with its code spans and without its links.
pub(super) fn markdown(sentence: &str) -> String {
    let mut out = String::new();
    for (at, part) in unlinked(sentence).split('`').enumerate() {
        match at % 2 {
            0 => escape(part, false, &mut out),
            _ => {
                let mut span = String::new();
                code(part, &mut span);
                append(&span.replace(FIXED_BLANK, " "), &mut out);
            }
        }
    }
    out
}

/// Replaces each `[text](target)` by `text`.
fn unlinked(sentence: &str) -> String {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let link = after
            .split_once("](")
            .and_then(|(text, tail)| Some((text, tail.split_once(')')?.1)));
        match link {
            Some((text, tail)) if !text.contains('[') => {
                out.push_str(text);
                rest = tail;
            }
            _ => {
                out.push('[');
                rest = after;
            }
        }
    }
    out + rest
}
