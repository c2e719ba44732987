//! A strict JSON scanner, which finds where a text first deviates. The tolerant parser cannot tell.

use crate::span::Span;

/// A deviation from JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No comma before the next value; the place is after the previous value.
    MissingComma,
    /// A comma without a value after it.
    TrailingComma,
    /// A `//` or `/* */` comment.
    Comment,
    /// Anything else, in words. The rest of the text is not checked.
    Other(&'static str),
}

/// Maximum depth of values.
const DEPTH: usize = 64;

/// Returns the faults of a text that starts at `offset` in the page.
pub(crate) fn faults(text: &str, offset: usize) -> Vec<(Fault, Span)> {
    let mut scanner = Scanner {
        text: text.as_bytes(),
        at: 0,
        faults: Vec::new(),
    };
    if scanner.value(DEPTH).is_some() {
        scanner.blank();
        if scanner.at < scanner.text.len() {
            let at = scanner.at;
            scanner.fault(Fault::Other("text follows the value"), at, at + 1);
        }
    }
    let found = scanner.faults.into_iter();
    found
        .map(|(fault, start, end)| {
            let start = text.floor_char_boundary(start);
            let end = text.ceil_char_boundary(end);
            (fault, Span::new(offset + start, offset + end))
        })
        .collect()
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    faults: Vec<(Fault, usize, usize)>,
}

impl Scanner<'_> {
    fn fault(&mut self, fault: Fault, start: usize, end: usize) {
        self.faults.push((fault, start, end));
    }

    /// Ends the scan.
    fn stop<T>(&mut self, words: &'static str) -> Option<T> {
        let at = self.at;
        let words = odd_blank(self.text.get(at..).unwrap_or_default()).unwrap_or(words);
        self.fault(Fault::Other(words), at, at + 1);
        None
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn starts(&self, word: &[u8]) -> bool {
        self.text
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(word))
    }

    fn blank(&mut self) {
        loop {
            while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
                self.at += 1;
            }
            if self.peek() != Some(b'/') {
                return;
            }
            let close: &[u8] = match (self.starts(b"//"), self.starts(b"/*")) {
                (true, _) => b"\n",
                (_, true) => b"*/",
                _ => return,
            };
            let start = self.at;
            let rest = self.text.get(start..).unwrap_or_default();
            let length = rest
                .windows(close.len())
                .position(|window| window == close)
                .map_or(rest.len(), |at| at + close.len());
            self.at += length;
            self.fault(Fault::Comment, start, start + length);
        }
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        self.blank();
        match self.peek() {
            Some(b'{' | b'[') if depth == 0 => self.stop("it nests too deep"),
            Some(b'{') => self.items(b'}', depth),
            Some(b'[') => self.items(b']', depth),
            Some(b'"') => self.string(),
            Some(_) => self.word(),
            None => self.stop("a value is missing"),
        }
    }

    /// Scans the members of an object or the elements of an array, including the brackets.
    fn items(&mut self, close: u8, depth: usize) -> Option<()> {
        self.at += 1;
        let mut comma: Option<usize> = None;
        let mut before = None;
        loop {
            self.blank();
            match self.peek() {
                Some(byte) if byte == close => {
                    if let Some(at) = comma {
                        self.fault(Fault::TrailingComma, at, at + 1);
                    }
                    self.at += 1;
                    return Some(());
                }
                Some(b'}' | b']') => return self.stop("the brackets do not match"),
                Some(b',') => return self.stop("a value is missing in front of this comma"),
                None => return self.stop("a bracket is not closed"),
                Some(_) => {}
            }
            if let (Some(end), None) = (before, comma) {
                // Only what can begin another member is taken for one.
                if close == b'}' && self.peek() != Some(b'"') {
                    return self.stop("a comma or a bracket is missing here");
                }
                self.fault(Fault::MissingComma, end, end);
            }
            if close == b'}' {
                if self.peek() != Some(b'"') {
                    return self.stop("a key in double quotes is missing here");
                }
                self.string()?;
                self.blank();
                if self.peek() != Some(b':') {
                    return self.stop("a colon is missing here");
                }
                self.at += 1;
            }
            self.value(depth - 1)?;
            before = Some(self.at);
            self.blank();
            comma = (self.peek() == Some(b',')).then_some(self.at);
            self.at += usize::from(comma.is_some());
        }
    }

    fn string(&mut self) -> Option<()> {
        let start = self.at;
        self.at += 1;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(special) = memchr::memchr3(b'"', b'\\', b'\n', rest) else {
                self.at = start;
                return self.stop("a string is not closed");
            };
            self.at += special + 1;
            match rest[special] {
                b'"' => return Some(()),
                b'\\' => self.at += 1,
                _ => {
                    self.at = start;
                    return self.stop("a string is not closed");
                }
            }
        }
    }

    /// Scans a number, `true`, `false` or `null`.
    fn word(&mut self) -> Option<()> {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.'))
        {
            self.at += 1;
        }
        let word = self.text.get(start..self.at).unwrap_or_default();
        let number = std::str::from_utf8(word).unwrap_or_default();
        let digits = number.trim_start_matches('-');
        let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
            && number.parse::<f64>().is_ok()
            && !(digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0."));
        if is_number || matches!(word, b"true" | b"false" | b"null") {
            return Some(());
        }
        self.at = start;
        self.stop("expected a value")
    }
}

/// Names a character that looks like white space, or like nothing, but is not white space in JSON.
fn odd_blank(text: &[u8]) -> Option<&'static str> {
    let text = text.utf8_chunks().next()?.valid();
    Some(match text.chars().next()? {
        '\u{a0}' => "this is a no-break space (U+00A0)",
        '\u{2009}' => "this is a thin space (U+2009)",
        '\u{202f}' => "this is a narrow no-break space (U+202F)",
        '\u{200b}' => "this is a zero-width space (U+200B)",
        '\u{3000}' => "this is an ideographic space (U+3000)",
        '\u{feff}' => "this is a byte order mark (U+FEFF)",
        c if !c.is_ascii() && c.is_whitespace() => "this blank is none of those of JSON",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Fault, usize)> {
        let found = faults(text, 0).into_iter();
        found.map(|(fault, span)| (fault, span.start)).collect()
    }

    #[test]
    fn valid_json_has_no_error() {
        for text in [
            r#"{"a": [1, -2.5e3, true, null, "\"x"], "b": {}}"#,
            "[]",
            " 1 ",
        ] {
            assert_eq!(found(text), []);
        }
    }

    #[test]
    fn each_json_error_has_its_place() {
        assert_eq!(found("{\"a\": 1\n\"b\": 2}"), [(Fault::MissingComma, 7)]);
        assert_eq!(found("[1 2]"), [(Fault::MissingComma, 2)]);
        assert_eq!(found("{\"a\": 1,}"), [(Fault::TrailingComma, 7)]);
        assert_eq!(found("[1,\n]"), [(Fault::TrailingComma, 2)]);
        assert_eq!(found("{/* x */}"), [(Fault::Comment, 1)]);
        for text in [
            "{",
            "{\"a\"}",
            "{a: 1}",
            "{\"a\": b}",
            "{} x",
            "\"a",
            "[1}",
            "{\"a\": 01}",
            "",
            "{\"a\": 1 b}",
            "{\"a: 1,\n\"b\": 2}",
        ] {
            assert!(
                matches!(found(text).as_slice(), [(Fault::Other(_), _)]),
                "{text}"
            );
        }
    }

    #[test]
    fn deep_and_odd_text_has_an_error() {
        for text in [&*"[".repeat(100_000), "{\"\u{e9}\": \u{e9}", "\"\\"] {
            assert_eq!(found(text).len(), 1);
        }
    }
}
