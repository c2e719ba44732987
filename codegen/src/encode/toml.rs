//! TOML that we write: its only form for text here is the basic string, on one line.

use std::fmt::Write;

use super::terminal::needs_escape;

/// A text in quotes, as a value or as a key. What would not show is spelled out.
pub fn string(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            // What is printed may be a log, in which some services act on `##[` and `##vso[`.
            '#' if out.ends_with('#') => out.push_str("\\u0023"),
            '"' | '\\' => out.extend(['\\', c]),
            // Writing to a string cannot fail.
            c if needs_escape(c) => drop(write!(out, "\\U{:08X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}

/// A key: bare where TOML has it so, else in quotes.
pub fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match !name.is_empty() && name.chars().all(is_bare) {
        true => name.to_owned(),
        false => string(name),
    }
}

/// An array of texts on one line.
pub fn array<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(string).collect();
    format!("[{}]", texts.join(", "))
}
