//! Reads the values of keys. Its errors name the key, what was expected there and what was found.

use std::path::Path;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{ConfigError, keys};
use crate::{
    edit_distance,
    rules::{Message, configuration},
    span::Span,
};

pub(super) struct ConfigReader<'a> {
    pub file: &'a Path,
    pub text: &'a str,
}

/// A key and its value.
#[derive(Clone, Copy)]
pub(super) struct Entry<'v, 'd> {
    pub key: &'v str,
    /// Position of the key.
    pub at: Span,
    pub value: &'v Spanned<DeValue<'d>>,
}

impl Entry<'_, '_> {
    /// Returns the position of the value.
    pub fn span(self) -> Span {
        self.value.span().into()
    }
}

impl ConfigReader<'_> {
    pub fn error(&self, span: Span, message: Message, help: Option<String>) -> ConfigError {
        ConfigError {
            file: self.file.to_owned(),
            text: self.text.to_owned(),
            span,
            message: message.to_string(),
            help,
        }
    }

    /// Returns the error for a value of the wrong kind.
    pub fn expected(&self, entry: Entry, what: &str) -> ConfigError {
        let found = match entry.value.get_ref() {
            DeValue::String(text) if text.is_empty() => "an empty string".to_owned(),
            DeValue::String(text) => format!("`{text}`"),
            DeValue::Integer(_) => "an integer".to_owned(),
            DeValue::Float(_) => "a float".to_owned(),
            DeValue::Boolean(_) => "a boolean".to_owned(),
            DeValue::Datetime(date) => format!("the date {date}"),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        let message = configuration::expected(entry.key, what, found);
        self.error(entry.span(), message, None)
    }

    /// Returns the error for a key that the table does not have, with the key that was probably meant.
    pub fn unknown(&self, entry: Entry, table: &str) -> ConfigError {
        let key = entry.key;
        let known = keys::of(table);
        let near = edit_distance::closest(key, known.iter().copied());
        let help = keys::meant(key, near)
            .unwrap_or_else(|| format!("known keys are `{}`", known.join("`, `")));
        let message = match table {
            "" => configuration::unknown_key(key),
            table => configuration::unknown_key_in(key, table),
        };
        self.error(entry.at, message, Some(help))
    }

    /// Returns the error for a table that lacks a key.
    pub fn missing(&self, key: &str, table: Entry) -> ConfigError {
        let message = configuration::key_missing(key, table.key);
        self.error(table.span(), message, None)
    }

    /// Reads a string. No key has a meaning for an empty one: as a path, it would be the folder of the configuration.
    pub fn text(&self, entry: Entry) -> Result<String, ConfigError> {
        match entry.value.get_ref() {
            DeValue::String(text) if text.is_empty() => Err(self.expected(entry, "some text")),
            DeValue::String(text) => Ok(text.to_string()),
            _ => Err(self.expected(entry, "a string")),
        }
    }

    /// Reads a string or a list of strings.
    pub fn texts(&self, entry: Entry) -> Result<Vec<String>, ConfigError> {
        match entry.value.get_ref() {
            DeValue::Array(items) => items
                .iter()
                .map(|value| self.text(Entry { value, ..entry }))
                .collect(),
            DeValue::String(_) => Ok(vec![self.text(entry)?]),
            _ => Err(self.expected(entry, "a string or a list of strings")),
        }
    }

    /// Like [`ConfigReader::texts`], but with at least one string.
    pub fn some_texts(&self, entry: Entry) -> Result<Vec<String>, ConfigError> {
        let texts = self.texts(entry)?;
        match texts.is_empty() {
            true => Err(self.expected(entry, "one string at least")),
            false => Ok(texts),
        }
    }

    /// Reads one of two words; whether it is the first.
    pub fn is_first(&self, entry: Entry, words: [&str; 2]) -> Result<bool, ConfigError> {
        match self.text(entry)? {
            text if text == words[0] => Ok(true),
            text if text == words[1] => Ok(false),
            _ => Err(self.expected(entry, &format!("`{}` or `{}`", words[0], words[1]))),
        }
    }

    /// Reads the name of a package in the form that cargo requires.
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

/// Returns the keys of a table with their values.
pub(super) fn entries<'v, 'd>(table: &'v DeTable<'d>) -> impl Iterator<Item = Entry<'v, 'd>> {
    table.iter().map(|(key, value)| Entry {
        key: key.get_ref(),
        at: key.span().into(),
        value,
    })
}
