//! Collects inline events into a tree.

use std::collections::BTreeMap;

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
    done: Inlines,
    open: Vec<(Wrap, Span, Inlines)>,
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
        self.current().push(Inline { kind, span });
    }

    /// What the next piece is put into.
    fn current(&mut self) -> &mut Inlines {
        match self.open.last_mut() {
            Some((_, _, inner)) => inner,
            None => &mut self.done,
        }
    }

    /// The library splits text at every special character; what touches is joined again.
    fn text(&mut self, text: &str, span: Span) {
        let target = self.current();
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
                self.current().extend(inner);
            }
        }
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
    collector.finish()
}
