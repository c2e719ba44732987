//! Text of a page, made safe to show on a terminal.

use std::{borrow::Cow, fmt::Write};

/// Whether a character would move the cursor, hide itself or reorder its neighbours.
///
/// The bidirectional controls are those of Unicode TR 9, which can make a line read as what it is not.
pub fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// One line of text: line breaks and tabs become blanks, what cannot be shown becomes `\u{...}`.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(needs_escape) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        push(&mut shown, c);
    }
    Cow::Owned(shown)
}

/// Adds one character as [`line`] shows it.
pub fn push(shown: &mut String, c: char) {
    match c {
        '\n' | '\t' => shown.push(' '),
        '\r' => {}
        c if needs_escape(c) => {
            // Writing to a string cannot fail.
            let _ = write!(shown, "{}", c.escape_unicode());
        }
        c => shown.push(c),
    }
}

/// One line of Markdown in which nothing is mark-up but our own code spans.
pub fn markdown(text: &str) -> String {
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
            '*' | '_' | '[' | ']' | '#' | '\\' | '@' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_bidi_marks_are_spelled_out() {
        assert_eq!(line("a\u{202e}b\u{1b}[31m"), r"a\u{202e}b\u{1b}[31m");
        assert_eq!(line("a\tb\r\nc"), "a b c");
        assert_eq!(line("ünïcode 漢字 🎉"), "ünïcode 漢字 🎉");
    }
}
