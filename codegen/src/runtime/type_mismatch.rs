//! Received values that do not fit the type of their field.

use std::fmt;

use serde::de::Error as _;

use super::{
    Error,
    path::{join, walk},
    record::Record,
    write::is_held,
};

/// A value that does not fit its field and was kept raw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeMismatch {
    /// Where it is: names and indexes from the root of the body, such as `members[2].birthday`.
    pub path: String,
    /// What the field holds: a qualified name, or `Collection(..)` of it.
    pub expected: String,
    /// What was sent, such as `a number`.
    pub found: &'static str,
}

impl fmt::Display for TypeMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: expected {}, found {}",
            self.path, self.expected, self.found
        )
    }
}

/// All values of a body, at any depth, that did not fit their fields. Nulls fit every field, and members that
/// the type does not know are none.
pub fn type_mismatches(record: &dyn Record) -> Vec<TypeMismatch> {
    let mut found = Vec::new();
    walk(record, &mut String::new(), &mut |record, path| {
        let schema = record.schema();
        for (name, value) in record.extra() {
            let Some(index) = schema.find(name, 0) else {
                continue;
            };
            if value.is_null() || is_held(record, name) {
                continue;
            }
            let expected = match record.slot(index).kind() {
                (kind, true) => format!("Collection({kind})"),
                (kind, false) => kind.to_owned(),
            };
            found.push(TypeMismatch {
                path: join(path, name),
                expected,
                found: value.kind(),
            });
        }
    });
    found
}

/// An error that names all of them, if there are any.
pub(super) fn refuse(type_mismatches: Vec<TypeMismatch>) -> Result<(), Error> {
    if type_mismatches.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = type_mismatches
        .iter()
        .map(TypeMismatch::to_string)
        .collect();
    Err(Error::custom(lines.join("; ")))
}
