//! Values that do not fit, in members without a field and in lists with elements that do not fit.

use super::{
    TypeMismatch, Value,
    content::{OneOrMany, value_of},
    record::Record,
    type_mismatch::{below, type_mismatches},
};

/// A resource of one of several types.
pub trait Content {
    /// Returns the resource, or the value if it is not of any of these types.
    fn record(&self) -> Result<&dyn Record, &Value>;
}

/// Returns what does not fit in a record and in the content of one of its members.
pub fn content_type_mismatches<T: Content>(
    record: &dyn Record,
    member: &str,
    content: Option<OneOrMany<T>>,
) -> Vec<TypeMismatch> {
    let mut found = type_mismatches(record);
    let Some(content) = content else {
        return found;
    };
    let is_list = matches!(content, OneOrMany::Many(_));
    for (at, held) in content.iter().enumerate() {
        let path = match is_list {
            true => format!("{member}[{at}]"),
            false => member.to_owned(),
        };
        match held.record() {
            Ok(inner) => found.extend(below(&path, type_mismatches(inner))),
            Err(Value::Object(_)) => {}
            Err(value) => found.push(TypeMismatch {
                path,
                expected: "a resource".to_owned(),
                found: value.kind().into(),
            }),
        }
    }
    found
}

/// Returns what does not fit in a record and in the elements of one of its lists, which were read one by one.
pub fn element_type_mismatches<T: Record>(
    record: &dyn Record,
    name: &str,
    items: &[Result<T, Value>],
    of: impl Fn(&T) -> Vec<TypeMismatch>,
) -> Vec<TypeMismatch> {
    let is_list = matches!(value_of(record, name), Some(Value::Array(_)));
    let element = T::empty().schema().name;
    // A list counts as a mismatch if one of its elements does. The loop below reports which one.
    let inside = |mismatch: &TypeMismatch| {
        let rest = mismatch.path.strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with('[') || (rest.is_empty() && is_list))
    };
    let mut found = type_mismatches(record);
    found.retain(|mismatch| !inside(mismatch));
    if !is_list {
        return found;
    }
    for (at, item) in items.iter().enumerate() {
        let path = format!("{name}[{at}]");
        match item {
            Ok(item) => found.extend(below(&path, of(item))),
            Err(value) => found.push(TypeMismatch {
                path,
                expected: element.to_owned(),
                found: value.kind().into(),
            }),
        }
    }
    found
}
