//! `graphdoc.toml`: where the docs are, where the crate goes, and what is made of them.

mod lint;

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

pub use lint::Allow;

use crate::{diagnostic::Level, encode::log, input, span::Span};

/// Name of the file.
pub const NAME: &str = "graphdoc.toml";

/// Folder in which the file is found from the folders above.
const FOLDER: &str = "docs-input";

const KEYS: [&str; 9] = [
    "docs",
    "out",
    "only",
    "default-features",
    "mirror",
    "facts",
    "metadata",
    "rules",
    "allow",
];

/// What the file says; paths are taken from the folder of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The file itself.
    #[doc(hidden)]
    pub file: PathBuf,
    /// Folders of resource pages.
    #[doc(hidden)]
    pub docs: Vec<PathBuf>,
    /// Folder of the generated crate.
    #[doc(hidden)]
    pub out: Option<PathBuf>,
    /// The types to generate with what they need; all when empty.
    #[doc(hidden)]
    pub only: Vec<String>,
    /// Features of the generated crate that are on by default.
    #[doc(hidden)]
    pub default_features: Vec<String>,
    /// Manifest of another package that builds the same files and must have the same features.
    #[doc(hidden)]
    pub mirror: Option<PathBuf>,
    /// Files of facts written by hand, or folders of them.
    #[doc(hidden)]
    pub facts: Vec<PathBuf>,
    /// What the service says of itself: its metadata document.
    #[doc(hidden)]
    pub metadata: Option<PathBuf>,
    /// Levels of rules that are not those of the catalogue.
    #[doc(hidden)]
    pub rules: BTreeMap<String, Level>,
    /// Findings that are known and accepted.
    #[doc(hidden)]
    pub allow: Vec<Allow>,
}

/// What is wrong with a configuration, and where.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub file: PathBuf,
    /// Its text, for a message with a caret; empty when it could not be read.
    pub text: String,
    /// The bytes at fault.
    pub span: Span,
    /// One sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = self.text.get(..self.span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        write!(
            f,
            "{}:{line}:{column}: {}",
            log::line(&self.file.to_string_lossy()),
            log::line(&self.message)
        )?;
        let mut help = self.help.iter();
        help.try_for_each(|help| write!(f, "; {}", log::line(help)))
    }
}

/// As for users: a build script that fails prints its error in this form.
impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ConfigError {}

/// The configuration that counts in `folder`: there, or in the nearest folder above, in `graphdoc.toml` or
/// `docs-input/graphdoc.toml`.
pub fn find(folder: &Path) -> Option<PathBuf> {
    let places = |above: &Path| [above.join(NAME), above.join(FOLDER).join(NAME)];
    folder
        .ancestors()
        .flat_map(places)
        .find(|file| file.symlink_metadata().is_ok())
}

impl Config {
    /// Takes the text of the file for a configuration.
    ///
    /// # Errors
    ///
    /// A text that is not TOML, a key that is not known, a value of the wrong kind.
    #[doc(hidden)]
    pub fn parse(file: &Path, text: &str) -> Result<Config, ConfigError> {
        let reader = ConfigReader { file, text };
        let table = DeTable::parse(text).map_err(|error| {
            let span = error.span().unwrap_or(0..0).into();
            reader.error(span, error.message().to_owned(), None)
        })?;
        let mut config = Config {
            file: file.to_owned(),
            ..Config::default()
        };
        let folder = file.parent().unwrap_or(Path::new("."));
        for (key, value) in table.get_ref() {
            let paths = |texts: Vec<String>| texts.iter().map(|text| folder.join(text)).collect();
            match key.get_ref().as_ref() {
                "docs" => config.docs = paths(reader.texts(value)?),
                "out" => config.out = Some(folder.join(reader.text(value)?)),
                "mirror" => config.mirror = Some(folder.join(reader.text(value)?)),
                "metadata" => config.metadata = Some(folder.join(reader.text(value)?)),
                "facts" => config.facts = paths(reader.texts(value)?),
                "only" => config.only = reader.texts(value)?,
                "default-features" => config.default_features = reader.texts(value)?,
                "rules" => config.rules = reader.rules(value)?,
                "allow" => config.allow = reader.allow(value)?,
                unknown => {
                    let message = format!("unknown key `{unknown}`");
                    let help = format!("known keys are `{}`", KEYS.join("`, `"));
                    return Err(reader.error(key.span().into(), message, Some(help)));
                }
            }
        }
        if config.docs.is_empty() && config.rules.is_empty() && config.allow.is_empty() {
            let help = "name the folder of resource pages, as in `docs = \"resources\"`";
            return Err(reader.error(
                Span::default(),
                "the key `docs` is missing".to_owned(),
                Some(help.to_owned()),
            ));
        }
        Ok(config)
    }

    /// An error at an entry of the file, for what shows to be wrong only later.
    #[doc(hidden)]
    pub fn error_at(&self, entry: &str, message: String, help: Option<String>) -> ConfigError {
        let text = input::text(&self.file, input::WRITTEN).unwrap_or_default();
        let quoted = format!("\"{entry}\"");
        let span = text
            .find(&quoted)
            .map_or(Span::default(), |at| Span::new(at, at + quoted.len()));
        ConfigError {
            file: self.file.clone(),
            text,
            span,
            message,
            help,
        }
    }
}

struct ConfigReader<'a> {
    file: &'a Path,
    text: &'a str,
}

impl ConfigReader<'_> {
    fn error(&self, span: Span, message: String, help: Option<String>) -> ConfigError {
        ConfigError {
            file: self.file.to_owned(),
            text: self.text.to_owned(),
            span,
            message,
            help,
        }
    }

    fn text(&self, value: &Spanned<DeValue<'_>>) -> Result<String, ConfigError> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            _ => Err(self.error(value.span().into(), "expected a string".to_owned(), None)),
        }
    }

    /// A string, or a list of strings.
    fn texts(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<String>, ConfigError> {
        match value.get_ref() {
            DeValue::Array(items) => items.iter().map(|item| self.text(item)).collect(),
            DeValue::String(text) => Ok(vec![text.to_string()]),
            _ => Err(self.error(
                value.span().into(),
                "expected a string or a list of strings".to_owned(),
                None,
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read(name: &str, text: &str) -> Result<Config, ConfigError> {
        let folder =
            std::env::temp_dir().join(format!("graphdoc-config-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join(FOLDER).join("deep")).unwrap();
        let file = folder.join(FOLDER).join(NAME);
        fs::write(&file, text).unwrap();
        assert_eq!(find(&folder), Some(file.clone()));
        assert_eq!(
            find(&file.parent().unwrap().join("deep")),
            Some(file.clone())
        );
        let read = Config::parse(&file, text);
        fs::remove_dir_all(folder).unwrap();
        read
    }

    #[test]
    fn paths_are_those_of_the_file() {
        let config = read(
            "paths",
            "docs = \".\"\nout = \"../generated\"\nonly = [\"a\", \"b\"]\n",
        )
        .unwrap();
        assert!(config.docs[0].ends_with("docs-input/."));
        assert!(config.out.unwrap().ends_with("docs-input/../generated"));
        assert_eq!(config.only, ["a", "b"]);
    }

    #[test]
    fn errors_say_where() {
        let at = |error: ConfigError| {
            let text = error.to_string();
            text.split_once(NAME).unwrap().1.to_owned()
        };
        assert!(
            at(read("unknown", "docs = \".\"\nonyl = []\n").unwrap_err())
                .starts_with(":2:1: unknown key `onyl`; known keys are")
        );
        assert!(
            at(read("kind", "docs = [1]\n").unwrap_err()).starts_with(":1:9: expected a string")
        );
        assert!(
            at(read("empty", "out = \".\"\n").unwrap_err())
                .starts_with(":1:1: the key `docs` is missing")
        );
        assert!(at(read("toml", "docs = \n").unwrap_err()).starts_with(":1:"));
    }
}
