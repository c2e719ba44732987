//! The log of a build service. Those act on lines that begin with `::` (GitHub, blanks in front or not) and on words like
//! `##[` and `##vso[` anywhere in a line (GitHub, Azure, TeamCity). What a build script says ends there as well.

use std::borrow::Cow;

use super::terminal;

/// Whether a bracket behind this would begin a command.
pub fn is_marked(text: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric();
    text.trim_end_matches(word).ends_with("##")
}

/// One line of text as [`terminal::line`] has it, with one character of what would be a command spelled out.
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
