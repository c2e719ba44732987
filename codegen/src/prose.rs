//! Running text of a page, kept as a tree so that it can be searched and printed again.

use std::{borrow::Cow, sync::Arc};

use arcstr::Substr;

use crate::span::Span;

/// A piece of a page, which shares the text of the page where that has it as it is.
pub type Text = Substr;

/// A run of inline content, shared by all that quote it.
pub type Inlines = Arc<[Inline]>;

/// A piece of inline content and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Its bytes in the page, marks included.
    pub span: Span,
}

/// The kinds of inline content that pages use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Plain text; character references and escapes are already resolved.
    Text(Text),
    /// A code span without its backticks.
    Code(Text),
    /// Strong emphasis.
    Strong(Inlines),
    /// Emphasis.
    Emphasis(Inlines),
    /// A link of any form; `target` is as written, or the definition's for a reference link.
    Link {
        /// Where it leads, as written on the page.
        target: Text,
        /// What is shown.
        text: Inlines,
    },
    /// A line break, soft, hard or `<br>`.
    Break,
    /// The start of an item in a list made of HTML (`<li>`) inside a cell, with its number if it has one.
    Item(Option<u64>),
    /// Any other HTML tag, as written. It is a placeholder as often as a tag.
    Html(Text),
}

/// A block of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Inlines),
    /// A list.
    List(List),
    /// A block quote; alerts such as `> [!NOTE]` among them.
    Quote(Vec<Block>),
    /// Preformatted text.
    Code(String),
}

/// A list; each item is a run of inline content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The number of the first item, if the items have numbers.
    pub start: Option<u64>,
    /// The items.
    pub items: Vec<Inlines>,
}

/// A description, shared by all that quote it.
pub type Docs = Arc<[Block]>;

/// A paragraph of plain text in which backticks make code.
pub fn from_text(text: &str) -> Docs {
    let piece = |(at, piece): (usize, &str)| {
        let text = arcstr::ArcStr::from(piece).substr(..);
        let kind = match at % 2 {
            0 => InlineKind::Text(text),
            _ => InlineKind::Code(text),
        };
        let span = Span::default();
        (!piece.is_empty()).then_some(Inline { kind, span })
    };
    let is_paired = text.matches('`').count().is_multiple_of(2);
    let mark = if is_paired { '`' } else { '\0' };
    let pieces = text.split(mark).enumerate().filter_map(piece);
    Docs::from([Block::Paragraph(pieces.collect())])
}

/// The text without any mark-up, runs of blanks folded to one, trimmed.
pub fn plain(inlines: &[Inline]) -> Cow<'_, str> {
    // Most cells of a table are one piece.
    if let [
        Inline {
            kind: InlineKind::Text(text) | InlineKind::Code(text),
            ..
        },
    ] = inlines
    {
        return fold(text);
    }
    let mut out = String::new();
    collect(inlines, &mut out);
    Cow::Owned(folded(out))
}

/// Whether a name means the same with this character and without: nobody sees it and it takes no room.
pub fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// Whether this is a zero-width space or a byte order mark, which editors leave behind and which stand for nothing.
pub fn is_stray_mark(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}')
}

/// Whether nobody sees this character; it may still turn around what stands behind it.
pub fn is_invisible(c: char) -> bool {
    is_zero_width(c) || matches!(c, '\u{202a}'..='\u{202e}')
}

/// The words of a description, without marks and without where links lead.
pub fn words(blocks: &[Block]) -> String {
    let mut out = String::new();
    collect_blocks(blocks, &mut out);
    out.truncate(out.trim_end().len());
    folded(out)
}

/// Whether two descriptions have the same words. Nearly all are the same piece by piece.
pub fn same_words(old: &[Block], new: &[Block]) -> bool {
    same_pieces(old, new) || words(old) == words(new)
}

/// Whether two descriptions have the same pieces, wherever these stand.
pub fn same_pieces(old: &[Block], new: &[Block]) -> bool {
    let same = |(old, new): (&Block, &Block)| match (old, new) {
        (Block::Paragraph(old), Block::Paragraph(new)) => same_inlines(old, new),
        (Block::List(old), Block::List(new)) => {
            let same = |(old, new): (&Inlines, &Inlines)| same_inlines(old, new);
            old.start == new.start
                && old.items.len() == new.items.len()
                && old.items.iter().zip(&new.items).all(same)
        }
        (Block::Quote(old), Block::Quote(new)) => same_pieces(old, new),
        (Block::Code(old), Block::Code(new)) => old == new,
        _ => false,
    };
    std::ptr::eq(old, new) || old.len() == new.len() && old.iter().zip(new).all(same)
}

fn same_inlines(old: &[Inline], new: &[Inline]) -> bool {
    use InlineKind::{Break, Code, Emphasis, Html, Item, Link, Strong, Text};
    let same = |(old, new): (&Inline, &Inline)| match (&old.kind, &new.kind) {
        (Text(old), Text(new)) | (Code(old), Code(new)) | (Html(old), Html(new)) => old == new,
        (Strong(old), Strong(new)) | (Emphasis(old), Emphasis(new)) => same_inlines(old, new),
        (
            Link { target, text },
            Link {
                target: to,
                text: other,
            },
        ) => target == to && same_inlines(text, other),
        (Break, Break) => true,
        (Item(old), Item(new)) => old == new,
        _ => false,
    };
    std::ptr::eq(old, new) || old.len() == new.len() && old.iter().zip(new).all(same)
}

/// What begins a digest, and no description.
const DIGEST: char = '\u{1}';

/// A description of which only a digest is known; empty where the text is too short to tell anything apart.
pub fn digest(text: &str) -> String {
    if text.starts_with(DIGEST) {
        return text.to_owned();
    }
    if text.split_whitespace().nth(3).is_none() {
        return String::new();
    }
    let hash = blake3::hash(text.as_bytes()).to_hex();
    format!("{DIGEST}{}", hash.chars().take(8).collect::<String>())
}

fn collect_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => collect(inlines, out),
            Block::List(list) => {
                for item in &list.items {
                    collect(item, out);
                    out.push(' ');
                }
            }
            Block::Quote(inner) => collect_blocks(inner, out),
            Block::Code(text) => out.push_str(text),
        }
        out.push(' ');
    }
}

/// Folds runs of white space (U+00A0 among them) to one blank, drops zero-width characters, trims.
pub fn fold(text: &str) -> Cow<'_, str> {
    if is_folded(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace()) {
        let mut first = true;
        for c in word.chars().filter(|c| !is_stray_mark(*c)) {
            if first && !out.is_empty() {
                out.push(' ');
            }
            first = false;
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// As [`fold`], of a text that is no longer needed as it is.
fn folded(text: String) -> String {
    match is_folded(&text) {
        true => text,
        false => fold(&text).into_owned(),
    }
}

/// The bytes of a short text.
const SHORT: usize = 24;

/// Whether folding would change nothing; true of most texts, and cheap to know.
fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return true;
    };
    // Among bytes beyond ASCII are blanks and marks that nobody sees.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'\x7f');
    let is_second = |a: u8, b: u8| (a == b' ') & (b == b' ');
    let mut pairs = bytes.iter().zip(&bytes[1..]);
    let is_even = match bytes.len() {
        // A name: a loop that ends early is faster than to get ready for a fast one.
        0..=SHORT => pairs.all(|(a, b)| is_plain(*b) && !is_second(*a, *b)),
        // Without a way out in the middle both loops compile to vector instructions.
        _ => {
            let odd = bytes.iter().fold(false, |any, byte| any | !is_plain(*byte));
            !pairs.fold(odd, |any, (a, b)| any | is_second(*a, *b))
        }
    };
    is_plain(*first) && *first != b' ' && *last != b' ' && is_even
}

fn collect(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => collect(inner, out),
            InlineKind::Link { text, .. } => collect(text, out),
            InlineKind::Break | InlineKind::Item(_) => out.push(' '),
            InlineKind::Html(_) => {}
        }
    }
}
