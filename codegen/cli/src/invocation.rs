//! How the program was called, so that messages can say how to call it again.

use std::{ffi::OsString, path::Path};

/// The words before the verb.
pub struct Invocation(Vec<String>);

impl Invocation {
    /// Splits the words of a command line. Cargo runs `cargo-graphdoc graphdoc ...`; the second word is redundant then
    /// and is dropped.
    pub fn new(words: impl IntoIterator<Item = OsString>) -> (Invocation, Vec<OsString>) {
        let mut words: Vec<OsString> = words.into_iter().collect();
        let typed = words.first().map_or_else(
            || "graphdoc".to_owned(),
            |word| word.to_string_lossy().into_owned(),
        );
        let stem = Path::new(&typed)
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        let by_cargo = words.get(1).is_some_and(|word| word == "graphdoc");
        if by_cargo {
            words.remove(1);
        }
        let program = if by_cargo && stem.as_deref() == Some("cargo-graphdoc") {
            vec!["cargo".to_owned(), "graphdoc".to_owned()]
        } else {
            vec![typed]
        };
        (Invocation(program), words)
    }

    /// Returns the words before the verb.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}
