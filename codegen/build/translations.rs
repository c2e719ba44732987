//! Generates a table of the words that translated pages use.

use std::{collections::BTreeMap, fs, io, path::Path};

use toml::de::DeTable;

/// Returns the source text of a list of all words with their English ones, sorted for binary search.
pub fn table(file: &Path) -> io::Result<String> {
    let wrong = |what: &str| io::Error::other(format!("{}: {what}", file.display()));
    let source = fs::read_to_string(file)?;
    let languages = DeTable::parse(&source).map_err(|error| wrong(&error.to_string()))?;
    let mut words = BTreeMap::new();
    for language in languages.get_ref().values() {
        let pairs = language.get_ref().as_table();
        for (word, english) in pairs.ok_or_else(|| wrong("expected a table for each language"))? {
            let english = english.get_ref().as_str();
            let english = english.ok_or_else(|| wrong("expected English words"))?;
            let word = word.get_ref().to_string();
            let known = words.insert(word.clone(), english.to_owned());
            if known.is_some_and(|known| known != english) {
                return Err(wrong(&format!("`{word}` is translated in two ways")));
            }
        }
    }
    Ok(format!("&{:?}", words.into_iter().collect::<Vec<_>>()))
}
