//! From bytes to text.

use crate::rules::{self, Message};
use std::path::Path;

use super::Unread;

/// Maximum size of a page in bytes; the largest real one has half a megabyte.
pub const MAX_BYTES: usize = crate::input::WRITTEN as usize;

/// Decodes the bytes of a page.
///
/// # Errors
///
/// Returns an error if the page is too large, or for the same reasons as [`decode`].
pub fn decode_page<'b>(path: &Path, bytes: &'b [u8]) -> Result<&'b str, Unread> {
    if bytes.len() > MAX_BYTES {
        let length = bytes.len();
        let message = rules::page_too_large::bytes(length, MAX_BYTES);
        return Err(too_large(path, message));
    }
    decode(path, bytes)
}

/// Returns the fault of a page that is too large.
pub(super) fn too_large(path: &Path, message: Message) -> Unread {
    Unread::of(path, &message).help("split the page")
}

/// Decodes the bytes of a file.
///
/// # Errors
///
/// Returns an error if the bytes are not valid UTF-8 or contain a NUL.
pub fn decode<'b>(path: &Path, bytes: &'b [u8]) -> Result<&'b str, Unread> {
    let (text, wrong) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, memchr::memchr(0, bytes)),
        Err(error) => ("", Some(error.valid_up_to())),
    };
    let Some(at) = wrong else { return Ok(text) };
    let before = String::from_utf8_lossy(&bytes[..at]);
    let (line, column) = end(&before);
    let message = rules::invalid_utf8::byte(format_args!("{:02x}", bytes[at]));
    let fault = Unread::of(path, &message);
    Err(fault.at(line, column).help(help(bytes)))
}

/// Decodes an XML document in UTF-8 or UTF-16, recognized by its first character. Removes a byte order mark.
///
/// # Errors
///
/// Returns an error for the same reasons as [`decode`], or if there is an unpaired surrogate.
pub fn decode_xml(path: &Path, bytes: &[u8]) -> Result<String, Unread> {
    let (unit, bytes): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xff, 0xfe, 0, 0, ..] => return decode(path, bytes).map(str::to_owned),
        [0xff, 0xfe, rest @ ..] => (u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => (u16::from_be_bytes, rest),
        [b'<', 0, ..] => (u16::from_le_bytes, bytes),
        [0, b'<', ..] => (u16::from_be_bytes, bytes),
        _ => {
            let text = decode(path, bytes)?;
            return Ok(text.trim_start_matches('\u{feff}').to_owned());
        }
    };
    let (units, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    for read in char::decode_utf16(units.iter().map(|pair| unit(*pair))) {
        match read {
            Ok(read) if read != '\0' => text.push(read),
            Ok(_) => return Err(no_utf16(path, &text, "the character U+0000")),
            Err(_) => return Err(no_utf16(path, &text, "half a character")),
        }
    }
    match rest {
        [] => Ok(text),
        _ => Err(no_utf16(path, &text, "half a character")),
    }
}

fn no_utf16(path: &Path, before: &str, found: &str) -> Unread {
    let (line, column) = end(before);
    let fault = Unread::of(path, &rules::invalid_utf8::utf16(found)).at(line, column);
    fault.help("it is damaged, or no text at all")
}

/// Returns the line and column of the end of a text.
fn end(text: &str) -> (usize, usize) {
    let last = text.rsplit('\n').next().unwrap_or_default();
    (1 + text.matches('\n').count(), 1 + last.chars().count())
}

/// Number of bytes that are enough to guess an encoding.
const SAMPLE: usize = 4096;

/// First bytes of packed files.
const PACKED: [(&[u8], &str); 3] = [
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
];

fn help(bytes: &[u8]) -> String {
    let mut packed = PACKED.iter();
    if let Some((_, form)) = packed.find(|(start, _)| bytes.starts_with(start)) {
        return format!("it is packed with {form}; unpack it");
    }
    match suspected(bytes) {
        Some(encoding) => format!("it looks like {encoding}; save it as UTF-8"),
        None => "it is damaged, or no text at all".to_owned(),
    }
}

/// Returns the most likely encoding of bytes that are not valid UTF-8.
fn suspected(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => return Some("UTF-32, little-endian"),
        [0, 0, 0xfe, 0xff, ..] => return Some("UTF-32, big-endian"),
        [0xff, 0xfe, ..] => return Some("UTF-16, little-endian"),
        [0xfe, 0xff, ..] => return Some("UTF-16, big-endian"),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // Most text of pages is ASCII: in UTF-16, one byte of each unit is then zero.
    let zeros = |first: usize| {
        let units = sample.chunks_exact(2);
        let zeros = units.clone().filter(|unit| unit[first] == 0).count();
        2 * zeros > units.len()
    };
    match (zeros(0), zeros(1)) {
        (false, true) => Some("UTF-16, little-endian"),
        (true, false) => Some("UTF-16, big-endian"),
        (false, false) if !bytes.contains(&0) => Some("Windows-1252 or another one-byte encoding"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bytes: &[u8]) -> String {
        decode(Path::new("a.md"), bytes).unwrap_err().to_string()
    }

    #[test]
    fn invalid_utf8_is_reported_with_place_and_encoding() {
        let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "# thing".encode_utf16().flat_map(bytes).collect()
        };
        let cases: [(&[u8], &str, &str); 7] = [
            (b"ok\nh\xc3\xb6r \xf6", "a.md:2:5: ", "Windows-1252"),
            (
                &utf16(u16::to_le_bytes),
                "a.md:1:2: ",
                "UTF-16, little-endian",
            ),
            (&utf16(u16::to_be_bytes), "a.md:1:1: ", "UTF-16, big-endian"),
            (b"\xff\xfea\0", "a.md:1:1: ", "UTF-16, little-endian"),
            (b"\xfe\xff\0a", "a.md:1:1: ", "UTF-16, big-endian"),
            (&[0; 90], "a.md:1:1: ", "no text"),
            (b"a\0bcdefgh", "a.md:1:2: ", "damaged"),
        ];
        for (bytes, place, help) in cases {
            let said = said(bytes);
            assert!(said.starts_with(place) && said.contains(help), "{said}");
        }
        let large = vec![b'a'; MAX_BYTES + 1];
        let fault = decode_page(Path::new("a.md"), &large).unwrap_err();
        assert!(fault.to_string().contains("[page-too-large]"));
    }

    #[test]
    fn text_is_kept_unchanged() {
        let text = "\u{feff}# ä\r\n\u{fffd}";
        assert_eq!(decode(Path::new("a.md"), text.as_bytes()).unwrap(), text);
    }
}
