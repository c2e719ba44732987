//! Collects inline events into a tree.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::{
    prose::{Inline, InlineKind, Inlines},
    span::Span,
};

/// Deeper emphasis is flattened.
const DEPTH: usize = 32;

/// The extensions that pages use; smart punctuation and the like would change their text.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_GFM
}

/// Inline content under construction.
#[derive(Default)]
pub(super) struct Collector {
    done: Inlines,
    open: Vec<(Wrap, Span, Inlines)>,
    /// How many wraps beyond the depth limit are open.
    beyond: usize,
    /// JSON annotations met inside the text, as raw comments with their offsets.
    pub comments: Vec<(String, usize)>,
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

    /// The finished content.
    pub(super) fn finish(mut self) -> Inlines {
        self.beyond = 0;
        while !self.open.is_empty() {
            self.close();
        }
        self.done
    }

    pub(super) fn is_empty(&self) -> bool {
        self.done.is_empty() && self.open.is_empty()
    }

    pub(super) fn push(&mut self, kind: InlineKind, span: Span) {
        let target = self
            .open
            .last_mut()
            .map_or(&mut self.done, |(_, _, inner)| inner);
        target.push(Inline { kind, span });
    }

    /// The library splits text at every special character; what touches is joined again.
    fn text(&mut self, text: &str, span: Span) {
        let target = self
            .open
            .last_mut()
            .map_or(&mut self.done, |(_, _, inner)| inner);
        if let Some(Inline {
            kind: InlineKind::Text(known),
            span: before,
        }) = target.last_mut()
        {
            known.push_str(text);
            before.end = span.end;
            return;
        }
        target.push(Inline {
            kind: InlineKind::Text(text.to_owned()),
            span,
        });
    }

    fn html(&mut self, html: &str, span: Span) {
        let tag = html.trim_start_matches('<').trim_start();
        let name: String = tag
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if html.starts_with("<!--") {
            self.comments.push((html.to_owned(), span.start));
            return;
        }
        match name.as_str() {
            "br" => self.push(InlineKind::Break, span),
            "li" => self.push(InlineKind::Item, span),
            _ => self.push(InlineKind::Html(html.to_owned()), span),
        }
    }

    fn wrap(&mut self, wrap: Wrap, span: Span) {
        if self.open.len() >= DEPTH {
            self.beyond += 1;
        } else {
            self.open.push((wrap, span, Inlines::new()));
        }
    }

    fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some((wrap, span, inner)) = self.open.pop() else {
            return;
        };
        match wrap {
            Wrap::Strong => self.push(InlineKind::Strong(inner), span),
            Wrap::Emphasis => self.push(InlineKind::Emphasis(inner), span),
            Wrap::Link(target) => self.push(
                InlineKind::Link {
                    target,
                    text: inner,
                },
                span,
            ),
            Wrap::Bare => {
                let target = self
                    .open
                    .last_mut()
                    .map_or(&mut self.done, |(_, _, inner)| inner);
                target.extend(inner);
            }
        }
    }
}

/// Reads a piece of a line on its own: what the library drops from a table row.
pub(super) fn read(text: &str, offset: usize) -> Inlines {
    let mut collector = Collector::default();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_GFM).into_offset_iter() {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            event => collector.event(event, Span::new(range.start + offset, range.end + offset)),
        }
    }
    collector.finish()
}
