//! Values that a description mentions outside its list.

use crate::{
    hash_map::HashSet,
    prose::{Block, Inline, InlineKind},
};

/// Whether a sentence says something about this value. Which one is the default does not count.
pub fn mentions(docs: &[Block], value: &str) -> bool {
    mentioned(docs).contains(&value.to_lowercase())
}

/// Returns all values about which a sentence says something, in lower case.
pub(crate) fn mentioned(docs: &[Block]) -> HashSet<String> {
    let mut text = String::new();
    blocks(docs, &mut text);
    let text = text.to_lowercase();
    let sentences = text.split(". ");
    let sentences = sentences.filter(|sentence| !sentence.contains("default"));
    let quoted = sentences.flat_map(|sentence| {
        // Nothing is quoted after the last mark.
        let (quoted, _) = sentence.rsplit_once('`').unwrap_or_default();
        quoted.split('`').skip(1)
    });
    quoted.map(str::to_owned).collect()
}

fn blocks(docs: &[Block], out: &mut String) {
    for block in docs {
        match block {
            Block::Paragraph(text) => inlines(text, out),
            Block::List(list) => list.items.iter().for_each(|item| inlines(item, out)),
            Block::Quote(inner) => blocks(inner, out),
            Block::Code(_) => {}
        }
        out.push_str(". ");
    }
}

/// Appends the text, with code marks as the only markup.
fn inlines(text: &[Inline], out: &mut String) {
    for inline in text {
        match &inline.kind {
            InlineKind::Text(text) => out.push_str(text),
            InlineKind::Code(code) => {
                out.push('`');
                out.push_str(code);
                out.push('`');
            }
            InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => inlines(inner, out),
            InlineKind::Link { text, .. } => inlines(text, out),
            InlineKind::Break | InlineKind::Item(_) | InlineKind::Html(_) => out.push_str(". "),
        }
    }
}
