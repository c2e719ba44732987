//! `[source]` and `[metadata]`: the repository and revision of the pages, and of the metadata.

use std::path::Path;

use toml::de::DeValue;

use super::{
    Config, ConfigError,
    reader::{ConfigReader, Entry},
};
use crate::{
    rules::configuration,
    source::pinned::{Pin, check_branch, check_path, check_rev, check_url},
};

impl ConfigReader<'_> {
    /// Reads `[source]`.
    pub(super) fn source(&self, table: Entry) -> Result<Pin, ConfigError> {
        let mut pin = Pin::default();
        for entry in self.table(table)? {
            match entry.key {
                "paths" => pin.paths = self.paths(entry)?,
                _ if self.revision(&mut pin, entry)? => {}
                _ => return Err(self.unknown(entry, "[source]")),
            }
        }
        match (pin.git.is_empty(), pin.paths.is_empty()) {
            (true, _) => Err(self.missing("git", table)),
            (_, true) => Err(self.missing("paths", table)),
            _ => Ok(pin),
        }
    }

    /// Reads `[metadata]`: a table, or only the path of a file. Without a repository, the path is a file on disk.
    pub(super) fn metadata(&self, table: Entry, config: &mut Config) -> Result<(), ConfigError> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        match table.value.get_ref() {
            DeValue::String(file) => {
                config.metadata = Some(folder.join(&**file));
                return Ok(());
            }
            DeValue::Table(_) => {}
            _ => return Err(self.expected(table, "a string or a table")),
        }
        let mut pin = Pin::default();
        let mut path = None;
        for entry in self.table(table)? {
            match entry.key {
                "path" => path = Some(entry),
                "prefer" => config.prefers_docs = self.is_first(entry, ["docs", "metadata"])?,
                _ if self.revision(&mut pin, entry)? => {}
                _ => return Err(self.unknown(entry, "[metadata]")),
            }
        }
        let path = path.ok_or_else(|| self.missing("path", table))?;
        if pin == Pin::default() {
            config.metadata = Some(folder.join(self.text(path)?));
            return Ok(());
        }
        if pin.git.is_empty() {
            return Err(self.missing("git", table));
        }
        pin.paths = vec![self.checked(path, check_path)?];
        config.pinned_metadata = Some(pin);
        Ok(())
    }

    /// Reads a key that concerns the revision; returns `false` for any other key.
    fn revision(&self, pin: &mut Pin, entry: Entry) -> Result<bool, ConfigError> {
        match entry.key {
            "git" => pin.git = self.checked(entry, |url| check_url(url).map(drop))?,
            "rev" => pin.rev = Some(self.checked(entry, check_rev)?),
            "branch" => pin.branch = Some(self.checked(entry, check_branch)?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn paths(&self, entry: Entry) -> Result<Vec<String>, ConfigError> {
        match entry.value.get_ref() {
            DeValue::Array(items) if !items.is_empty() => items
                .iter()
                .map(|value| self.checked(Entry { value, ..entry }, check_path))
                .collect(),
            DeValue::String(_) => Ok(vec![self.checked(entry, check_path)?]),
            _ => Err(self.expected(entry, "a path or a list of paths")),
        }
    }

    /// Reads a string that must pass a check.
    fn checked(
        &self,
        entry: Entry,
        check: impl Fn(&str) -> Result<(), String>,
    ) -> Result<String, ConfigError> {
        let text = self.text(entry)?;
        check(&text).map_err(|error| {
            let message = configuration::invalid(entry.key, error);
            self.error(entry.span(), message, None)
        })?;
        Ok(text)
    }
}
