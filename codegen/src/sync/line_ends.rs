//! Line endings. A checkout may have those of its system, whatever was committed.

use std::borrow::Cow;

use memchr::memmem;

/// Returns a text with `
/// ` line endings, as graphdoc writes them.
pub fn unix_lines(text: String) -> String {
    match memchr::memchr(b'\r', text.as_bytes()) {
        Some(_) => text.replace("\r\n", "\n"),
        None => text,
    }
}

/// The same for bytes that need not be UTF-8.
pub(super) fn unix_bytes(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut rest = 0;
    let mut unix = Vec::new();
    for at in memmem::find_iter(bytes, b"\r\n") {
        unix.extend_from_slice(&bytes[rest..at]);
        rest = at + 1;
    }
    if rest == 0 {
        return Cow::Borrowed(bytes);
    }
    unix.extend_from_slice(&bytes[rest..]);
    Cow::Owned(unix)
}

/// Returns the new text with the line endings of the old one.
pub fn like(old: &str, new: String) -> String {
    match old.contains("\r\n") {
        true => unix_lines(new).replace('\n', "\r\n"),
        false => new,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_carriage_returns_of_line_ends_are_removed() {
        for (text, unix) in [
            ("", ""),
            ("a\nb", "a\nb"),
            ("\r\na\r\n\r\nb\r\n", "\na\n\nb\n"),
            ("a\rb\r\r\n\r", "a\rb\r\n\r"),
        ] {
            assert_eq!(unix_lines(text.to_owned()), unix);
            assert_eq!(&*unix_bytes(text.as_bytes()), unix.as_bytes());
        }
    }
}
