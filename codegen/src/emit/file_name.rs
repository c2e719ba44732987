//! Converts names in the documentation to file names. Nothing else does.

use super::{ident, runtime_files};
use crate::hash_map::HashSet;

/// Maximum length of a name in bytes, without its extension.
const LONGEST: usize = 80;

/// Names with a meaning of their own for Rust, for the generated crate or for Windows. `alloc`, `core` and `std` are
/// here because a module must not shadow these crates if someone imports everything.
const RESERVED: &[&str] = &[
    "alloc",
    "aux",
    "con",
    "conin",
    "conout",
    "core",
    "envelope",
    "json",
    "lib",
    "main",
    "mod",
    "nul",
    "prn",
    "operations",
    "runtime",
    "std",
    "unique",
];

/// Returns a file name without extension that is also the name of a module: lower-case ASCII letters, digits and `_`,
/// beginning with a letter, never empty, and not reserved by Rust or Windows.
pub fn stem(name: &str) -> String {
    let mut stem = ident::words(name);
    if !stem.starts_with(|c: char| c.is_ascii_lowercase()) {
        stem.insert(0, 'n');
    }
    if stem.len() > LONGEST {
        let mut keep = LONGEST - 9;
        while !stem.is_char_boundary(keep) {
            keep -= 1;
        }
        stem.truncate(keep);
        stem = format!("{}_{}", stem.trim_end_matches('_'), ident::hash(name));
    }
    if is_reserved(&stem) {
        stem.push('_');
    }
    stem
}

/// Returns the stem of a name, distinct from those in `taken`, and adds it to them.
pub(super) fn unique(plain: &str, name: &str, taken: &mut HashSet<String>) -> String {
    let unique = ident::apart(plain, name, stem, |stem| taken.contains(stem));
    taken.insert(unique.clone());
    unique
}

fn is_reserved(stem: &str) -> bool {
    let port = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    };
    ident::is_keyword(stem)
        || RESERVED.contains(&stem)
        // The root exports functions with these names, and a link to one would be ambiguous.
        || runtime_files::FUNCTIONS.contains(&stem)
        || port("com")
        || port("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_stay_in_the_folder() {
        let long = "a".repeat(300);
        let names = [
            "../../x",
            "..",
            ".",
            "",
            "/etc/passwd",
            "C:\\x",
            "Self",
            "self",
            "con",
            "CON",
            "Com1",
            "lpt9",
            "nul",
            "aux",
            "mod",
            "lib",
            "main",
            "type",
            "名前",
            "\u{202e}",
            "a\0b",
            "3d",
            long.as_str(),
            "runtime",
            "operations",
            "typeMismatches",
            "fromValueStrict",
            "x\n",
            "~",
        ];
        for name in names {
            let stem = stem(name);
            let is_part = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
            let is_clean = stem.bytes().all(is_part) && stem.as_bytes()[0].is_ascii_lowercase();
            let is_free = stem.len() <= LONGEST + 1 && !is_reserved(&stem);
            assert!(is_clean && is_free, "{name:?} gives {stem:?}");
        }
        assert_ne!(stem(&"a".repeat(300)), stem(&"a".repeat(301)));
    }

    #[test]
    fn names_equal_but_for_case_get_distinct_files() {
        let mut taken = HashSet::default();
        let stems = ["fooBar", "FooBar", "foo_bar", "foo-bar"]
            .map(|name| unique(&stem(name), name, &mut taken));
        assert_eq!(
            stems,
            [
                "foo_bar",
                "foo_bar_capitalized",
                "foo_underscore_bar",
                "foo_minus_bar"
            ]
        );
    }
}
