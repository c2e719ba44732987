//! Markdown as GitHub renders it.

use super::terminal::line;

/// Returns one line in which nothing but paired backticks has a meaning.
pub fn text(text: &str) -> String {
    let text = line(text);
    let paired = text.matches('`').count().is_multiple_of(2);
    let parts: Vec<String> = text
        .split('`')
        .enumerate()
        .map(|(at, part)| match paired && at % 2 == 1 {
            true => part.to_owned(),
            false => plain(part),
        })
        .collect();
    parts.join(if paired { "`" } else { "\\`" })
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '*' | '_' | '~' | '[' | ']' | '#' | '\\' | '@' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// Returns a code span for any text.
pub fn code(text: &str) -> String {
    format!("`{}`", line(text).replace('`', "'"))
}

/// Returns one line for a table cell.
pub fn cell(text: &str) -> String {
    self::text(text).replace('|', "\\|")
}
