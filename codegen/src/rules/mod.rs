//! The catalogue: every rule that a finding can name, as data, one file each in `catalogue/`.

mod files;

use std::{collections::BTreeMap, sync::OnceLock};

use toml::de::{DeTable, DeValue};

use crate::{diagnostic::Level, nearest};

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Kebab-case name, never reused for another meaning.
    pub id: &'static str,
    /// How much it matters unless configured otherwise.
    pub level: Level,
    /// One line that says what a finding means.
    pub meaning: String,
    /// Why that is worth a word.
    pub reason: String,
    /// Whether the marked texts are what is compared, and so are part of the identity of a finding.
    pub quote: bool,
    /// Parts of a page on which it fires.
    pub bad: BTreeMap<String, String>,
    /// The same parts put right.
    pub good: BTreeMap<String, String>,
}

/// Each file once it was read: a run needs few of them.
static RULES: [OnceLock<Option<Rule>>; files::FILES.len()] =
    [const { OnceLock::new() }; files::FILES.len()];

/// All rules, sorted by id.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    (0..files::FILES.len()).filter_map(at)
}

/// The rule of this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    let known = files::FILES.binary_search_by(|(known, _)| known.cmp(&id));
    known.ok().and_then(at)
}

fn at(index: usize) -> Option<&'static Rule> {
    let (id, text) = files::FILES.get(index)?;
    RULES.get(index)?.get_or_init(|| read(id, text)).as_ref()
}

/// The level of this name: `allow`, `warn` or `deny`.
pub fn level(word: &str) -> Option<Level> {
    Some(match word {
        "allow" => Level::Allow,
        "warn" => Level::Warn,
        "deny" => Level::Deny,
        _ => return None,
    })
}

/// The rule whose id is closest to this word, if any is close.
pub fn nearest(word: &str) -> Option<&'static str> {
    nearest::of(word, files::FILES.iter().map(|(id, _)| *id))
}

fn read(id: &'static str, text: &str) -> Option<Rule> {
    let table = DeTable::parse(text).ok()?;
    let table = table.get_ref();
    let word = |key: &str| table.get(key)?.get_ref().as_str().map(str::to_owned);
    let parts = |key: &str| {
        let parts = table.get(key).and_then(|value| value.get_ref().as_table());
        let parts = parts.into_iter().flatten().filter_map(|(part, text)| {
            let text = text.get_ref().as_str()?;
            Some((part.get_ref().to_string(), text.to_owned()))
        });
        parts.collect()
    };
    let quote = table.get("quote").map(|quote| quote.get_ref());
    Some(Rule {
        id,
        level: level(&word("level")?)?,
        meaning: word("meaning")?,
        reason: word("reason")?,
        quote: matches!(quote, Some(DeValue::Boolean(true))),
        bad: parts("bad"),
        good: parts("good"),
    })
}
