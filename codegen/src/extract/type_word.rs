//! Words in a type cell: where they end, whether one can be a name, and the primitive type that it names.

use crate::{
    extract::{
        translation,
        vocabulary::{NULLABLE, TYPE_MARKS},
    },
    primitive::Primitive,
};

/// Returns where the words of a type end: before its facets, or before a sentence that follows.
pub(super) fn end_of_type(text: &str) -> usize {
    let mut text = text;
    // Each of these begins with one of two characters, which most types do not contain.
    if text.contains([',', '-']) {
        let lower = text.to_ascii_lowercase();
        let facets = [
            ", required",
            ", not nullable",
            ", maximum size",
            ", maximum length",
            ", read-only",
            " - optional",
            ", nullable",
            ", optional",
        ];
        if let Some(at) = facets.iter().find_map(|facet| lower.find(facet)) {
            text = &text[..at];
        }
    }
    // Marks in parentheses are removed only from the end; elsewhere they belong to the type.
    while let Some(head) = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once(" ("))
    {
        let is_mark = TYPE_MARKS
            .iter()
            .any(|mark| mark.eq_ignore_ascii_case(head.1));
        if !is_mark {
            break;
        }
        text = head.0;
    }
    // A sentence after the type belongs to the description.
    let stop = memchr::memchr(b'.', text.as_bytes()).and_then(|_| text.find(". "));
    let head = &text[..stop.unwrap_or(text.len())];
    head.trim_end_matches(['.', ',', ';', '?', ' ']).len()
}

/// Removes a remark in parentheses, as in `String (identifier)`.
pub(super) fn without_remark(text: &str) -> &str {
    match text.split_once('(') {
        Some((head, tail)) if tail.ends_with(')') => head.trim(),
        _ => text,
    }
}

/// Returns the primitive type that a word names, in any letter case, with or without `Edm.`, and in any language that
/// does not share its letters with English.
pub(crate) fn primitive(text: &str) -> Option<Primitive> {
    let word = without_remark(text.trim().trim_start_matches('#'));
    let word = word.to_ascii_lowercase();
    let word = word.strip_prefix("edm.").unwrap_or(&word);
    match word.is_ascii() {
        true => in_english(word),
        false => translation::of(word).and_then(in_english),
    }
}

fn in_english(word: &str) -> Option<Primitive> {
    Some(match word {
        // On the wire, an enum is text. Which one it is, the word does not say.
        "string" | "url" | "etag" | "enum" | "enumeration" => Primitive::String,
        "boolean" | "bool" => Primitive::Boolean,
        "byte" => Primitive::Byte,
        "sbyte" => Primitive::SByte,
        "int16" => Primitive::Int16,
        "int32" | "int" | "integer" => Primitive::Int32,
        "int64" | "long" => Primitive::Int64,
        "double" | "number" => Primitive::Double,
        "single" | "float" => Primitive::Single,
        "decimal" | "numeric" => Primitive::Decimal,
        "datetimeoffset" | "datetime" | "timestamp" => Primitive::DateTimeOffset,
        "date" => Primitive::Date,
        "timeofday" => Primitive::TimeOfDay,
        "duration" => Primitive::Duration,
        "guid" | "uuid" => Primitive::Guid,
        "binary" => Primitive::Binary,
        "stream" => Primitive::Stream,
        "json" | "json object" | "untyped json object" | "untyped" => Primitive::Untyped,
        _ => return None,
    })
}

/// Whether the text has the form `a.b.c`, where each part is an identifier.
pub(crate) fn is_qualified(text: &str) -> bool {
    let text = text.strip_prefix('#').unwrap_or(text);
    !text.is_empty() && text.split('.').all(is_identifier)
}

/// Whether the text is a single identifier.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_')
}

/// Returns the type in `Nullable<x>`, `Nullable(x)` and `nullable x`.
pub(super) fn nullable(text: &str) -> Option<&str> {
    let rest = strip_prefix_ci(text, NULLABLE[0])?;
    match rest.strip_prefix(['(', '<']) {
        Some(inner) => Some(inner.strip_suffix([')', '>']).unwrap_or(inner).trim()),
        None => rest.strip_prefix(' ').map(str::trim),
    }
}

/// Returns the text behind these words, in any letter case.
pub(super) fn strip_prefix_ci<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| &text[prefix.len()..])
}
