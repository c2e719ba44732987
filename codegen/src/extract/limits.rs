//! Limits in recognized words: `Max limit is 256 chars.`, `Maximum length is 255.`

use crate::extract::{Limit, vocabulary::MAXIMUM};

/// Reads the limit in a sentence, which is in lower case. A sentence with several numbers states something else, or is
/// ambiguous.
pub(super) fn read(sentence: &str) -> Option<Limit> {
    // Whole chunks compile to vector instructions.
    let has_digit = |chunk: &[u8]| {
        chunk
            .iter()
            .fold(false, |any, byte| any | byte.is_ascii_digit())
    };
    if !sentence.as_bytes().chunks(64).any(has_digit) {
        return None;
    }
    let is_maximum = MAXIMUM.iter().any(|word| sentence.contains(word));
    // "N values, each with a limit of M" applies M to the elements and N to the list; neither is read.
    let excluded = ["minimum", "at least", " each "];
    if !is_maximum || excluded.iter().any(|word| sentence.contains(word)) {
        return None;
    }
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let mut numbers = words
        .iter()
        .enumerate()
        .filter_map(|(at, word)| number(word).map(|number| (at, number)));
    let (index, number) = numbers.next()?;
    if numbers.next().is_some() {
        return None;
    }
    let unit = words
        .get(index + 1)
        .map_or("", |word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    match unit {
        "char" | "chars" | "character" | "characters" => Some(Limit::MaxLength(number)),
        "byte" | "bytes" => Some(Limit::MaxBytes(number)),
        "item" | "items" | "entries" | "elements" => Some(Limit::MaxItems(number)),
        "" if sentence.contains("length") => Some(Limit::MaxLength(number)),
        _ => None,
    }
}

/// Parses a number with or without commas between thousands.
fn number(word: &str) -> Option<u64> {
    let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == ',');
    is_number
        .then(|| digits.replace(',', "").parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_in_several_wordings() {
        for (sentence, limit) in [
            ("max limit is 256 chars", Limit::MaxLength(256)),
            (
                "can have a maximum of 1,024 characters",
                Limit::MaxLength(1024),
            ),
            ("maximum length is 255", Limit::MaxLength(255)),
            ("up to 20 items", Limit::MaxItems(20)),
        ] {
            assert_eq!(read(sentence), Some(limit), "{sentence}");
        }
    }

    #[test]
    fn numbers_about_something_else_are_not_a_limit() {
        let sentences = [
            "250 values, each with a limit of 64 characters",
            "minimum length is 8",
            "see rfc 3339",
            "maximum 5 days",
        ];
        for sentence in sentences {
            assert_eq!(read(sentence), None, "{sentence}");
        }
    }
}
