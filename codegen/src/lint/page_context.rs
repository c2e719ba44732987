//! The check of a single page while its blocks are in memory.

use crate::{
    diagnostic::Diagnostic,
    extract::{
        PageExtract,
        section::{Class, Placed},
    },
    hash_map::HashSet,
    model::QualifiedName,
    page::Page,
    prose::Text,
    rules::Message,
    source::SourceFile,
    span::Span,
};

/// What the check of a page contributes to the checks of all pages.
#[derive(Debug, Default)]
pub(crate) struct PageReport {
    /// Findings about the page alone.
    pub found: Vec<Diagnostic>,
    /// Links to other pages in the folder: target, span, and whether the link is in a type cell.
    pub links: Vec<(Text, Span, bool)>,
    /// Whether the front matter has a `doc_type`.
    pub has_doc_type: bool,
    /// Where the page includes the notice of a beta version.
    pub beta_notice: Option<Span>,
    /// The first word of the title in the front matter.
    pub title: Option<String>,
    /// Whether `@odata.type` is a property of the type, so that it says what a value is about and not what it is.
    pub describes_marker: bool,
    /// Names in `optionalProperties` that running text mentions.
    pub spoken_of: HashSet<String>,
    /// The type that a representation names, and the one that its annotation names.
    pub shown_types: Vec<(QualifiedName, Span, QualifiedName, Span)>,
}

/// A page that is being checked.
pub(super) struct PageContext<'a> {
    pub page: &'a Page,
    pub extract: &'a PageExtract,
    pub file: &'a SourceFile,
    pub placed: &'a [Placed<'a>],
    pub report: PageReport,
}

impl<'a> PageContext<'a> {
    pub(super) fn add(&mut self, found: Diagnostic) {
        self.report.found.push(found);
    }

    pub(super) fn found(&self, message: Message, span: Span) -> Diagnostic {
        Diagnostic::new(message, &self.page.path, span)
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.file.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Returns the first line of a span, without trailing white space.
    pub(super) fn first_line(&self, span: Span) -> Span {
        let line = self.slice(span).split('\n').next().unwrap_or_default();
        Span::new(span.start, span.start + line.trim_end().len())
    }

    /// Returns the last character before a span, so that there is something to underline.
    pub(super) fn before(&self, span: Span) -> Span {
        let before = self.file.text.get(..span.start).unwrap_or_default();
        let last = before.chars().next_back().map_or(0, char::len_utf8);
        Span::new(span.start - last, span.start)
    }

    /// Returns the spans of blocks that may contain the representation. Spans are compared because the list of placed
    /// blocks omits tabs.
    pub(super) fn json_section(&self) -> HashSet<Span> {
        let may_show = |placed: &&Placed| *placed.class() == Class::Json || placed.path.is_empty();
        let placed = self.placed.iter().filter(may_show);
        placed.map(|placed| placed.block.span).collect()
    }
}
