//! What publishing turns into something else: alerts and inclusions, both written as text in brackets.

use crate::{
    page::{Block, BlockKind},
    prose::{Inline, InlineKind, Inlines, plain},
    span::Span,
};

/// Takes the name of an alert off the first paragraph of a quote: `> [!Note] text`, `> [!div class="x"]`. The library
/// sees the five names that GitHub has, alone on their line.
pub(super) fn alert(blocks: &mut Vec<Block>) -> Option<String> {
    let BlockKind::Paragraph(text) = &mut blocks.first_mut()?.kind else {
        return None;
    };
    let InlineKind::Text(first) = &mut text.first_mut()?.kind else {
        return None;
    };
    let (marker, rest) = first.strip_prefix("[!")?.split_once(']')?;
    let end = marker.find(|c: char| !c.is_ascii_alphabetic());
    let name = marker[..end.unwrap_or(marker.len())].to_ascii_lowercase();
    if name.is_empty() {
        return None;
    }
    *first = rest.trim_start().to_owned();
    let blank = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.is_empty(),
        kind => *kind == InlineKind::Break,
    };
    let blanks = text.iter().take_while(|inline| blank(inline)).count();
    text.drain(..blanks);
    if text.is_empty() {
        blocks.remove(0);
    }
    Some(name)
}

/// A paragraph as blocks: inclusions at its start stand for themselves, the rest is text.
pub(super) fn paragraph(mut text: Inlines, span: Span, mut push: impl FnMut(BlockKind, Span)) {
    while let Some((kind, place)) = include(&mut text) {
        push(kind, place);
    }
    if let Some(first) = text.first() {
        let span = Span::new(first.span.start.clamp(span.start, span.end), span.end);
        push(BlockKind::Paragraph(text), span);
    }
}

/// Takes `[!INCLUDE [label](path)]` off the start of a text.
fn include(text: &mut Inlines) -> Option<(BlockKind, Span)> {
    let [open, link, close, ..] = text.as_mut_slice() else {
        return None;
    };
    let (
        InlineKind::Text(start),
        InlineKind::Link {
            target,
            text: label,
        },
        InlineKind::Text(rest),
    ) = (&open.kind, &link.kind, &mut close.kind)
    else {
        return None;
    };
    if !start.trim().eq_ignore_ascii_case("[!INCLUDE") {
        return None;
    }
    let after = rest.trim_start().strip_prefix(']')?.trim_start().to_owned();
    let kind = BlockKind::Include {
        label: plain(label),
        path: target.clone(),
    };
    let span = open.span.to(link.span);
    let span = Span::new(span.start, (span.end + 1).min(close.span.end));
    *rest = after;
    let used = match (rest.is_empty(), text.get(3).map(|next| &next.kind)) {
        (false, _) => 2,
        (true, Some(InlineKind::Break)) => 4,
        (true, _) => 3,
    };
    text.drain(..used);
    Some((kind, span))
}
