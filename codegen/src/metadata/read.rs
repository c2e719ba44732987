//! Reads the XML.

use quick_xml::{Reader, escape::unescape, events::Event};

use super::{Csdl, Metadata, attributes::Attributes, elements::Walk};
use crate::{source::SourceFile, span::Span};

/// Elements in each other; those of a service have ten.
const DEEPEST: usize = 64;

/// Elements of a document; those of the largest services have a tenth of that.
const MOST_ELEMENTS: usize = 1 << 20;

/// Why a document cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The whole document.
    pub text: String,
    /// Where it is at fault.
    pub span: Span,
    /// One sentence.
    pub message: String,
}

/// Reads a metadata document.
///
/// # Errors
/// A text that is not one XML document in UTF-8, is cut short, names what stands elsewhere, or in which no schema stands.
pub fn read(file: SourceFile, prefers_docs: bool) -> Result<Metadata, Fault> {
    let csdl = parse(&file.text)?;
    Ok(Metadata {
        file,
        csdl,
        prefers_docs,
    })
}

fn parse(text: &str) -> Result<Csdl, Fault> {
    let mut walk = Walk::default();
    let mut reader = Reader::from_str(text);
    // The elements that are open, with their starts.
    let mut within: Vec<(String, usize)> = Vec::new();
    let mut had_root = false;
    let mut elements = 0;
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let event = reader.read_event();
        let end = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        if let Ok(event) = &event
            && let Some(message) = strange(event, &within, had_root)
        {
            return Err(wrong(text, start, message));
        }
        if let Ok(Event::Start(element) | Event::Empty(element)) = &event {
            had_root = true;
            elements += 1;
            if elements > MOST_ELEMENTS {
                let message = format!("expected at most {MOST_ELEMENTS} elements");
                return Err(wrong(text, start, message));
            }
            let attributes = Attributes::read(element);
            let attributes = attributes.map_err(|message| wrong(text, start, message))?;
            let name = element.local_name().into_inner();
            walk.open(name, &attributes, Span::new(start, end));
        }
        match event {
            Ok(Event::Start(element)) => {
                if within.len() >= DEEPEST {
                    let message = format!("expected at most {DEEPEST} elements in each other");
                    return Err(wrong(text, start, message));
                }
                within.push((element.local_name().into_inner().to_owned(), start));
            }
            Ok(Event::Empty(element)) => walk.close(element.local_name().into_inner()),
            Ok(Event::End(element)) => {
                walk.close(element.local_name().into_inner());
                within.pop();
            }
            Ok(Event::Text(text)) => walk.annotations.text(&text),
            Ok(Event::CData(text)) => walk.annotations.text(&text),
            Ok(Event::GeneralRef(reference)) => {
                let reference = format!("&{};", &*reference);
                walk.annotations
                    .text(&unescape(&reference).unwrap_or_default());
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(start);
                let message = format!("the metadata is not XML: {error}");
                return Err(wrong(text, at, message));
            }
        }
    }
    if let Some((name, start)) = within.pop() {
        let message = format!("the metadata is truncated: `<{name}>` is not closed");
        return Err(wrong(text, start, message));
    }
    if walk.namespaces.is_empty() {
        let message = "expected a metadata document (EDMX), found no schema".to_owned();
        return Err(wrong(text, 0, message));
    }
    if let Some((name, span)) = walk.twice {
        let message = format!("the metadata declares `{name}` twice");
        return Err(wrong(text, span.start, message));
    }
    Ok(walk.finish())
}

/// What is wrong with a part of a document that can be read: there is one root, nothing around it, and no text comes from
/// elsewhere.
fn strange(event: &Event<'_>, within: &[(String, usize)], had_root: bool) -> Option<String> {
    let is_outside = within.is_empty();
    let message = match event {
        Event::Start(_) | Event::Empty(_) if is_outside && had_root => {
            "expected the end of the metadata, found another document"
        }
        Event::Text(text) if is_outside && !text.trim().is_empty() => {
            "expected a single XML document, found text outside it"
        }
        Event::GeneralRef(reference) => {
            let is_known = |name: &str| name.starts_with('#') || XML.contains(&name);
            match is_known(reference) {
                true => return None,
                false => "expected text, found a reference to an undefined entity",
            }
        }
        Event::DocType(_) => "expected no document type, which metadata does not have",
        Event::Decl(decl) => {
            let named = decl.encoding()?.ok()?;
            let is_utf8 = ["utf-8", "utf8", "us-ascii"]
                .iter()
                .any(|own| named.eq_ignore_ascii_case(own));
            match is_utf8 {
                true => return None,
                false => {
                    return Some(format!(
                        "expected UTF-8, found a document in `{named}`; save it as UTF-8"
                    ));
                }
            }
        }
        _ => return None,
    };
    Some(message.to_owned())
}

/// The entities that XML has without a declaration.
const XML: [&str; 5] = ["amp", "apos", "gt", "lt", "quot"];

fn wrong(text: &str, at: usize, message: String) -> Fault {
    Fault {
        text: text.to_owned(),
        span: Span::new(at, at),
        message,
    }
}
