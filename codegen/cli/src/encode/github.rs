//! Workflow commands of GitHub Actions: lines with properties before their text.

use std::fmt::Write;

use super::{log, terminal::needs_escape};

/// Escapes the text of a command. Line breaks are kept; other invisible characters are spelled out.
pub fn data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            // Writing to a string cannot fail.
            '[' if log::is_marked(&out) => out.push_str("\\u{5b}"),
            c if needs_escape(c) => drop(write!(out, "{}", c.escape_unicode())),
            c => out.push(c),
        }
    }
    out
}

/// Escapes the value of a property of a command.
pub fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
