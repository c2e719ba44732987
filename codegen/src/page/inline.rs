//! Collects inline events into a tree.

use std::{collections::BTreeMap, vec::Drain};

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};

use crate::{
    prose::{Inline, InlineKind, Inlines},
    span::Span,
};

/// Deeper emphasis is flattened.
const DEPTH: usize = 32;

/// The extensions that pages use; smart punctuation and the like would change their text. Front matter is read
/// apart: the library takes any later pair of rules for another one and drops what stands between.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_GFM
}

/// Inline content under construction.
#[derive(Default)]
pub(super) struct Collector {
    done: Vec<Inline>,
    /// What is open, and where in `done` its content starts.
    open: Vec<(Wrap, Span, usize)>,
    /// How many wraps beyond the depth limit are open.
    beyond: usize,
    /// Where comments stand inside the text.
    pub comments: Vec<Span>,
    /// The first piece that was too deep to be kept as it is.
    pub too_deep: Option<Span>,
}

enum Wrap {
    Strong,
    Emphasis,
    Link(String),
    /// Images and other wraps keep their text alone.
    Bare,
}

impl Collector {
    /// Takes an event of inline content whose span is already that in the file.
    pub(super) fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Text(text) => self.text(&text, span),
            Event::Code(text) => self.push(InlineKind::Code(text.trim().to_owned()), span),
            Event::SoftBreak | Event::HardBreak => self.push(InlineKind::Break, span),
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html, span),
            Event::Start(Tag::Strong) => self.wrap(Wrap::Strong, span),
            Event::Start(Tag::Emphasis) => self.wrap(Wrap::Emphasis, span),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.wrap(Wrap::Link(dest_url.into_string()), span)
            }
            Event::Start(_) => self.wrap(Wrap::Bare, span),
            Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link | TagEnd::Image) => {
                self.close()
            }
            Event::End(_) => self.close(),
            _ => {}
        }
    }

    /// The finished content; the collector keeps its room for the next.
    pub(super) fn finish(&mut self) -> Drain<'_, Inline> {
        self.beyond = 0;
        while !self.open.is_empty() {
            self.close();
        }
        self.done.drain(..)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.done.is_empty() && self.open.is_empty()
    }

    pub(super) fn push(&mut self, kind: InlineKind, span: Span) {
        self.done.push(Inline { kind, span });
    }

    /// The library splits text at every special character; what touches is joined again.
    fn text(&mut self, text: &str, span: Span) {
        let start = self.open.last().map_or(0, |(_, _, start)| *start);
        if let Some(Inline {
            kind: InlineKind::Text(known),
            span: before,
        }) = self.done[start..].last_mut()
        {
            known.push_str(text);
            before.end = span.end;
            return;
        }
        self.push(InlineKind::Text(text.to_owned()), span);
    }

    fn html(&mut self, html: &str, span: Span) {
        let tag = html.trim_start_matches(['<', ' ']);
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric());
        let name = &tag[..end.unwrap_or(tag.len())];
        if html.starts_with("<!--") {
            self.comments.push(span);
            return;
        }
        // `</br>` is a slip for `<br>`.
        if name.eq_ignore_ascii_case("br") || html.eq_ignore_ascii_case("</br>") {
            self.push(InlineKind::Break, span);
        } else if name.eq_ignore_ascii_case("li") {
            self.push(InlineKind::Item, span);
        } else {
            self.push(InlineKind::Html(html.to_owned()), span);
        }
    }

    fn wrap(&mut self, wrap: Wrap, span: Span) {
        if self.open.len() >= DEPTH {
            self.beyond += 1;
            self.too_deep.get_or_insert(span);
        } else {
            self.open.push((wrap, span, self.done.len()));
        }
    }

    fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some((wrap, span, start)) = self.open.pop() else {
            return;
        };
        let kind = match wrap {
            Wrap::Strong => InlineKind::Strong(self.done.drain(start..).collect()),
            Wrap::Emphasis => InlineKind::Emphasis(self.done.drain(start..).collect()),
            Wrap::Link(target) => InlineKind::Link {
                target,
                text: self.done.drain(start..).collect(),
            },
            Wrap::Bare => return,
        };
        self.push(kind, span);
    }
}

/// Reads a piece of a line on its own: what the library drops from a table row.
pub(super) fn read(text: &str, offset: usize, definitions: &BTreeMap<String, String>) -> Inlines {
    let define = |link: BrokenLink<'_>| {
        let target = definitions.get(&link.reference.to_lowercase())?;
        Some((CowStr::from(target.clone()), CowStr::Borrowed("")))
    };
    let mut collector = Collector::default();
    let parser = Parser::new_with_broken_link_callback(text, Options::ENABLE_GFM, Some(define));
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            event => collector.event(event, Span::new(range.start + offset, range.end + offset)),
        }
    }
    collector.finish().collect()
}
