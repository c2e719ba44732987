//! `graphdoc.toml`: where the docs are, where the crate is written, and how it is made.

mod keys;
mod lint;
mod reader;
mod source;

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
    slice,
};

use toml::de::{DeTable, DeValue};

pub use lint::Allow;
use reader::{ConfigReader, entries};

use crate::{
    diagnostic::Level, encode::log, input, rules::configuration, source::pinned::Pin, span::Span,
};

/// Name of the file.
pub const NAME: &str = "graphdoc.toml";

/// Folder that is also searched for the file, below each folder above.
const FOLDER: &str = "docs-input";

/// The content of the file, with paths relative to its folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The file itself.
    #[doc(hidden)]
    pub file: PathBuf,
    /// Folders of resource pages.
    #[doc(hidden)]
    pub docs: Vec<PathBuf>,
    /// The revision of a repository that has the pages, if no folder is named.
    #[doc(hidden)]
    pub source: Option<Pin>,
    /// Folder of the generated crate.
    #[doc(hidden)]
    pub out: Option<PathBuf>,
    /// Name of the generated crate.
    #[doc(hidden)]
    pub name: Option<String>,
    /// Licence of the generated crate.
    #[doc(hidden)]
    pub license: Option<String>,
    /// Whether the crate is written without the texts of the documentation.
    #[doc(hidden)]
    pub no_texts: bool,
    /// The types to generate, together with what they need; empty for all.
    #[doc(hidden)]
    pub only: Vec<String>,
    /// Features of the generated crate that are on by default.
    #[doc(hidden)]
    pub default_features: Vec<String>,
    /// Manifest of another package that builds the same files and must have the same features.
    #[doc(hidden)]
    pub mirror: Option<PathBuf>,
    /// Fact files, or folders of them.
    #[doc(hidden)]
    pub facts: Vec<PathBuf>,
    /// The metadata document of the service.
    #[doc(hidden)]
    pub metadata: Option<PathBuf>,
    /// The revision of a repository that has the metadata, if no file is named.
    #[doc(hidden)]
    pub pinned_metadata: Option<Pin>,
    /// Whether the pages win where they and the metadata disagree.
    #[doc(hidden)]
    pub prefers_docs: bool,
    /// Levels of rules that differ from the catalogue.
    #[doc(hidden)]
    pub rules: BTreeMap<String, Level>,
    /// Findings that are accepted.
    #[doc(hidden)]
    pub allow: Vec<Allow>,
}

/// What is wrong with a configuration, and where.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub file: PathBuf,
    /// Its text, for a message with a caret; empty if it could not be read.
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

/// The same text as for users, because a build script that fails prints its error in this form.
impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ConfigError {}

/// Finds the configuration for `folder`: `graphdoc.toml` or `docs-input/graphdoc.toml` there or in the nearest folder
/// above.
pub fn find(folder: &Path) -> Option<PathBuf> {
    let places = |above: &Path| [above.join(NAME), above.join(FOLDER).join(NAME)];
    folder
        .ancestors()
        .flat_map(places)
        .find(|file| file.symlink_metadata().is_ok())
}

impl Config {
    /// Parses a configuration.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not valid TOML, has an unknown key, or has a value of the wrong kind.
    #[doc(hidden)]
    pub fn parse(file: &Path, text: &str) -> Result<Config, ConfigError> {
        let reader = ConfigReader { file, text };
        let table = DeTable::parse(text).map_err(|error| {
            let span = error.span().unwrap_or(0..0).into();
            reader.error(span, configuration::error(error.message()), None)
        })?;
        let mut config = Config {
            file: file.to_owned(),
            ..Config::default()
        };
        let folder = file.parent().unwrap_or(Path::new("."));
        let mut source = None;
        for entry in entries(table.get_ref()) {
            let paths = |texts: Vec<String>| texts.iter().map(|text| folder.join(text)).collect();
            match entry.key {
                "docs" => config.docs = paths(reader.some_texts(entry)?),
                "out" => config.out = Some(folder.join(reader.text(entry)?)),
                "name" => config.name = Some(reader.name(entry)?),
                "license" => config.license = Some(reader.text(entry)?),
                "texts" => config.no_texts = reader.is_first(entry, ["none", "all"])?,
                "mirror" => config.mirror = Some(folder.join(reader.text(entry)?)),
                "source" => (config.source, source) = (Some(reader.source(entry)?), Some(entry)),
                "metadata" => reader.metadata(entry, &mut config)?,
                "facts" => config.facts = paths(reader.texts(entry)?),
                "only" => config.only = reader.texts(entry)?,
                "default-features" => config.default_features = reader.texts(entry)?,
                "rules" => config.rules = reader.rules(entry)?,
                "allow" => config.allow = reader.allow(entry)?,
                _ => return Err(reader.unknown(entry, "")),
            }
        }
        if let (Some(source), false) = (source, config.docs.is_empty()) {
            let message = configuration::two_sources();
            let help = "remove one of them".to_owned();
            return Err(reader.error(source.at, message, Some(help)));
        }
        let has_docs = !config.docs.is_empty() || config.source.is_some();
        if !has_docs && config.rules.is_empty() && config.allow.is_empty() {
            let help = "name the folder of resource pages, as in `docs = \"resources\"`, or a repository in `[source]`";
            return Err(reader.error(
                Span::default(),
                configuration::docs_missing(),
                Some(help.to_owned()),
            ));
        }
        Ok(config)
    }

    /// Returns an error at a name of `only`. Whether a type exists shows up only when the pages are read.
    #[doc(hidden)]
    pub fn only_error(&self, name: &str, message: String, help: Option<String>) -> ConfigError {
        let text = input::text(&self.file, input::WRITTEN).unwrap_or_default();
        let parsed = text.clone();
        let table = DeTable::parse(&parsed).ok();
        let only = table.as_ref().and_then(|table| table.get_ref().get("only"));
        let names = only.map_or(&[][..], |only| match only.get_ref() {
            DeValue::Array(names) => names,
            _ => slice::from_ref(only),
        });
        let at = names.iter().find(|at| at.get_ref().as_str() == Some(name));
        let span = at.map_or(Span::default(), |at| at.span().into());
        ConfigError {
            file: self.file.clone(),
            span,
            text,
            message,
            help,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read(text: &str) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join(FOLDER);
        fs::create_dir_all(inner.join("deep")).unwrap();
        let file = inner.join(NAME);
        fs::write(&file, text).unwrap();
        assert_eq!(find(folder.path()), Some(file.clone()));
        assert_eq!(find(&inner.join("deep")), Some(file.clone()));
        Config::parse(&file, text)
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let text = "docs = \".\"\nout = \"../generated\"\nmetadata = \"a.xml\"\n";
        let config = read(text).unwrap();
        assert!(config.docs[0].ends_with("docs-input/."));
        assert!(config.out.unwrap().ends_with("docs-input/../generated"));
        assert!(config.metadata.unwrap().ends_with("docs-input/a.xml"));
        assert_eq!(config.pinned_metadata, None);
    }

    #[test]
    fn pinned_metadata_is_not_a_file_of_the_folder() {
        let pinned = "[metadata]\ngit = \"https://host/x\"\npath = \"a.xml\"\nprefer = \"docs\"";
        let config = read(&format!("docs = \".\"\n{pinned}")).unwrap();
        assert_eq!(config.pinned_metadata.unwrap().paths, ["a.xml"]);
        assert!(config.metadata.is_none() && config.prefers_docs);
    }

    /// Returns the keys that the table in a section of the documentation lists, in its order.
    fn documented(from: &str, to: &str) -> Vec<String> {
        let text = include_str!("../../../docs/configuration.md");
        let (_, rest) = text.split_once(from).unwrap();
        let (part, _) = rest.split_once(to).unwrap();
        let key = |line: &str| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned());
        part.lines().filter_map(key).collect()
    }

    /// A test of the command line compares the documentation with the schema.
    #[test]
    fn documentation_has_every_key() {
        assert_eq!(documented("| key |", "\n## "), keys::TOP);
        assert_eq!(documented("\n## `[source]`", "\n## "), keys::SOURCE);
        assert_eq!(documented("\n## `[metadata]`", "\n## "), keys::METADATA);
        assert_eq!(documented("| key of `allow` |", "An entry"), keys::ALLOW);
    }

    #[test]
    fn every_example_of_the_documentation_is_read() {
        let text = include_str!("../../../docs/configuration.md");
        let blocks = text.split("```toml\n").skip(1);
        let blocks: Vec<&str> = blocks.filter_map(|rest| rest.split("```").next()).collect();
        assert!(blocks.len() >= 3);
        for block in blocks {
            let has_docs = block.contains("[source]") || block.contains("docs =");
            let docs = if has_docs { "" } else { "docs = \".\"\n" };
            Config::parse(Path::new(NAME), &format!("{docs}{block}")).unwrap();
        }
    }
}
