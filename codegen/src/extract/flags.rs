//! Short sentences about a property: `Read-only.`, `Required.`, `This property is nullable.`

use crate::{
    extract::{
        Description,
        flat::Flat,
        type_word,
        vocabulary::{
            CAN_BE_NULL, CANNOT_BE_NULL, CHANGED, DEPRECATED_VERBS, KEY, MARK_CONDITIONS,
            MARK_NOUNS, MARK_STEMS, NO, NOT_NULLABLE, NULLABLE, ON_CREATION, READ_ONLY, REQUIRED,
            SET_ONCE, SUBJECTS, WRITE_ONLY,
        },
    },
    name::lower,
};

/// Maximum length of a list of marks such as `Required, nullable`.
const LONGEST_LIST: usize = 60;

/// Maximum number of words in ` of the x resource type`, including the empty one before the space.
const LONGEST_OWNER: usize = 6;

/// Reads the marks in a sentence, which is in lower case.
pub(super) fn read(sentence: &str, description: &mut Description) {
    description.fixed_on_creation |= is_fixed_on_creation(sentence);
    let calls_required = [" is a required field", " is a required property"]
        .iter()
        .any(|words| sentence.ends_with(words));
    description.required |= calls_required;
    if let Some(remark) = remark(sentence).filter(|remark| begins_mark(remark)) {
        read(remark, description);
    }
    if let Some(nullable) = nullable(sentence) {
        description.nullable.get_or_insert(nullable);
    }
    let marks = Marks::new(sentence);
    if !marks.may_be() {
        return;
    }
    let says = |words: &[&str]| words.iter().any(|word| marks.state(word));
    description.read_only |= says(READ_ONLY);
    description.write_only |= says(WRITE_ONLY);
    if says(NOT_NULLABLE) {
        description.nullable.get_or_insert(false);
    } else if says(NULLABLE) {
        description.nullable.get_or_insert(true);
    }
    let on_creation = ON_CREATION.iter().any(|words| sentence.starts_with(words));
    description.required |= says(REQUIRED) || on_creation;
    description.fixed_on_creation |= on_creation;
    description.key |= KEY.contains(&sentence);
}

/// Returns the remark in brackets at the start or end of a sentence.
fn remark(sentence: &str) -> Option<&str> {
    if let Some(rest) = sentence.strip_prefix(['(', '[']) {
        return rest.split([')', ']']).next().map(str::trim_start);
    }
    let head = sentence.strip_suffix([')', ']'])?;
    head.rfind(['(', '[']).map(|at| &head[at + 1..])
}

fn begins_mark(text: &str) -> bool {
    MARK_STEMS.iter().any(|stem| text.starts_with(stem))
}

/// Returns what a sentence such as `this value cannot be null` says.
fn nullable(sentence: &str) -> Option<bool> {
    if !sentence.ends_with("null") && !sentence.ends_with("nullable") {
        return None;
    }
    // Spaces follow the apostrophe if it was a typographic one.
    let sentence = sentence.replace("'  ", "'");
    let verb = |subject: &&str| sentence.strip_prefix(*subject)?.strip_prefix(' ');
    let said = SUBJECTS.iter().find_map(verb).unwrap_or(&sentence);
    let is = |words: &[&str]| words.contains(&said);
    (is(CAN_BE_NULL) || is(CANNOT_BE_NULL)).then(|| is(CAN_BE_NULL))
}

/// Whether a sentence says that a value is given on creation and cannot be changed.
fn is_fixed_on_creation(sentence: &str) -> bool {
    if !sentence.contains("creat") {
        return false;
    }
    let has = |wanted: &[&str]| {
        let mut words = sentence.split(|c: char| !c.is_alphanumeric());
        words.any(|word| wanted.contains(&word))
    };
    let is_refused = has(&["immutable"]) || has(CHANGED) && has(&["cannot", "not", "t"]);
    let stays = is_refused && has(&["after", "once"]);
    let is_given = SET_ONCE.iter().any(|words| sentence.contains(words));
    // A value that the service generates cannot be changed either.
    (stays || is_given) && !has(&["automatically", "generated", "identifier", "id"])
}

/// Finds `Read-only` where it begins a sentence although the one before lacks a full stop: after code, a link, a
/// quotation or `etc.`.
pub(super) fn read_only_behind(flat: &Flat, start: usize, end: usize) -> Option<usize> {
    let sentence = &flat.prose[start..end];
    let at = READ_ONLY.iter().find_map(|word| sentence.rfind(word))?;
    let before = flat.text[..start + at].trim_end();
    let is_capital = flat.text[start + at..].starts_with('R');
    let is_marked = || {
        (flat
            .behind(before.len())
            .take_while(|mark| mark.start < before.len()))
        .any(|mark| mark.end == before.len())
    };
    let is_closed =
        before.ends_with(['"', ')', ']', '\u{201d}', '\u{2019}', '\u{2026}']) || is_marked();
    let is_next = is_capital && is_closed || before.ends_with("etc.");
    (at > 0 && is_next).then_some(start + at)
}

/// Whether a sentence in lower case says that all properties of the type are read-only.
pub(super) fn all_are_read_only(sentence: &str) -> bool {
    let sentence = sentence
        .strip_prefix("note:")
        .unwrap_or(sentence)
        .trim_start();
    let rest = [
        "all properties",
        "all the properties",
        "all of the properties",
    ]
    .iter()
    .find_map(|words| sentence.strip_prefix(words));
    let said = rest.and_then(|rest| rest.split_once(" are "));
    said.is_some_and(|(owner, said)| {
        let is_own = [" of", " in this", " on this"]
            .iter()
            .any(|words| owner.starts_with(words));
        let said = said.strip_prefix("always ").unwrap_or(said);
        (owner.is_empty() || is_own && owner.split(' ').count() <= LONGEST_OWNER)
            && READ_ONLY.contains(&said)
    })
}

/// Reads the marks after a name in its cell: `size (deprecated)`, `size *required*`.
pub(super) fn of_name(cell: &str, name: &str, description: &mut Description) {
    let remark = cell.split_once(name).map(|(_, remark)| lower(remark));
    let remark = remark.unwrap_or_default();
    if remark.ends_with("(deprecated)") || remark.ends_with("[deprecated]") {
        description.deprecated.get_or_insert_with(Default::default);
    }
    let remark = remark.trim_matches(['(', ')', '[', ']', '*', ' ']);
    if begins_mark(remark) {
        read(remark, description);
    }
}

/// Reads the marks at a type in its cell: `String (read-only)`, `String, nullable`, `String or null`, `String?`,
/// `Nullable<String>`.
pub(super) fn of_type(cell: &str, description: &mut Description) {
    for remark in cell.split(['(', ')', ',', ';']).skip(1) {
        read(&lower(remark.trim()), description);
    }
    let mut words = cell.split([' ', ',', '|']);
    // The parameter of `Nullable<String>` may be missing, since Markdown takes it for a tag.
    let is_marked = cell.eq_ignore_ascii_case(NULLABLE[0]) || type_word::nullable(cell).is_some();
    if is_marked || cell.ends_with('?') || words.any(|word| word.eq_ignore_ascii_case("null")) {
        description.nullable.get_or_insert(true);
    }
}

/// A sentence, prepared to look for marks. A mark counts if it is the whole sentence, begins it as a clause, is said
/// about the property, or is an item of a list. A longer sentence that merely contains the word ("whether the calendar
/// is read-only") is about something else.
struct Marks<'a> {
    sentence: &'a str,
    /// What it says about the property.
    said: Option<&'a str>,
    is_list: bool,
}

impl<'a> Marks<'a> {
    fn new(sentence: &'a str) -> Marks<'a> {
        Marks {
            sentence,
            said: said(sentence),
            is_list: is_list(sentence),
        }
    }

    /// Whether there can be a mark at all; most sentences have none.
    fn may_be(&self) -> bool {
        let begins = || begins_mark(self.sentence);
        let two = || self.sentence.len() <= LONGEST_LIST && self.sentence.contains(" and ");
        self.is_list || self.said.is_some() || begins() || two()
    }

    /// Whether this is the second of two marks, as in `case-sensitive and read-only`.
    fn closes(&self, word: &str) -> bool {
        let rest = self.sentence.strip_suffix(word);
        let first = rest.and_then(|rest| rest.strip_suffix(" and "));
        first.is_some_and(|first| !first.contains(' '))
    }

    fn state(&self, word: &str) -> bool {
        if let Some(rest) = self.sentence.strip_prefix(word) {
            let mut nouns = MARK_NOUNS.iter();
            let rest = nouns
                .find_map(|noun| rest.strip_prefix(noun))
                .unwrap_or(rest);
            // A stray pipe ended the cell; what follows was not part of it.
            let end = rest.trim_start();
            let next = end.trim_start_matches([',', ';', ':', '(', ' ', '-', '–', '—']);
            let next = next.strip_prefix("and ").unwrap_or(next);
            let ends_clause = end.is_empty()
                || end.starts_with([',', ';', ':', '(', '.', '|'])
                || end.starts_with("[^")
                || rest.starts_with(" and ")
                || rest.starts_with(' ') && end.starts_with(['-', '–', '—']);
            let is_denied = end.starts_with(':') && NO.contains(&next);
            return ends_clause && !is_denied && !is_condition(next);
        }
        let lists = |sentence: &str| {
            let mut parts = sentence.split([',', ';']);
            parts.any(|part| part.trim() == word)
        };
        let is_said = self.said.and_then(|said| said.strip_prefix(word));
        let is_said = is_said.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(" and ") || rest.starts_with(',')
        });
        is_said || self.is_list && lists(self.sentence) || self.closes(word)
    }
}

/// Whether a clause states a condition. An example is not a condition.
fn is_condition(clause: &str) -> bool {
    let mut words = clause.split(|c: char| !c.is_alphanumeric());
    let is_condition = words
        .next()
        .is_some_and(|word| MARK_CONDITIONS.contains(&word));
    is_condition && words.next() != Some("example")
}

/// Returns what a sentence such as `this property is always read-only` says about the property.
fn said(sentence: &str) -> Option<&str> {
    // Most sentences do not begin like a subject, which takes few steps to find out.
    let (b"it" | b"th" | b"pr") = sentence.as_bytes().get(..2)? else {
        return None;
    };
    if sentence.starts_with("the ") && !sentence[4..].starts_with(['p', 'v']) {
        return None;
    }
    let verb = |subject: &&str| {
        let rest = sentence.strip_prefix(*subject)?;
        if let Some(rest) = rest.strip_prefix('\'') {
            return rest.trim_start().strip_prefix("s ");
        }
        rest.strip_prefix(' ')?.trim_start().strip_prefix("is ")
    };
    let rest = SUBJECTS.iter().find_map(verb)?;
    let said = rest.trim_start();
    let said = said.strip_prefix("always ").unwrap_or(said).trim_start();
    // `is a read-only attribute` says no more than `is read-only`.
    let noun = MARK_NOUNS.iter().find_map(|noun| said.strip_suffix(noun));
    let bare = noun.and_then(|said| said.strip_prefix("a "));
    Some(bare.unwrap_or(said))
}

/// Whether the sentence consists only of marks, separated by commas.
fn is_list(sentence: &str) -> bool {
    sentence.len() <= LONGEST_LIST
        && sentence.bytes().any(|byte| matches!(byte, b',' | b';'))
        && sentence.split([',', ';']).all(|part| part.len() < 20)
}

/// Whether a sentence in lower case announces a deprecation without a date.
pub(super) fn is_announced(sentence: &str) -> bool {
    sentence.contains("deprecated in the future") || sentence.contains("deprecated in a future")
}

/// Whether a sentence in lower case says that its subject is deprecated.
pub(super) fn is_deprecated(sentence: &str) -> bool {
    let says = |(at, _): (usize, &str)| {
        let before = sentence[..at].trim_end();
        let is_marked = before.is_empty() || before.ends_with(['(', '[', ':', '*']);
        let verb = before.rsplit(|c: char| !c.is_alphanumeric()).next();
        is_marked || verb.is_some_and(|word| DEPRECATED_VERBS.contains(&word))
    };
    // Checking whether a word occurs is far cheaper than finding all its positions.
    sentence.contains("deprecated")
        && !is_announced(sentence)
        && sentence.match_indices("deprecated").any(says)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefilter_rules_out_no_mark() {
        let marks = [
            READ_ONLY,
            WRITE_ONLY,
            NOT_NULLABLE,
            NULLABLE,
            REQUIRED,
            ON_CREATION,
            KEY,
        ];
        for mark in marks.concat() {
            assert!(begins_mark(mark), "{mark}");
        }
    }

    #[test]
    fn every_subject_is_recognised() {
        for subject in SUBJECTS {
            assert_eq!(said(&format!("{subject} is always a word")), Some("a word"));
        }
    }

    #[test]
    fn marks_must_be_whole_sentences() {
        for sentence in [
            "read-only",
            "this property is read-only",
            "required, read-only",
            "read-only, set on creation",
            "read-only, for example a number",
        ] {
            assert!(Marks::new(sentence).state("read-only"), "{sentence}");
        }
        for sentence in [
            "whether the calendar is read-only",
            "a read-only copy",
            "not read-only",
            "read-only for users synced from on-premises directory",
            "read-only when the list is sealed",
            "read-only, if it was sent",
            "read-only (unless the caller owns it)",
            "read-only and for personal drives only",
            "read-only after creation",
        ] {
            assert!(!Marks::new(sentence).state("read-only"), "{sentence}");
        }
    }

    #[test]
    fn immutable_property_is_set_on_creation() {
        for sentence in [
            "after a category is created, the name cannot be changed",
            "this can't be modified after the custom attribute is created",
            "once the schema has been created it must not be updated",
            "immutable after creation",
            "this property can only be set when the list is created",
        ] {
            assert!(is_fixed_on_creation(sentence), "{sentence}");
        }
        for sentence in [
            "the value cannot be modified and is automatically populated when the group is created",
            "this identifier is immutable after it is created",
            "after a category is created, the name can be changed",
            "cannot be changed after the review has started",
            "generated once, after which it cannot be changed by whoever created it",
        ] {
            assert!(!is_fixed_on_creation(sentence), "{sentence}");
        }
    }

    #[test]
    fn deprecation_must_be_about_the_subject() {
        for sentence in [
            "deprecated -- use driveitem instead",
            "[deprecated] this setting has no effect",
            "this property is in the process of being deprecated",
            "device id - to be deprecated",
            "(deprecated)",
        ] {
            assert!(is_deprecated(sentence), "{sentence}");
        }
        for sentence in [
            "possible states are indevelopment, available, and deprecated",
            "this is not deprecated",
            "lets them use their deprecated version of tls",
            "whether deprecated values are shown",
        ] {
            assert!(!is_deprecated(sentence), "{sentence}");
        }
    }
}
