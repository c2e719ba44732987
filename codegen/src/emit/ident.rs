//! Rust identifiers for names on the wire. Every function here is total: for any name, the result is an ASCII
//! identifier that is not a keyword of any edition and passes the naming lints.

use std::sync::Arc;

use heck::ToSnakeCase;

use crate::hash_map::HashMap;

/// All keywords, strict and reserved, of the editions 2015 to 2024.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words for symbols in names without letters, such as the enum members `+` and `-`.
const SYMBOLS: &[(char, &str)] = &[
    ('+', "plus"),
    ('-', "minus"),
    ('*', "star"),
    ('/', "slash"),
    ('.', "dot"),
    ('%', "percent"),
    ('&', "and"),
    ('<', "less"),
    ('=', "equal"),
    ('>', "greater"),
    ('!', "not"),
    ('?', "question"),
    ('@', "at"),
    ('#', "hash"),
    ('_', "underscore"),
    (' ', "space"),
    (',', "comma"),
    (':', "colon"),
    (';', "semicolon"),
    ('$', "dollar"),
    ('(', "open"),
    (')', "close"),
];

/// Number of characters that are spelled out if a name has no ASCII letter or digit.
const LONGEST_SPELLED: usize = 8;

/// Number of characters of a name in which symbols are spelled out; real names have about half as many.
const LONGEST_NAME: usize = 128;

/// Whether `name` is a keyword of any edition.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}

/// Returns the name of a field, method or variable: `resultInfo` becomes `result_info`, `type` becomes `type_`, `3d`
/// becomes `_3d`.
pub fn snake(name: &str) -> String {
    valid(words(name))
}

/// Returns the name of a type or variant: `resultInfo` becomes `ResultInfo`, `self` becomes `Self_`, `3d` becomes
/// `_3d`.
pub fn pascal(name: &str) -> String {
    let words = words(name);
    let mut out = String::with_capacity(words.len());
    for word in words.split('_') {
        // The gap between digits matters: `177.8` is not `1778`.
        if out.ends_with(|c: char| c.is_ascii_digit()) && starts_with_digit(word) {
            out.push('_');
        }
        let mut chars = word.chars();
        out.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(chars.as_str());
    }
    valid(out)
}

/// Cache of names in snake case. Types have the fields of their bases, so that most names occur many times.
#[derive(Default)]
pub(super) struct Snakes(HashMap<String, Arc<str>>);

impl Snakes {
    /// Like [`snake`].
    pub fn of(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.0.get(name) {
            return known.clone();
        }
        let snake: Arc<str> = snake(name).into();
        self.0.insert(name.to_owned(), snake.clone());
        snake
    }
}

/// Returns the ASCII words of a name in lower case, joined by `_`; never empty.
pub(super) fn words(name: &str) -> String {
    let words = match name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        true => name.to_snake_case(),
        false => name
            .replace(|c: char| !c.is_ascii_alphanumeric(), " ")
            .to_snake_case(),
    };
    if !words.is_empty() {
        return words;
    }
    match name.is_empty() {
        true => "empty".to_owned(),
        false => spelled(name.chars().take(LONGEST_SPELLED)),
    }
}

/// Returns a word for each character that is not an ASCII letter or digit.
fn spelled(chars: impl Iterator<Item = char>) -> String {
    let words = chars.map(|c| match SYMBOLS.iter().find(|(known, _)| *known == c) {
        Some((_, word)) => (*word).to_owned(),
        None => format!("u{:x}", u32::from(c)),
    });
    words.collect::<Vec<_>>().join("_")
}

/// Whether `wire` is the camel case form of the field name `ident`.
pub(super) fn is_camel_of(wire: &str, ident: &str) -> bool {
    let mut wire = wire.chars();
    let mut starts_word = false;
    for c in ident.chars() {
        if c == '_' {
            starts_word = true;
        } else {
            let expected = if starts_word {
                c.to_ascii_uppercase()
            } else {
                c
            };
            starts_word = false;
            if wire.next() != Some(expected) {
                return false;
            }
        }
    }
    wire.next().is_none()
}

/// Returns eight hexadecimal digits that depend on `text` alone (FNV-1a). They distinguish names that would otherwise
/// be equal, regardless of which other names exist.
pub fn hash(text: &str) -> String {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("{hash:08x}")
}

/// Returns `plain`. If that is taken, returns the name with its symbols spelled out, or else with a word for its letter
/// case. That shows how the two names differ, regardless of which others exist. If those are taken as well, a number is
/// added.
pub(super) fn apart(
    plain: &str,
    wire: &str,
    case: impl Fn(&str) -> String,
    is_taken: impl Fn(&str) -> bool,
) -> String {
    if !is_taken(plain) {
        return plain.to_owned();
    }
    let spelled = case(&spelled_out(wire));
    let written = case(&format!("{}_{}", words(wire), letters(wire)));
    free([plain.to_owned(), spelled, written], is_taken)
}

/// Returns the first name that is not taken, or else the first name with a number.
pub(super) fn free<const N: usize>(names: [String; N], is_taken: impl Fn(&str) -> bool) -> String {
    let is_free = |name: &&String| !is_taken(name);
    if let Some(name) = names.iter().find(is_free) {
        return name.clone();
    }
    let plain = names.first().map_or("", |name| name.trim_end_matches('_'));
    // Types and variants have underscores only between digits.
    let is_camel = plain.starts_with(char::is_uppercase) && !plain.ends_with(char::is_numeric);
    let gap = if is_camel { "" } else { "_" };
    let mut number = 2_u32;
    loop {
        let name = format!("{plain}{gap}{number}");
        if !is_taken(&name) {
            return name;
        }
        number += 1;
    }
}

/// Returns the name with its symbols spelled out as separate words.
fn spelled_out(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().take(LONGEST_NAME) {
        match c.is_ascii_alphanumeric() {
            true => out.push(c),
            false => out.extend(["_", &spelled(std::iter::once(c)), "_"]),
        }
    }
    out
}

/// Returns a word for the letter case of a name.
fn letters(name: &str) -> &'static str {
    let has = |is: fn(&u8) -> bool| name.as_bytes().iter().any(is);
    match (has(u8::is_ascii_uppercase), has(u8::is_ascii_lowercase)) {
        (true, false) => "uppercase",
        (false, _) => "lowercase",
        (true, true) if name.starts_with(|c: char| c.is_ascii_uppercase()) => "capitalized",
        (true, true) => "camel_case",
    }
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn valid(mut ident: String) -> String {
    if starts_with_digit(&ident) {
        ident.insert(0, '_');
    }
    if is_keyword(&ident) {
        ident.push('_');
    }
    ident
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_follow_rust_case() {
        assert_eq!(snake("clientContext"), "client_context");
        assert_eq!(snake("@odata.nextLink"), "odata_next_link");
        assert_eq!(snake("x509Certificate"), "x509_certificate");
        assert_eq!(pascal("commsOperation"), "CommsOperation");
        assert_eq!(pascal("na_5x7_127x177.8mm"), "Na5x7_127x177_8mm");
    }

    #[test]
    fn wire_name_is_derived_only_from_camel_case() {
        for (wire, is_camel) in [
            ("clientContext", true),
            ("type", true),
            ("IPAddress", false),
            ("a_b", false),
        ] {
            assert_eq!(is_camel_of(wire, &snake(wire)), is_camel, "{wire}");
        }
    }

    #[test]
    fn odd_names_become_identifiers() {
        assert_eq!(snake("type"), "type_");
        assert_eq!(snake("self"), "self_");
        assert_eq!(pascal("self"), "Self_");
        assert_eq!(snake("3d"), "_3d");
        assert_eq!(pascal("+"), "Plus");
        assert_eq!(snake("名前"), "u540d_u524d");
        assert_eq!(pascal("-----"), "MinusMinusMinusMinusMinus");
    }

    #[test]
    fn colliding_names_spell_out_their_difference() {
        let mut taken: Vec<String> = Vec::new();
        let names = [
            "a-b", "aB", "a_b", "A b", "ab", "AB", "Ab", "aB+", "a.b", "aé", "b", "B", "b",
        ];
        for name in names {
            let ident = apart(&pascal(name), name, pascal, |known| {
                taken.iter().any(|taken| taken == known)
            });
            assert!(syn::parse_str::<syn::Ident>(&ident).is_ok(), "{ident}");
            taken.push(ident);
        }
        assert_eq!(
            taken,
            [
                "AB",
                "ABCamelCase",
                "AUnderscoreB",
                "ASpaceB",
                "Ab",
                "AbUppercase",
                "AbCapitalized",
                "ABPlus",
                "ADotB",
                "A",
                "B",
                "BUppercase",
                "BLowercase",
            ]
        );
    }

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted());
    }
}
