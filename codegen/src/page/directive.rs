//! Directives that publishing replaces: alerts and inclusions, both written as text in brackets.

use crate::{
    page::{Block, BlockKind},
    prose::{Inline, InlineKind, plain},
    span::Span,
};

/// Removes the name of an alert from the first paragraph of a quote: `> [!Note] text`, `> [!div class="x"]`. The
/// library recognizes only the five names that GitHub has, and only on a line of their own.
pub(super) fn alert(blocks: &mut Vec<Block>) -> Option<String> {
    let BlockKind::Paragraph(text) = &mut blocks.first_mut()?.kind else {
        return None;
    };
    let InlineKind::Text(first) = &text.first()?.kind else {
        return None;
    };
    let (marker, rest) = first.strip_prefix("[!")?.split_once(']')?;
    let end = marker.find(|c: char| !c.is_ascii_alphabetic());
    let name = marker[..end.unwrap_or(marker.len())].to_ascii_lowercase();
    if name.is_empty() {
        return None;
    }
    let rest = InlineKind::Text(first.substr_from(rest.trim_start()));
    let blank = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.is_empty(),
        kind => *kind == InlineKind::Break,
    };
    let mut left = text.to_vec();
    if let Some(first) = left.first_mut() {
        first.kind = rest;
    }
    let blanks = left.iter().take_while(|inline| blank(inline)).count();
    left.drain(..blanks);
    let is_empty = left.is_empty();
    *text = left.into();
    if is_empty {
        blocks.remove(0);
    }
    Some(name)
}

/// Splits a paragraph into blocks: inclusions at its start become blocks of their own, and the rest is text.
pub(super) fn paragraph(mut text: Vec<Inline>, span: Span, mut push: impl FnMut(BlockKind, Span)) {
    let mut used = 0;
    while let Some((kind, place, length)) = text.get_mut(used..).and_then(include) {
        push(kind, place);
        used += length;
    }
    text.drain(..used);
    if let Some(first) = text.first() {
        let span = Span::new(first.span.start.clamp(span.start, span.end), span.end);
        push(BlockKind::Paragraph(text.into()), span);
    }
}

/// Reads `[!INCLUDE [label](path)]` at the start of a text. Also returns how many pieces of the text it uses up.
fn include(text: &mut [Inline]) -> Option<(BlockKind, Span, usize)> {
    let [open, link, close, rest @ ..] = text else {
        return None;
    };
    let (InlineKind::Text(start), InlineKind::Link { target, text }, InlineKind::Text(behind)) =
        (&open.kind, &link.kind, &mut close.kind)
    else {
        return None;
    };
    if !start.trim().eq_ignore_ascii_case("[!INCLUDE") {
        return None;
    }
    let rest_of_line = behind.trim_start().strip_prefix(']')?.trim_start();
    *behind = behind.substr_from(rest_of_line);
    let kind = BlockKind::Include {
        label: plain(text).into_owned(),
        path: target.to_string(),
    };
    let end = (link.span.end + 1).min(close.span.end);
    let length = match (behind.is_empty(), rest.first().map(|next| &next.kind)) {
        (false, _) => 2,
        (true, Some(InlineKind::Break)) => 4,
        (true, _) => 3,
    };
    Some((kind, Span::new(open.span.start, end), length))
}
