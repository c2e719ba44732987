//! Lists of values in running text: `Possible values are:` followed by code spans.

use crate::{
    diagnostic::Diagnostic,
    extract::{
        Value, Values, choice,
        flat::{BULLETS, Flat, ITEM, Mark, Marked, before_words},
        places::Places,
        vocabulary::{
            CLAUSE_NEGATIONS, CLAUSE_STARTS, LIST_ADJECTIVES, LIST_CONDITIONS, LIST_NEGATIONS,
            LIST_VERBS, ONE_OF,
        },
    },
    first::First,
    prose::{unquoted, without_zero_width},
    rules,
    span::{Place, Span},
};

/// Maximum distance from the noun to the verb, in bytes.
const NEAR: usize = 60;

/// Length of the longest verb and the character after it.
const LONGEST_VERB: usize = 20;

/// Length of the clause before `one of` in which a negation counts, in bytes.
const CLAUSE: usize = 160;

/// Limit on the work for a text, as a multiple of its length. A text that mentions values only once in a sentence is
/// searched once.
const MOST_LOOKS: usize = 64;

/// Reads the first list of values in a text.
pub(super) fn read(flat: &Flat, places: Places<'_>, out: &mut Vec<Diagnostic>) -> Option<Values> {
    // Most descriptions list no values, and this is the cheapest check.
    if !flat.prose.contains("value") {
        return None;
    }
    let (mut from, mut stop, mut end) = (0, 0, 0);
    let mut left = MOST_LOOKS * flat.prose.len();
    let last_item = flat.prose.rfind(ITEM);
    for (word, start) in introducers(&flat.prose) {
        if word < from || start <= from {
            continue;
        }
        from = start;
        if stop < start {
            stop = prefer(flat, start).map_or(flat.prose.len(), |prefer| prefer.start);
        }
        if end < start {
            end = flat.sentence_end(start);
        }
        let has_items = last_item.is_some_and(|last| last >= start);
        let looked_at = if has_items { stop } else { end.min(stop) };
        let Some(rest) = left.checked_sub(looked_at.saturating_sub(start)) else {
            out.push(unsearched(flat, start, places));
            return None;
        };
        left = rest;
        let items = has_items && flat.prose[start..stop].contains(ITEM);
        if let Some(mut found) = list(flat, start, end.min(stop), items.then_some(stop))
            && let (Some(first), Some(last)) = (found.first(), found.last())
        {
            let place = places.at(first.1.to(last.1));
            found.splice(0..0, named_before(flat, word));
            return Some(values(flat, found, place, places, out));
        }
    }
    None
}

/// Returns the value that a sentence names before its list, as in `is set to x when .. and one of the following values`
/// or `either x or one of the following values`.
fn named_before(flat: &Flat, word: usize) -> Option<(String, Span)> {
    let before = flat.prose[..word].trim_end();
    let before = ONE_OF
        .iter()
        .find_map(|words| before.strip_suffix(words))?
        .trim_end();
    let (choice, is_or) = match before.strip_suffix(" or") {
        Some(choice) => (choice, true),
        None => (before.strip_suffix(" and")?, false),
    };
    let start = choice.rfind(". ").map_or(0, |at| at + 2);
    let is_behind =
        |mark: &&Marked, words: &str| flat.prose[start..mark.start].trim_end().ends_with(words);
    let ends = |mark: &&Marked| {
        choice[mark.end.min(choice.len())..]
            .trim_matches([' ', ','])
            .is_empty()
    };
    let mut codes = flat.codes(start, choice.len());
    let named = codes.find(|mark| is_behind(mark, "set to") || is_or && ends(mark))?;
    let name = flat.text[named.start..named.end].trim();
    is_value(name).then(|| (name.to_owned(), named.span))
}

fn unsearched(flat: &Flat, start: usize, places: Places<'_>) -> Diagnostic {
    let at = places.at(flat.span(start, flat.prose.len()));
    Diagnostic::at(rules::unsearched_text(), &at)
        .label("not searched from here on")
        .help("name the values in a sentence of their own")
}

/// Reads the first run of values after a colon, regardless of the words before it, or else after words of a choice. Also
/// returns whether its sentence says nothing else, which makes it a list of values that may be set.
pub(super) fn read_run(
    flat: &Flat,
    places: Places<'_>,
    out: &mut Vec<Diagnostic>,
) -> Option<(Values, bool)> {
    let mut colons = flat.prose.match_indices(':').map(|(at, _)| at + 1);
    let start = colons.find(|start| {
        let next = flat.codes(*start, usize::MAX).next();
        next.is_some_and(|next| {
            let between = &flat.prose[*start..next.start];
            between.trim_matches([' ', ITEM, '-', '*']).is_empty()
        })
    });
    let start = start.or_else(|| choice::start(flat))?;
    let items = flat.prose[start..]
        .contains(ITEM)
        .then_some(flat.prose.len());
    let found =
        list(flat, start, flat.sentence_end(start), items).filter(|found| found.len() > 1)?;
    let place = places.at(found.first()?.1.to(found.last()?.1));
    // An item without a mark says that there are more.
    let is_complete = flat.prose[start..].matches(ITEM).count() <= found.len();
    let is_list = is_complete && choice::is_introduced(flat, start);
    let mut run = values(flat, found, place, places, out);
    run.is_subset |= is_list;
    Some((run, is_list))
}

fn values(
    flat: &Flat,
    found: Vec<(String, Span)>,
    place: Place,
    places: Places<'_>,
    out: &mut Vec<Diagnostic>,
) -> Values {
    let mut members: Vec<Value> = Vec::new();
    let mut known = First::default();
    for (name, span) in found {
        let place = places.at(span);
        let Some(first) = known.find(&members, |member| &member.name, &name) else {
            members.push(Value { name, place });
            continue;
        };
        let found = Diagnostic::at(rules::duplicate_member::list(name), &place);
        let first = members.get(first).map(|member| &member.place);
        out.push(match first {
            Some(first) => found.also_at(first, "first here"),
            None => found,
        });
    }
    Values {
        members,
        newer: newer(flat),
        is_flags: is_flags(&flat.prose),
        is_several: is_several(&flat.prose),
        is_subset: flat.prose.contains("subset of the"),
        place,
    }
}

/// Returns the members that are sent only to callers that send `Prefer: include-unknown-enum-members`.
pub(super) fn newer(flat: &Flat) -> Vec<String> {
    let Some(prefer) = prefer(flat, 0) else {
        return Vec::new();
    };
    let end = flat.sentence_end(prefer.end);
    flat.codes(prefer.end, end)
        .map(|mark| flat.text[mark.start..mark.end].trim().to_owned())
        .collect()
}

/// Whether a value may combine several members according to the text.
pub(super) fn is_flags(prose: &str) -> bool {
    prose.contains("multivalued")
        || prose.contains("comma-separated list") && prose.contains("multiple values")
}

/// Whether the text is about several values in one string. For an enum these are flags; a `String` may be anything.
fn is_several(prose: &str) -> bool {
    [
        "comma-separated list of",
        "comma separated list of",
        "multi-valued",
        "multivalued",
    ]
    .iter()
    .any(|words| prose.contains(words))
}

fn prefer<'a>(flat: &'a Flat<'a>, from: usize) -> Option<&'a Marked<'a>> {
    flat.codes(from, usize::MAX).find(|mark| {
        let text = flat.text[mark.start..mark.end].chars();
        let mut squeezed = text.filter(|c| !c.is_whitespace());
        let mut wanted = "prefer:include-unknown-enum".chars();
        wanted.all(|wanted| {
            squeezed
                .next()
                .is_some_and(|c| c.eq_ignore_ascii_case(&wanted))
        })
    })
}

/// Returns the words that introduce a list, each with the offset after the introduction.
fn introducers(prose: &str) -> impl Iterator<Item = (usize, usize)> {
    prose.match_indices("value").filter_map(|(word, value)| {
        let after = word + value.len();
        let after = after + usize::from(prose[after..].starts_with('s'));
        Some((word, opens(prose, word, after)?))
    })
}

fn opens(prose: &str, word: usize, after: usize) -> Option<usize> {
    let before = prose[..word].trim_end();
    let mut nouns = ["string", "property"].iter();
    let noun = nouns.find_map(|noun| before.strip_suffix(noun));
    let before = noun.map_or(before, str::trim_end);
    if let Some(clause) = ONE_OF.iter().find_map(|words| before_words(before, words)) {
        return (!ends_negated(clause)).then_some(after);
    }
    let mut adjectives = LIST_ADJECTIVES.iter();
    let qualified = adjectives.any(|adjective| is_said(before, adjective));
    let tail = &prose[after..];
    if !qualified && !before.ends_with("the") {
        return None;
    }
    // Only a few words may come between noun and verb: "for this property", "of **x**".
    let near = &tail[..tail.floor_char_boundary(NEAR + LONGEST_VERB)];
    let verb = LIST_VERBS
        .iter()
        .filter_map(|verb| verb_at(near, verb))
        .min_by_key(|(start, _)| *start);
    let is_conditional = |words: &str| {
        words
            .split_whitespace()
            .any(|word| LIST_CONDITIONS.contains(&word))
    };
    match verb {
        // The first verb belongs to the condition.
        Some((start, _)) if qualified && is_conditional(&tail[..start]) && near.contains(':') => {
            near.find(':').map(|colon| after + colon + 1)
        }
        Some((start, end))
            if qualified && start <= NEAR && !tail[..start].contains(['.', ITEM]) =>
        {
            Some(after + end)
        }
        Some((start, end)) if start <= 1 && before.ends_with("the") && !qualified => {
            Some(after + end)
        }
        _ if qualified && tail.trim_start().starts_with(['\u{f8fe}', '(', ',']) => Some(after),
        _ if qualified && tail.starts_with(' ') => Some(after),
        _ => None,
    }
}

/// Whether a text ends in the middle of a clause that says what is not so: `Cannot be empty or be`.
fn ends_negated(text: &str) -> bool {
    let text = &text[text.ceil_char_boundary(text.len().saturating_sub(CLAUSE))..];
    let clause = text.rsplit(['.', ',', ';', ':', ITEM]).next();
    let words = clause.unwrap_or_default().split_whitespace().rev();
    let mut words = words.take_while(|word| !CLAUSE_STARTS.contains(word));
    let is_no = words.any(|word| CLAUSE_NEGATIONS.contains(&word));
    is_no && !words.any(|word| LIST_CONDITIONS.contains(&word))
}

/// Whether a text ends with these words and does not negate them.
fn is_said(text: &str, words: &str) -> bool {
    let is_negated = |before: &str| {
        let mut negations = LIST_NEGATIONS.iter();
        negations.any(|no| before_words(before.trim_end(), no).is_some())
    };
    before_words(text, words).is_some_and(|before| !is_negated(before))
}

fn verb_at(tail: &str, verb: &str) -> Option<(usize, usize)> {
    let start = tail.contains(verb).then(|| tail.find(verb)).flatten()?;
    let bounded = verb == ":"
        || (tail[..start].ends_with(' ')
            && !tail[start + verb.len()..].starts_with(|c: char| c.is_alphanumeric()));
    bounded.then_some((start, start + verb.len()))
}

/// Returns where a list begins if its introduction has a condition: after the colon, and not at a value in the
/// condition.
fn behind_condition(flat: &Flat, start: usize, end: usize) -> usize {
    let prose = &flat.prose[start..end];
    let (Some(first), Some(colon)) = (flat.codes(start, end).next(), prose.find(':')) else {
        return start;
    };
    let colon = start + colon + 1;
    let mut words = flat.prose[start..first.start.max(start)].split_whitespace();
    // Values without marks may follow a condition, but not words about what has the values.
    let is_marked = flat.codes(colon, end).next().is_some();
    let is_condition = first.start < colon
        && words.any(|word| {
            LIST_CONDITIONS.contains(&word) || is_marked && matches!(word, "for" | "of")
        });
    if is_condition { colon } else { start }
}

/// Reads the list in the rest of a sentence, or in list items up to the offset `items`.
fn list(
    flat: &Flat,
    start: usize,
    end: usize,
    items: Option<usize>,
) -> Option<Vec<(String, Span)>> {
    let start = behind_condition(flat, start, end);
    let run: Vec<&Marked> = flat.codes(start, end).collect();
    // Items that follow the first values of a list are more of them, or about something else.
    let first_item = items.and_then(|stop| flat.prose[start..stop].find(ITEM));
    let is_behind = |item: usize| {
        let before = run.iter().take_while(|mark| mark.end <= start + item);
        let last = before.last()?;
        let between = flat.prose[last.end..start + item].trim_matches([',', ';', ' ']);
        Some(between.is_empty() || run.get(1).is_some_and(|mark| mark.end <= start + item))
    };
    let items = items.filter(|_| first_item.and_then(is_behind) != Some(true));
    let in_items = items.map(|stop| item_marks(flat, start, stop));
    let in_items = in_items.filter(|marks| !marks.is_empty());
    if in_items.is_none()
        && let Some(named) = items.and_then(|stop| item_words(flat, start, stop))
    {
        return Some(named);
    }
    let items = in_items.is_some();
    let marks = if let Some(marks) = in_items {
        marks
    } else if run.is_empty() {
        let near = |mark: &&Marked| mark.kind == Mark::Emphasis && mark.start >= start;
        let until = flat.behind(start).take_while(|mark| mark.start < end);
        // Of nested emphasis, only the inner one, which comes first.
        let mut marks: Vec<&Marked> = until.filter(near).collect();
        marks.dedup_by(|outer, inner| outer.start < inner.end);
        marks
    } else {
        run
    };
    let Some(first) = marks.first() else {
        return bare_words(flat, start, end);
    };
    // A list starts soon after its introduction. Farther away, it belongs to something else.
    if !items && flat.prose[start..first.start.max(start)].trim().len() > 40 {
        return None;
    }
    if marks.windows(2).any(|pair| {
        flat.prose
            .get(pair[0].end..pair[1].start)
            .is_some_and(is_range)
    }) {
        return None;
    }
    let found = marked(flat, start, &marks, items);
    (!found.is_empty() && found.iter().all(|(name, _)| is_value(name))).then_some(found)
}

/// Reads values from their marks. A remark in parentheses after a value may contain code of its own, except in items.
fn marked(flat: &Flat, start: usize, marks: &[&Marked], are_items: bool) -> Vec<(String, Span)> {
    let (mut seen, mut open) = (start, false);
    let mut found = Vec::with_capacity(marks.len());
    for mark in marks {
        let between = &flat.prose[seen..mark.start.max(seen)];
        if let Some(at) = between.rfind(['(', ')']) {
            open = between[at..].starts_with('(');
        }
        seen = seen.max(mark.start);
        if open && !found.is_empty() && !are_items {
            continue;
        }
        (seen, open) = (mark.end, false);
        let text = without_zero_width(&flat.text[mark.start..mark.end]);
        let text = unquoted(text.trim()).trim_end_matches(':').trim();
        if text.eq_ignore_ascii_case("null") {
            continue;
        }
        found.push((text.to_owned(), mark.span));
    }
    found.into_iter().flat_map(split_joined).collect()
}

/// Splits a code span that contains a whole list, as some pages have: `a, b, c` or `a | b`.
fn split_joined((text, span): (String, Span)) -> Vec<(String, Span)> {
    if !text.contains([',', '|']) {
        return vec![(text, span)];
    }
    text.split([',', '|'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| (part.to_owned(), span))
        .collect()
}

/// Returns where the text of each item begins and ends.
fn items(flat: &Flat, start: usize, stop: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut end = start;
    let ranges = flat.prose[start..stop].split(ITEM).map(move |item| {
        let from = end;
        end += item.len() + ITEM.len_utf8();
        (from, from + item.len())
    });
    ranges.skip(1)
}

/// Returns the marks that items begin with.
fn item_marks<'a>(flat: &'a Flat<'a>, start: usize, stop: usize) -> Vec<&'a Marked<'a>> {
    let begins = |(from, end)| {
        let inside = |mark: &&Marked| mark.kind != Mark::Link && mark.start >= from;
        let mut near = flat.behind(from).take_while(|mark| mark.start < end);
        near.find(inside).filter(|mark| {
            let before = flat.prose[from..mark.start].trim_matches(BULLETS);
            let number = before.strip_suffix(['.', ')']).unwrap_or(before);
            number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    items(flat, start, stop).filter_map(begins).collect()
}

/// Reads items that all begin with a word, alone or before its description: `oak: Strong.`
fn item_words(flat: &Flat, start: usize, stop: usize) -> Option<Vec<(String, Span)>> {
    let named = |(from, end): (usize, usize)| {
        let text = flat.text.get(from..end)?.trim_start_matches(BULLETS);
        let at = end - text.len();
        // The text behind the last item does not belong to it.
        let name = first_word(text.split('\n').next()?)?;
        Some((name.to_owned(), flat.span(at, at + name.len())))
    };
    let found: Option<Vec<_>> = items(flat, start, stop).map(named).collect();
    found.filter(|found| found.len() > 1)
}

/// Returns the word that a text consists of or describes, as in `oak: Strong.`
pub(super) fn first_word(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let (name, rest) = text.split_at(end.unwrap_or(text.len()));
    let rest = rest.trim_matches(['.', ',', ';']);
    let is_described = rest.starts_with(':') || rest.trim_start().starts_with(['-', '–', '(']);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    (is_name && (is_described || rest.trim().is_empty())).then_some(name)
}

fn is_range(between: &str) -> bool {
    matches!(between.trim(), "through" | "to" | "-" | "–" | "..")
}

/// Reads a list without markup: single words separated by commas.
fn bare_words(flat: &Flat, start: usize, end: usize) -> Option<Vec<(String, Span)>> {
    let text = flat.text.get(start..end)?;
    let mut found = Vec::new();
    let mut at = start;
    for part in text.split([',', ';', '|']) {
        for word in part.split(" or ").flat_map(|part| part.split(" and ")) {
            let offset = at + (word.as_ptr() as usize - part.as_ptr() as usize);
            let trimmed = word.trim().trim_start_matches([':', ' ']);
            let trimmed = trimmed
                .strip_prefix("or ")
                .or(trimmed.strip_prefix("and "))
                .unwrap_or(trimmed);
            // A remark such as `(default)` may follow a value.
            let trimmed = trimmed.split(" (").next().unwrap_or_default();
            let name = unquoted(trimmed.trim()).trim();
            if name.is_empty() {
                continue;
            }
            if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                || name.starts_with(|c: char| c.is_ascii_digit())
            {
                return None;
            }
            let lead = word.find(name).unwrap_or(0);
            found.push((
                name.to_owned(),
                flat.span(offset + lead, offset + lead + name.len()),
            ));
        }
        at += part.len() + 1;
    }
    (found.len() > 1).then_some(found)
}

/// Whether a text can be a value. Long or complex text is an example.
fn is_value(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && !text.contains(['\n', '<', '>', '{', '=', '$'])
        && text.split(' ').count() <= 4
}
