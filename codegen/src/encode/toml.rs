//! TOML output. Text is always written as a basic string on one line.

use std::fmt::Write;

use super::terminal::needs_escape;

/// Returns a text in quotes, as a value or a key. Invisible characters are escaped.
pub fn string(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            // It may be printed to a log, and some services act on `##[` and `##vso[` there.
            '#' if out.ends_with('#') => out.push_str("\\u0023"),
            '"' | '\\' => out.extend(['\\', c]),
            // Writing to a string cannot fail.
            c if needs_escape(c) => drop(write!(out, "\\U{:08X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}

/// Returns a key, bare if TOML allows it, otherwise in quotes.
pub fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match !name.is_empty() && name.chars().all(is_bare) {
        true => name.to_owned(),
        false => string(name),
    }
}

/// Returns an array of strings on one line.
pub fn array<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(string).collect();
    format!("[{}]", texts.join(", "))
}
