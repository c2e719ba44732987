//! `[rules]` and `[[allow]]`: how much each rule matters, and which findings are known.

use std::collections::BTreeMap;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{ConfigError, ConfigReader};
use crate::{
    diagnostic::Level,
    rules::{self, Rule},
    span::Span,
};

/// A finding that is known and accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allow {
    /// Fingerprint of the finding; any when absent.
    pub fingerprint: Option<String>,
    /// Its rule; any when absent.
    pub rule: Option<String>,
    /// Qualified name of its type; any when absent.
    pub type_name: Option<String>,
    /// Its property, relationship or member; any when absent.
    pub member: Option<String>,
    /// Why it is accepted.
    pub reason: String,
    /// The last day on which it is, `YYYY-MM-DD`; for ever when absent.
    pub until: Option<String>,
    /// The entry in the configuration.
    pub span: Span,
}

pub(super) const KEYS: [&str; 6] = ["fingerprint", "rule", "type", "member", "reason", "until"];

impl ConfigReader<'_> {
    /// `[rules]`.
    pub(super) fn rules(
        &self,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<BTreeMap<String, Level>, ConfigError> {
        let mut levels = BTreeMap::new();
        for (id, value) in self.table(value)? {
            self.rule(id.get_ref(), id.span().into())?;
            let word = self.text(value)?;
            let level = rules::level(&word).ok_or_else(|| {
                let help = "expected `allow`, `warn` or `deny`".to_owned();
                self.error(
                    value.span().into(),
                    format!("unknown level `{word}`"),
                    Some(help),
                )
            })?;
            let fixed = rules::find(id.get_ref()).and_then(Rule::fixed_because);
            if let Some(why) = fixed.filter(|_| level != Level::Deny) {
                let message = format!("`{}` is always an error", id.get_ref());
                return Err(self.error(value.span().into(), message, Some(why.to_owned())));
            }
            levels.insert(id.get_ref().to_string(), level);
        }
        Ok(levels)
    }

    /// `[[allow]]`.
    pub(super) fn allow(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<Allow>, ConfigError> {
        let DeValue::Array(entries) = value.get_ref() else {
            let message = "expected `[[allow]]` entries".to_owned();
            return Err(self.error(value.span().into(), message, None));
        };
        entries.iter().map(|entry| self.entry(entry)).collect()
    }

    fn entry(&self, value: &Spanned<DeValue<'_>>) -> Result<Allow, ConfigError> {
        let mut allow = Allow {
            span: value.span().into(),
            ..Allow::default()
        };
        for (key, value) in self.table(value)? {
            match key.get_ref().as_ref() {
                "fingerprint" => allow.fingerprint = Some(self.text(value)?),
                "type" => allow.type_name = Some(self.text(value)?),
                "member" => allow.member = Some(self.text(value)?),
                "reason" => allow.reason = self.text(value)?,
                "until" => allow.until = Some(self.day(value)?),
                "rule" => {
                    let id = self.text(value)?;
                    self.rule(&id, value.span().into())?;
                    if let Some(why) = rules::find(&id).and_then(Rule::fixed_because) {
                        let message = format!("`{id}` cannot be accepted");
                        let help = Some(why.to_owned());
                        return Err(self.error(value.span().into(), message, help));
                    }
                    allow.rule = Some(id);
                }
                unknown => return Err(self.unknown(unknown, key.span().into(), &KEYS)),
            }
        }
        if allow.reason.trim().is_empty() {
            let help = "say why the finding is accepted, as in `reason = \"..\"`".to_owned();
            let message = "this entry has no `reason`".to_owned();
            return Err(self.error(allow.span, message, Some(help)));
        }
        let named = [
            &allow.fingerprint,
            &allow.rule,
            &allow.type_name,
            &allow.member,
        ];
        if named.iter().all(|named| named.is_none()) {
            let help = "state what it accepts, as in `rule = \"link-case\"`".to_owned();
            let message =
                "this entry has none of `fingerprint`, `rule`, `type` and `member`".to_owned();
            return Err(self.error(allow.span, message, Some(help)));
        }
        Ok(allow)
    }

    fn rule(&self, id: &str, span: Span) -> Result<(), ConfigError> {
        if rules::find(id).is_some() {
            return Ok(());
        }
        let help = match rules::nearest(id) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`graphdoc explain` lists all".to_owned(),
        };
        Err(self.error(span, format!("unknown rule `{id}`"), Some(help)))
    }

    /// A date, bare or in quotes.
    fn day(&self, value: &Spanned<DeValue<'_>>) -> Result<String, ConfigError> {
        let text = match value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            _ => self.text(value)?,
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
        if is_day {
            return Ok(text);
        }
        let help = "write it as in `until = 2030-01-31`".to_owned();
        Err(self.error(
            value.span().into(),
            format!("expected a date such as 2030-06-30, found `{text}`"),
            Some(help),
        ))
    }

    pub(super) fn table<'v, 'd>(
        &self,
        value: &'v Spanned<DeValue<'d>>,
    ) -> Result<&'v DeTable<'d>, ConfigError> {
        value
            .get_ref()
            .as_table()
            .ok_or_else(|| self.error(value.span().into(), "expected a table".to_owned(), None))
    }
}
