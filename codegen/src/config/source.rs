//! `[source]` and `[metadata]`: which revision of which repository has the pages, and the metadata of the service.

use toml::{Spanned, de::DeValue};

use super::{ConfigError, ConfigReader};
use crate::source::pinned::{Pin, check_branch, check_path, check_rev, check_url};

pub(super) const SOURCE: [&str; 4] = ["git", "rev", "branch", "paths"];
const METADATA: [&str; 4] = ["git", "rev", "branch", "path"];

impl ConfigReader<'_> {
    /// `[source]`.
    pub(super) fn source(&self, value: &Spanned<DeValue<'_>>) -> Result<Pin, ConfigError> {
        self.pin(value, &SOURCE)
    }

    /// `[metadata]`.
    pub(super) fn metadata(&self, value: &Spanned<DeValue<'_>>) -> Result<Pin, ConfigError> {
        self.pin(value, &METADATA)
    }

    /// A table with these keys, of which the last names what is fetched.
    fn pin(&self, value: &Spanned<DeValue<'_>>, known: &[&str; 4]) -> Result<Pin, ConfigError> {
        let [.., last] = *known;
        let mut pin = Pin::default();
        for (key, value) in self.table(value)? {
            match key.get_ref().as_ref() {
                "git" => pin.git = self.checked(value, |url| check_url(url).map(drop))?,
                "rev" => pin.rev = Some(self.checked(value, check_rev)?),
                "branch" => pin.branch = Some(self.checked(value, check_branch)?),
                "path" if last == "path" => pin.paths = vec![self.checked(value, check_path)?],
                "paths" if last == "paths" => pin.paths = self.paths(value)?,
                unknown => return Err(self.unknown(unknown, key.span().into(), known)),
            }
        }
        let missing = match (pin.git.is_empty(), pin.paths.is_empty()) {
            (true, _) => "git",
            (_, true) => last,
            _ => return Ok(pin),
        };
        let message = format!("the key `{missing}` is missing");
        Err(self.error(value.span().into(), message, None))
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
