//! Tables in fact files, and their members with positions.

use std::sync::Arc;

use toml::{Spanned, de::DeValue};

use super::{Named, Numbered};
use crate::{
    diagnostic::Diagnostic,
    extract::Limit,
    rules::{Message, fact_syntax, fact_unknown_key},
    span::Span,
};

pub(super) type Read<T> = Result<T, Box<Diagnostic>>;
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// The members of an inline table or a fact.
pub(super) struct Members<'a> {
    pub file: &'a Arc<str>,
    pub span: Span,
    pub all: Vec<(&'a str, Span, &'a Value<'a>)>,
}

impl<'a> Members<'a> {
    pub fn of(file: &'a Arc<str>, value: &'a Value<'a>) -> Read<Members<'a>> {
        let span = value.span().into();
        let mut members = Members {
            file,
            span,
            all: Vec::new(),
        };
        let DeValue::Table(table) = value.get_ref() else {
            return members.expected(span, "a table, `{ .. }`");
        };
        let all = table.iter();
        let all = all.map(|(key, value)| (key.get_ref().as_ref(), key.span().into(), value));
        members.all = all.collect();
        Ok(members)
    }

    pub fn fail<T>(&self, span: Span, message: Message) -> Read<T> {
        Err(Box::new(Diagnostic::new(message, self.file, span)))
    }

    pub fn expected<T>(&self, span: Span, what: &str) -> Read<T> {
        self.fail(span, fact_syntax::expected(what))
    }

    pub fn expected_one<T>(&self, keys: &[&str]) -> Read<T> {
        self.expected(self.span, &format!("one of `{}`", keys.join("`, `")))
    }

    /// Refuses any other member.
    pub fn only(&self, known: &[&str]) -> Read<()> {
        match self.all.iter().find(|(name, ..)| !known.contains(name)) {
            None => Ok(()),
            Some((name, span, _)) => {
                let found = Diagnostic::new(fact_unknown_key::key(name), self.file, *span);
                let known = known.join("`, `");
                Err(Box::new(found.help(format!("known here: `{known}`"))))
            }
        }
    }

    pub fn find(&self, name: &str) -> Option<&'a Value<'a>> {
        let mut all = self.all.iter();
        all.find(|(known, ..)| *known == name)
            .map(|(.., value)| *value)
    }

    pub fn word(&self, value: &Value<'_>) -> Read<Named> {
        match value.get_ref() {
            DeValue::String(text) => Ok(Named {
                text: text.to_string(),
                span: value.span().into(),
            }),
            _ => self.expected(value.span().into(), "a string"),
        }
    }

    /// Reads a string that is not empty.
    pub fn filled(&self, value: &Value<'_>) -> Read<String> {
        let word = self.word(value)?;
        match word.text.trim().is_empty() {
            true => self.expected(word.span, "a string that is not empty"),
            false => Ok(word.text),
        }
    }

    pub fn text(&self, name: &str) -> Read<Option<Named>> {
        self.find(name).map(|value| self.word(value)).transpose()
    }

    pub fn needed(&self, name: &str) -> Read<Named> {
        match self.text(name)? {
            Some(text) => Ok(text),
            None => self.fail(self.span, fact_syntax::missing(name)),
        }
    }

    pub fn words(&self, name: &str) -> Read<Vec<Named>> {
        match self.find(name) {
            None => Ok(Vec::new()),
            Some(value) => match value.get_ref() {
                DeValue::Array(items) => items.iter().map(|item| self.word(item)).collect(),
                _ => self.expected(value.span().into(), "a list of strings"),
            },
        }
    }

    pub fn number(&self, value: &Value<'_>) -> Read<Numbered> {
        let parsed = match value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let span = value.span().into();
        match parsed {
            Some(number) => Ok(Numbered { number, span }),
            None => self.expected(span, "a whole number"),
        }
    }

    pub fn range(&self, value: &Value<'_>) -> Read<(Numbered, Numbered)> {
        if let DeValue::Array(items) = value.get_ref()
            && let [from, to] = items.iter().collect::<Vec<_>>().as_slice()
        {
            return Ok((self.number(from)?, self.number(to)?));
        }
        self.expected(value.span().into(), "`[from, to]`")
    }
}

/// Kinds of limits.
pub(super) const LIMITS: [&str; 4] = ["max-length", "max-bytes", "max-items", "range"];

/// Reads a limit of this kind.
pub(super) fn limit_of(table: &Members<'_>, kind: &str, value: &Value<'_>) -> Read<Limit> {
    if kind == "range" {
        let (from, to) = table.range(value)?;
        return Ok(Limit::Range(from.number, to.number));
    }
    let Ok(number) = u64::try_from(table.number(value)?.number) else {
        return table.fail(value.span().into(), fact_syntax::negative());
    };
    Ok(match kind {
        "max-length" => Limit::MaxLength(number),
        "max-bytes" => Limit::MaxBytes(number),
        _ => Limit::MaxItems(number),
    })
}
