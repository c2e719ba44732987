//! Received values that do not fit the type of their field.

use std::{borrow::Cow, fmt};

use serde::de::DeserializeOwned;

use super::{
    Extra, Schema, Value,
    beside::Beside,
    path::{join, walk},
    record::{Known, Record, Slot, Token, View},
    resource::TYPE,
    value_read::from_value,
};

/// The maximum length of a type name in a report. Those of the service have about half of it.
const LONGEST_NAME: usize = 128;

/// A value that does not fit its field and was kept raw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeMismatch {
    /// Path of the value: names and indexes from the root of the body, such as `members[2].birthday`.
    pub path: String,
    /// The type of the field: a qualified name, or `Collection(..)` around it.
    pub expected: String,
    /// What was received, such as `a number`.
    pub found: Cow<'static, str>,
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

/// Returns all values of a body, at any depth, that did not fit their fields, and all values whose `@odata.type` is
/// neither the expected type nor one of its known subtypes.
///
/// Null fits every field, and members that the type does not know are not mismatches. In expanded relationships, only
/// values that are not resources are reported;
/// [`Extra::related_type_mismatches`](super::Object::related_type_mismatches) looks inside, and so does
/// strict reading.
pub fn type_mismatches(record: &dyn Record) -> Vec<TypeMismatch> {
    mismatches(record, &mut Known::nothing())
}

/// Like [`type_mismatches`], and also looks into expanded relationships whose types are in `known`.
pub(super) fn mismatches(record: &dyn Record, known: &mut Known) -> Vec<TypeMismatch> {
    let mut found = Vec::new();
    walk(record, &mut String::new(), &mut |record, path| {
        let schema = record.schema();
        found.extend(other_type(record, path));
        let beside = Beside::of(record);
        for (at, (name, value)) in record.extra().iter().enumerate() {
            let Some(index) = beside.field(at) else {
                found.extend(expanded(schema, name, value, path));
                found.extend(inside(schema, name, value, path, known));
                continue;
            };
            let slot = record.slot(index);
            let path = join(path, name);
            if record.is_held(index) {
                found.extend(elements(&slot.view(), value, &path));
            } else if !value.is_null() {
                found.push(whole(slot, value, path));
            }
        }
    });
    found
}

impl Extra {
    /// Like [`type_mismatches`], for the resources of a relationship that was expanded with `$expand`. The paths begin
    /// with the name of the relationship: `event.extra.related_type_mismatches::<Attachment>("attachments")`.
    ///
    /// The caller names the type that the relationship leads to, so that programs that do not look at relationships
    /// have none of these types compiled into them. Their own relationships are included.
    pub fn related_type_mismatches<T: Record + DeserializeOwned>(
        &self,
        relationship: &str,
    ) -> Vec<TypeMismatch> {
        let Some((name, value)) = self.named(relationship) else {
            return Vec::new();
        };
        let mut known = Known::of::<T>();
        let mut inside = |value: &Value| match from_value::<T>(value) {
            Ok(resource) => mismatches(resource.as_dyn(), &mut known),
            Err(_) => Vec::new(),
        };
        each(value, name, &mut inside)
    }
}

/// Returns a mismatch if the value states a type that it cannot have.
fn other_type(record: &dyn Record, path: &str) -> Option<TypeMismatch> {
    let schema = record.schema();
    let (name, stated) = record
        .extra()
        .named(TYPE)
        .filter(|(_, value)| !value.is_null())?;
    let kind = stated.kind();
    let stated = stated.as_str().unwrap_or(kind);
    // Envelopes such as pages have no qualified name.
    let is_other = schema.name.contains('.') && !schema.covers(stated.trim_start_matches('#'));
    // Mismatches get logged, so text of arbitrary length or content is not repeated.
    let is_name = |c: char| c.is_ascii_alphanumeric() || "#._() ".contains(c);
    let is_shown = stated.len() <= LONGEST_NAME && stated.chars().all(is_name);
    is_other.then(|| TypeMismatch {
        path: join(path, name),
        expected: format!("#{}", schema.name),
        found: match is_shown {
            true => stated.to_owned().into(),
            false => "another type".into(),
        },
    })
}

/// The elements that a list could not hold, if the entry still describes the list.
fn elements(held: &View<'_>, sent: &Value, path: &str) -> Vec<TypeMismatch> {
    let (View::List(list, _), Value::Array(values)) = (held, sent) else {
        return Vec::new();
    };
    if !held.is_spelled(sent) {
        return Vec::new();
    }
    let odd = values.iter().enumerate();
    let odd = odd.filter(|(_, value)| !list.fits(Token::from(*value)));
    odd.map(|(index, value)| TypeMismatch {
        path: format!("{path}[{index}]"),
        expected: list.kind().0.to_owned(),
        found: value.kind().into(),
    })
    .collect()
}

/// Values in an expanded relationship that are not resources.
fn expanded(schema: &Schema, name: &str, sent: &Value, path: &str) -> Vec<TypeMismatch> {
    let odd = |path, expected: &str, value: &Value| TypeMismatch {
        path,
        expected: expected.to_owned(),
        found: value.kind().into(),
    };
    let is_odd = |value: &Value| !matches!(value, Value::Object(_));
    let has = |names: &[&str]| names.iter().any(|own| own.eq_ignore_ascii_case(name));
    let is_list = has(schema.related_lists);
    match sent {
        Value::Null => Vec::new(),
        Value::Array(values) if is_list => {
            let path = join(path, name);
            let values = values.iter().enumerate();
            let values = values.filter(|(_, value)| is_odd(value));
            values
                .map(|(index, value)| odd(format!("{path}[{index}]"), "a resource", value))
                .collect()
        }
        sent if is_list => vec![odd(join(path, name), "a list of resources", sent)],
        sent if is_odd(sent) && has(schema.related) => {
            vec![odd(join(path, name), "a resource", sent)]
        }
        _ => Vec::new(),
    }
}

/// Returns what does not fit inside the resources of an expanded relationship.
fn inside(
    schema: &Schema,
    name: &str,
    sent: &Value,
    path: &str,
    known: &mut Known,
) -> Vec<TypeMismatch> {
    if !matches!(sent, Value::Array(_) | Value::Object(_)) {
        return Vec::new();
    }
    let mut names = schema.related.iter().chain(schema.related_lists);
    let relationship = names.find(|own| own.eq_ignore_ascii_case(name));
    let Some(read) = relationship.and_then(|own| known.reader(schema.name, own)) else {
        return Vec::new();
    };
    each(sent, &join(path, name), &mut |value| match read(value) {
        Some(resource) => mismatches(&*resource, known),
        None => Vec::new(),
    })
}

/// Returns what `inside` finds in a value or in each element of a list, with paths that begin with `path`.
fn each(
    sent: &Value,
    path: &str,
    inside: &mut dyn FnMut(&Value) -> Vec<TypeMismatch>,
) -> Vec<TypeMismatch> {
    match sent {
        Value::Array(values) => (values.iter().enumerate())
            .flat_map(|(index, value)| {
                below(&format!("{path}[{index}]"), inside(value)).collect::<Vec<_>>()
            })
            .collect(),
        value => below(path, inside(value)).collect(),
    }
}

/// Prefixes all paths with `path`.
pub(super) fn below<'a>(
    path: &'a str,
    type_mismatches: Vec<TypeMismatch>,
) -> impl Iterator<Item = TypeMismatch> + 'a {
    type_mismatches
        .into_iter()
        .map(move |mismatch| TypeMismatch {
            path: join(path, &mismatch.path),
            ..mismatch
        })
}

/// A value that the slot cannot hold.
fn whole(slot: &dyn Slot, value: &Value, path: String) -> TypeMismatch {
    TypeMismatch {
        path,
        expected: match slot.kind() {
            (kind, true) => format!("Collection({kind})"),
            (kind, false) => kind.to_owned(),
        },
        found: value.kind().into(),
    }
}
