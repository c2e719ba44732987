//! How a type changed, and what that means for the JSON.

use super::subject::Subject;
use crate::{
    model::{Limit, Primitive, Property, TypeRef},
    rules::{Message, property_type_changed, relationship_type_changed},
};

/// Returns the message for a changed type, which says what kind of change it is.
pub(super) fn type_changed<'a>(
    old: &Property,
    new: &Property,
) -> fn(Subject<'a>, &'a str, &'a str) -> Message {
    use TypeRef::{Enum, Primitive as Scalar};
    if new.relationship {
        return match (old.collection, new.collection) {
            (false, true) => relationship_type_changed::to_list,
            (true, false) => relationship_type_changed::to_single,
            _ => relationship_type_changed::other,
        };
    }
    match (&old.ty, &new.ty) {
        _ if old.collection != new.collection => match new.collection {
            true => property_type_changed::to_list,
            false => property_type_changed::to_single,
        },
        (Scalar(Primitive::String), Enum(_)) => property_type_changed::to_enum,
        (Enum(_), Scalar(Primitive::String)) => property_type_changed::to_text,
        (Scalar(was), Scalar(is)) if widens(*was, *is) => property_type_changed::wider,
        (Scalar(was), Scalar(is)) if widens(*is, *was) => property_type_changed::narrower,
        _ => property_type_changed::other,
    }
}

/// Whether every value of the first type is also a value of the second, with the same JSON.
fn widens(from: Primitive, to: Primitive) -> bool {
    use Primitive::*;
    let rank = |primitive| match primitive {
        Byte | SByte => Some(1),
        Int16 => Some(2),
        Int32 => Some(3),
        Int64 => Some(4),
        Single => Some(5),
        Double => Some(6),
        _ => None,
    };
    match (rank(from), rank(to)) {
        (Some(from), Some(to)) => from < to,
        _ => to == Untyped,
    }
}

/// Whether both types have the same form in JSON. Numbers, strings and booleans are distinguished; an undeclared type
/// may have any form.
pub(super) fn same_json(old: &Property, new: &Property) -> bool {
    let form = |property: &Property| match &property.ty {
        TypeRef::Primitive(primitive) => json_form(*primitive),
        TypeRef::Enum(_) => Some("text"),
        TypeRef::Type(_) => Some("object"),
        TypeRef::Undeclared(_) | TypeRef::Any => property.shown.and_then(json_form),
    };
    old.collection == new.collection
        && match (form(old), form(new)) {
            (Some(old), Some(new)) => old == new && old != "object",
            _ => false,
        }
}

fn json_form(primitive: Primitive) -> Option<&'static str> {
    use Primitive::*;
    match primitive {
        Boolean => Some("truth"),
        Byte | SByte | Int16 | Int32 | Int64 | Single | Double => Some("number"),
        // A decimal may be a number or a string.
        Decimal | Stream | Untyped => None,
        String | Date | DateTimeOffset | TimeOfDay | Duration | Guid | Binary => Some("text"),
    }
}

/// Returns the limits as findings spell them, sorted.
pub(super) fn limits(limits: &[Limit]) -> String {
    let mut spelled: Vec<String> = limits.iter().map(limit).collect();
    spelled.sort();
    match spelled.is_empty() {
        true => "none".to_owned(),
        false => spelled.join(", "),
    }
}

fn limit(limit: &Limit) -> String {
    match limit {
        Limit::MaxLength(most) => format!("at most {most} characters"),
        Limit::MaxBytes(most) => format!("at most {most} bytes"),
        Limit::MaxItems(most) => format!("at most {most} items"),
        Limit::Range(low, high) => format!("from {low} to {high}"),
    }
}

/// Whether every value within the old limits is also within the new ones.
pub(super) fn loosens(old: &[Limit], new: &[Limit]) -> bool {
    new.iter().all(|new| {
        old.iter().any(|old| match (old, new) {
            (Limit::MaxLength(old), Limit::MaxLength(new))
            | (Limit::MaxBytes(old), Limit::MaxBytes(new))
            | (Limit::MaxItems(old), Limit::MaxItems(new)) => old <= new,
            (Limit::Range(low, high), Limit::Range(lower, higher)) => {
                lower <= low && high <= higher
            }
            _ => false,
        })
    })
}
