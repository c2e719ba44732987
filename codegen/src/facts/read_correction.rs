//! Parses corrections.

use toml::de::DeValue;

use super::{
    Assertion, Correction, Right, Subject,
    members::{LIMITS, Members, Read, limit_of},
};

const OF_TYPES: &[&str] = &["base"];
const OF_PROPERTIES: &[&str] = &[
    "type",
    "nullable",
    "read-only",
    "required",
    "name",
    "text",
    "unlimited",
    "exists",
    LIMITS[0],
    LIMITS[1],
    LIMITS[2],
    LIMITS[3],
];
const OF_MEMBERS: &[&str] = &["name", "text", "exists"];
const SUBJECT: [&str; 3] = ["property", "enum", "member"];

/// Parses `correct = { .. }` of a fact, which must have a link to a report.
pub(super) fn correction(fact: &Members<'_>, table: &Members<'_>) -> Read<Assertion> {
    let [property, of, member] = SUBJECT;
    let named = (table.text(property)?, table.text(of)?, table.text(member)?);
    let (subject, known) = match named {
        (None, None, None) => (Subject::Type, OF_TYPES),
        (Some(property), None, None) => (Subject::Property(property), OF_PROPERTIES),
        (Some(property), None, Some(member)) => (Subject::Value { property, member }, OF_MEMBERS),
        (None, Some(of), Some(member)) => (Subject::Member { of, member }, OF_MEMBERS),
        _ => {
            let what = "`property`, `property` and `member`, or `enum` and `member`";
            return table.expected(table.span, what);
        }
    };
    table.only(&[&SUBJECT, known].concat())?;
    let mut stated = known
        .iter()
        .filter_map(|key| Some((*key, table.find(key)?)));
    let (Some((key, value)), None) = (stated.next(), stated.next()) else {
        return table.expected_one(known);
    };
    let span = value.span().into();
    let truth = || match value.get_ref() {
        DeValue::Boolean(is) => Ok(*is),
        _ => table.expected(span, "true or false"),
    };
    let right = match key {
        "type" => Right::Type(table.filled(value)?),
        "base" => Right::Base(table.filled(value)?),
        "name" => Right::Name(table.filled(value)?),
        "text" => Right::Text(table.filled(value)?),
        "nullable" => Right::Nullable(truth()?),
        "read-only" => Right::ReadOnly(truth()?),
        "required" => Right::Required(truth()?),
        "exists" => Right::Exists(truth()?),
        "unlimited" if truth()? => Right::Unlimited,
        "unlimited" => return table.expected(span, "true"),
        kind => Right::Limit(limit_of(table, kind, value)?),
    };
    if matches!(
        (&subject, &right),
        (Subject::Property(_), Right::Exists(true))
    ) {
        return table.expected(span, "false: a property needs a page that describes it");
    }
    let link = fact.needed("link")?;
    if !is_address(&link.text) {
        return fact.expected(link.span, "an address that begins with `https://`");
    }
    Ok(Assertion::Correction(Correction {
        subject,
        right,
        span,
        link: link.text,
    }))
}

/// Whether this is a URL without characters that have a meaning in Markdown.
fn is_address(text: &str) -> bool {
    let rest = (text.strip_prefix("https://")).or_else(|| text.strip_prefix("http://"));
    let is_plain = |c: char| c.is_ascii_graphic() && !"<>\"\\`".contains(c);
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(is_plain))
}
