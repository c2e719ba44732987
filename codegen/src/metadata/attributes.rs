//! The attributes of an element.

use std::borrow::Cow;

use quick_xml::{XmlVersion, events::BytesStart};

/// Attributes of an element; the format knows twelve for one. Each is compared with all in front of it.
const MOST: usize = 64;

/// All that an element has, by their local names.
pub(super) struct Attributes<'a>(Vec<(&'a str, Cow<'a, str>)>);

impl<'a> Attributes<'a> {
    /// # Errors
    /// One that cannot be read, or a flood of them.
    pub(super) fn read(element: &'a BytesStart<'_>) -> Result<Attributes<'a>, String> {
        let wrong = |fault| format!("cannot read an attribute of this element: {fault}");
        let mut all = Vec::new();
        for attribute in element.attributes() {
            if all.len() == MOST {
                return Err(format!("expected at most {MOST} attributes"));
            }
            let attribute = attribute.map_err(|fault| wrong(fault.into()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(wrong)?;
            all.push((attribute.key.local_name().into_inner(), value));
        }
        Ok(Attributes(all))
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut all = self.0.iter();
        all.find_map(|(own, value)| (*own == name).then_some(&**value))
    }

    /// The value as a text of its own.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    pub(super) fn is_true(&self, name: &str) -> bool {
        let value = self.get(name);
        value.is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }
}
