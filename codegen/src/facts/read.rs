//! Parses fact files, with the position of each word.

use toml::de::{DeTable, DeValue};

use super::{
    Assertion, Fact, Quote, ResultClass,
    members::{LIMITS, Members, Read, Value, limit_of},
    read_correction::correction,
};
use crate::{
    diagnostic::Diagnostic,
    prose::fold,
    rules::{fact_syntax, fact_twice, fact_unknown_key},
    source::SourceFile,
    span::Span,
};

const KEYS: &str = "`id`, `page`, `type`, `quote`, `because`, `link` and one of `lifecycle`, `limit`, `base`, `enum`, `content`, \
                    `address`, `removal`, `results`, `context`, `correct`";

/// Parses all fact files. An invalid fact is left out and reported.
pub fn read(files: &[SourceFile]) -> (Vec<Fact>, Vec<Diagnostic>) {
    let mut facts: Vec<Fact> = Vec::new();
    let mut out = Vec::new();
    for file in files {
        let table = match DeTable::parse(&file.text) {
            Ok(table) => table,
            Err(error) => {
                let span = error.span().unwrap_or(0..0).into();
                let message = fact_syntax::toml(error.message());
                out.push(Diagnostic::new(message, &file.path, span));
                continue;
            }
        };
        for (key, value) in table.get_ref() {
            let facts_here = match (key.get_ref().as_ref(), value.get_ref()) {
                ("fact", DeValue::Array(facts)) => facts,
                (name, _) => {
                    let message = fact_unknown_key::table(name);
                    let found = Diagnostic::new(message, &file.path, key.span().into());
                    out.push(found.help("known here: `fact`"));
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

fn twice(fact: &Fact, first: &Fact) -> Diagnostic {
    let found = Diagnostic::new(fact_twice(&fact.id), &fact.file, fact.span);
    found.also(&first.file, first.span, "this one is used")
}

fn read_fact(file: &SourceFile, fact: &Value<'_>) -> Read<Fact> {
    let members = Members::of(&file.path, fact)?;
    let id = members.needed("id")?;
    let mut assertions = Vec::new();
    for (name, span, value) in &members.all {
        if matches!(*name, "id" | "page" | "type" | "quote" | "because" | "link") {
            continue;
        }
        match assertion(&members, name, value)? {
            Some(assertion) => assertions.push((assertion, Span::from(value.span()))),
            None => {
                let message = fact_unknown_key::assertion(name, &id.text);
                let found = Diagnostic::new(message, &file.path, *span);
                return Err(Box::new(found.help(format!("known here: {KEYS}"))));
            }
        }
    }
    let quote = members.text("quote")?.map(|quote| Quote {
        text: fold(&quote.text).into_owned(),
        span: quote.span,
    });
    let quote = quote.filter(|quote| !quote.text.is_empty());
    let because = members.text("because")?.map(|because| because.text);
    let mut assertions = assertions.into_iter();
    let (Some((assertion, assertion_span)), None) = (assertions.next(), assertions.next()) else {
        let message = fact_syntax::assertions(&id.text);
        let found = Diagnostic::new(message, &file.path, id.span);
        return Err(Box::new(found.help(format!("its keys are {KEYS}"))));
    };
    let is_correction = matches!(assertion, Assertion::Correction(_));
    if is_correction && (quote.is_none() || because.is_none()) {
        return members.fail(id.span, fact_syntax::correction(&id.text));
    }
    if !is_correction && quote.is_none() == because.is_none() {
        return members.fail(id.span, fact_syntax::evidence(&id.text));
    }
    if !is_correction && let Some(link) = members.text("link")? {
        return members.fail(link.span, fact_syntax::link());
    }
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
                    return table.expected(value.span().into(), "true or false");
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
        "correct" => correction(fact, &table()?)?,
        _ => return Ok(None),
    }))
}

fn lifecycle(table: &Members<'_>) -> Read<Assertion> {
    table.only(&["property", "pending", "succeeded", "failed", "absent"])?;
    let absent = match table.text("absent")? {
        None => None,
        Some(word) if word.text == "pending" => Some(word.span),
        Some(word) => return table.expected(word.span, "\"pending\""),
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
    table.only(&[&["property"], &LIMITS[..]].concat())?;
    let mut found = LIMITS
        .iter()
        .filter_map(|kind| Some((*kind, table.find(kind)?)));
    let (Some((kind, value)), None) = (found.next(), found.next()) else {
        return table.expected_one(&LIMITS);
    };
    Ok(Assertion::Limit {
        property: table.needed("property")?,
        limit: limit_of(table, kind, value)?,
        span: value.span().into(),
    })
}

fn results(table: &Members<'_>) -> Read<Assertion> {
    let classes = [
        ("success", ResultClass::Success),
        ("client-error", ResultClass::ClientError),
        ("server-error", ResultClass::ServerError),
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
