//! Tests of what pages may look like and which blocks they must produce. All pages are made up.

mod any_text;
mod comment;
mod html;
mod table;
mod text;

use super::*;
use crate::{
    diagnostic::Diagnostic,
    prose::{Inline, InlineKind, plain},
    source::SourceFile,
};

/// Returns the blocks of a page with this text and front matter, and the codes of the findings.
fn read(text: &str) -> (Vec<Block>, Vec<&'static str>) {
    let (page, found) = whole(&format!("---\ntitle: x\n---\n{text}"));
    let codes = found.iter().map(|found| found.rule().id).collect();
    (page.blocks, codes)
}

fn whole(text: &str) -> (Page, Vec<Diagnostic>) {
    let (page, found) = parse(&SourceFile::new("resources/x.md", text));
    assert_spans(text, &page, &found);
    (page, found)
}

/// Returns the blocks in a notation of a word and their content.
fn shown(blocks: &[Block]) -> Vec<String> {
    let show = |block: &Block| match &block.kind {
        BlockKind::Heading { level, slug, text } => {
            let slug = slug.as_ref().map(|slug| format!(" #{slug}"));
            format!("h{level}{} {}", slug.unwrap_or_default(), plain(text))
        }
        BlockKind::Paragraph(text) => format!("p {}", inlines(text)),
        BlockKind::List(list) => {
            let items = list.items.iter().map(|item| inlines(item));
            let start = list.start.map(|start| format!("from {start}: "));
            let start = start.unwrap_or_default();
            format!("list {start}{}", items.collect::<Vec<_>>().join(" / "))
        }
        BlockKind::Quote { alert, blocks } => {
            let alert = alert.as_ref().map(|alert| format!(" {alert}"));
            let inner = shown(blocks).join(" / ");
            format!("quote{} ({inner})", alert.unwrap_or_default())
        }
        BlockKind::Table(table) => {
            let rows = table.rows.iter().map(|row| &row.cells);
            let rows = [&table.header].into_iter().chain(rows).map(|cells| {
                let cells = cells.iter().map(|cell| inlines(&cell.text));
                cells.collect::<Vec<_>>().join(" ; ")
            });
            format!("table {}", rows.collect::<Vec<_>>().join(" / "))
        }
        BlockKind::Annotation(json) => format!("annotation {}", keys(json)),
        BlockKind::Fence(fence) => {
            let json = fence.json.as_ref().map(keys);
            let closed = if fence.closed { "" } else { " open" };
            format!("fence{closed} {}:{}", fence.info, json.unwrap_or_default())
        }
        BlockKind::Include { label, path } => format!("include {label} {path}"),
    };
    blocks.iter().map(show).collect()
}

fn inlines(text: &[Inline]) -> String {
    let show = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.to_string(),
        InlineKind::Code(code) => format!("`{code}`"),
        InlineKind::Strong(inner) => format!("**{}**", inlines(inner)),
        InlineKind::Emphasis(inner) => format!("*{}*", inlines(inner)),
        InlineKind::Link { target, text } => format!("[{}]({target})", inlines(text)),
        InlineKind::Break => "~".to_owned(),
        InlineKind::Item(number) => number.map_or("+".to_owned(), |number| format!("{number}.")),
        InlineKind::Html(html) => html.to_string(),
    };
    text.iter().map(show).collect()
}

fn keys(json: &Json) -> String {
    let JsonKind::Object(members) = &json.kind else {
        return format!("{:?}", json.kind);
    };
    let keys: Vec<&str> = members.iter().map(|member| member.key.as_str()).collect();
    keys.join(" ")
}

#[track_caller]
fn expect(text: &str, blocks: &[&str], codes: &[&str]) {
    let (found, reported) = read(text);
    assert_eq!(shown(&found), blocks, "{text:?}");
    assert_eq!(reported, codes, "{text:?}");
}

/// Asserts that every span is within the text.
fn assert_spans(text: &str, page: &Page, found: &[Diagnostic]) {
    let front = page.front_matter.iter().map(|entry| entry.span);
    let labels = found.iter().flat_map(|found| &found.labels);
    let mut spans: Vec<Span> = front.chain(labels.map(|label| label.span)).collect();
    page.blocks
        .iter()
        .for_each(|block| block_spans(block, &mut spans));
    for span in spans {
        assert!(
            text.get(span.start..span.end).is_some(),
            "{span:?} in {text:?}"
        );
    }
}

fn block_spans(block: &Block, spans: &mut Vec<Span>) {
    spans.push(block.span);
    match &block.kind {
        BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => inline_spans(text, spans),
        BlockKind::List(list) => list.items.iter().for_each(|item| inline_spans(item, spans)),
        BlockKind::Quote { blocks, .. } => {
            blocks.iter().for_each(|block| block_spans(block, spans))
        }
        BlockKind::Table(table) => {
            spans.extend(table.rows.iter().map(|row| row.span));
            let cells = table
                .rows
                .iter()
                .flat_map(|row| &row.cells)
                .chain(&table.header);
            for cell in cells {
                spans.push(cell.span);
                inline_spans(&cell.text, spans);
            }
        }
        BlockKind::Annotation(json) => json_spans(json, spans),
        BlockKind::Fence(fence) => {
            spans.push(fence.inner);
            fence.json.iter().for_each(|json| json_spans(json, spans));
        }
        BlockKind::Include { .. } => {}
    }
}

fn inline_spans(text: &[Inline], spans: &mut Vec<Span>) {
    for inline in text {
        spans.push(inline.span);
        match &inline.kind {
            InlineKind::Strong(inner)
            | InlineKind::Emphasis(inner)
            | InlineKind::Link { text: inner, .. } => inline_spans(inner, spans),
            _ => {}
        }
    }
}

fn json_spans(json: &Json, spans: &mut Vec<Span>) {
    spans.push(json.span);
    match &json.kind {
        JsonKind::Array(items) => items.iter().for_each(|item| json_spans(item, spans)),
        JsonKind::Object(members) => members.iter().for_each(|member| {
            spans.push(member.key_span);
            json_spans(&member.value, spans);
        }),
        _ => {}
    }
}
