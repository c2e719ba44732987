//! Workflow commands of GitHub Actions: a line, with properties in front of its text.

use std::fmt::Write;

use super::{log, terminal::needs_escape};

/// Text behind a command. Line breaks stay; what else would not show is spelled out.
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

/// Value of a property of a command.
pub fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
