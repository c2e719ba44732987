//! HTML comments: annotations in JSON, stamps, prose, sections that were commented out.

use crate::{
    diagnostic::Diagnostic,
    page::{
        Block, BlockKind, Json,
        json::{self, Form},
    },
    prose::fold,
    rules,
    source::SourceFile,
    span::Span,
};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// Reads the annotations in a run of HTML. Returns the end of the first comment that is followed by text on its line,
/// which the library takes for part of the comment.
pub(super) fn read(
    run: Span,
    file: &SourceFile,
    blocks: &mut Vec<Block>,
    out: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let html = file.text.get(run.start..run.end)?;
    let is_comment = html.trim_start().starts_with(OPEN);
    let mut glued = None;
    let mut next = html.find(OPEN);
    while let Some(open) = next {
        let body = open + OPEN.len();
        let end = html[body..].find(CLOSE).map(|at| body + at);
        if end.is_none() {
            let span = Span::new(run.start + open, run.start + body);
            let message = rules::unterminated_comment::alone();
            let found = Diagnostic::new(message, &file.path, span);
            out.push(found.help("end the comment with `-->`"));
        }
        let inner = end.and_then(|end| html[body..end].find(OPEN));
        if let Some(inner) = inner.map(|at| run.start + body + at) {
            let span = Span::new(run.start + open, run.start + body);
            let message = rules::unterminated_comment::before_another();
            let found = Diagnostic::new(message, &file.path, span);
            let next = Span::new(inner, inner + OPEN.len());
            let found = found.also(&file.path, next, "the next one begins here");
            out.push(found.help("end the comment with `-->`"));
        }
        let (end, close) = end.map_or((html.len(), html.len()), |end| (end, end + CLOSE.len()));
        let span = Span::new(run.start + open, run.start + close);
        annotation(&html[body..end], run.start + body, span, file, blocks, out);
        next = html[close..].find(OPEN).map(|at| close + at);
        let behind = html[close..next.unwrap_or(html.len())].trim();
        // An empty comment has no room for a line break; see `prepare::end_lines`.
        if is_comment && end > body && !behind.is_empty() && !behind.starts_with('<') {
            glued = glued.or(Some(run.start + close));
        }
    }
    glued
}

fn annotation(
    text: &str,
    offset: usize,
    span: Span,
    file: &SourceFile,
    blocks: &mut Vec<Block>,
    out: &mut Vec<Diagnostic>,
) {
    let body = text.trim_start();
    let offset = offset + text.len() - body.len();
    let declares = body.contains("blockType");
    let is_object = body.starts_with('{') || declares && body.starts_with(['"', '&']);
    if !is_object {
        return;
    }
    let sound = |read: &(Json, Form)| read.1 != Form::Recovered;
    let read = json::read(body, offset);
    // Translators turn quotes into character references.
    let has_entities = body.contains("&quot;");
    let decode = || {
        has_entities
            .then(|| json::read_decoded(body, offset))
            .flatten()
    };
    let read = match read {
        Some(read) if sound(&read) => Some(read),
        read => decode()
            .filter(sound)
            .map(|(json, _)| (json, Form::Loose))
            .or(read),
    };
    match read {
        Some((json, form)) => {
            report_form(form, declares, span, file, out);
            blocks.push(Block {
                kind: BlockKind::Annotation(json),
                span,
            });
        }
        None if declares => {
            let found = Diagnostic::new(rules::unreadable_annotation(), &file.path, span);
            out.push(found.help("write a JSON object with `blockType` and `@odata.type`"));
        }
        None => {}
    }
}

fn report_form(
    form: Form,
    declares: bool,
    span: Span,
    file: &SourceFile,
    out: &mut Vec<Diagnostic>,
) {
    let message = match form {
        Form::Strict => return,
        Form::TrailingComma => rules::trailing_comma::annotation(),
        Form::Loose => rules::loose_json::annotation(),
        // Types do not depend on annotations of pages.
        Form::Recovered if !declares => rules::loose_json::page_annotation(),
        Form::Recovered => rules::recovered_json::annotation(),
        Form::TooDeep => rules::nesting::annotation(),
    };
    out.push(Diagnostic::new(message, &file.path, span));
}

/// Splits the text of a heading that ends with attributes as in `Properties {#slug .class}`.
pub(super) fn heading_id(text: &str) -> Option<(&str, &str)> {
    let (words, attributes) = text.strip_suffix('}')?.rsplit_once('{')?;
    let id = attributes.trim_start_matches(':').trim_start();
    let id = id.strip_prefix('#')?.split(' ').next()?;
    Some((words.trim_end(), id))
}

/// Returns the slug of an empty anchor `<a name="slug"></a>`.
pub(super) fn anchor(html: &str) -> Option<String> {
    let rest = html
        .strip_prefix("<a ")
        .or_else(|| html.strip_prefix("<A "))?;
    let at = rest
        .find("name=")
        .map(|at| at + 5)
        .or_else(|| rest.find("id=").map(|at| at + 3))?;
    let value = rest[at..].trim_start_matches(['"', '\'']);
    let end = value.find(['"', '\'', '>', ' ']).unwrap_or(value.len());
    Some(fold(&value[..end]).into_owned()).filter(|slug| !slug.is_empty())
}
