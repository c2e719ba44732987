//! Similarity of names, sets and texts, in thousandths. Everything here is symmetric, so the reverse comparison finds
//! the same pairs.

use std::collections::BTreeSet;

use crate::{
    emit::ident,
    prose::{self, Block},
};

/// Returns the share of letter pairs that two names have in common, ignoring case.
pub fn names(a: &str, b: &str) -> u32 {
    letters(&bigrams(a), &bigrams(b))
}

/// Like [`names`], for names whose letter pairs are known.
pub fn letters(a: &Bigrams, b: &Bigrams) -> u32 {
    let shared = a.intersection(b).count();
    ratio(2 * shared, a.len() + b.len())
}

/// The pairs of adjacent letters in a name.
pub type Bigrams = BTreeSet<(char, char)>;

/// Returns the share of elements that two sets have in common.
pub fn sets<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> u32 {
    let shared = a.intersection(b).count();
    ratio(shared, a.len() + b.len() - shared)
}

/// Returns the words of a text.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Returns a digest of a description, or else the name: what two members do not have in common by chance.
pub fn distinctive(docs: &[Block], name: &str) -> String {
    match prose::digest(&prose::words(docs)) {
        digest if digest.is_empty() => name.to_owned(),
        digest => digest,
    }
}

/// Traits by which a renamed property or enum member is recognized.
pub struct Traits<'m> {
    name: &'m str,
    core: Words,
    docs: BTreeSet<String>,
    /// For one of the sides, only a digest may be known.
    digest: String,
}

impl<'m> Traits<'m> {
    pub fn new(name: &'m str, docs: &[Block]) -> Traits<'m> {
        let docs = prose::words(docs);
        Traits {
            name,
            core: Words::of(name),
            docs: words(&docs),
            digest: prose::digest(&docs),
        }
    }

    /// Scores whether both are the same: they have similar names or descriptions.
    pub fn like(&self, other: &Traits<'_>) -> Option<u32> {
        let related = self.core.are_related(&other.core);
        let described = || {
            texts(&self.docs, &other.docs) || !self.digest.is_empty() && self.digest == other.digest
        };
        (related || described())
            .then(|| names(self.name, other.name) + if related { 1000 } else { 0 })
    }
}

/// Whether two texts have nearly the same words. Texts that are too short to be distinctive do not count.
fn texts(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let (few, many) = (a.len().min(b.len()), a.len().max(b.len()));
    few >= 4 && few * 1000 >= many * 850 && sets(a, b) >= 850
}

/// The significant words of a name.
struct Words {
    core: Vec<String>,
    whole: String,
}

impl Words {
    /// Splits a name into words.
    fn of(name: &str) -> Words {
        let name = ident::snake(name);
        let words = name.split('_');
        let core = words.filter(|word| !matches!(*word, "is" | "has" | ""));
        let core: Vec<String> = core.map(str::to_owned).collect();
        let whole = core.concat();
        Words { core, whole }
    }

    /// Whether two names are variants of each other: they differ in at most one word, which has the same stem.
    fn are_related(&self, other: &Words) -> bool {
        let (a, b) = (&self.core, &other.core);
        if a.is_empty() || a.len() != b.len() {
            return self.whole == other.whole && !a.is_empty();
        }
        let mut others = a.iter().zip(b).filter(|(a, b)| a != b);
        let other = others.next();
        others.next().is_none() && other.is_none_or(|(a, b)| one_stem(a, b))
    }
}

fn one_stem(a: &str, b: &str) -> bool {
    let letters = |word: &str| -> String { word.chars().filter(|c| !c.is_numeric()).collect() };
    if letters(a) == letters(b) {
        // `address1` and `address2` are different things.
        return false;
    }
    let plural = |one: &str, many: &str| many.strip_suffix('s') == Some(one);
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    plural(a, b) || plural(b, a) || shared >= 4 && names(a, b) >= 500
}

/// Returns the pairs of adjacent letters, in lower case.
pub fn bigrams(name: &str) -> Bigrams {
    let letters: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    letters
        .iter()
        .copied()
        .zip(letters.iter().copied().skip(1))
        .collect()
}

fn ratio(part: usize, whole: usize) -> u32 {
    u32::try_from((part * 1000).checked_div(whole).unwrap_or(0)).unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn related(a: &str, b: &str) -> bool {
        Words::of(a).are_related(&Words::of(b))
    }

    #[test]
    fn respelled_names_are_related_and_other_names_are_not() {
        for (a, b) in [
            ("creationDateTime", "createdDateTime"),
            ("isEnabled", "enabled"),
            ("linkedResource", "linkedResources"),
            ("isWheelchairAccessible", "isWheelChairAccessible"),
        ] {
            assert!(related(a, b) && related(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("startDateTime", "endDateTime"),
            ("address1", "address2"),
            ("createdBy", "modifiedBy"),
            ("mail", "mailNickname"),
        ] {
            assert!(!related(a, b) && !related(b, a), "{a} {b}");
        }
    }

    #[test]
    fn empty_texts_are_not_similar() {
        assert_eq!(names("", ""), 0);
        assert_eq!(sets::<u8>(&BTreeSet::new(), &BTreeSet::new()), 0);
        assert!(!texts(&words(""), &words("")));
    }
}
