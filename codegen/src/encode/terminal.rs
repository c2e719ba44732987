//! Text on a terminal. Control characters could move the cursor or set the title; other characters hide text or reorder
//! it.

use std::{borrow::Cow, fmt::Write};

/// Whether a character would move the cursor, is invisible, or reorders its neighbours.
///
/// The bidirectional controls are those of Unicode TR 9. They can make a line read as something that it is not.
pub fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns one line of text: line breaks and tabs become spaces, and what cannot be shown becomes `\u{...}`.
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

/// Appends one character in the form that [`line()`] gives it.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_bidi_marks_are_escaped() {
        assert_eq!(line("a\u{202e}b\u{1b}[31m"), r"a\u{202e}b\u{1b}[31m");
        assert_eq!(line("a\tb\r\nc"), "a b c");
        assert_eq!(line("ünïcode 漢字 🎉"), "ünïcode 漢字 🎉");
    }
}
