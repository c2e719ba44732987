//! Code blocks, and the JSON in them.

use crate::{
    diagnostic::Diagnostic,
    page::{
        Fence, Json, http,
        json::{self, Form},
        table_context::TableContext,
    },
    rules,
    source::SourceFile,
    span::Span,
};

/// A code block under construction.
pub(super) struct OpenFence {
    /// Info string, trimmed and in lower case; `None` for an indented block.
    pub info: Option<String>,
    /// The first character of the text that is not white space.
    pub begins: Option<char>,
    /// Position of the text inside, once there is any.
    pub inner: Option<Span>,
    pub span: Span,
    /// Whether the block is in a quote, whose markers are then among its bytes.
    pub quoted: bool,
}

impl OpenFence {
    pub(super) fn push(&mut self, text: &str, span: Span) {
        let first = || text.trim_start().chars().next();
        self.begins = self.begins.or_else(first);
        self.inner = Some(self.inner.map_or(span, |known| known.to(span)));
    }

    /// Returns the finished block.
    pub(super) fn finish(
        self,
        page: &TableContext<'_>,
        file: &SourceFile,
        out: &mut Vec<Diagnostic>,
    ) -> Fence {
        let raw = page.slice(self.span);
        let closed = self.info.is_none() || is_closed(raw);
        if !closed {
            let first = raw.lines().next().map_or(0, |line| line.trim_end().len());
            let span = Span::new(self.span.start, self.span.start + first);
            let found = Diagnostic::new(rules::unclosed_fence(), &file.path, span);
            out.push(found.help("end the block with ``` on a line of its own"));
        }
        let inner = self
            .inner
            .unwrap_or(Span::new(self.span.end, self.span.end));
        let is_json = self.info.as_deref().is_some_and(|info| {
            info.starts_with("json") || info.is_empty() && matches!(self.begins, Some('{' | '['))
        });
        let text = page.slice(inner);
        let json = match is_json {
            true if self.quoted => read(&unquoted(text), inner, file, out),
            true => read(text, inner, file, out),
            false => None,
        };
        let is_http = self.info.as_deref();
        let is_http =
            is_http.is_some_and(|info| info.starts_with("http") || info.starts_with("msgraph"));
        let sent = is_http.then(|| http::body(text, inner.start));
        Fence {
            info: self.info.unwrap_or_default(),
            inner,
            closed,
            json,
            sent: sent.flatten(),
        }
    }
}

/// Whether the last line is a fence of the same kind as the first, and at least as long.
fn is_closed(raw: &str) -> bool {
    let marks = |line: &str| {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c == '>');
        let mark = line
            .chars()
            .next()
            .filter(|mark| matches!(mark, '`' | '~'))?;
        let rest = line.trim_start_matches(mark);
        Some((mark, line.len() - rest.len(), rest.is_empty()))
    };
    let Some((first, last)) = raw.trim_end().split_once('\n') else {
        return false;
    };
    let last = last.rsplit('\n').next().unwrap_or_default();
    match (marks(first), marks(last)) {
        (Some((open, wanted, _)), Some((close, has, alone))) => {
            open == close && has >= wanted && alone
        }
        _ => false,
    }
}

/// Replaces the markers of a quote by spaces, so that byte offsets stay the same.
fn unquoted(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let marks = line.len() - line.trim_start_matches(['>', ' ']).len();
        " ".repeat(marks) + &line[marks..]
    });
    lines.collect()
}

fn read(text: &str, inner: Span, file: &SourceFile, out: &mut Vec<Diagnostic>) -> Option<Json> {
    let (json, form) = json::read(text, inner.start)?;
    let message = match form {
        Form::Strict => return Some(json),
        Form::TrailingComma => rules::trailing_comma::block(),
        Form::Loose => rules::loose_json::block(),
        Form::Recovered => rules::recovered_json::block(),
        Form::TooDeep => rules::nesting::block(),
    };
    out.push(Diagnostic::new(message, &file.path, inner));
    Some(json)
}
