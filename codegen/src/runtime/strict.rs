//! Strict reading, which rejects values that do not fit.

use serde::{Deserialize, Deserializer, de::Error as _};

use super::{
    Error, Value, page,
    read::deserialize,
    record::{Known, Record},
    response::report,
    service_error,
    type_mismatch::{TypeMismatch, mismatches},
    value_read::from_value,
};

/// Reads a value of a type of this crate, and rejects a body with values that do not fit their fields or one that is
/// something else: an error report, a list in place of a resource, a resource of another `@odata.type`, or a page
/// without a list.
///
/// Expanded relationships are checked at any depth, if the features of their types are enabled. All these types are
/// compiled into a program that reads strictly; a program that does not has none of them.
///
/// # Errors
///
/// The error names the path of each value that does not fit, the type of its field and what was received.
pub fn deserialize_strict<'de, T: Record, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let record: T = deserialize(deserializer)?;
    refuse(&record).map_err(D::Error::custom)?;
    Ok(record)
}

/// Like [`from_value`], but rejects what [`deserialize_strict`] rejects.
///
/// # Errors
///
/// The error names the path of each value that does not fit, the type of its field and what was received.
pub fn from_value_strict<'de, T: Deserialize<'de> + Record>(value: &'de Value) -> Result<T, Error> {
    let record: T = from_value(value)?;
    refuse(&record)?;
    Ok(record)
}

/// Returns an error if the body is not of this type, or if it has values that do not fit.
fn refuse<R: Record>(record: &R) -> Result<(), Error> {
    refuse_known(record.as_dyn(), &mut Known::of::<R>())
}

fn refuse_known(record: &dyn Record, known: &mut Known) -> Result<(), Error> {
    if let Some(found) = other_body(record) {
        let name = record.schema().name;
        return Err(Error::custom(format_args!(
            "expected {name}, found {found}"
        )));
    }
    let found = mismatches(record, known);
    if found.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = found.iter().map(TypeMismatch::to_string).collect();
    Err(Error::custom(lines.join("; ")))
}

/// Describes the body if it is not of this type at all, but would be read as an empty value of it.
fn other_body(record: &dyn Record) -> Option<String> {
    let schema = record.schema();
    let error = report(record).filter(|_| schema.name != service_error::NAME);
    if let Some(error) = error {
        let error = error.map_or_else(|error| error.to_string(), |error| error.to_string());
        return Some(format!("an error: {error}"));
    }
    let is_sent = |name| {
        let sent = record.extra().find(name);
        let field = schema.find(name, 0);
        field.is_some_and(|field| record.is_held(field))
            || sent.is_some_and(|value| !value.is_null())
    };
    let essential = match schema.name {
        service_error::NAME => Some("error"),
        page::NAME => Some("value"),
        _ => None,
    };
    if let Some(name) = essential {
        return (!is_sent(name)).then(|| format!("a body without {name:?}"));
    }
    let mut is_empty = true;
    record.for_each_field(|_, _| is_empty = false);
    let is_wrapped = is_empty && !schema.fields.is_empty() && is_sent("value");
    is_wrapped.then(|| "a body with \"value\"".to_owned())
}
