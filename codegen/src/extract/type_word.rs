//! A word in a type cell: whether it can be a name, and the primitive type that it names.

use crate::{extract::translation, primitive::Primitive};

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
        "string" | "url" | "etag" => Primitive::String,
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
