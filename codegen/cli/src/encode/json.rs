//! JSON that may also be shown on a terminal: invisible characters are escaped.

use std::io::{self, Write};

use graphdoc_codegen::unstable::encode::terminal::needs_escape;
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use super::log;

/// Writes one value on one line.
pub fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, Shown);
    value.serialize(&mut serializer)?;
    writeln!(out)
}

/// Escapes characters in strings that JSON allows unescaped.
struct Shown;

impl Formatter for Shown {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        mut text: &str,
    ) -> io::Result<()> {
        while let Some(at) = text.find(|c| c == '[' || needs_escape(c)) {
            let (before, rest) = text.split_at(at);
            let c = rest.chars().next().unwrap_or_default();
            CompactFormatter.write_string_fragment(out, before)?;
            match c == '[' && !log::is_marked(before) {
                true => out.write_all(b"[")?,
                false => {
                    let units = &mut [0; 2];
                    for unit in c.encode_utf16(units) {
                        write!(out, "\\u{unit:04x}")?;
                    }
                }
            }
            text = &rest[c.len_utf8()..];
        }
        CompactFormatter.write_string_fragment(out, text)
    }
}
