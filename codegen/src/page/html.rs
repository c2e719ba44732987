//! HTML tags in running text that have an equivalent in Markdown.

use crate::prose::{Inline, InlineKind, Text};

/// A tag as written.
pub(super) struct Tag<'a> {
    name: &'a str,
    /// Whether it ends its element.
    pub closes: bool,
    attributes: &'a str,
}

/// Elements that give their text a meaning.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    Code,
    Strong,
    Emphasis,
    Link,
}

impl<'a> Tag<'a> {
    /// Parses `<name attributes>`. Placeholders such as `<tenant-id>` are not tags.
    pub(super) fn read(html: &'a str) -> Option<Tag<'a>> {
        let inner = html.strip_prefix('<')?.strip_suffix('>')?.trim_start();
        let (inner, closes) = match inner.strip_prefix('/') {
            Some(name) => (name.trim_start(), true),
            None => (inner, false),
        };
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric());
        let (name, attributes) = inner.split_at(end.unwrap_or(inner.len()));
        let ends = attributes.is_empty() || attributes.starts_with(['/', ' ', '\t', '\n']);
        (ends && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(Tag {
            name,
            closes,
            attributes,
        })
    }

    /// Whether its name is one of these, which are in lower case.
    pub(super) fn is(&self, names: &[&str]) -> bool {
        names
            .iter()
            .any(|name| self.name.eq_ignore_ascii_case(name))
    }

    pub(super) fn element(&self) -> Option<Element> {
        match () {
            () if self.is(&["code", "tt", "samp"]) => Some(Element::Code),
            () if self.is(&["strong", "b"]) => Some(Element::Strong),
            () if self.is(&["em", "i"]) => Some(Element::Emphasis),
            () if self.is(&["a"]) => Some(Element::Link),
            () => None,
        }
    }

    /// Returns the level if this is a heading.
    pub(super) fn heading(&self) -> Option<u8> {
        let levels = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let level = levels.iter().position(|level| self.is(&[level]))?;
        u8::try_from(level + 1).ok()
    }

    /// Returns the value of an attribute. `wanted` is in lower case.
    pub(super) fn attribute(&self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '='));
            let end = rest.find(|c: char| c.is_whitespace() || c == '=');
            let (name, behind) = rest.split_at(end.unwrap_or(rest.len()));
            if name.is_empty() {
                return None;
            }
            let Some(value) = behind.trim_start().strip_prefix('=') else {
                rest = behind;
                continue;
            };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, behind) = match quote {
                Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                None => {
                    let end = value.find(char::is_whitespace);
                    value.split_at(end.unwrap_or(value.len()))
                }
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
            rest = behind;
        }
    }

    /// Returns the number of the first item if this is an ordered list.
    pub(super) fn first_number(&self) -> Option<u64> {
        let start = self.attribute("start").and_then(|start| start.parse().ok());
        self.is(&["ol"]).then(|| start.unwrap_or(1))
    }
}

/// Turns the content of a code element into code, and keeps other markup around it.
pub(super) fn code(content: Vec<Inline>) -> Vec<Inline> {
    let mut coded: Vec<Inline> = Vec::with_capacity(content.len());
    for inline in content {
        let kind = match inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => {
                if let Some(Inline { kind, span }) = coded.last_mut()
                    && let InlineKind::Code(before) = kind
                {
                    *before = Text::from(format!("{before}{text}"));
                    *span = span.to(inline.span);
                    continue;
                }
                InlineKind::Code(text)
            }
            InlineKind::Strong(inner) => InlineKind::Strong(code(inner.to_vec()).into()),
            InlineKind::Emphasis(inner) => InlineKind::Emphasis(code(inner.to_vec()).into()),
            InlineKind::Link { target, text } => InlineKind::Link {
                target,
                text: code(text.to_vec()).into(),
            },
            kind @ (InlineKind::Break | InlineKind::Item(_) | InlineKind::Html(_)) => kind,
        };
        let span = inline.span;
        coded.push(Inline { kind, span });
    }
    for inline in &mut coded {
        if let InlineKind::Code(text) = &mut inline.kind {
            *text = text.substr_from(text.trim());
        }
    }
    coded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_in_all_spellings() {
        for html in [
            "<a href=\"x.md\">",
            "<A title='a href=y' HREF = 'x.md' >",
            "<a\nid=z href=x.md>",
            "<a disabled href=\"x.md>",
        ] {
            let tag = Tag::read(html).expect("a tag");
            assert_eq!(tag.attribute("href"), Some("x.md"), "{html}");
        }
        for html in ["<a>", "<a name=\"x\">", "<a = >", "<a title=\"href=x\">"] {
            let tag = Tag::read(html).expect("a tag");
            assert_eq!(tag.attribute("href"), None, "{html}");
        }
    }

    #[test]
    fn placeholders_are_not_tags() {
        for html in [
            "<tenant-id>",
            "<1>",
            "<>",
            "<!-- a -->",
            "<a.b>",
            "<a",
            "</ >",
        ] {
            assert!(Tag::read(html).is_none(), "{html}");
        }
    }
}
