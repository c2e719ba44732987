//! HTML.

use super::terminal;

/// Escapes text for an element or for an attribute in double quotes.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // If a workflow prints the file, `##[` would begin a command.
            '[' => out.push_str("&#91;"),
            '\n' => out.push('\n'),
            c => terminal::push(&mut out, c),
        }
    }
    out
}
