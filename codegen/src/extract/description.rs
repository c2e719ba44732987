//! What a description says in recognized words. It only sets flags of properties; apart from the list of values, no
//! type depends on it.

use crate::{
    diagnostic::Diagnostic,
    extract::{
        Deprecation, Description, TypePhrase, flags,
        flat::{Flat, Mark},
        head, limits, phrase,
        places::Places,
        type_word, values,
        vocabulary::INHERITED_FROM,
    },
    prose::{Block, Inlines, fold, plain},
    rules,
};

/// What a description cell says, and the bases from which it says that the property is inherited.
#[derive(Default)]
pub(super) struct Read {
    pub description: Description,
    pub inherited: Vec<TypePhrase>,
}

/// Reads a description, if there is one.
pub(super) fn read(text: Option<&Inlines>, places: Places<'_>, out: &mut Vec<Diagnostic>) -> Read {
    let docs = |text| Some((text, docs(text, places, out)));
    let Some((text, docs)) = text.and_then(docs).filter(|(_, docs)| !docs.is_empty()) else {
        return Read::default();
    };
    let mut description = Description {
        docs: docs.into(),
        ..Description::default()
    };
    let flat = places.flat(text);
    let mut inherited = Vec::new();
    let sentences = flat.sentences();
    // Most descriptions contain none of these words. It is faster to check that once than for each sentence.
    let holds = |word: &str| flat.prose.contains(word);
    let (may_be_read_only, may_inherit, may_default, may_end) = (
        holds("read") && !flat.prose.starts_with("read"),
        holds("inherit"),
        holds("default"),
        holds("deprecated"),
    );
    for (index, &(start, end)) in sentences.iter().enumerate() {
        let at = || places.at(flat.span(start, end));
        let sentence = flat.prose[start..end].trim_end();
        // Code is blank in the sentence.
        match sentence.ends_with(" be") && is_null(&flat, start + sentence.len(), end) {
            true => flags::read(&[sentence, " null"].concat(), &mut description),
            false => flags::read(sentence, &mut description),
        }
        if may_be_read_only && let Some(at) = flags::read_only_behind(&flat, start, end) {
            flags::read(flat.prose[at..end].trim_end(), &mut description);
        }
        if let Some(limit) = limits::read(sentence) {
            description.limits.push((limit, at()));
        }
        if may_end && flags::is_deprecated(sentence) && description.deprecated.is_none() {
            // The next sentence names the successor.
            let next = sentences.get(index + 1).filter(|(start, end)| {
                let next = &flat.prose[*start..*end];
                next.starts_with("going forward")
                    || next.starts_with("use ")
                    || next.starts_with("instead")
            });
            let end = next.map_or(end, |(_, end)| *end);
            let note = fold(flat.text.get(start..end).unwrap_or_default()).into_owned();
            description.deprecated = Some(Box::new(Deprecation {
                note,
                ..Deprecation::default()
            }));
        }
        if may_default {
            default(&flat, start, end, &mut description);
        }
        if may_inherit {
            inherited.extend(inherited_from(&flat, start, end, places));
        }
    }
    description.values = values::read(&flat, places, out).map(Box::new);
    if description.values.is_none() {
        match values::read_run(&flat, places, out) {
            Some((list, true)) => description.values = Some(Box::new(list)),
            Some((run, false)) => description.run = Some(Box::new(run)),
            None => {}
        }
    }
    Read {
        description,
        inherited,
    }
}

/// Whether a range of a text is nothing but `null` as code.
fn is_null(flat: &Flat, start: usize, end: usize) -> bool {
    flat.text
        .get(start..end)
        .is_some_and(|text| text.trim() == "null")
}

/// Maximum length of a placeholder in bytes.
const LONGEST_PLACEHOLDER: usize = 80;

/// Returns the text as documentation; empty for a placeholder.
pub(super) fn docs(text: &Inlines, places: Places<'_>, out: &mut Vec<Diagnostic>) -> Vec<Block> {
    let (Some(first), Some(last)) = (text.first(), text.last()) else {
        return Vec::new();
    };
    let span = first.span.to(last.span);
    // A long text is not a placeholder, and most texts are long.
    if span.end - span.start > LONGEST_PLACEHOLDER {
        return vec![Block::Paragraph(text.clone())];
    }
    let words = plain(text);
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return Vec::new();
    }
    let begins = |words: &str| {
        let head = bare.get(..words.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(words))
    };
    let is = |words: &str| bare.eq_ignore_ascii_case(words);
    let marks = [
        "todo",
        "tbd",
        "to be added",
        "to be determined",
        "to be documented",
    ];
    let message = match () {
        () if is("not yet documented") => rules::not_documented(),
        () if marks.into_iter().any(is) || begins("todo: add") => rules::placeholder(),
        () => return vec![Block::Paragraph(text.clone())],
    };
    out.push(Diagnostic::at(message, &places.at(span)));
    Vec::new()
}

fn default(flat: &Flat, start: usize, end: usize, description: &mut Description) {
    let sentence = &flat.prose[start..end];
    if !sentence.contains("default") {
        return;
    }
    // The form `a` (default) in a list of values.
    let before = sentence.find("(default)").and_then(|at| {
        let open = start + at;
        let before = flat.marked.partition_point(|mark| mark.end <= open);
        let mut before = flat.marked[..before].iter().rev();
        before.find(|mark| mark.kind == Mark::Code)
    });
    if let Some(mark) = before {
        let value = flat.text[mark.start..mark.end].trim();
        description.default.get_or_insert_with(|| value.into());
        return;
    }
    let phrases = [
        "default value is",
        "defaults to",
        "default is",
        "default value for this property is",
        "default value:",
        "default:",
    ];
    let Some(from) = phrases
        .iter()
        .find_map(|words| sentence.find(words).map(|at| start + at + words.len()))
    else {
        return;
    };
    let value = match flat.codes(from, end).next() {
        Some(mark) if flat.prose[from..mark.start].trim().is_empty() => {
            flat.text[mark.start..mark.end].trim()
        }
        _ => {
            let word = flat.text.get(from..end).unwrap_or_default().trim();
            let word = word.split([' ', ',', ';']).next().unwrap_or_default();
            word.trim_matches(['"', '\'', '.', '*'])
        }
    };
    if !value.is_empty() && !value.eq_ignore_ascii_case("the") && !value.eq_ignore_ascii_case("a") {
        description.default.get_or_insert_with(|| value.into());
    }
}

/// Whether a name before this text ends a clause, perhaps followed by the kind of thing that it names.
fn is_end(behind: &str) -> bool {
    let words = behind.trim_start();
    let kinds = ["resource type", "resource", "type", "entity"];
    let kind = kinds.iter().find_map(|kind| words.strip_prefix(kind));
    let rest = kind.unwrap_or(words);
    !rest.trim_start().starts_with(char::is_alphanumeric)
}

/// Reads `Inherited from [x](..)` and `Inherits from`, in bold or plain text.
pub(super) fn inherited_from(
    flat: &Flat,
    start: usize,
    end: usize,
    places: Places<'_>,
) -> Vec<TypePhrase> {
    let sentence = &flat.prose[start..end];
    let mut found = Vec::new();
    if !sentence.contains("inherit") {
        return found;
    }
    for words in INHERITED_FROM {
        for (at, _) in sentence.match_indices(words) {
            let from = start + at + words.len();
            let skipped = flat.prose[from..end].trim_start_matches([' ', ':', '*']);
            let from = end - skipped.len();
            let near = flat.links(from, end.min(from + 5)).next();
            if let Some(mark) = near {
                found.push(head::link(flat, mark, places));
            } else {
                let text = flat.text.get(from..end).unwrap_or_default().trim_start();
                let word: String = text
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '#'))
                    .collect();
                let word = word.trim_end_matches('.');
                // In running text, the next word may be an article or begin another thought.
                let behind = text.get(word.len()..).unwrap_or_default();
                if type_word::is_qualified(word) && (word.contains('.') || is_end(behind)) {
                    let span = flat.span(from, from + word.len());
                    found.push(phrase::words(word, None, places.at(span)));
                }
            }
        }
    }
    if found.is_empty() {
        found.extend(head::base_before(flat, start, end, places));
    }
    found
}
