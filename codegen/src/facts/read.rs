//! From files of facts to facts, each word with its place.

use std::sync::Arc;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Assertion, Fact, Named, Numbered, Quote, ResultLevel};
use crate::{
    diagnostic::Diagnostic, extract::Limit, prose::fold, rules, source::SourceFile, span::Span,
};

const KEYS: &str = "`id`, `page`, `type`, `quote`, `because` and one of `lifecycle`, `limit`, `base`, `enum`, `content`, \
                    `address`, `removal`, `results`, `context`";

/// Reads all files of facts. A fact that cannot be read is left out and reported.
pub fn read(files: &[SourceFile]) -> (Vec<Fact>, Vec<Diagnostic>) {
    let mut facts: Vec<Fact> = Vec::new();
    let mut out = Vec::new();
    for file in files {
        let table = match DeTable::parse(&file.text) {
            Ok(table) => table,
            Err(error) => {
                let span = error.span().unwrap_or(0..0).into();
                out.push(fault(&file.path, span, error.message()));
                continue;
            }
        };
        for (key, value) in table.get_ref() {
            let facts_here = match (key.get_ref().as_ref(), value.get_ref()) {
                ("fact", DeValue::Array(facts)) => facts,
                (name, _) => {
                    let message = format!("expected `[[fact]]`, found `{name}`");
                    out.push(unknown(&file.path, key.span().into(), message, "`fact`"));
                    continue;
                }
            };
            for fact in facts_here {
                match read_fact(file, fact) {
                    Ok(fact) => match facts.iter().find(|known| known.id == fact.id) {
                        Some(first) => out.push(twice(&fact, first)),
                        None => facts.push(fact),
                    },
                    Err(found) => out.push(*found),
                }
            }
        }
    }
    (facts, out)
}

type Read<T> = Result<T, Box<Diagnostic>>;
type Value<'a> = Spanned<DeValue<'a>>;

fn fault(file: &Arc<str>, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&rules::FACT_SYNTAX, file, span, message)
}

fn unknown(file: &Arc<str>, span: Span, message: String, known: &str) -> Diagnostic {
    let found = Diagnostic::new(&rules::FACT_UNKNOWN_KEY, file, span, message);
    found.help(format!("known here: {known}"))
}

fn twice(fact: &Fact, first: &Fact) -> Diagnostic {
    let message = format!("another fact has the id `{}`", fact.id);
    let found = Diagnostic::new(&rules::FACT_TWICE, &fact.file, fact.span, message);
    found.also(&first.file, first.span, "this one is used")
}

/// The members of an inline table or a fact.
struct Members<'a> {
    file: &'a Arc<str>,
    span: Span,
    all: Vec<(&'a str, Span, &'a Value<'a>)>,
}

impl<'a> Members<'a> {
    fn of(file: &'a Arc<str>, value: &'a Value<'a>) -> Read<Members<'a>> {
        let span = value.span().into();
        let DeValue::Table(table) = value.get_ref() else {
            return Err(Box::new(fault(file, span, "expected a table, `{ .. }`")));
        };
        let all = table.iter();
        let all = all.map(|(key, value)| (key.get_ref().as_ref(), key.span().into(), value));
        Ok(Members {
            file,
            span,
            all: all.collect(),
        })
    }

    fn fail<T>(&self, span: Span, message: impl Into<String>) -> Read<T> {
        Err(Box::new(fault(self.file, span, message)))
    }

    /// Refuses members of any other name.
    fn only(&self, known: &[&str]) -> Read<()> {
        match self.all.iter().find(|(name, ..)| !known.contains(name)) {
            None => Ok(()),
            Some((name, span, _)) => {
                let known = format!("`{}`", known.join("`, `"));
                let message = format!("unknown key `{name}`");
                Err(Box::new(unknown(self.file, *span, message, &known)))
            }
        }
    }

    fn find(&self, name: &str) -> Option<&'a Value<'a>> {
        let mut all = self.all.iter();
        all.find(|(known, ..)| *known == name)
            .map(|(.., value)| *value)
    }

    fn word(&self, value: &Value<'_>) -> Read<Named> {
        match value.get_ref() {
            DeValue::String(text) => Ok(Named {
                text: text.to_string(),
                span: value.span().into(),
            }),
            _ => self.fail(value.span().into(), "expected a string"),
        }
    }

    fn text(&self, name: &str) -> Read<Option<Named>> {
        self.find(name).map(|value| self.word(value)).transpose()
    }

    fn needed(&self, name: &str) -> Read<Named> {
        match self.text(name)? {
            Some(text) => Ok(text),
            None => self.fail(self.span, format!("`{name}` is missing")),
        }
    }

    fn words(&self, name: &str) -> Read<Vec<Named>> {
        match self.find(name) {
            None => Ok(Vec::new()),
            Some(value) => match value.get_ref() {
                DeValue::Array(items) => items.iter().map(|item| self.word(item)).collect(),
                _ => self.fail(value.span().into(), "expected a list of strings"),
            },
        }
    }

    fn number(&self, value: &Value<'_>) -> Read<Numbered> {
        let parsed = match value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let span = value.span().into();
        match parsed {
            Some(number) => Ok(Numbered { number, span }),
            None => self.fail(span, "expected a whole number"),
        }
    }

    fn range(&self, value: &Value<'_>) -> Read<(Numbered, Numbered)> {
        if let DeValue::Array(items) = value.get_ref()
            && let [from, to] = items.iter().collect::<Vec<_>>().as_slice()
        {
            return Ok((self.number(from)?, self.number(to)?));
        }
        self.fail(value.span().into(), "expected `[from, to]`")
    }
}

fn read_fact(file: &SourceFile, fact: &Value<'_>) -> Read<Fact> {
    let members = Members::of(&file.path, fact)?;
    let id = members.needed("id")?;
    let mut assertions = Vec::new();
    for (name, span, value) in &members.all {
        if matches!(*name, "id" | "page" | "type" | "quote" | "because") {
            continue;
        }
        match assertion(&members, name, value)? {
            Some(assertion) => assertions.push((assertion, Span::from(value.span()))),
            None => {
                let message = format!("unknown key `{name}` in the fact `{}`", id.text);
                return Err(Box::new(unknown(&file.path, *span, message, KEYS)));
            }
        }
    }
    let quote = members.text("quote")?.map(|quote| Quote {
        text: fold(&quote.text).into_owned(),
        span: quote.span,
    });
    let quote = quote.filter(|quote| !quote.text.is_empty());
    let because = members.text("because")?.map(|because| because.text);
    if quote.is_none() == because.is_none() {
        let message = format!("the fact `{}` needs either `quote` or `because`", id.text);
        return members.fail(id.span, message);
    }
    let mut assertions = assertions.into_iter();
    let (Some((assertion, assertion_span)), None) = (assertions.next(), assertions.next()) else {
        let message = format!("the fact `{}` must have exactly one assertion", id.text);
        return Err(Box::new(
            fault(&file.path, id.span, message).help(format!("its keys are {KEYS}")),
        ));
    };
    Ok(Fact {
        page: members.needed("page")?.text,
        type_name: members.text("type")?.map(|name| name.text),
        line: file.line(id.span.start),
        span: id.span,
        id: id.text,
        file: file.path.clone(),
        place: None,
        quote,
        because,
        assertion,
        assertion_span,
    })
}

fn assertion(fact: &Members<'_>, kind: &str, value: &Value<'_>) -> Read<Option<Assertion>> {
    let table = || Members::of(fact.file, value);
    Ok(Some(match kind {
        "base" => Assertion::Base(fact.word(value)?),
        "context" => Assertion::Context(fact.word(value)?),
        "lifecycle" => lifecycle(&table()?)?,
        "limit" => limit(&table()?)?,
        "enum" => {
            let table = table()?;
            table.only(&["property", "name"])?;
            Assertion::Enum {
                property: table.needed("property")?,
                name: table.needed("name")?,
            }
        }
        "content" => {
            let table = table()?;
            table.only(&["property", "types", "list"])?;
            let list = match table.find("list").map(|value| (value, value.get_ref())) {
                None => false,
                Some((_, DeValue::Boolean(list))) => *list,
                Some((value, _)) => {
                    return table.fail(value.span().into(), "expected true or false");
                }
            };
            Assertion::Content {
                property: table.needed("property")?,
                types: table.words("types")?,
                list,
            }
        }
        "address" => {
            let table = table()?;
            table.only(&["property", "also"])?;
            let mut properties = vec![table.needed("property")?];
            properties.extend(table.words("also")?);
            Assertion::Address { properties }
        }
        "removal" => {
            let table = table()?;
            table.only(&["property", "values"])?;
            Assertion::Removal {
                property: table.needed("property")?,
                values: table.words("values")?,
            }
        }
        "results" => results(&table()?)?,
        _ => return Ok(None),
    }))
}

fn lifecycle(table: &Members<'_>) -> Read<Assertion> {
    table.only(&["property", "pending", "succeeded", "failed", "absent"])?;
    let absent = match table.text("absent")? {
        None => None,
        Some(word) if word.text == "pending" => Some(word.span),
        Some(word) => return table.fail(word.span, "expected \"pending\""),
    };
    Ok(Assertion::Lifecycle {
        property: table.needed("property")?,
        pending: table.words("pending")?,
        succeeded: table.words("succeeded")?,
        failed: table.words("failed")?,
        absent,
    })
}

fn limit(table: &Members<'_>) -> Read<Assertion> {
    let kinds = ["max-length", "max-bytes", "max-items", "range"];
    table.only(&["property", kinds[0], kinds[1], kinds[2], kinds[3]])?;
    let mut found = kinds
        .iter()
        .filter_map(|kind| Some((*kind, table.find(kind)?)));
    let (Some((kind, value)), None) = (found.next(), found.next()) else {
        return table.fail(
            table.span,
            format!("expected one of `{}`", kinds.join("`, `")),
        );
    };
    let limit = if kind == "range" {
        let (from, to) = table.range(value)?;
        Limit::Range(from.number, to.number)
    } else {
        let Ok(number) = u64::try_from(table.number(value)?.number) else {
            return table.fail(value.span().into(), "a limit cannot be negative");
        };
        match kind {
            "max-length" => Limit::MaxLength(number),
            "max-bytes" => Limit::MaxBytes(number),
            _ => Limit::MaxItems(number),
        }
    };
    Ok(Assertion::Limit {
        property: table.needed("property")?,
        limit,
        span: value.span().into(),
    })
}

fn results(table: &Members<'_>) -> Read<Assertion> {
    let classes = [
        ("success", ResultLevel::Success),
        ("client-error", ResultLevel::ClientError),
        ("server-error", ResultLevel::ServerError),
    ];
    table.only(&["property", classes[0].0, classes[1].0, classes[2].0])?;
    let mut ranges = Vec::new();
    for (name, level) in classes {
        if let Some(value) = table.find(name) {
            let (from, to) = table.range(value)?;
            ranges.push((level, from, to));
        }
    }
    Ok(Assertion::Results {
        property: table.needed("property")?,
        ranges,
    })
}
