//! Checks each fact against the page that it quotes.

use super::{
    Fact,
    find_sentence::{Folded, says, sentences},
    page_of, word_diff,
};
use crate::{
    diagnostic::Diagnostic,
    rules,
    source::SourceFile,
    span::{Place, Span},
};

/// Minimum similarity of a changed sentence. Below this, it is a different sentence.
const ALIKE: f64 = 0.3;

/// Finds the sentence of each fact on its page, and reports what does not match.
pub fn check(facts: &mut [Fact], pages: &[SourceFile]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for fact in facts {
        let Some(page) = page_of(fact, pages) else {
            let message = rules::fact_unused::page(&fact.id, &fact.page);
            out.push(Diagnostic::new(message, &fact.file, fact.span));
            continue;
        };
        if let Some(found) = quoted(fact, page) {
            out.push(found);
        }
        unsaid(fact, &mut out);
    }
    out
}

/// The sentence must be on the page exactly once.
fn quoted(fact: &mut Fact, page: &SourceFile) -> Option<Diagnostic> {
    let Some(quote) = &fact.quote else {
        let because = fact.because.as_deref().unwrap_or_default();
        let message = rules::fact_without_sentence(&fact.id, because);
        return Some(Diagnostic::new(message, &fact.file, fact.span));
    };
    let found = Folded::new(&page.text).find(&quote.text);
    let place = |span: Span| Place {
        file: page.path.clone(),
        line: page.line(span.start),
        span,
    };
    match found.as_slice() {
        [one] => {
            fact.place = Some(place(*one));
            None
        }
        [] => Some(stale(fact, &quote.text, quote.span, page)),
        [first, second, ..] => {
            let line = page.line(first.start);
            let message = rules::fact_ambiguous(&fact.id, found.len(), &page.path, line);
            let found = Diagnostic::new(message, &fact.file, quote.span)
                .also(&page.path, *first, "here")
                .also(&page.path, *second, "and here");
            Some(found.help("quote a longer passage"))
        }
    }
}

fn stale(fact: &Fact, quote: &str, span: Span, page: &SourceFile) -> Diagnostic {
    let nearest = sentences(&page.text)
        .into_iter()
        .map(|(text, span)| (word_diff::likeness(quote, &text), text, span))
        .filter(|(likeness, ..)| *likeness >= ALIKE)
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    let Some((_, text, at)) = nearest else {
        let message = rules::fact_stale::removed(&fact.id, &page.path);
        let found = Diagnostic::new(message, &fact.file, span);
        return found.help("if the documentation no longer states this, remove the fact");
    };
    let message = rules::fact_stale::changed(&fact.id, page.line(at.start), &page.path);
    let change = word_diff::words(quote, &text);
    Diagnostic::new(message, &fact.file, span)
        .label("quoted here")
        .also(&page.path, at, format!("now: {change}"))
        .help("if it still means the same, update `quote`; the fact remains in effect until then")
}

/// The sentence must contain every word that the fact asserts.
fn unsaid(fact: &Fact, out: &mut Vec<Diagnostic>) {
    let Some(quote) = &fact.quote else { return };
    for (word, span) in fact.assertion.clone().into_stated_words() {
        if says(&quote.text, &word) || grouped(&word).is_some_and(|word| says(&quote.text, &word)) {
            continue;
        }
        let message = rules::fact_unsaid(&fact.id, &word);
        let mut found =
            Diagnostic::new(message, &fact.file, span).also(&fact.file, quote.span, "its sentence");
        if let Some(place) = &fact.place {
            let text = format!("line {} of the page", place.line);
            found = found.also(&place.file, place.span, text);
        }
        out.push(found);
    }
}

/// Returns a number of four or more digits with commas between thousands, as pages write it.
fn grouped(word: &str) -> Option<String> {
    let is_number = word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| {
        let mut grouped = String::new();
        for (at, digit) in word.chars().enumerate() {
            if at > 0 && (word.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped
    })
}
