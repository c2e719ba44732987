//! Attributes of an element.

use std::borrow::Cow;

use quick_xml::{XmlVersion, events::BytesStart};

/// Maximum number of attributes of an element; the format defines at most twelve. Each is compared with all earlier
/// ones.
const MOST: usize = 64;

/// Bytes of an attribute; the longest descriptions of a service have a twentieth of that.
const LONGEST: usize = 64 << 10;

/// Whether XML does not allow the character, not even as a character reference.
pub(super) fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Returns the position of the first character that XML does not allow. Most documents have no byte of one.
pub(super) fn find_forbidden(text: &str) -> Option<usize> {
    let is_suspect = |byte| is_forbidden(char::from(byte)) || byte == b'\xef';
    let any = text.bytes().fold(false, |any, byte| any | is_suspect(byte));
    any.then(|| text.find(is_forbidden)).flatten()
}

/// The attributes of an element. Those with a prefix belong to other formats and are skipped.
pub(super) struct Attributes<'a>(Vec<(&'a str, Cow<'a, str>)>);

impl<'a> Attributes<'a> {
    /// Reads the attributes of an element.
    ///
    /// # Errors
    ///
    /// Returns an error if one cannot be read, or if there are too many.
    pub(super) fn read(element: &'a BytesStart<'_>) -> Result<Attributes<'a>, String> {
        let wrong = |fault| format!("cannot read an attribute of this element: {fault}");
        let mut all = Vec::new();
        for (at, attribute) in element.attributes().enumerate() {
            if at == MOST {
                return Err(format!("expected at most {MOST} attributes"));
            }
            let attribute = attribute.map_err(|fault| wrong(fault.into()))?;
            if attribute.key.prefix().is_some() {
                continue;
            }
            if attribute.value.len() > LONGEST {
                return Err(format!("expected at most {LONGEST} bytes in an attribute"));
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(wrong)?;
            // The document as it is written has been checked as a whole.
            if matches!(value, Cow::Owned(_)) && value.contains(is_forbidden) {
                return Err("expected text, found a character that XML does not allow".to_owned());
            }
            all.push((attribute.key.into_inner(), value));
        }
        Ok(Attributes(all))
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut all = self.0.iter();
        all.find_map(|(own, value)| (*own == name).then_some(&**value))
    }

    /// Returns the value as a string of its own.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    pub(super) fn is_true(&self, name: &str) -> bool {
        let value = self.get(name);
        value.is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }
}
