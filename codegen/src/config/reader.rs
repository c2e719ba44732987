//! Reads the values of keys. Of what is wrong it says which key it is about, what was expected there and what was found.

use std::path::Path;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{ConfigError, keys};
use crate::{edit_distance, span::Span};

pub(super) struct ConfigReader<'a> {
    pub file: &'a Path,
    pub text: &'a str,
}

/// A key and what it is set to.
#[derive(Clone, Copy)]
pub(super) struct Entry<'v, 'd> {
    pub key: &'v str,
    /// Where the key is.
    pub at: Span,
    pub value: &'v Spanned<DeValue<'d>>,
}

impl Entry<'_, '_> {
    /// Where the value is.
    pub fn span(self) -> Span {
        self.value.span().into()
    }
}

impl ConfigReader<'_> {
    pub fn error(&self, span: Span, message: String, help: Option<String>) -> ConfigError {
        ConfigError {
            file: self.file.to_owned(),
            text: self.text.to_owned(),
            span,
            message,
            help,
        }
    }

    /// A value of the wrong kind.
    pub fn expected(&self, entry: Entry, what: &str) -> ConfigError {
        let found = match entry.value.get_ref() {
            DeValue::String(text) => format!("`{text}`"),
            DeValue::Integer(_) => "an integer".to_owned(),
            DeValue::Float(_) => "a float".to_owned(),
            DeValue::Boolean(_) => "a boolean".to_owned(),
            DeValue::Datetime(date) => format!("the date {date}"),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        let message = format!("`{}`: expected {what}, found {found}", entry.key);
        self.error(entry.span(), message, None)
    }

    /// A key that the table does not have, and the one that was meant.
    pub fn unknown(&self, entry: Entry, table: &str) -> ConfigError {
        let key = entry.key;
        let known = keys::of(table);
        // So few are known that a guess may be bold.
        let edits = |known: &&str| edit_distance::within(key, known, known.len() / 2);
        let near = known
            .iter()
            .filter_map(|known| Some((edits(known)?, known)));
        let near = near.min().map(|(_, known)| known);
        let help = match (keys::elsewhere(key), near) {
            (Some(elsewhere), _) => elsewhere,
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) => format!("known keys are `{}`", known.join("`, `")),
        };
        let message = match table {
            "" => format!("unknown key `{key}`"),
            table => format!("unknown key `{key}` in `{table}`"),
        };
        self.error(entry.at, message, Some(help))
    }

    /// A table without one of its keys.
    pub fn missing(&self, key: &str, table: Entry) -> ConfigError {
        let message = format!("the key `{key}` of `[{}]` is missing", table.key);
        self.error(table.span(), message, None)
    }

    pub fn text(&self, entry: Entry) -> Result<String, ConfigError> {
        match entry.value.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            _ => Err(self.expected(entry, "a string")),
        }
    }

    /// A string, or a list of strings.
    pub fn texts(&self, entry: Entry) -> Result<Vec<String>, ConfigError> {
        match entry.value.get_ref() {
            DeValue::Array(items) => items
                .iter()
                .map(|value| self.text(Entry { value, ..entry }))
                .collect(),
            DeValue::String(text) => Ok(vec![text.to_string()]),
            _ => Err(self.expected(entry, "a string or a list of strings")),
        }
    }

    /// The same with one string at least.
    pub fn some_texts(&self, entry: Entry) -> Result<Vec<String>, ConfigError> {
        let texts = self.texts(entry)?;
        match texts.is_empty() {
            true => Err(self.expected(entry, "one string at least")),
            false => Ok(texts),
        }
    }

    /// Whether a string is the first of two words.
    pub fn is_first(&self, entry: Entry, words: [&str; 2]) -> Result<bool, ConfigError> {
        match self.text(entry)? {
            text if text == words[0] => Ok(true),
            text if text == words[1] => Ok(false),
            _ => Err(self.expected(entry, &format!("`{}` or `{}`", words[0], words[1]))),
        }
    }

    /// The name of a package, as cargo wants it.
    pub fn name(&self, entry: Entry) -> Result<String, ConfigError> {
        let name = self.text(entry)?;
        let is_plain =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        let is_name =
            name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(is_plain);
        match is_name && name.len() <= 64 {
            true => Ok(name),
            false => Err(self.expected(entry, "the name of a crate such as `msgraph-beta-types`")),
        }
    }

    pub fn table<'v, 'd>(
        &self,
        entry: Entry<'v, 'd>,
    ) -> Result<impl Iterator<Item = Entry<'v, 'd>> + use<'v, 'd>, ConfigError> {
        let table = entry.value.get_ref().as_table();
        let table = table.ok_or_else(|| self.expected(entry, "a table"))?;
        Ok(entries(table))
    }
}

/// The keys of a table with their values.
pub(super) fn entries<'v, 'd>(table: &'v DeTable<'d>) -> impl Iterator<Item = Entry<'v, 'd>> {
    table.iter().map(|(key, value)| Entry {
        key: key.get_ref(),
        at: key.span().into(),
        value,
    })
}
