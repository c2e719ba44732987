//! Walks the events of the Markdown library once and makes the blocks of a page.

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::{
    diagnostic::Diagnostic,
    page::{
        Block, BlockKind, Fence, Page, codes, comment, front_matter,
        inline::{self, Collector},
        json::{self, Form},
        prepare, table,
    },
    prose::{Inline, InlineKind, Inlines, plain},
    source::SourceFile,
    span::Span,
};

/// Reads the blocks of a page.
pub fn parse(file: &SourceFile) -> (Page, Vec<Diagnostic>) {
    let mut out = Vec::new();
    let prepared = prepare::prepare(file, &mut out);
    let parser = Parser::new_ext(&prepared.text, inline::options());
    let definitions = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| (label.to_lowercase(), definition.dest.to_string()))
        .collect();
    let mut walker = Walker {
        file,
        text: &prepared.text,
        offset: prepared.offset,
        page: Page {
            path: file.path.clone(),
            front_matter: Vec::new(),
            blocks: Vec::new(),
            definitions,
        },
        out,
        collector: Collector::default(),
        html: None,
        fence: None,
        table: table::Builder::default(),
        metadata: None,
        list: Nest::default(),
        quote: Nest::default(),
        items: Vec::new(),
        quoted: Vec::new(),
        quote_alert: None,
    };
    for (event, range) in parser.into_offset_iter() {
        walker.event(
            event,
            Span::new(range.start + prepared.offset, range.end + prepared.offset),
        );
    }
    (walker.page, walker.out)
}

struct Walker<'a> {
    file: &'a SourceFile,
    text: &'a str,
    offset: usize,
    page: Page,
    out: Vec<Diagnostic>,
    collector: Collector,
    /// A run of block HTML: its span so far.
    html: Option<Span>,
    fence: Option<OpenFence>,
    table: table::Builder,
    /// The span of the front matter's text so far; later metadata blocks are no front matter.
    metadata: Option<Span>,
    list: Nest,
    quote: Nest,
    items: Vec<Inlines>,
    quoted: Vec<Block>,
    quote_alert: Option<&'static str>,
}

/// How deep lists or quotes are nested, and where the outermost starts; inner ones are flattened.
#[derive(Default)]
struct Nest {
    depth: usize,
    span: Span,
}

struct OpenFence {
    info: Option<String>,
    text: String,
    inner: Option<Span>,
    span: Span,
}

impl Walker<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => match (&mut self.fence, &mut self.metadata) {
                (Some(fence), _) => {
                    fence.text.push_str(&text);
                    fence.inner = Some(fence.inner.map_or(span, |known| known.to(span)));
                }
                (None, Some(known)) => *known = if known.end == 0 { span } else { known.to(span) },
                (None, None) => self.collector.event(Event::Text(text), span),
            },
            Event::Html(_) => self.html = Some(self.html.map_or(span, |known| known.to(span))),
            event => self.collector.event(event, span),
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::MetadataBlock(_) => self.metadata = Some(Span::default()),
            Tag::HtmlBlock => self.html = None,
            Tag::Heading { .. } | Tag::TableCell => self.collector = Collector::default(),
            Tag::Table(_) => self.table = table::Builder::default(),
            Tag::TableHead | Tag::TableRow => {}
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => Some(info.trim().to_ascii_lowercase()),
                    CodeBlockKind::Indented => None,
                };
                self.fence = Some(OpenFence {
                    info,
                    text: String::new(),
                    inner: None,
                    span,
                });
            }
            Tag::Paragraph if self.list.depth > 0 => {
                if !self.collector.is_empty() {
                    self.collector
                        .push(InlineKind::Break, Span::new(span.start, span.start));
                }
            }
            Tag::Paragraph => self.collector = Collector::default(),
            Tag::List(_) => enter(&mut self.list, span),
            Tag::Item => self.flush_item(),
            Tag::BlockQuote(kind) => {
                enter(&mut self.quote, span);
                if self.quote.depth == 1 {
                    self.quoted.clear();
                    self.quote_alert = kind.map(alert_name);
                }
            }
            tag => self.collector.event(Event::Start(tag), span),
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::MetadataBlock(_) => self.end_metadata(span),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Heading(level) => self.end_heading(level, span),
            TagEnd::Paragraph if self.list.depth > 0 => {}
            TagEnd::Paragraph => self.end_paragraph(span),
            TagEnd::CodeBlock => self.end_fence(),
            TagEnd::TableCell => {
                let text = self.finish_inlines();
                self.table.cell(text, span);
            }
            TagEnd::TableHead => self.table.end_header(),
            TagEnd::TableRow => self.table.end_row(span),
            TagEnd::Table => {
                let table = std::mem::take(&mut self.table);
                let table = table.finish(self.text, self.offset, self.file, &mut self.out);
                self.push(BlockKind::Table(table), span);
            }
            TagEnd::Item => self.flush_item(),
            TagEnd::List(_) => {
                self.list.depth = self.list.depth.saturating_sub(1);
                if self.list.depth == 0 {
                    let items = std::mem::take(&mut self.items);
                    let span = self.list.span;
                    self.push_prose(BlockKind::List(items), span);
                }
            }
            TagEnd::BlockQuote(_) => {
                self.quote.depth = self.quote.depth.saturating_sub(1);
                if self.quote.depth == 0 {
                    self.end_quote();
                }
            }
            tag => self.collector.event(Event::End(tag), span),
        }
    }

    fn push(&mut self, kind: BlockKind, span: Span) {
        self.page.blocks.push(Block { kind, span });
    }

    /// Paragraphs and lists inside a quote are part of it; whatever else stands there is a block of the page.
    fn push_prose(&mut self, kind: BlockKind, span: Span) {
        if self.quote.depth > 0 {
            self.quoted.push(Block { kind, span });
        } else {
            self.push(kind, span);
        }
    }

    /// Ends the inline content; annotations inside it become blocks of their own.
    fn finish_inlines(&mut self) -> Inlines {
        let mut collector = std::mem::take(&mut self.collector);
        for (html, at) in std::mem::take(&mut collector.comments) {
            comment::read(&html, at, self.file, &mut self.page.blocks, &mut self.out);
        }
        collector.finish()
    }

    fn flush_item(&mut self) {
        let item = self.finish_inlines();
        if !item.is_empty() {
            self.items.push(item);
        }
    }

    fn end_metadata(&mut self, span: Span) {
        let text = self.metadata.take();
        if span.start > self.offset || !self.page.blocks.is_empty() {
            return;
        }
        if let Some(inner) = text
            && let Some(text) = self.text.get(
                inner.start - self.offset.min(inner.start)..inner.end.saturating_sub(self.offset),
            )
        {
            self.page.front_matter = front_matter::read(text, inner.start);
        }
    }

    fn end_html(&mut self) {
        let Some(span) = self.html.take() else { return };
        if let Some(html) = self
            .text
            .get(span.start - self.offset..span.end - self.offset)
        {
            comment::read(
                html,
                span.start,
                self.file,
                &mut self.page.blocks,
                &mut self.out,
            );
        }
    }

    fn end_heading(&mut self, level: HeadingLevel, span: Span) {
        let mut text = self.finish_inlines();
        let mut slug = None;
        text.retain(|inline| match &inline.kind {
            InlineKind::Html(html) => {
                slug = slug.take().or_else(|| comment::anchor(html));
                false
            }
            _ => true,
        });
        self.push(
            BlockKind::Heading {
                level: level as u8,
                slug,
                text,
            },
            span,
        );
    }

    fn end_paragraph(&mut self, span: Span) {
        let text = self.finish_inlines();
        if text.is_empty() {
            return;
        }
        let kind = include(&text).unwrap_or(BlockKind::Paragraph(text));
        self.push_prose(kind, span);
    }

    fn end_fence(&mut self) {
        let Some(fence) = self.fence.take() else {
            return;
        };
        let raw = self
            .text
            .get(fence.span.start - self.offset..fence.span.end - self.offset)
            .unwrap_or_default();
        let last = raw
            .trim_end()
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .trim();
        let closed = fence.info.is_none()
            || raw.contains('\n') && (last.starts_with("```") || last.starts_with("~~~"));
        if !closed {
            let message = "this code block is never closed";
            let span = Span::new(
                fence.span.start,
                fence.span.start + raw.lines().next().map_or(0, str::len),
            );
            self.out.push(Diagnostic::new(
                &codes::UNCLOSED_FENCE,
                &self.file.path,
                span,
                message,
            ));
        }
        let inner = fence
            .inner
            .unwrap_or(Span::new(fence.span.end, fence.span.end));
        let looks_like_json = fence.text.trim_start().starts_with(['{', '[']);
        let is_json = fence
            .info
            .as_deref()
            .is_some_and(|info| info.starts_with("json") || info.is_empty() && looks_like_json);
        let json = is_json.then(|| self.json(inner)).flatten();
        let info = fence.info.unwrap_or_default();
        self.push(
            BlockKind::Fence(Fence {
                info,
                text: fence.text,
                inner,
                closed,
                json,
            }),
            fence.span,
        );
    }

    fn json(&mut self, inner: Span) -> Option<super::Json> {
        let text = self
            .text
            .get(inner.start - self.offset..inner.end - self.offset)?;
        let (json, form) = json::read(text, inner.start)?;
        let (code, message) = match form {
            Form::Strict => return Some(json),
            Form::TrailingComma => (&codes::TRAILING_COMMA, "a comma follows the last member"),
            Form::Loose => (&codes::LOOSE_JSON, "this is not strictly JSON"),
            Form::Recovered => (
                &codes::RECOVERED_JSON,
                "this is not JSON and was read line by line",
            ),
        };
        self.out
            .push(Diagnostic::new(code, &self.file.path, inner, message));
        Some(json)
    }

    fn end_quote(&mut self) {
        let mut blocks = std::mem::take(&mut self.quoted);
        let alert = self
            .quote_alert
            .take()
            .map(str::to_owned)
            .or_else(|| marker(&mut blocks));
        let span = self.quote.span;
        self.push(BlockKind::Quote { alert, blocks }, span);
    }
}

/// Opens a list or quote; only the outermost has a place.
fn enter(nest: &mut Nest, span: Span) {
    if nest.depth == 0 {
        nest.span = span;
    }
    nest.depth += 1;
}

fn alert_name(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

/// An alert whose marker shares its line with text: `> [!Note] text`. The marker is taken off the text.
fn marker(blocks: &mut [Block]) -> Option<String> {
    let BlockKind::Paragraph(text) = &mut blocks.first_mut()?.kind else {
        return None;
    };
    let InlineKind::Text(first) = &mut text.first_mut()?.kind else {
        return None;
    };
    let (name, rest) = first.strip_prefix("[!")?.split_once(']')?;
    let name = name.to_ascii_lowercase();
    *first = rest.trim_start().to_owned();
    Some(name)
}

/// `[!INCLUDE [label](path)]` on a line of its own.
fn include(text: &[Inline]) -> Option<BlockKind> {
    let InlineKind::Text(first) = &text.first()?.kind else {
        return None;
    };
    if !first
        .get(..9)
        .is_some_and(|head| head.eq_ignore_ascii_case("[!INCLUDE"))
    {
        return None;
    }
    text.iter().find_map(|inline| match &inline.kind {
        InlineKind::Link { target, text } => Some(BlockKind::Include {
            label: plain(text),
            path: target.clone(),
        }),
        _ => None,
    })
}
