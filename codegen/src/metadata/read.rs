//! Parses the XML of a metadata document.

use quick_xml::{
    NsReader,
    escape::unescape,
    events::{BytesDecl, BytesStart, Event},
    name::{Namespace, ResolveResult},
};

use super::{
    Csdl, Metadata,
    attributes::{Attributes, find_forbidden, is_forbidden},
    elements::Walk,
};
use crate::{diagnostic::Diagnostic, source::SourceFile, span::Span};

/// Maximum depth of elements; real documents have ten levels.
const DEEPEST: usize = 64;

/// Maximum number of elements; the largest real documents have a tenth of that.
const MOST_ELEMENTS: usize = 1 << 20;

/// Prefix of the namespaces of CSDL and EDMX.
const ODATA: &str = "http://docs.oasis-open.org/odata/ns/edm";

/// Prefix of their namespaces before OData 4.
const OLD_ODATA: &str = "http://schemas.microsoft.com/ado/";

/// Predefined entities of XML.
const ENTITIES: [&str; 5] = ["amp", "apos", "gt", "lt", "quot"];

/// Encodings of Unicode, which are recognized by the bytes.
const UNICODE: [&str; 6] = [
    "utf-8", "utf8", "us-ascii", "utf-16", "utf-16le", "utf-16be",
];

/// Reason why a document cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The whole document.
    pub text: String,
    /// Position of the fault.
    pub span: Span,
    /// What is wrong, in one sentence.
    pub message: String,
}

/// Parses a metadata document.
///
/// # Errors
///
/// Returns an error if the text is not a single, complete XML document of OData 4, refers to external entities, or
/// contains no schema.
pub fn read(file: SourceFile, prefers_docs: bool) -> Result<Metadata, Fault> {
    let fault = |(at, message)| Fault {
        text: file.text.to_string(),
        span: Span::new(at, at),
        message,
    };
    let (csdl, diagnostics) = parse(&file).map_err(fault)?;
    Ok(Metadata {
        file,
        csdl,
        diagnostics,
        prefers_docs,
    })
}

/// Place and message of a fault.
type Wrong = (usize, String);

fn parse(file: &SourceFile) -> Result<(Csdl, Vec<Diagnostic>), Wrong> {
    let text = &*file.text;
    if let Some(wrong) = no_xml(text) {
        return Err(wrong);
    }
    let mut walk = Walk::new(&file.path);
    let mut reader = NsReader::from_str(text);
    // The open elements: their start positions, and whether they belong to the format.
    let mut within: Vec<(usize, bool)> = Vec::new();
    let mut had_root = false;
    let mut elements = 0;
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(start);
            (at, format!("the metadata is not XML: {error}"))
        })?;
        let end = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        if let Some(message) = strange(&event, within.is_empty(), had_root) {
            return Err((start, message));
        }
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                had_root = true;
                elements += 1;
                if elements > MOST_ELEMENTS {
                    let message = format!("expected at most {MOST_ELEMENTS} elements");
                    return Err((start, message));
                }
                let wrong = |message| (start, message);
                let is_own = is_own(&reader, element).map_err(wrong)?;
                let attributes = Attributes::read(element).map_err(wrong)?;
                let name = element.local_name().into_inner();
                if is_own {
                    walk.open(name, &attributes, Span::new(start, end));
                }
                if matches!(event, Event::Start(_)) {
                    within.push((start, is_own));
                } else if is_own {
                    walk.close(name);
                }
                if within.len() > DEEPEST {
                    let message = format!("expected at most {DEEPEST} elements in each other");
                    return Err((start, message));
                }
            }
            Event::End(element) => {
                if let Some((_, true)) = within.pop() {
                    walk.close(element.local_name().into_inner());
                }
            }
            Event::Text(text) => walk.annotations.text(text),
            Event::CData(text) => walk.annotations.text(text),
            Event::GeneralRef(reference) => {
                let reference = format!("&{};", &**reference);
                let text = unescape(&reference).unwrap_or_default();
                walk.annotations.text(&text);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if let Some((start, _)) = within.pop() {
        let name = text[start..].trim_start_matches('<');
        let name = name.split(|c: char| c.is_whitespace() || "/>".contains(c));
        let name = name.into_iter().next().unwrap_or_default();
        let message = format!("the metadata is truncated: `<{name}>` is not closed");
        return Err((start, message));
    }
    if walk.namespaces.is_empty() {
        let message = "expected a metadata document (EDMX), found no schema".to_owned();
        return Err((0, message));
    }
    Ok(walk.finish())
}

/// Returns why a text cannot be XML, before it is parsed.
fn no_xml(text: &str) -> Option<Wrong> {
    let body = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if body.starts_with(['{', '[']) {
        let message = "expected metadata in XML, found JSON; ask the service for it with `Accept: application/xml`";
        return Some((text.len() - body.len(), message.to_owned()));
    }
    let at = find_forbidden(text)?;
    let found = text[at..].chars().next().map_or(0, u32::from);
    let message =
        format!("expected XML, found the character U+{found:04X}, which it does not allow");
    Some((at, message))
}

/// Whether an element belongs to the format, as one without a namespace does.
///
/// # Errors
///
/// Returns an error for an element of an earlier version.
fn is_own(reader: &NsReader<&[u8]>, element: &BytesStart<'_>) -> Result<bool, String> {
    let (namespace, _) = reader.resolver().resolve_element(element.name());
    let ResolveResult::Bound(Namespace(namespace)) = namespace else {
        return Ok(true);
    };
    match namespace.starts_with(OLD_ODATA) {
        true => Err(format!(
            "expected metadata of OData 4, found that of an earlier version (`{namespace}`)"
        )),
        false => Ok(namespace.starts_with(ODATA)),
    }
}

/// Returns what is wrong with an event, if anything. A document must have one root and nothing outside it, and all its
/// text must be in the document itself.
fn strange(event: &Event<'_>, is_outside: bool, had_root: bool) -> Option<String> {
    let message = match event {
        Event::Start(_) | Event::Empty(_) if is_outside && had_root => {
            "expected the end of the metadata, found another document"
        }
        Event::Text(text) if is_outside && !text.trim().is_empty() => {
            "expected a single XML document, found text outside it"
        }
        Event::GeneralRef(reference) => match reference.strip_prefix('#') {
            Some(_) => {
                let reference = format!("&{};", &**reference);
                let is_text = unescape(&reference).is_ok_and(|text| !text.contains(is_forbidden));
                return (!is_text).then(|| format!("expected a character, found `{reference}`"));
            }
            None if ENTITIES.contains(&&**reference) => return None,
            None => "expected text, found a reference to an undefined entity",
        },
        Event::DocType(_) => "expected no document type, which metadata does not have",
        Event::Decl(declaration) => return encoding(declaration),
        _ => return None,
    };
    Some(message.to_owned())
}

/// Returns what is wrong with the declared encoding.
fn encoding(declaration: &BytesDecl<'_>) -> Option<String> {
    let named = declaration.encoding()?.ok()?;
    let mut known = UNICODE.iter();
    let is_known = known.any(|known| named.eq_ignore_ascii_case(known));
    (!is_known).then(|| {
        format!("expected UTF-8 or UTF-16, found a document in `{named}`; save it as UTF-8")
    })
}
