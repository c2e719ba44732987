//! HTML comments: annotations in JSON, stamps, prose, sections that were taken out.

use crate::{
    diagnostic::{Code, Diagnostic},
    page::{
        Block, BlockKind, JsonKind, codes,
        json::{self, Form},
    },
    prose::fold,
    source::SourceFile,
    span::Span,
};

/// Reads the annotations in a run of HTML that starts at `offset` of the file.
pub(super) fn read(
    html: &str,
    offset: usize,
    file: &SourceFile,
    blocks: &mut Vec<Block>,
    out: &mut Vec<Diagnostic>,
) {
    let mut rest = 0;
    let mut report = |code: &'static Code, span: Span, message: &str| {
        out.push(Diagnostic::new(code, &file.path, span, message))
    };
    let mut found = Vec::new();
    while let Some(open) = html[rest..].find("<!--").map(|at| rest + at) {
        let body = open + "<!--".len();
        let (end, next) = match html[body..].find("-->") {
            Some(at) => (body + at, body + at + "-->".len()),
            None => {
                let span = Span::new(offset + open, offset + body);
                report(
                    &codes::UNTERMINATED_COMMENT,
                    span,
                    "this comment is never closed",
                );
                (html.len(), html.len())
            }
        };
        found.push((body, end, open, next));
        rest = next;
    }
    let behind = html[rest..].trim();
    if rest > 0 && !behind.is_empty() && !behind.starts_with('<') {
        let span = Span::new(offset + rest, offset + html.len());
        report(
            &codes::TEXT_BEHIND_COMMENT,
            span,
            "this text is part of the comment's line and not shown",
        );
    }
    for (body, end, open, next) in found {
        let span = Span::new(offset + open, offset + next);
        annotation(&html[body..end], offset + body, span, file, blocks, out);
    }
}

fn annotation(
    text: &str,
    offset: usize,
    span: Span,
    file: &SourceFile,
    blocks: &mut Vec<Block>,
    out: &mut Vec<Diagnostic>,
) {
    let lead = text.len() - text.trim_start().len();
    let body = &text[lead..];
    if !body.starts_with('{') {
        return;
    }
    let offset = offset + lead;
    let read = json::read(body, offset).filter(|(_, form)| *form != Form::Recovered);
    // Translators turn quotes into entities.
    let read = read.or_else(|| {
        let decoded = body
            .contains("&quot;")
            .then(|| body.replace("&quot;", "\""))?;
        let (mut json, _) =
            json::read(&decoded, offset).filter(|(_, form)| *form != Form::Recovered)?;
        flatten_spans(&mut json, span);
        Some((json, Form::Loose))
    });
    let read = read.or_else(|| json::read(body, offset));
    let declares = body.contains("blockType");
    match read {
        Some((json, form)) => {
            report_form(form, declares, span, file, out);
            blocks.push(Block {
                kind: BlockKind::Annotation(json),
                span,
            });
        }
        None if declares => {
            let found = Diagnostic::new(
                &codes::UNREADABLE_ANNOTATION,
                &file.path,
                span,
                "this annotation is not JSON",
            );
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
    let (code, message) = match form {
        Form::Strict => return,
        Form::TrailingComma => (
            &codes::TRAILING_COMMA,
            "a comma follows the last member of this annotation",
        ),
        Form::Loose => (&codes::LOOSE_JSON, "this annotation is not strictly JSON"),
        // Page annotations state nothing that types depend on.
        Form::Recovered if !declares => (&codes::LOOSE_JSON, "this annotation is not JSON"),
        Form::Recovered => (
            &codes::RECOVERED_JSON,
            "this annotation is not JSON and was read line by line",
        ),
    };
    out.push(Diagnostic::new(code, &file.path, span, message));
}

/// Decoding moved the bytes, so that only the comment as a whole can be pointed at.
fn flatten_spans(json: &mut crate::page::Json, span: Span) {
    json.span = span;
    match &mut json.kind {
        JsonKind::Array(items) => items.iter_mut().for_each(|item| flatten_spans(item, span)),
        JsonKind::Object(members) => members.iter_mut().for_each(|member| {
            member.key_span = span;
            flatten_spans(&mut member.value, span);
        }),
        _ => {}
    }
}

/// The slug of an empty anchor `<a name="slug"></a>`.
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
    Some(fold(&value[..end])).filter(|slug| !slug.is_empty())
}
