//! The grammar of type cells: `String`, `[x](x.md) collection`, `Collection(ns.T)`, `A or B`.

use std::borrow::Cow;

use crate::{
    edit_distance::within,
    extract::{
        TypeName, TypePhrase,
        flat::without_mark,
        translation,
        type_word::{
            end_of_type, is_identifier, is_qualified, nullable, primitive, strip_prefix_ci,
            without_remark,
        },
        vocabulary::{COLLECTION, LIST, LIST_OR_NAME, NULLABLE},
    },
    name::GRAPH,
    prose::{Inline, InlineKind, fold, plain},
    span::Place,
};

/// Placeholder for a link in flattened text; no page contains this character.
const LINK: char = '\u{7f}';

/// Maximum number of typing errors in the word for a list beside a link.
const MOST_TYPOS: usize = 1;

/// Reads a type cell. If it does not name a type, the phrase has no alternatives.
pub(super) fn parse(cell: &[Inline], place: Place, is_translated: bool) -> TypePhrase {
    let mut links = Vec::new();
    let text = plain(cell);
    let cell = without_mark(cell);
    let flat = match cell {
        [
            Inline {
                kind: InlineKind::Text(text) | InlineKind::Code(text),
                ..
            },
        ] => Cow::Borrowed(text.as_str()),
        _ => {
            let mut flat = String::new();
            flatten(cell, &mut flat, &mut links);
            Cow::Owned(flat)
        }
    };
    let flat = match is_translated || !flat.is_ascii() {
        true => Cow::Owned(translation::english(&flat)),
        false => flat,
    };
    let flat = loose_links(normalise(&flat), &mut links);
    let parts = alternatives(&flat);
    let mut phrase = TypePhrase {
        alternatives: Vec::with_capacity(parts.len()),
        collection: false,
        text: text.into_owned(),
        place,
    };
    let mut links = links.into_iter();
    let has_several = parts.len() > 1;
    for part in parts {
        // That a value may be null is no type; it is read as a mark.
        if has_several && part.trim().eq_ignore_ascii_case("null") {
            continue;
        }
        if has_several && is_collection(part.trim()) {
            phrase.collection = true;
            continue;
        }
        let Some((name, collection)) = alternative(part, &mut links) else {
            phrase.alternatives.clear();
            break;
        };
        phrase.collection |= collection;
        phrase.alternatives.push(name);
    }
    phrase
}

/// Reads words that are nothing but a name as a type phrase, with the target if they are a link.
pub(super) fn words(text: &str, target: Option<&str>, place: Place) -> TypePhrase {
    let name = TypeName {
        text: bare(text),
        primitive: None,
        target: target.map(str::to_owned),
    };
    TypePhrase {
        alternatives: vec![name],
        collection: false,
        text: text.to_owned(),
        place,
    }
}

struct LinkRef<'a> {
    text: Cow<'a, str>,
    target: Cow<'a, str>,
}

fn flatten<'a>(inlines: &'a [Inline], out: &mut String, links: &mut Vec<LinkRef<'a>>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => flatten(inner, out, links),
            InlineKind::Link { target, text } => {
                let text = plain(text);
                // This link explains the word.
                if is_collection(&text) {
                    out.push_str(&text);
                    continue;
                }
                out.push(LINK);
                let target = Cow::Borrowed(target.as_str());
                links.push(LinkRef { text, target });
            }
            InlineKind::Break | InlineKind::Item(_) => out.push(' '),
            // Markdown takes the parameter of `Array<String>` for a tag.
            InlineKind::Html(tag)
                if LIST
                    .iter()
                    .chain(NULLABLE)
                    .any(|word| strip_suffix_ci(out, word).is_some()) =>
            {
                out.push_str(tag);
            }
            InlineKind::Html(_) => {}
        }
    }
}

/// Collapses white space, and removes facets and full stops.
fn normalise(text: &str) -> Cow<'_, str> {
    let mut out = fold(text);
    let end = end_of_type(&out);
    match &mut out {
        Cow::Borrowed(text) => *text = &text[..end],
        Cow::Owned(text) => text.truncate(end),
    }
    out
}

/// Handles links that the Markdown library leaves as text. A reference without a definition, `[x][]`, is a bare name,
/// and `[x](x.md` without its end still counts as a link.
fn loose_links<'t>(text: Cow<'t, str>, links: &mut Vec<LinkRef<'_>>) -> Cow<'t, str> {
    let Some((before, rest)) = text.split_once('[') else {
        return text;
    };
    // A footnote.
    if rest.starts_with('^') {
        return Cow::Owned(before.trim_end().to_owned());
    }
    let Some((name, behind)) = rest.split_once(']').filter(|(name, _)| is_qualified(name)) else {
        return text;
    };
    if let Some(target) = behind.strip_prefix('(') {
        // Links are in the order of the text, and the position of earlier ones is unknown, so this works only for a
        // single link.
        if links.is_empty() && !target.contains(')') {
            links.push(LinkRef {
                text: Cow::Owned(name.to_owned()),
                target: Cow::Owned(target.split(' ').next().unwrap_or_default().to_owned()),
            });
            return Cow::Owned(format!("{before}{LINK}"));
        }
        return text;
    }
    let behind = behind
        .strip_prefix('[')
        .and_then(|label| label.split_once(']'))
        .map_or(behind, |(_, rest)| rest);
    Cow::Owned(format!("{before}{name}{behind}"))
}

/// Splits `A, B, or C` at its separators, except inside parentheses.
fn alternatives(text: &str) -> Vec<&str> {
    let mut parts = Vec::with_capacity(1);
    if memchr::memchr3(b' ', b',', b'|', text.as_bytes()).is_none() {
        parts.push(text);
        return parts;
    }
    let (mut depth, mut start, mut at) = (0u32, 0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let first = rest.as_bytes()[0];
        match first {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let can_separate = depth == 0 && matches!(first, b',' | b' ' | b'|');
        let separator = [", or ", " or ", ", ", " | ", "|"]
            .iter()
            .find(|separator| can_separate && rest.starts_with(**separator));
        if let Some(separator) = separator {
            parts.push(&text[start..at]);
            at += separator.len();
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    parts.push(&text[start..]);
    parts
}

fn alternative<'a>(
    part: &str,
    links: &mut impl Iterator<Item = LinkRef<'a>>,
) -> Option<(TypeName, bool)> {
    let (inner, mut collection) = bare_type(part, LIST);
    if inner.contains(LINK) {
        let link = links.next()?;
        if inner.chars().filter(|c| *c == LINK).count() > 1 {
            return None;
        }
        // Words around the link ("the [x](x.md) object") add nothing to it.
        let (text, in_link) = bare_type(&link.text, &[COLLECTION]);
        let is_bare = inner.len() == LINK.len_utf8();
        let says_list = || {
            let mut words = inner.split(' ');
            inner.to_ascii_lowercase().contains(COLLECTION)
                || words.any(|word| within(word, COLLECTION, MOST_TYPOS).is_some())
        };
        collection |= in_link || !is_bare && says_list();
        let primitive = primitive(text).filter(|_| !has_fragment_enum(&link.target));
        let name = TypeName {
            text: bare(text),
            primitive,
            target: Some(link.target.into_owned()),
        };
        return Some((name, collection));
    }
    let singular = || inner.strip_suffix('s').filter(|_| collection);
    let primitive = primitive(inner).or_else(|| primitive(singular()?));
    let is_name = primitive.is_some() || is_qualified(without_remark(inner));
    let name = || TypeName {
        text: bare(inner),
        primitive,
        target: None,
    };
    is_name.then(|| (name(), collection))
}

/// Returns the type without the words around it, and whether these say that it is a list, in one of some words.
fn bare_type<'t>(text: &'t str, lists: &[&str]) -> (&'t str, bool) {
    // There is nothing to remove from a single word.
    if is_identifier(text) {
        return (text, false);
    }
    let (inner, collection) = unwrap(text, lists);
    (strip_kind_word(inner), collection)
}

fn has_fragment_enum(target: &str) -> bool {
    target
        .rsplit_once('#')
        .is_some_and(|(_, fragment)| fragment.ends_with("-values"))
}

/// Whether a word says that something is a list.
fn is_collection(word: &str) -> bool {
    word.eq_ignore_ascii_case(COLLECTION)
}

/// Unwraps `Collection(x)`, `x collection`, `collection of x` and `x[]`, also if they are nested.
pub(super) fn unwrap_collection(text: &str) -> (&str, bool) {
    unwrap(text, &[COLLECTION])
}

/// The same, with these words for a list.
fn unwrap<'t>(text: &'t str, lists: &[&str]) -> (&'t str, bool) {
    let (mut text, mut collection) = (text.trim(), false);
    // An article may be in front of the word for a list.
    let rest = strip_prefix_ci(text, "a ").or_else(|| strip_prefix_ci(text, "an "));
    let rest = rest.filter(|rest| lists.iter().any(|word| list_behind(rest, word).is_some()));
    text = rest.unwrap_or(text);
    loop {
        if let Some(inner) = nullable(text) {
            text = inner;
            continue;
        }
        let inner = lists.iter().find_map(|word| list_of(text, word));
        match inner.or_else(|| text.strip_suffix("[]")) {
            Some(inner) => (text, collection) = (inner.trim(), true),
            None => return (text, collection),
        }
    }
}

/// Returns what a list contains that begins with this word.
fn list_behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = strip_prefix_ci(text, word)?.trim_start();
    if let Some(inner) = rest.strip_prefix(['(', '<']) {
        return Some(inner.strip_suffix([')', '>']).unwrap_or(inner));
    }
    if rest.chars().eq([LINK]) {
        return Some(rest);
    }
    strip_prefix_ci(rest, "of ").or_else(|| primitive(rest).map(|_| rest))
}

/// Returns what a list contains of which this word says that it is one.
fn list_of<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    if let Some(inner) = list_behind(text, word) {
        return Some(inner);
    }
    let end = text.strip_suffix(['s', ')']).unwrap_or(text);
    let inner = strip_suffix_ci(end, word)?;
    let inner = inner
        .strip_suffix(" (")
        .or_else(|| inner.strip_suffix(' '))?;
    // `task list` may be a single name.
    (word != LIST_OR_NAME || inner.ends_with(LINK) || primitive(inner).is_some()).then_some(inner)
}

fn strip_kind_word(text: &str) -> &str {
    for word in [
        " enum",
        " enumeration",
        " resource type",
        " resources",
        " resource",
        " objects",
        " object",
        " type",
    ] {
        if let Some(rest) = strip_suffix_ci(text, word)
            && !rest.trim().is_empty()
            && !(word == " object" && rest.trim().eq_ignore_ascii_case("json"))
            && strip_prefix_ci(rest, "untyped json").is_none()
        {
            return rest.trim();
        }
    }
    text
}

fn bare(text: &str) -> String {
    let name = without_remark(text.trim())
        .trim_start_matches('#')
        .trim_matches(['`', '*', ' ']);
    // The metadata calls the namespace `graph` as well.
    let local = name.strip_prefix("graph.");
    match local.or_else(|| strip_prefix_ci(name, "microsoft.graph.")) {
        Some(local) => [GRAPH, ".", local].concat(),
        None => name.to_owned(),
    }
}

fn strip_suffix_ci<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(suffix.len())?;
    text.get(at..)
        .filter(|tail| tail.eq_ignore_ascii_case(suffix))
        .map(|_| &text[..at])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{primitive::Primitive, span::Span};

    fn read(parts: &[(&str, Option<&str>)]) -> TypePhrase {
        let inline = |kind| Inline {
            kind,
            span: Span::default(),
        };
        let cell: Vec<Inline> = parts
            .iter()
            .map(|(text, target)| match target {
                None => inline(InlineKind::Text((*text).into())),
                Some(target) => inline(InlineKind::Link {
                    target: (*target).into(),
                    text: [inline(InlineKind::Text((*text).into()))].into(),
                }),
            })
            .collect();
        parse(
            &cell,
            Place {
                file: Arc::from("a.md"),
                line: 1,
                span: Span::default(),
            },
            false,
        )
    }

    /// Asserts which types these words without links name, and whether they name a collection.
    #[track_caller]
    fn expect(words: &str, names: &[&str], is_collection: bool) {
        let phrase = read(&[(words, None)]);
        let found = phrase.alternatives.iter().map(|name| &*name.text);
        assert_eq!(found.collect::<Vec<_>>(), names, "{words}");
        assert_eq!(phrase.collection, is_collection, "{words}");
    }

    #[test]
    fn only_the_last_collection_word_is_dropped() {
        expect("a collection collection", &["a"], true);
        expect("整数 集合", &["integer"], true);
    }

    #[test]
    fn alternatives_may_be_links() {
        let phrase = read(&[
            ("a", Some("a.md")),
            (" or ", None),
            ("b", Some("b.md")),
            (" collection", None),
        ]);
        assert_eq!(phrase.alternatives.len(), 2);
        assert!(phrase.collection);
        let phrase = read(&[
            ("a", Some("a.md")),
            (", ", None),
            ("b", Some("b.md")),
            (", or ", None),
            ("c", Some("c.md")),
        ]);
        let targets: Vec<_> = phrase
            .alternatives
            .iter()
            .map(|name| name.target.as_deref())
            .collect();
        assert_eq!(targets, [Some("a.md"), Some("b.md"), Some("c.md")]);
    }

    #[test]
    fn misspelt_collection_is_one() {
        let link = ("a", Some("a.md"));
        for word in [" colection", " collectoin", " collections"] {
            assert!(read(&[link, (word, None)]).collection, "{word}");
        }
        for word in [" connection", " object"] {
            assert!(!read(&[link, (word, None)]).collection, "{word}");
        }
    }

    #[test]
    fn links_without_a_target_are_text() {
        expect("[x][] collection", &["x"], true);
        expect("[x]", &["x"], false);
        let phrase = read(&[("[x](x.md", None)]);
        assert_eq!(phrase.alternatives[0].target.as_deref(), Some("x.md"));
    }

    #[test]
    fn words_that_name_no_type_are_not_alternatives() {
        expect("** Unknown Type x ** here", &[], false);
        expect("Moment in time as DateTimeOffset", &[], false);
        expect("", &[], false);
    }

    #[test]
    fn remarks_facets_and_kind_words_are_dropped() {
        expect("String (identifier)", &["String"], false);
        expect("String, maximum length 256.", &["String"], false);
        expect("#microsoft.graph.x enum", &["microsoft.graph.x"], false);
        assert_eq!(
            read(&[("JSON object", None)]).alternatives[0].primitive,
            Some(Primitive::Untyped)
        );
        let phrase = read(&[("DateTimeOffset", Some("timestamp.md"))]);
        assert_eq!(
            phrase.alternatives[0].primitive,
            Some(Primitive::DateTimeOffset)
        );
    }
}
