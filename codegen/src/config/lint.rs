//! `[rules]` and `[[allow]]`: the levels of rules, and accepted findings.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::{
    ConfigError, keys,
    reader::{ConfigReader, Entry},
};
use crate::{
    diagnostic::Level,
    rules::{self, Rule, configuration},
    span::Span,
};

/// An `[[allow]]` entry, which accepts findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allow {
    /// Fingerprint of the finding; any if absent.
    pub fingerprint: Option<String>,
    /// Its rule; any if absent.
    pub rule: Option<String>,
    /// Qualified name of its type; any if absent.
    pub type_name: Option<String>,
    /// Its property, relationship or enum member; any if absent.
    pub member: Option<String>,
    /// Why it is accepted.
    pub reason: String,
    /// Last day on which the entry applies, `YYYY-MM-DD`; no limit if absent.
    pub until: Option<String>,
    /// Position of the entry in the configuration.
    pub span: Span,
}

impl ConfigReader<'_> {
    /// Reads `[rules]`.
    pub(super) fn rules(&self, table: Entry) -> Result<BTreeMap<String, Level>, ConfigError> {
        let mut levels = BTreeMap::new();
        for entry in self.table(table)? {
            let rule = self.rule(entry.key, entry.at)?;
            let level = rules::level(&self.text(entry)?);
            let level = level.ok_or_else(|| self.expected(entry, "`allow`, `warn` or `deny`"))?;
            if let Some(why) = rule.fixed_because().filter(|_| level != Level::Deny) {
                let message = configuration::always_error(rule.id);
                return Err(self.error(entry.span(), message, Some(why.to_owned())));
            }
            levels.insert(rule.id.to_owned(), level);
        }
        Ok(levels)
    }

    /// Reads `[[allow]]`.
    pub(super) fn allow(&self, list: Entry) -> Result<Vec<Allow>, ConfigError> {
        let DeValue::Array(tables) = list.value.get_ref() else {
            return Err(self.expected(list, "`[[allow]]` entries"));
        };
        tables
            .iter()
            .map(|value| self.accepted(Entry { value, ..list }))
            .collect()
    }

    fn accepted(&self, table: Entry) -> Result<Allow, ConfigError> {
        let mut allow = Allow {
            span: table.span(),
            ..Allow::default()
        };
        for entry in self.table(table)? {
            match entry.key {
                "fingerprint" => allow.fingerprint = Some(self.text(entry)?),
                "type" => allow.type_name = Some(self.text(entry)?),
                "member" => allow.member = Some(self.text(entry)?),
                "reason" => allow.reason = self.text(entry)?,
                "until" => allow.until = Some(self.day(entry)?),
                "rule" => {
                    let rule = self.rule(&self.text(entry)?, entry.span())?;
                    if let Some(why) = rule.fixed_because() {
                        let message = configuration::never_accepted(rule.id);
                        return Err(self.error(entry.span(), message, Some(why.to_owned())));
                    }
                    allow.rule = Some(rule.id.to_owned());
                }
                _ => return Err(self.unknown(entry, "[[allow]]")),
            }
        }
        if allow.reason.trim().is_empty() {
            let help = "say why the finding is accepted, as in `reason = \"..\"`".to_owned();
            return Err(self.error(allow.span, configuration::no_reason(), Some(help)));
        }
        let named = [
            &allow.fingerprint,
            &allow.rule,
            &allow.type_name,
            &allow.member,
        ];
        if named.iter().all(|named| named.is_none()) {
            let help = "state what it accepts, as in `rule = \"link-case\"`".to_owned();
            return Err(self.error(allow.span, configuration::no_subject(), Some(help)));
        }
        Ok(allow)
    }

    fn rule(&self, id: &str, span: Span) -> Result<&'static Rule, ConfigError> {
        rules::find(id).ok_or_else(|| {
            let help = keys::meant(id, rules::nearest(id));
            let help = help.unwrap_or_else(|| "`graphdoc explain` lists all".to_owned());
            self.error(span, configuration::unknown_rule(id), Some(help))
        })
    }

    /// Reads a date, with or without quotes.
    fn day(&self, entry: Entry) -> Result<String, ConfigError> {
        let text = match entry.value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            _ => self.text(entry)?,
        };
        let parts: Vec<&str> = text.split('-').collect();
        let is_number = |part: &&str, digits| {
            part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_day = match parts.as_slice() {
            [year, month, day] => {
                is_number(year, 4)
                    && is_number(month, 2)
                    && is_number(day, 2)
                    && ("01"..="12").contains(month)
                    && ("01"..="31").contains(day)
            }
            _ => false,
        };
        match is_day {
            true => Ok(text),
            false => Err(self.expected(entry, "a date such as 2030-06-30")),
        }
    }
}
