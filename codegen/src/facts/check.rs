//! Holds each fact against the page that it quotes: rules one, two and four.

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

/// A sentence less alike than this is another sentence.
const ALIKE: f64 = 0.3;

/// Finds the sentence of each fact on its page and reports what is not as the fact says.
pub fn check(facts: &mut [Fact], pages: &[SourceFile]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for fact in facts {
        let Some(page) = page_of(fact, pages) else {
            let message = format!(
                "the fact `{}` is about the page `{}`, which does not exist",
                fact.id, fact.page
            );
            let found = Diagnostic::old(&rules::FACT_UNUSED, &fact.file, fact.span, message);
            out.push(found);
            continue;
        };
        if let Some(found) = quoted(fact, page) {
            out.push(found);
        }
        unsaid(fact, &mut out);
    }
    out
}

/// Rule one: the sentence is there, once.
fn quoted(fact: &mut Fact, page: &SourceFile) -> Option<Diagnostic> {
    let Some(quote) = &fact.quote else {
        let message = format!(
            "the fact `{}` rests on no sentence: {}",
            fact.id,
            fact.because.as_deref().unwrap_or_default()
        );
        let code = &rules::FACT_WITHOUT_SENTENCE;
        return Some(Diagnostic::old(code, &fact.file, fact.span, message));
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
            let message = format!(
                "the sentence of the fact `{}` stands {} times on `{}`, first on line {}",
                fact.id,
                found.len(),
                page.path,
                page.line(first.start)
            );
            let found = Diagnostic::old(&rules::FACT_AMBIGUOUS, &fact.file, quote.span, message);
            let found = found
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
    let stale = |message: String| Diagnostic::old(&rules::FACT_STALE, &fact.file, span, message);
    let Some((_, text, at)) = nearest else {
        let message = format!(
            "the fact `{}` is stale: `{}` has neither this sentence nor a similar one",
            fact.id, page.path
        );
        return stale(message).help("if the documentation no longer states this, remove the fact");
    };
    let message = format!(
        "the fact `{}` is stale: its sentence changed on line {} of `{}`",
        fact.id,
        page.line(at.start),
        page.path
    );
    let change = word_diff::words(quote, &text);
    stale(message)
        .label("quoted here")
        .also(&page.path, at, format!("now: {change}"))
        .help("if it still means the same, update `quote`; the fact remains in effect until then")
}

/// Rule two: the sentence has every word that the fact asserts.
fn unsaid(fact: &Fact, out: &mut Vec<Diagnostic>) {
    let Some(quote) = &fact.quote else { return };
    for (word, span) in fact.assertion.stated_words() {
        if says(&quote.text, &word) || grouped(&word).is_some_and(|word| says(&quote.text, &word)) {
            continue;
        }
        let message = format!(
            "the fact `{}` claims `{word}`, and its sentence does not say so",
            fact.id
        );
        let mut found = Diagnostic::old(&rules::FACT_UNSAID, &fact.file, span, message);
        found = found.also(&fact.file, quote.span, "its sentence");
        if let Some(place) = &fact.place {
            let text = format!("line {} of the page", place.line);
            found = found.also(&place.file, place.span, text);
        }
        out.push(found);
    }
}

/// A number of four digits or more with commas between its thousands, as pages write it.
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
