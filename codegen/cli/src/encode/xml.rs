//! XML 1.0.

use std::fmt::Write;

use super::terminal::needs_escape;

/// Escapes text for an element or an attribute. Characters that XML cannot represent are replaced.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                out.push('\u{fffd}');
            }
            // If a workflow prints the file, `##[` would begin a command. Writing to a string cannot fail.
            c if c == '[' || needs_escape(c) => drop(write!(out, "&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
