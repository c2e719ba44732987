//! `[source]` and `[metadata]`: which revision of which repository has the pages, and the metadata of the service.

use std::path::Path;

use toml::{Spanned, de::DeValue};

use super::{Config, ConfigError, ConfigReader};
use crate::source::pinned::{Pin, check_branch, check_path, check_rev, check_url};

pub(super) const SOURCE: [&str; 4] = ["git", "rev", "branch", "paths"];
pub(super) const METADATA: [&str; 5] = ["git", "rev", "branch", "path", "prefer"];

impl ConfigReader<'_> {
    /// `[source]`.
    pub(super) fn source(&self, value: &Spanned<DeValue<'_>>) -> Result<Pin, ConfigError> {
        let mut pin = Pin::default();
        for (key, value) in self.table(value)? {
            match key.get_ref().as_ref() {
                "paths" => pin.paths = self.paths(value)?,
                name if self.revision(&mut pin, name, value)? => {}
                unknown => return Err(self.unknown(unknown, key.span().into(), &SOURCE)),
            }
        }
        match (pin.git.is_empty(), pin.paths.is_empty()) {
            (true, _) => Err(self.missing("git", value)),
            (_, true) => Err(self.missing("paths", value)),
            _ => Ok(pin),
        }
    }

    /// `[metadata]`, or the path of a file alone. Without a repository it is a file on disk.
    pub(super) fn metadata(
        &self,
        value: &Spanned<DeValue<'_>>,
        config: &mut Config,
    ) -> Result<(), ConfigError> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        if !value.get_ref().is_table() {
            config.metadata = Some(folder.join(self.text(value)?));
            return Ok(());
        }
        let mut pin = Pin::default();
        let mut path = None;
        for (key, value) in self.table(value)? {
            match key.get_ref().as_ref() {
                "path" => path = Some(value),
                "prefer" => config.prefers_docs = self.preference(value)?,
                name if self.revision(&mut pin, name, value)? => {}
                unknown => return Err(self.unknown(unknown, key.span().into(), &METADATA)),
            }
        }
        let path = path.ok_or_else(|| self.missing("path", value))?;
        if pin == Pin::default() {
            config.metadata = Some(folder.join(self.text(path)?));
            return Ok(());
        }
        if pin.git.is_empty() {
            return Err(self.missing("git", value));
        }
        pin.paths = vec![self.checked(path, check_path)?];
        config.pinned_metadata = Some(pin);
        Ok(())
    }

    /// Reads a key that says which revision is meant; false if it is another key.
    fn revision(
        &self,
        pin: &mut Pin,
        key: &str,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<bool, ConfigError> {
        match key {
            "git" => pin.git = self.checked(value, |url| check_url(url).map(drop))?,
            "rev" => pin.rev = Some(self.checked(value, check_rev)?),
            "branch" => pin.branch = Some(self.checked(value, check_branch)?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Whether the pages count where both speak.
    fn preference(&self, value: &Spanned<DeValue<'_>>) -> Result<bool, ConfigError> {
        match self.text(value)?.as_str() {
            "docs" => Ok(true),
            "metadata" => Ok(false),
            other => {
                let message = format!("expected `docs` or `metadata`, found `{other}`");
                Err(self.error(value.span().into(), message, None))
            }
        }
    }

    fn missing(&self, key: &str, table: &Spanned<DeValue<'_>>) -> ConfigError {
        let message = format!("the key `{key}` is missing");
        self.error(table.span().into(), message, None)
    }

    fn paths(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<String>, ConfigError> {
        match value.get_ref() {
            DeValue::Array(items) => items
                .iter()
                .map(|item| self.checked(item, check_path))
                .collect(),
            _ => Ok(vec![self.checked(value, check_path)?]),
        }
    }

    /// A text in which nothing is wrong.
    fn checked(
        &self,
        value: &Spanned<DeValue<'_>>,
        check: impl Fn(&str) -> Result<(), String>,
    ) -> Result<String, ConfigError> {
        let text = self.text(value)?;
        check(&text).map_err(|message| self.error(value.span().into(), message, None))?;
        Ok(text)
    }
}
