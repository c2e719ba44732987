//! The look at one page while its blocks are there.

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

/// What a look at one page gives to the comparison of all.
#[derive(Debug, Default)]
pub(crate) struct PageReport {
    /// What is wrong with the page alone.
    pub found: Vec<Diagnostic>,
    /// Links to other pages of the folder: target and place, and whether a type cell has it.
    pub links: Vec<(Text, Span, bool)>,
    /// Whether the front matter states a `doc_type`.
    pub has_doc_type: bool,
    /// Where the page includes the notice of a beta version.
    pub beta_notice: Option<Span>,
    /// The first word of the front matter's title.
    pub title: Option<String>,
    /// Whether `@odata.type` is a property of its own: then it says what a value is about, not what the value is.
    pub describes_marker: bool,
    /// Names in `optionalProperties` that the page speaks of in words.
    pub spoken_of: HashSet<String>,
    /// The type that a representation names, and the one that its annotation names.
    pub shown_types: Vec<(QualifiedName, Span, QualifiedName, Span)>,
}

/// A page under the eye.
pub(super) struct PageContext<'a> {
    pub page: &'a Page,
    pub facts: &'a PageExtract,
    pub file: &'a SourceFile,
    pub placed: &'a [Placed<'a>],
    pub out: Vec<Diagnostic>,
    pub links: Vec<(Text, Span, bool)>,
    pub shown_types: Vec<(QualifiedName, Span, QualifiedName, Span)>,
}

impl PageContext<'_> {
    pub(super) fn found(&self, message: Message, span: Span) -> Diagnostic {
        Diagnostic::new(message, &self.page.path, span)
    }

    pub(super) fn slice(&self, span: Span) -> &str {
        self.file.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The first line of a place, without blanks at its end.
    pub(super) fn first_line(&self, span: Span) -> Span {
        let line = self.slice(span).split('\n').next().unwrap_or_default();
        Span::new(span.start, span.start + line.trim_end().len())
    }

    /// The last character in front of a place, so that there is something to underline.
    pub(super) fn before(&self, span: Span) -> Span {
        let before = self.file.text.get(..span.start).unwrap_or_default();
        let last = before.chars().next_back().map_or(0, char::len_utf8);
        Span::new(span.start - last, span.start)
    }

    /// The places of blocks that may show the representation. Tabs are left out of the placed blocks, so that places are
    /// compared.
    pub(super) fn json_section(&self) -> HashSet<Span> {
        let may_show = |placed: &&Placed| *placed.class() == Class::Json || placed.path.is_empty();
        let placed = self.placed.iter().filter(may_show);
        placed.map(|placed| placed.block.span).collect()
    }
}
