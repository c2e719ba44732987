//! Strict reading, which rejects values that do not fit.

use serde::de::Error as _;

use super::{
    Error,
    expanded::Known,
    page,
    record::Record,
    response::report,
    service_error,
    type_mismatch::{TypeMismatch, mismatches},
    write::is_held,
};

/// Returns an error if the body is not of this type, or if it has values that do not fit.
pub(super) fn refuse<R: Record>(record: &R) -> Result<(), Error> {
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
        field.is_some_and(|field| is_held(record, field))
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
