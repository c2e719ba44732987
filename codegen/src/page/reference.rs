//! Links whose destination is elsewhere on the page: `[text][label]`, `[label][]`, `[label]` with a line
//! `[label]: target`.

use pulldown_cmark::Parser;

use crate::span::Span;

/// Returns the position of such a link's destination, in the definition with its label. `None` for other links, and for
/// destinations that are not written literally.
pub fn target(text: &str, link: &str) -> Option<Span> {
    let inside = link.strip_prefix('[')?.strip_suffix(']')?;
    let label = match inside.rsplit_once("][") {
        Some((text, "")) => text,
        Some((_, label)) => label,
        None => inside,
    };
    let parser = Parser::new(text);
    let definition = parser.reference_definitions().get(label)?;
    let range = definition.span.clone();
    let written = text.get(range.clone())?;
    let (label, rest) = written.split_once("]:")?;
    let at = rest.find(&*definition.dest)?;
    let start = range.start + label.len() + "]:".len() + at;
    Some(Span::new(start, start + definition.dest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, link: &str) -> Option<&'t str> {
        let span = target(text, link)?;
        text.get(span.start..span.end)
    }

    #[test]
    fn definition_that_a_label_names_is_found() {
        let text = "See [a][], [b][A] and [a].\n\n[A]: <X.md> \"x.md\"\n[c]:  y.md\n";
        for link in ["[a][]", "[b][A]", "[a]"] {
            assert_eq!(found(text, link), Some("X.md"), "{link}");
        }
        assert_eq!(found(text, "[c][]"), Some("y.md"));
    }

    #[test]
    fn invalid_definitions_are_ignored() {
        let text = "```\n[a]: x.md\n```\n[b]: a&amp;b.md\n<!-- [c]: z.md -->\n";
        for link in ["[a][]", "[b][]", "[c]", "[d](x.md)", "[", "", "[]", "a"] {
            assert_eq!(found(text, link), None, "{link}");
        }
    }
}
