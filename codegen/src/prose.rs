//! Running text of a page, kept as a tree so that it can be both searched and printed.

use std::{borrow::Cow, sync::Arc};

use arcstr::Substr;

use crate::span::Span;

/// A piece of text. It shares the text of the page where it occurs there literally.
pub type Text = Substr;

/// A run of inline content, shared by everything that quotes it.
pub type Inlines = Arc<[Inline]>;

/// A piece of inline content and its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// Its kind and content.
    pub kind: InlineKind,
    /// Its bytes in the page, including markup.
    pub span: Span,
}

/// The kinds of inline content that pages use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Plain text with character references and escapes resolved.
    Text(Text),
    /// A code span without its backticks.
    Code(Text),
    /// Strong emphasis.
    Strong(Inlines),
    /// Emphasis.
    Emphasis(Inlines),
    /// A link of any form.
    Link {
        /// Destination as written on the page, or as in the definition of a reference link.
        target: Text,
        /// Text of the link.
        text: Inlines,
    },
    /// A line break, soft, hard or `<br>`.
    Break,
    /// The start of an item in a list made of HTML (`<li>`) inside a cell, with its number if it has one.
    Item(Option<u64>),
    /// Any other HTML tag, as written. Often it is not a tag but a placeholder.
    Html(Text),
}

/// A block of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Inlines),
    /// A list.
    List(List),
    /// A block quote, or an alert such as `> [!NOTE]`.
    Quote(Vec<Block>),
    /// Preformatted text.
    Code(String),
}

/// A list; each item is a run of inline content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Number of the first item, if the list is ordered.
    pub start: Option<u64>,
    /// The items.
    pub items: Vec<Inlines>,
}

/// A description, shared by everything that quotes it.
pub type Docs = Arc<[Block]>;

/// Returns a paragraph of plain text, in which backticks enclose code.
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

/// Returns the text without markup, trimmed and with runs of white space collapsed.
pub fn plain(inlines: &[Inline]) -> Cow<'_, str> {
    // Most table cells are a single piece.
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

/// Whether a character is invisible and has no width, so that it makes no difference to a name.
pub fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// Whether this is a typographic double quotation mark, which word processors write instead of the plain one.
pub fn is_quotation_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '«' | '»')
}

/// Whether this is a single quotation mark, plain or typographic, or an apostrophe.
fn is_single_quotation_mark(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‚' | '‹' | '›')
}

/// Whether this is a quotation mark, plain or typographic, double or single.
fn is_any_quotation_mark(c: char) -> bool {
    c == '"' || is_single_quotation_mark(c) || is_quotation_mark(c)
}

/// Returns a name without the quotation marks around it, plain or typographic, double or single.
pub fn unquoted(text: &str) -> &str {
    text.trim_matches(is_any_quotation_mark)
}

/// Returns a text without its quotation marks, which set off a value just as markup does. Apostrophes stay.
pub fn without_quotation_marks(text: &str) -> Cow<'_, str> {
    if !text.contains(is_any_quotation_mark) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut follows_word = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_within_word = follows_word && chars.peek().is_some_and(|c| c.is_alphanumeric());
        if !is_any_quotation_mark(c) {
            out.push(c);
        } else if is_single_quotation_mark(c) && is_within_word {
            out.push('\'');
        }
        follows_word = c.is_alphanumeric();
    }
    Cow::Owned(out)
}

/// Returns a name without the zero-width characters in it, which may be anywhere.
pub fn without_zero_width(name: &str) -> Cow<'_, str> {
    match name.is_ascii() {
        true => Cow::Borrowed(name),
        false => Cow::Owned(name.replace(is_zero_width, "")),
    }
}

/// Whether this is a zero-width space or a byte order mark, which editors leave behind without a meaning.
pub fn is_stray_mark(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}')
}

/// Whether a character is invisible. It may still change the direction of the text after it.
pub fn is_invisible(c: char) -> bool {
    is_zero_width(c) || matches!(c, '\u{202a}'..='\u{202e}')
}

/// Returns the words of a description, without markup and link destinations.
pub fn words(blocks: &[Block]) -> String {
    let mut out = String::new();
    collect_blocks(blocks, &mut out);
    out.truncate(out.trim_end().len());
    folded(out)
}

/// Whether two descriptions have the same words, whatever their markup and quotation marks. Most are equal piece by piece,
/// which is checked first.
pub fn same_words(old: &[Block], new: &[Block]) -> bool {
    let is_same = || without_quotation_marks(&words(old)) == without_quotation_marks(&words(new));
    same_pieces(old, new) || is_same()
}

/// Whether two descriptions have the same pieces, regardless of their positions.
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

/// First character of a digest; no description begins with it.
const DIGEST: char = '\u{1}';

/// Returns a digest that can take the place of a description, or nothing if the text is too short to be distinctive.
pub fn digest(text: &str) -> String {
    if text.starts_with(DIGEST) {
        return text.to_owned();
    }
    if text.split_whitespace().nth(3).is_none() {
        return String::new();
    }
    let hash = blake3::hash(without_quotation_marks(text).as_bytes()).to_hex();
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

/// Collapses runs of white space (including U+00A0) to a space, removes stray marks, and trims.
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

/// Like [`fold`], for a text that the caller no longer needs.
fn folded(text: String) -> String {
    match is_folded(&text) {
        true => text,
        false => fold(&text).into_owned(),
    }
}

/// Maximum length of a short text in bytes.
const SHORT: usize = 24;

/// Whether folding would change nothing. This holds for most texts and is cheap to check.
fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return true;
    };
    // Some characters beyond ASCII are white space or invisible.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'\x7f');
    let is_second = |a: u8, b: u8| (a == b' ') & (b == b' ');
    let mut pairs = bytes.iter().zip(&bytes[1..]);
    let is_even = match bytes.len() {
        // For a name, a loop that ends early is faster than the setup for vector instructions.
        0..=SHORT => pairs.all(|(a, b)| is_plain(*b) && !is_second(*a, *b)),
        // Without an early exit, both loops compile to vector instructions.
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
