//! Collects inline events into a tree.

use std::{collections::BTreeMap, ops::Range, vec::Drain};

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};

use crate::{
    page::html::{self, Element, Tag as HtmlTag},
    prose::{Inline, InlineKind, Inlines, Text},
    span::Span,
};

/// Maximum depth of markup; anything deeper is flattened.
const DEPTH: usize = 32;

/// Returns the extensions that pages use. Smart punctuation and the like would change their text. Front matter is read
/// separately, because the library takes any later pair of rules for it and drops what is between them.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_GFM
}

/// Inline content under construction.
pub(super) struct Collector<'a> {
    /// The whole text that is being read.
    whole: &'a Text,
    done: Vec<Inline>,
    /// Text that the next event may extend.
    text: Option<(Piece, Span)>,
    /// Open wraps, with the index in `done` where the content of each starts.
    open: Vec<(Wrap, Span, usize)>,
    /// Number of the next item in each open HTML list; `None` for unordered lists.
    lists: Vec<Option<u64>>,
    /// Number of open wraps beyond the depth limit.
    beyond: usize,
    /// Positions of comments inside the text.
    pub comments: Vec<Span>,
    /// The first piece that was nested too deeply.
    pub too_deep: Option<Span>,
}

/// Text under construction. Nearly all of it is a part of the page, except for text with character references or
/// escapes.
enum Piece {
    Part(Range<usize>),
    Made(String),
}

enum Wrap {
    Strong,
    Emphasis,
    Link(Text),
    /// Images and other wraps of which only the text is kept.
    Bare,
    /// An HTML element, with its destination if it is a link. It has no effect unless it is closed.
    Html(Element, Text),
}

impl<'a> Collector<'a> {
    pub(super) fn new(whole: &'a Text) -> Collector<'a> {
        Collector {
            whole,
            done: Vec::new(),
            text: None,
            open: Vec::new(),
            lists: Vec::new(),
            beyond: 0,
            comments: Vec::new(),
            too_deep: None,
        }
    }

    /// Handles an inline event. The span is already relative to the file.
    pub(super) fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Text(text) => self.text(&text, span),
            Event::Code(text) => self.push(InlineKind::Code(shared(self.whole, text.trim())), span),
            Event::SoftBreak | Event::HardBreak => self.push(InlineKind::Break, span),
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html, span),
            Event::Start(Tag::Strong) => self.wrap(Wrap::Strong, span),
            Event::Start(Tag::Emphasis) => self.wrap(Wrap::Emphasis, span),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.wrap(Wrap::Link(shared(self.whole, &dest_url)), span)
            }
            Event::Start(_) => self.wrap(Wrap::Bare, span),
            Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link | TagEnd::Image) => {
                self.close()
            }
            Event::End(_) => self.close(),
            _ => {}
        }
    }

    /// Returns the finished content. The collector keeps its allocation for the next use.
    pub(super) fn finish(&mut self) -> Drain<'_, Inline> {
        self.beyond = 0;
        self.lists.clear();
        while !self.open.is_empty() {
            self.close();
        }
        self.end_text();
        self.done.drain(..)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.done.is_empty() && self.open.is_empty() && self.text.is_none()
    }

    pub(super) fn push(&mut self, kind: InlineKind, span: Span) {
        self.end_text();
        self.done.push(Inline { kind, span });
    }

    /// Joins adjacent text, because the library splits it at every special character.
    fn text(&mut self, text: &str, span: Span) {
        let at = part(self.whole, text);
        match (&mut self.text, at) {
            (None, Some(at)) => self.text = Some((Piece::Part(at), span)),
            (None, None) => self.text = Some((Piece::Made(text.to_owned()), span)),
            (Some((Piece::Part(known), before)), Some(at)) if known.end == at.start => {
                known.end = at.end;
                before.end = span.end;
            }
            (Some((piece, before)), _) => {
                if let Piece::Part(known) = piece {
                    *piece = Piece::Made(self.whole[known.clone()].to_owned());
                }
                if let Piece::Made(known) = piece {
                    known.push_str(text);
                }
                before.end = span.end;
            }
        }
    }

    fn end_text(&mut self) {
        if let Some((piece, span)) = self.text.take() {
            let text = match piece {
                Piece::Part(range) => self.whole.substr(range),
                Piece::Made(text) => text.into(),
            };
            let kind = InlineKind::Text(text);
            self.done.push(Inline { kind, span });
        }
    }

    fn html(&mut self, html: &str, span: Span) {
        if html.starts_with("<!--") {
            self.comments.push(span);
            return;
        }
        if let Some(tag) = HtmlTag::read(html) {
            if tag.is(&["ol", "ul"]) {
                if !tag.closes {
                    self.lists.push(tag.first_number());
                } else if self.lists.pop().is_some() && self.lists.is_empty() {
                    // The text that follows does not belong to the last item.
                    return self.push(InlineKind::Break, span);
                }
            }
            match tag.element() {
                // `</br>` is a misspelling of `<br>`.
                _ if tag.is(&["br"]) => return self.push(InlineKind::Break, span),
                _ if tag.is(&["li"]) && !tag.closes => return self.item(span),
                Some(element) if tag.closes && self.end_element(element, span) => return,
                Some(element) if !tag.closes && self.element(element, &tag, span) => return,
                _ => {}
            }
        }
        self.push(InlineKind::Html(shared(self.whole, html)), span);
    }

    fn item(&mut self, span: Span) {
        let next = self.lists.last_mut().and_then(Option::as_mut);
        let number = next.map(|next| {
            *next = next.saturating_add(1);
            *next - 1
        });
        self.push(InlineKind::Item(number), span);
    }

    /// Begins an HTML element. Returns whether the tag was used for that.
    fn element(&mut self, element: Element, tag: &HtmlTag<'_>, span: Span) -> bool {
        let is_open = |wrap: &Wrap| matches!(wrap, Wrap::Html(open, _) if *open == element);
        let outer = self.open.iter().rposition(|(wrap, ..)| is_open(wrap));
        let target = match element {
            Element::Link => {
                let in_link = outer.is_some()
                    || self
                        .open
                        .iter()
                        .any(|(wrap, ..)| matches!(wrap, Wrap::Link(_)));
                let Some(target) = tag.attribute("href").filter(|_| !in_link) else {
                    return false;
                };
                shared(self.whole, &target.replace("&amp;", "&"))
            }
            // Code elements are not nested: this is meant to be an end tag.
            Element::Code if outer.is_some() => return self.end_element(element, span),
            _ => Text::default(),
        };
        if self.open.len() >= DEPTH {
            self.too_deep.get_or_insert(span);
            return false;
        }
        self.end_text();
        self.open
            .push((Wrap::Html(element, target), span, self.done.len()));
        true
    }

    /// Ends an HTML element and the elements inside it. Returns whether it was open.
    fn end_element(&mut self, element: Element, span: Span) -> bool {
        let is_html = |(wrap, ..): &&(Wrap, Span, usize)| matches!(wrap, Wrap::Html(..));
        let mut html = self.open.iter().rev().take_while(is_html);
        let inside =
            html.position(|(wrap, ..)| matches!(wrap, Wrap::Html(open, _) if *open == element));
        let Some(inside) = inside.filter(|_| self.beyond == 0) else {
            return false;
        };
        self.end_text();
        for (wrap, begin, start) in self
            .open
            .split_off(self.open.len() - inside - 1)
            .into_iter()
            .rev()
        {
            let Wrap::Html(element, target) = wrap else {
                continue;
            };
            let content: Vec<Inline> = self.done.drain(start..).collect();
            if content.is_empty() {
                continue;
            }
            let kind = match element {
                Element::Code => {
                    self.done.extend(html::code(content));
                    continue;
                }
                Element::Strong => InlineKind::Strong(content.into()),
                Element::Emphasis => InlineKind::Emphasis(content.into()),
                Element::Link => InlineKind::Link {
                    target,
                    text: content.into(),
                },
            };
            self.push(kind, begin.to(span));
        }
        true
    }

    fn wrap(&mut self, wrap: Wrap, span: Span) {
        if self.open.len() >= DEPTH {
            self.beyond += 1;
            self.too_deep.get_or_insert(span);
        } else {
            if !matches!(wrap, Wrap::Bare) {
                self.end_text();
            }
            if matches!(wrap, Wrap::Link(_)) {
                // Links are not nested.
                let is_link = |wrap: &Wrap| matches!(wrap, Wrap::Html(Element::Link, _));
                self.open.retain(|(wrap, ..)| !is_link(wrap));
            }
            self.open.push((wrap, span, self.done.len()));
        }
    }

    fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let is_html = |(wrap, ..): &(Wrap, Span, usize)| matches!(wrap, Wrap::Html(..));
        while self.open.pop_if(|open| is_html(open)).is_some() {}
        let Some((wrap, span, start)) = self.open.pop() else {
            return;
        };
        if matches!(wrap, Wrap::Bare) {
            return;
        }
        self.end_text();
        let kind = match wrap {
            Wrap::Strong => InlineKind::Strong(self.done.drain(start..).collect()),
            Wrap::Emphasis => InlineKind::Emphasis(self.done.drain(start..).collect()),
            Wrap::Link(target) => InlineKind::Link {
                target,
                text: self.done.drain(start..).collect(),
            },
            Wrap::Bare | Wrap::Html(..) => return,
        };
        self.push(kind, span);
    }
}

/// Returns a text as a part of another one, or a copy if it is not a part of it, for example after an escape.
pub(super) fn shared(whole: &Text, text: &str) -> Text {
    let part = whole.try_substr_from(text);
    part.unwrap_or_else(|| text.into())
}

/// Returns the range of a text within another one, based on its address. This avoids a reference count for each piece.
fn part(whole: &str, text: &str) -> Option<Range<usize>> {
    let start = text.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
    let end = start + text.len();
    (end <= whole.len()).then_some(start..end)
}

/// Parses a piece of a text on its own. Links may refer to definitions elsewhere on the page.
pub(super) fn events<'t>(
    text: &'t str,
    definitions: &'t BTreeMap<String, String>,
) -> impl Iterator<Item = (Event<'t>, Range<usize>)> {
    let define = |link: BrokenLink<'_>| {
        let target = definitions.get(&link.reference.to_lowercase())?;
        Some((CowStr::from(target.clone()), CowStr::Borrowed("")))
    };
    Parser::new_with_broken_link_callback(text, Options::ENABLE_GFM, Some(define))
        .into_offset_iter()
}

/// Reads a piece of a line on its own, such as what the library drops from a table row.
pub(super) fn read(text: &Text, offset: usize, definitions: &BTreeMap<String, String>) -> Inlines {
    let mut collector = Collector::new(text);
    for (event, range) in events(text, definitions) {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            event => collector.event(event, Span::new(range.start + offset, range.end + offset)),
        }
    }
    collector.finish().collect()
}
