//! The head of a page: the first heading, the namespace, and the sentences that name bases.

use std::borrow::Cow;

use crate::{
    extract::{
        Deprecation, Heading, HeadingKind, Sourced, TypePhrase,
        flat::{Flat, Mark, Marked},
        phrase,
        places::Places,
        translation, type_word,
        vocabulary::{
            ABSTRACT, BASE_TYPE, EXTENDED_BY, EXTENDED_BY_STEMS, EXTENDS, EXTENDS_STEMS,
            INHERITED_BEHIND,
        },
    },
    name::lower,
    prose::{Inline, fold, plain},
    span::Place,
};

/// Words after the name of an enum in the heading of its page.
const ENUM_KINDS: &[&str] = &["enum type", "enum", "enumeration"];

/// Words after the name of any other type.
const RESOURCE_KINDS: &[&str] = &[
    "resource type",
    "resource",
    "facet",
    "complex type",
    "entity type",
    "object",
    "entity",
    "type",
];

/// Reads the first heading. Also returns whether it calls the type deprecated.
pub(super) fn heading(
    text: &[Inline],
    slug: Option<&str>,
    place: Place,
    is_translated: bool,
) -> (Sourced<Heading>, bool) {
    let words = plain(text);
    let words = match is_translated || !words.is_ascii() {
        true => Cow::Owned(translation::english(&words)),
        false => words,
    };
    let deprecated = is_deprecated(&words);
    let body = without_remark(&words);
    let body = name_first(body.strip_prefix("The ").unwrap_or(body));
    let body_lower = lower(&body);
    let slug_says = |word: &str| slug.is_some_and(|slug| slug.ends_with(word));
    let ends = |kinds: &[&str]| kinds.iter().any(|kind| ends_with(&body_lower, kind));
    let kind = if ends(ENUM_KINDS) || slug_says("-enum-type") {
        HeadingKind::Enum
    } else if ends(RESOURCE_KINDS) || slug_says("-resource-type") {
        HeadingKind::Resource
    } else {
        HeadingKind::Other
    };
    let word = body
        .split([' ', '\u{3000}'])
        .next()
        .unwrap_or_default()
        .trim_matches(['*', '`']);
    let rest = body.split_whitespace().count();
    let is_name = type_word::is_qualified(word)
        && word.is_ascii()
        && (kind != HeadingKind::Other || rest == 1);
    let one_word = match kind {
        HeadingKind::Other => rest == 1,
        _ => is_suffix(&body, word),
    };
    let word = (is_name && one_word).then(|| word.to_owned());
    (
        Sourced {
            value: Heading { word, kind },
            place,
        },
        deprecated,
    )
}

/// Returns a heading without its parentheses, which name a product or a state.
fn without_remark(heading: &str) -> &str {
    let words = heading.split(['(', '[']).next();
    words.unwrap_or_default().trim()
}

/// Whether a title calls what it names deprecated.
pub(super) fn is_deprecated(title: &str) -> bool {
    let remark = title.find(['(', '[']).map(|at| lower(&title[at..]));
    remark.is_some_and(|remark| {
        let mut marks = ["(deprecated)", "[deprecated]"].iter();
        marks.any(|mark| remark.contains(mark))
    })
}

/// Whether the words of a heading call what it names an enum.
pub(super) fn is_enum(heading: &str) -> bool {
    let words = lower(without_remark(heading));
    ENUM_KINDS.iter().any(|kind| ends_with(&words, kind))
}

/// Puts the name first in `resource type tree`, as headings in some languages have it.
fn name_first(title: &str) -> Cow<'_, str> {
    for kind in ["resource type", "enum type"] {
        let name = title.strip_prefix(kind);
        if let Some(name) = name.and_then(|name| name.strip_prefix(' ')) {
            return Cow::Owned(format!("{} {kind}", name.trim()));
        }
    }
    Cow::Borrowed(title)
}

/// Whether only a suffix such as `resource type` follows the first word.
fn is_suffix(body: &str, word: &str) -> bool {
    let rest = lower(&fold(&body[word.len()..]));
    ENUM_KINDS
        .iter()
        .chain(RESOURCE_KINDS)
        .any(|kind| *kind == rest)
}

/// Whether a heading ends with one of these words.
fn ends_with(heading: &str, kind: &str) -> bool {
    let before = heading.strip_suffix(kind);
    before.is_some_and(|before| before.ends_with(' '))
}

/// Reads the `Namespace: a.b` line. Text that follows on the same line is ignored.
pub(super) fn namespace(text: &[Inline], places: Places<'_>) -> Option<Sourced<String>> {
    let first = text.first()?;
    // Most paragraphs begin differently.
    let lead = plain(text.get(..2).unwrap_or(text));
    if !lead.starts_with("Namespace") && !places.is_translated {
        return None;
    }
    let words = plain(text);
    let (word, rest) = words.split_once([':', '：'])?;
    let word = word.trim_end();
    if word != "Namespace" && translation::of(word) != Some("namespace") {
        return None;
    }
    let rest = rest.trim_start();
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_'))
        .unwrap_or(rest.len());
    let name = rest[..end].trim_matches('.');
    (!name.is_empty()).then(|| Sourced {
        value: name.to_owned(),
        place: places.at(first.span),
    })
}

/// What the sentences of an introductory paragraph say about the type.
#[derive(Default)]
pub(super) struct Said {
    pub bases: Vec<TypePhrase>,
    pub derived: Vec<TypePhrase>,
    pub is_abstract: bool,
    pub open: bool,
    pub deprecated: Option<Deprecation>,
    /// Whether that is said about the type of the page in so many words.
    pub is_deprecated_itself: bool,
}

fn may_say(sentence: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| sentence.contains(stem))
}

/// Reads a paragraph of the introduction or a note. The caller ignores `open` for notes.
pub(super) fn sentences(flat: &Flat<'_>, places: Places<'_>) -> Said {
    let mut said = Said::default();
    // Most paragraphs say nothing about any of this. It is faster to check that once than for each sentence.
    let may = |word: &str| flat.prose.contains(word);
    let (may_extend, may_be_base, may_be_open) = (
        may_say(&flat.prose, EXTENDED_BY_STEMS),
        may_say(&flat.prose, EXTENDS_STEMS),
        may("open type"),
    );
    let (may_be_abstract, may_end) = (may("abstract"), may("deprecated"));
    if !(may_extend || may_be_base || may_be_open || may_be_abstract || may_end) {
        return said;
    }
    for (start, end) in flat.sentences() {
        let sentence = &flat.prose[start..end];
        if may_extend
            && may_say(sentence, EXTENDED_BY_STEMS)
            && let Some(at) = extended_by(sentence)
        {
            // "The base class for actions in the settings" is not the base of the settings.
            let from = start + at;
            let stop = flat.prose[from..end].find(" in ");
            let stop = stop.map_or(end, |at| from + at + " in ".len());
            let links = flat
                .links(start, end)
                .filter(|mark| mark.end <= end && mark.start < stop);
            said.derived
                .extend(links.map(|mark| link(flat, mark, places)));
        } else if (may_be_base || may_extend && sentence.starts_with(BASE_TYPE))
            && let Some(base) = base(flat, start, end, places)
        {
            said.bases.push(base);
        }
        if may_be_abstract
            && sentence.contains("abstract")
            && ABSTRACT.iter().any(|words| sentence.contains(words))
            && is_about_this(sentence)
        {
            said.is_abstract = true;
        }
        if may_be_open && sentence.contains("is an open type") && !sentence.contains("if ") {
            said.open = true;
        }
        if may_end
            && sentence.contains("deprecated")
            && !super::flags::is_announced(sentence)
            && ["is deprecated", "been deprecated", "will be deprecated"]
                .iter()
                .any(|words| sentence.contains(words))
        {
            let note = fold(flat.text.get(start..end).unwrap_or_default()).into_owned();
            let is_itself = calls_itself_deprecated(sentence);
            if said.deprecated.is_none() || is_itself && !said.is_deprecated_itself {
                said.is_deprecated_itself = is_itself;
                said.deprecated = Some(Deprecation {
                    note,
                    ..Deprecation::default()
                });
            }
        }
    }
    said
}

/// Whether a sentence says `this resource type is deprecated`, perhaps as a note.
fn calls_itself_deprecated(sentence: &str) -> bool {
    let said = sentence.rsplit(": ").next().unwrap_or_default();
    let Some(said) = said.trim_start().strip_prefix("this ") else {
        return false;
    };
    let verb = ["is deprecated", "has been deprecated", "is now deprecated"]
        .iter()
        .find_map(|verb| said.find(verb));
    let subject = verb.map_or("", |at| said[..at].trim());
    ["api", "enum", "enumeration"].contains(&subject) || RESOURCE_KINDS.contains(&subject)
}

/// Whether a paragraph announces a list of types that extend the type of the page.
pub(super) fn announces_derived(flat: &Flat<'_>) -> bool {
    let last = flat.prose.trim_end();
    let last = last.rsplit(". ").next().unwrap_or(last);
    last.contains("derived types") && last.ends_with(':')
}

/// Returns the type that the first link of a text names.
pub(super) fn first_link(text: &[Inline], places: Places<'_>) -> Option<TypePhrase> {
    let flat = places.flat(text);
    let mark = flat.marked.iter().find(|mark| mark.kind == Mark::Link)?;
    Some(link(&flat, mark, places))
}

/// Returns the end of the words that announce types which extend this one.
fn extended_by(sentence: &str) -> Option<usize> {
    let ends = EXTENDED_BY
        .iter()
        .filter_map(|words| sentence.find(words).map(|at| at + words.len()));
    ends.min()
}

/// Whether the sentence is about the type itself. "Inherits from an abstract type" is about the base.
fn is_about_this(sentence: &str) -> bool {
    let at = sentence.find("abstract").unwrap_or(0);
    !EXTENDS
        .iter()
        .any(|words| sentence.find(words).is_some_and(|found| found < at))
}

fn base(flat: &Flat, start: usize, end: usize, places: Places<'_>) -> Option<TypePhrase> {
    let sentence = &flat.prose[start..end];
    let label = sentence.strip_prefix(BASE_TYPE);
    if label.is_none() && !may_say(sentence, EXTENDS_STEMS) {
        return None;
    }
    let extends = EXTENDS
        .iter()
        .filter(|words| sentence.contains(**words))
        .filter_map(|words| sentence.find(words).map(|at| start + at + words.len()));
    let from = label.map_or_else(|| extends.min(), |label| Some(end - label.len()));
    let Some(from) = from else {
        return base_before(flat, start, end, places);
    };
    // Only a few words may come between: "the abstract type", "base class".
    let mark = flat.links(from, end).next();
    if let Some(mark) = mark {
        let between = flat.prose[from..mark.start].trim();
        if between.split_whitespace().count() <= 6 && !between.contains([',', '(']) {
            return Some(link(flat, mark, places));
        }
    }
    let rest = flat.text.get(from..end)?.replace('\n', " ");
    let skipped = [
        "the ",
        "a ",
        "an ",
        "abstract ",
        "base ",
        "type ",
        "class ",
        "resource ",
    ];
    let mut words = rest.trim_start();
    while let Some(next) = skipped.iter().find_map(|word| words.strip_prefix(word)) {
        words = next.trim_start();
    }
    let word: String = words
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '_'))
        .collect();
    let word = word.trim_end_matches('.');
    // A bare word names a type only if nothing but the kind of thing follows it.
    let follows = words[word.len()..]
        .trim_matches(['.', ' ', '*'])
        .to_lowercase();
    let is_name = type_word::is_qualified(word)
        && word.is_ascii()
        && word.starts_with(|c: char| c.is_ascii_lowercase());
    if !is_name
        || !matches!(
            follows.as_str(),
            "" | "resource" | "resource type" | "type" | "class" | "entity"
        )
    {
        return None;
    }
    let at = end - words.len();
    let span = flat.span(at, at + word.len());
    Some(phrase::words(word, None, places.at(span)))
}

/// Returns the base in a translated sentence with the verb behind it: `[x](x.md) から継承されます`.
pub(super) fn base_before(
    flat: &Flat,
    start: usize,
    end: usize,
    places: Places<'_>,
) -> Option<TypePhrase> {
    if !places.is_translated {
        return None;
    }
    let at = start + flat.prose[start..end].find(INHERITED_BEHIND)?;
    let words = flat.prose[start..at].trim_end();
    let kinds = [" resource type", " type", " entity", " resource"];
    let name = kinds.iter().find_map(|kind| words.strip_suffix(kind));
    let stop = start + name.unwrap_or(words).trim_end().len();
    let mut links = flat.links(start, stop);
    if let Some(mark) = links.find(|mark| mark.end >= stop) {
        return Some(link(flat, mark, places));
    }
    // In a script of its own the verb also shows where a bare name ends.
    let text = flat.text.get(start..stop)?;
    let mut words = text.rsplit(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_')));
    let word = words.next()?;
    let is_apart = flat.text.get(at..)?.starts_with(|c: char| !c.is_ascii());
    (is_apart && type_word::is_qualified(word)).then(|| {
        let span = flat.span(stop - word.len(), stop);
        phrase::words(word, None, places.at(span))
    })
}

/// Returns the type that a link names.
pub(super) fn link(flat: &Flat, mark: &Marked<'_>, places: Places<'_>) -> TypePhrase {
    let words = &flat.text[mark.start..mark.end];
    phrase::words(words, mark.target, places.at(mark.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefilter_rules_out_no_introduction() {
        for words in EXTENDS {
            assert!(may_say(words, EXTENDS_STEMS), "{words}");
        }
        for words in EXTENDED_BY {
            assert!(may_say(words, EXTENDED_BY_STEMS), "{words}");
        }
    }
}
