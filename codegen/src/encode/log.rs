//! Logs of build services. These act on lines that begin with `::` (GitHub, even after spaces) and on markers like
//! `##[` and `##vso[` anywhere in a line (GitHub, Azure, TeamCity). The output of build scripts ends up there as well.

use std::borrow::Cow;

use super::terminal;

/// Whether a bracket after this text would begin a command.
pub fn is_marked(text: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric();
    text.trim_end_matches(word).ends_with("##")
}

/// Returns one line of text like [`terminal::line`], with one character escaped in anything that would be a command.
pub fn line(text: &str) -> Cow<'_, str> {
    let text = terminal::line(text);
    let begins = text.trim_start().starts_with("::");
    if !begins && !text.contains("##") {
        return text;
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ':' if shown.trim_start() == ":" => shown.push_str("\\u{3a}"),
            '[' if is_marked(&shown) => shown.push_str("\\u{5b}"),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}
