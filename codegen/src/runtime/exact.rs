//! Reads JSON text without loss: values that no Rust number or string can hold are kept as [`RawValue`].
//!
//! The caller has already checked the syntax of the text, so errors here need no detail.

use std::borrow::Cow;

use serde::{
    Deserializer,
    de::{
        DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor,
        value::{BorrowedStrDeserializer, CowStrDeserializer, StringDeserializer},
    },
    forward_to_deserialize_any,
};

use super::{
    Error, Number,
    raw::{RawValue, Via},
};

/// Values that are nested deeper than this are kept as text, because each level uses stack space. serde_json rejects
/// them.
const DEPTH: u8 = 127;

/// A reader and its position in the text.
pub(super) struct Exact<'de> {
    text: &'de str,
    at: usize,
    depth: u8,
}

/// A JSON string.
enum Read<'de> {
    Text(Cow<'de, str>),
    /// It contains half of a surrogate pair.
    Halved,
}

impl<'de> Exact<'de> {
    /// Reads the whole text.
    pub(super) fn read<S: DeserializeSeed<'de>>(
        text: &'de str,
        seed: S,
    ) -> Result<S::Value, Error> {
        let mut exact = Exact {
            text,
            at: 0,
            depth: 0,
        };
        let value = seed.deserialize(&mut exact)?;
        match exact.peek() {
            None => Ok(value),
            Some(_) => Err(exact.unexpected()),
        }
    }

    fn unexpected(&self) -> Error {
        Error::custom(format_args!("expected JSON at byte {}", self.at))
    }

    /// Returns the next byte that is not white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                byte => return byte.copied(),
            }
        }
    }

    fn expect(&mut self, wanted: u8) -> Result<(), Error> {
        if self.peek() != Some(wanted) {
            return Err(self.unexpected());
        }
        self.at += 1;
        Ok(())
    }

    /// Takes bytes as long as `is_part` holds.
    fn run(&mut self, is_part: impl Fn(u8) -> bool) -> &'de str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let len = rest.bytes().take_while(|byte| is_part(*byte)).count();
        self.at += len;
        rest.get(..len).unwrap_or_default()
    }

    /// Moves to the end of the string that starts here. Returns what is between the quotes and whether it contains
    /// escapes.
    fn quoted(&mut self) -> Result<(&'de str, bool), Error> {
        self.expect(b'"')?;
        let bytes = self.text.as_bytes();
        let (start, mut end) = (self.at, self.at);
        let mut is_escaped = false;
        loop {
            match bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => {
                    is_escaped = true;
                    end += 2;
                }
                Some(_) => end += 1,
                None => return Err(self.unexpected()),
            }
        }
        self.at = end + 1;
        let quoted = self.text.get(start..end);
        Ok((quoted.ok_or_else(|| self.unexpected())?, is_escaped))
    }

    fn string(&mut self) -> Result<Read<'de>, Error> {
        let (quoted, is_escaped) = self.quoted()?;
        if !is_escaped {
            return Ok(Read::Text(Cow::Borrowed(quoted)));
        }
        let mut text = String::with_capacity(quoted.len());
        let mut rest = quoted;
        while let Some((plain, escaped)) = rest.split_once('\\') {
            text.push_str(plain);
            let (c, behind) = match unescape(escaped) {
                Some(Ok(found)) => found,
                Some(Err(Half)) => return Ok(Read::Halved),
                None => return Err(self.unexpected()),
            };
            text.push(c);
            rest = behind;
        }
        text.push_str(rest);
        Ok(Read::Text(Cow::Owned(text)))
    }

    /// Moves past the end of the list or object, `open` levels of which have been entered.
    fn skip(&mut self, mut open: usize) -> Result<(), Error> {
        loop {
            self.run(|byte| !matches!(byte, b'"' | b'[' | b']' | b'{' | b'}'));
            match self.peek() {
                Some(b'"') => {
                    self.quoted()?;
                    continue;
                }
                Some(b'[' | b'{') => open += 1,
                Some(_) => open -= 1,
                None => return Err(self.unexpected()),
            }
            self.at += 1;
            if open == 0 {
                return Ok(());
            }
        }
    }

    fn since(&self, start: usize) -> &'de str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Whether the list or object ends here. Otherwise moves past the comma before the next item.
    fn is_end(&mut self, end: u8, is_first: &mut bool) -> Result<bool, Error> {
        if self.peek() == Some(end) {
            self.at += 1;
            return Ok(true);
        }
        if !std::mem::take(is_first) {
            self.expect(b',')?;
        }
        Ok(false)
    }
}

/// Half of a surrogate pair.
struct Half;

/// The character that an escape, given without its backslash, denotes, and the text after it.
fn unescape(escaped: &str) -> Option<Result<(char, &str), Half>> {
    let mut chars = escaped.chars();
    let c = match chars.next()? {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unit(chars.as_str()),
        c => c,
    };
    Some(Ok((c, chars.as_str())))
}

/// The character of a `\u` escape, or of the two that form a surrogate pair.
fn unit(digits: &str) -> Option<Result<(char, &str), Half>> {
    let hex = |digits: &str| u32::from_str_radix(digits.get(..4)?, 16).ok();
    let (first, rest) = (hex(digits)?, &digits[4..]);
    if let Some(c) = char::from_u32(first) {
        return Some(Ok((c, rest)));
    }
    let second = rest.strip_prefix("\\u").and_then(hex);
    let pair = match second {
        Some(second @ 0xdc00..=0xdfff) if first < 0xdc00 => {
            char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))
        }
        _ => None,
    };
    Some(pair.map(|c| (c, &rest[6..])).ok_or(Half))
}

impl<'de> Deserializer<'de> for &mut Exact<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let first = self.peek();
        let start = self.at;
        match first {
            Some(b'"') => match self.string()? {
                Read::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
                Read::Text(Cow::Owned(text)) => visitor.visit_str(&text),
                Read::Halved => visitor.visit_map(Kept::new(self.since(start))),
            },
            Some(b'[' | b'{') if self.depth == DEPTH => {
                self.skip(0)?;
                visitor.visit_map(Kept::new(self.since(start)))
            }
            Some(b'[') => {
                self.at += 1;
                self.depth += 1;
                let value = visitor.visit_seq(Elements {
                    exact: self,
                    is_first: true,
                });
                self.depth -= 1;
                value
            }
            Some(b'{') => {
                self.at += 1;
                self.depth += 1;
                let value = visitor.visit_map(Members {
                    start,
                    exact: self,
                    is_first: true,
                    kept: None,
                });
                self.depth -= 1;
                value
            }
            Some(b'-' | b'0'..=b'9') => {
                let is_part =
                    |byte: u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
                let text = self.run(is_part);
                match Number::parse(text) {
                    Some(Number::U64(n)) => visitor.visit_u64(n),
                    Some(Number::I64(n)) => visitor.visit_i64(n),
                    Some(Number::F64(n)) => visitor.visit_f64(n),
                    None => visitor.visit_map(Kept::new(text)),
                }
            }
            _ => match self.run(|byte| byte.is_ascii_lowercase()) {
                "null" => visitor.visit_unit(),
                "true" => visitor.visit_bool(true),
                "false" => visitor.visit_bool(false),
                _ => Err(self.unexpected()),
            },
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.peek() {
            Some(b'n') => self.deserialize_any(visitor),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Elements<'x, 'de> {
    exact: &'x mut Exact<'de>,
    is_first: bool,
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if self.exact.is_end(b']', &mut self.is_first)? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.exact).map(Some)
    }
}

struct Members<'x, 'de> {
    exact: &'x mut Exact<'de>,
    start: usize,
    is_first: bool,
    /// The whole object as text, if the name of a member contains half of a surrogate pair.
    kept: Option<Kept<'de>>,
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if let Some(kept) = &mut self.kept {
            return kept.next_key_seed(seed);
        }
        if self.exact.is_end(b'}', &mut self.is_first)? {
            return Ok(None);
        }
        self.exact.peek();
        let start = self.exact.at;
        match self.exact.string()? {
            Read::Text(Cow::Borrowed(name)) => seed
                .deserialize(BorrowedStrDeserializer::new(name))
                .map(Some),
            Read::Text(name) => seed.deserialize(CowStrDeserializer::new(name)).map(Some),
            // Nothing around the outermost object could keep it as text, so the name stays in its escaped form.
            Read::Halved if self.exact.depth == 1 => {
                let name = self.exact.since(start).trim_matches('"');
                seed.deserialize(BorrowedStrDeserializer::new(name))
                    .map(Some)
            }
            Read::Halved => {
                self.exact.skip(1)?;
                let kept = self.kept.insert(Kept::new(self.exact.since(self.start)));
                kept.next_key_seed(seed)
            }
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        if let Some(kept) = &mut self.kept {
            return kept.next_value_seed(seed);
        }
        self.exact.expect(b':')?;
        seed.deserialize(&mut *self.exact)
    }
}

/// Hands text over in the form that serde_json uses.
pub(super) struct Kept<'de> {
    via: Via,
    text: Option<&'de str>,
}

impl<'de> Kept<'de> {
    fn new(text: &'de str) -> Kept<'de> {
        Kept {
            via: Via::Any,
            text: Some(text),
        }
    }
}

impl<'de> From<&'de RawValue> for Kept<'de> {
    fn from(raw: &'de RawValue) -> Kept<'de> {
        Kept {
            via: raw.via(),
            text: Some(raw.as_str()),
        }
    }
}

impl<'de> MapAccess<'de> for Kept<'de> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        match self.text {
            Some(_) => seed
                .deserialize(BorrowedStrDeserializer::new(self.via.token()))
                .map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let text = self.text.take().unwrap_or_default().to_owned();
        seed.deserialize(StringDeserializer::new(text))
    }
}
