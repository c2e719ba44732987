//! Walks the events of the Markdown library once and builds the blocks of a page.

use std::{
    collections::{BTreeMap, BTreeSet},
    vec::Drain,
};

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::{
    diagnostic::Diagnostic,
    page::{
        Block, BlockKind, Page, comment, directive,
        fence::OpenFence,
        front_matter, html_block,
        inline::{self, Collector},
        lost_table, prepare, table,
        table_context::TableContext,
    },
    prose::{Inline, InlineKind, List},
    rules,
    source::SourceFile,
    span::Span,
};

/// How often a page is parsed again because text was found after a comment, or blank lines in an HTML table.
const ROUNDS: usize = 4;

/// Capacity for the blocks of most pages.
const USUAL_BLOCKS: usize = 32;

/// Reads the blocks of a page.
pub fn parse(file: &SourceFile) -> (Page, Vec<Diagnostic>) {
    let mut out = Vec::new();
    let mut prepared = prepare::prepare(file, &mut out);
    let front = front_matter::find(&prepared.text, prepared.offset);
    if front.is_none() {
        let begins = prepared.text.lines().next().map(str::trim_end) == Some("---");
        let (message, help) = match begins {
            true => (rules::front_matter_unclosed(), "end it with a line `---`"),
            false => (
                rules::front_matter(),
                "start the page with lines `key: value` between two lines `---`",
            ),
        };
        let found = Diagnostic::new(message, &file.path, Span::default());
        out.push(found.help(help));
    }
    let front = front.unwrap_or_default();
    let (mut rounds, mut glued) = (ROUNDS, BTreeSet::new());
    loop {
        let text = prepared.shared(file, front.end);
        let parser = Parser::new_ext(&text, inline::options());
        let definitions = parser.reference_definitions().iter();
        let definitions: BTreeMap<String, String> = definitions
            .map(|(label, definition)| (label.to_lowercase(), definition.dest.to_string()))
            .collect();
        let page = TableContext {
            text: &text,
            offset: prepared.offset + front.end,
            definitions: &definitions,
            path: &file.path,
        };
        let mut walker = Walker::new(file, page, &prepared.repairs);
        for (event, range) in parser.into_offset_iter() {
            let span = Span::new(range.start + page.offset, range.end + page.offset);
            walker.event(event, span);
        }
        let before = glued.len();
        glued.extend(&walker.glued);
        if before == glued.len() && walker.cut.is_empty() || rounds == 0 {
            for at in glued {
                let message = rules::text_behind_comment();
                out.push(Diagnostic::new(message, &file.path, Span::new(at, at)));
            }
            out.extend(walker.out);
            let page = Page {
                path: file.path.clone(),
                front_matter: front.entries,
                blocks: walker.blocks,
                definitions,
            };
            return (page, out);
        }
        let (found, cut) = (walker.glued, walker.cut);
        prepare::end_lines(&mut prepared, &found);
        prepare::join_lines(&mut prepared, &cut);
        rounds -= 1;
    }
}

struct Walker<'a> {
    file: &'a SourceFile,
    /// The prepared text after the front matter.
    page: TableContext<'a>,
    blocks: Vec<Block>,
    out: Vec<Diagnostic>,
    repairs: std::slice::Iter<'a, Diagnostic>,
    collector: Collector<'a>,
    /// Span of the current run of block HTML.
    html: Option<Span>,
    fence: Option<OpenFence>,
    table: table::Builder,
    list: Nest,
    quote: Nest,
    /// The outermost list so far.
    items: List,
    quoted: Vec<Block>,
    quote_alert: Option<&'static str>,
    /// Ends of comments that are followed by text on their line.
    glued: Vec<usize>,
    /// HTML tables with blank lines, each of which ends a block for the library.
    cut: Vec<Span>,
    /// Up to where the page was searched for the end of such a table.
    searched: usize,
}

/// How deeply lists or quotes are nested, and the span of the outermost one. Inner ones are flattened.
#[derive(Default)]
struct Nest {
    depth: usize,
    span: Span,
}

impl<'a> Walker<'a> {
    fn new(file: &'a SourceFile, page: TableContext<'a>, repairs: &'a [Diagnostic]) -> Walker<'a> {
        Walker {
            file,
            page,
            blocks: Vec::with_capacity(USUAL_BLOCKS),
            out: Vec::new(),
            repairs: repairs.iter(),
            collector: Collector::new(page.text),
            html: None,
            fence: None,
            table: table::Builder::default(),
            list: Nest::default(),
            quote: Nest::default(),
            items: List {
                start: None,
                items: Vec::new(),
            },
            quoted: Vec::new(),
            quote_alert: None,
            glued: Vec::new(),
            cut: Vec::new(),
            searched: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => match &mut self.fence {
                Some(fence) => fence.push(&text, span),
                None => self.collector.event(Event::Text(text), span),
            },
            Event::Html(_) => self.html = Some(self.html.map_or(span, |known| known.to(span))),
            event => self.collector.event(event, span),
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::HtmlBlock => self.html = None,
            Tag::Heading { .. } => self.flush_item(),
            Tag::Table(_) => {
                self.flush_item();
                self.table = table::Builder::default();
            }
            Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => Some(info.trim().to_ascii_lowercase()),
                    CodeBlockKind::Indented => None,
                };
                self.fence = Some(OpenFence {
                    info,
                    begins: None,
                    inner: None,
                    span,
                    quoted: self.quote.depth > 0,
                });
            }
            // All text of an item is a single run.
            Tag::Paragraph if self.list.depth > 0 => {
                if !self.collector.is_empty() {
                    let at = Span::new(span.start, span.start);
                    self.collector.push(InlineKind::Break, at);
                }
            }
            Tag::Paragraph => {}
            Tag::List(start) => {
                if self.list.depth == 0 {
                    self.items.start = start;
                }
                enter(&mut self.list, span);
            }
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
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Heading(level) => self.end_heading(level, span),
            TagEnd::Paragraph if self.list.depth > 0 => {}
            TagEnd::Paragraph => self.end_paragraph(span),
            TagEnd::CodeBlock => self.end_fence(),
            TagEnd::TableCell => {
                let text = self.finish_inlines().collect();
                self.table.cell(text, span);
            }
            TagEnd::TableHead => self.table.end_header(),
            TagEnd::TableRow => self.table.end_row(span),
            TagEnd::Table => {
                self.report_repairs(span);
                let table = std::mem::take(&mut self.table).finish(&self.page, &mut self.out);
                self.push(BlockKind::Table(table), span);
            }
            TagEnd::Item => {
                let mut inner = self
                    .blocks
                    .iter()
                    .rev()
                    .take_while(|block| block.span.start >= span.start);
                if self.list.depth == 1
                    && !inner.any(|block| matches!(block.kind, BlockKind::Table(_)))
                {
                    self.report_rows(span);
                }
                self.flush_item();
            }
            TagEnd::List(_) => {
                self.list.depth = self.list.depth.saturating_sub(1);
                if self.list.depth == 0 {
                    let list = List {
                        start: self.items.start.take(),
                        items: std::mem::take(&mut self.items.items),
                    };
                    let span = self.list.span;
                    self.push(BlockKind::List(list), span);
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
        let blocks = match self.quote.depth {
            0 => &mut self.blocks,
            _ => &mut self.quoted,
        };
        blocks.push(Block { kind, span });
    }

    /// Reports repairs in a table. Repairs elsewhere, such as in a code block, are not worth reporting.
    fn report_repairs(&mut self, table: Span) {
        while let [next, ..] = self.repairs.as_slice()
            && let Some(label) = next.labels.first()
            && label.span.start < table.end
        {
            if label.span.start >= table.start {
                self.out.push(next.clone());
            }
            self.repairs.next();
        }
    }

    /// Ends the inline content. Annotations inside it become blocks of their own.
    fn finish_inlines(&mut self) -> Drain<'_, Inline> {
        for comment in std::mem::take(&mut self.collector.comments) {
            self.comments(comment);
        }
        if let Some(span) = self.collector.too_deep.take() {
            let found = Diagnostic::new(rules::nesting::text(), &self.file.path, span);
            self.out.push(found);
        }
        self.collector.finish()
    }

    fn comments(&mut self, run: Span) -> Option<usize> {
        let blocks = match self.quote.depth {
            0 => &mut self.blocks,
            _ => &mut self.quoted,
        };
        comment::read(run, self.file, blocks, &mut self.out)
    }

    fn flush_item(&mut self) {
        let item = self.finish_inlines();
        if item.len() > 0 {
            let item = item.collect();
            self.items.items.push(item);
        }
    }

    fn end_html(&mut self) {
        let Some(run) = self.html.take() else { return };
        let glued = self.comments(run);
        self.glued.extend(glued);
        let range = run.start - self.page.offset..run.end - self.page.offset;
        if self.page.slice(run).starts_with("<!--") {
            return;
        }
        // In a list item or a quote, there may be markers between its lines.
        if self.list.depth + self.quote.depth > 0 {
            return lost_table::report_html(run, &self.page, &mut self.out);
        }
        let html = self.page.text.substr(range);
        let blocks = html_block::read(&html, run.start, self.page.definitions);
        if !html_block::has_table(&blocks) {
            if run.start >= self.searched {
                let (cut, searched) = html_block::cut(run, &self.page);
                self.cut.extend(cut);
                self.searched = searched;
            }
            lost_table::report_html(run, &self.page, &mut self.out);
        }
        for (kind, span) in blocks {
            self.report_rows(span);
            self.push(kind, span);
        }
    }

    fn end_heading(&mut self, level: HeadingLevel, span: Span) {
        let mut slug = None;
        let text = self.finish_inlines().filter(|inline| match &inline.kind {
            InlineKind::Html(html) => {
                slug = slug.take().or_else(|| comment::anchor(html));
                false
            }
            _ => true,
        });
        let mut text: Vec<Inline> = text.collect();
        if let Some(InlineKind::Text(last)) = text.last_mut().map(|last| &mut last.kind)
            && let Some((words, id)) = comment::heading_id(last)
        {
            slug = Some(id.to_owned());
            *last = last.substr_from(words);
        }
        let level = level as u8;
        let text = text.into();
        self.push(BlockKind::Heading { level, slug, text }, span);
    }

    fn end_paragraph(&mut self, span: Span) {
        let text = self.finish_inlines().collect();
        if self.quote.depth == 0 {
            if self.lost_table(span) {
                return;
            }
        } else {
            self.report_rows(span);
        }
        directive::paragraph(text, span, |kind, span| self.push(kind, span));
    }

    /// Reads rows that the library takes for a paragraph. Returns whether there were any.
    fn lost_table(&mut self, paragraph: Span) -> bool {
        let Some(found) = lost_table::read(paragraph, &mut self.blocks, &self.page, &mut self.out)
        else {
            return false;
        };
        if let Some((text, span)) = found.lead {
            directive::paragraph(text.to_vec(), span, |kind, span| self.push(kind, span));
        }
        if let Some((table, span)) = found.table {
            self.push(BlockKind::Table(table), span);
        }
        true
    }

    fn report_rows(&mut self, span: Span) {
        lost_table::report_rows(span, &self.page, &mut self.out);
    }

    fn end_fence(&mut self) {
        if let Some(fence) = self.fence.take() {
            let span = fence.span;
            if fence.info.is_none() && self.list.depth + self.quote.depth == 0 {
                self.report_rows(span);
            }
            let fence = fence.finish(&self.page, self.file, &mut self.out);
            self.push(BlockKind::Fence(fence), span);
        }
    }

    fn end_quote(&mut self) {
        let mut blocks = std::mem::take(&mut self.quoted);
        let alert = self.quote_alert.take().map(str::to_owned);
        let alert = alert.or_else(|| directive::alert(&mut blocks));
        // The text of a quote inside a list is part of the item.
        if alert.is_some() || !blocks.is_empty() {
            let span = self.quote.span;
            self.push(BlockKind::Quote { alert, blocks }, span);
        }
    }
}

/// Opens a list or quote. Only the outermost has a span.
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
