//! Writing: each field with its own type, or, for values whose `extra` has entries beside fields, one function for all
//! types that is generic only over the format.

use std::borrow::Cow;

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};

use super::{
    Extra, Number, Object, Value,
    beside::{Beside, is_beside},
    record::{Field, FieldVisitor, Item, Record, Slot, View},
    value::unfinite,
};

/// Writes a value of a type of this crate, with everything that its `extra` keeps.
pub fn serialize<T: Item, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}

/// Writes a record in the same order as `members`.
pub(super) fn record<R: Record, S: Serializer>(
    record: &R,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let extra = record.extra();
    let more = !extra.is_empty();
    if more && is_beside(record.as_dyn()) {
        return Body(record.as_dyn()).serialize(serializer);
    }
    let mut map = serializer.serialize_map(None)?;
    if more {
        write_extra(extra, true, &mut map)?;
    }
    write_fields(record, &mut map)?;
    if more {
        write_extra(extra, false, &mut map)?;
    }
    map.end()
}

struct Entries<'m, M: SerializeMap> {
    map: &'m mut M,
    done: Result<(), M::Error>,
}

impl<'a, M: SerializeMap> FieldVisitor<'a> for Entries<'_, M> {
    #[inline]
    fn visit_field<F: Field>(&mut self, name: &'static str, field: &'a F) {
        if self.done.is_err() {
            return;
        }
        // In place of what is fine, an outcome would have to be dropped first.
        if let Err(error) = field.write(name, self.map) {
            self.done = Err(error);
        }
    }
}

/// Writes all fields of a record that hold a value.
#[inline]
fn write_fields<R: Record, M: SerializeMap>(record: &R, map: &mut M) -> Result<(), M::Error> {
    let mut entries = Entries { map, done: Ok(()) };
    record.visit_fields(&mut entries);
    entries.done
}

/// Writes either the annotations in `extra` or everything else in it.
fn write_extra<M: SerializeMap>(
    extra: &Extra,
    annotations: bool,
    map: &mut M,
) -> Result<(), M::Error> {
    for (name, value) in extra {
        if name.starts_with('@') == annotations {
            map.serialize_entry(name, value)?;
        }
    }
    Ok(())
}

/// A member to be written.
enum Member<'m> {
    Field(&'m View<'m>),
    Entry(&'m Value),
}

/// Calls `write` once for each member: first the annotations of the object itself, then the fields, then the members
/// without a field.
#[inline]
fn members<E>(
    record: &dyn Record,
    mut write: impl FnMut(&str, Member<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let fields = record.schema().fields;
    let extra = record.extra();
    let beside = Beside::of(record);
    let is_told = |at| beside.field(at).is_some_and(|field| record.is_held(field));
    for (at, (name, value)) in extra.iter().enumerate() {
        if name.starts_with('@') && !is_told(at) {
            write(name, Member::Entry(value))?;
        }
    }
    let mut done = Ok(());
    record.for_each_field(|index, view| {
        let (Some(name), Ok(())) = (fields.get(index), &done) else {
            return;
        };
        let (name, member) = match beside.entry(record, index) {
            Some((sent, value)) if view.is_spelling(value) => (sent, Member::Entry(value)),
            Some((sent, _)) => (sent, Member::Field(view)),
            None => (*name, Member::Field(view)),
        };
        // Assigning every result would mean dropping the previous one each time.
        if let Err(error) = write(name, member) {
            done = Err(error);
        }
    });
    done?;
    for (at, (name, value)) in extra.iter().enumerate() {
        if !name.starts_with('@') && !is_told(at) {
            write(name, Member::Entry(value))?;
        }
    }
    Ok(())
}

/// Converts a typed body to a value: the same value that serializing the body and reading it again would give.
pub fn to_value(record: &dyn Record) -> Value {
    Value::Object(object(record))
}

/// Returns the members as values.
fn object(record: &dyn Record) -> Object {
    let mut object = Object::new();
    let entries = object.entries();
    let done: Result<(), std::convert::Infallible> = members(record, |name, member| {
        let value = match member {
            Member::Field(view) => Value::from(*view),
            Member::Entry(value) => value.clone(),
        };
        entries.push((Cow::Owned(name.to_owned()), value));
        Ok(())
    });
    match done {
        Ok(()) => object,
    }
}

impl From<View<'_>> for Value {
    fn from(view: View<'_>) -> Value {
        match view {
            View::Absent => Value::Null,
            View::Bool(value) => Value::Bool(value),
            View::Number(number) => Value::from(number),
            View::Str(text) | View::Guid(text) | View::Name(text) => Value::String(text.to_owned()),
            View::Raw(raw) => Value::Raw(raw.clone()),
            View::Value(value) => value.clone(),
            View::Record(record) => to_value(record),
            View::List(list, len) => (0..len).map(|index| list.item(index)).collect(),
        }
    }
}

struct Body<'a>(&'a dyn Record);

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        members(self.0, |name, member| match member {
            Member::Field(view) => map.serialize_entry(name, view),
            Member::Entry(value) => map.serialize_entry(name, value),
        })?;
        map.end()
    }
}

struct Elements<'a>(&'a dyn Slot, usize);

impl Serialize for Elements<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.1))?;
        for index in 0..self.1 {
            seq.serialize_element(&self.0.item(index))?;
        }
        seq.end()
    }
}

impl Serialize for View<'_> {
    #[inline(always)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            View::Absent => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(*value),
            View::Number(number) => number.serialize(serializer),
            View::Str(text) | View::Guid(text) | View::Name(text) => serializer.serialize_str(text),
            View::Raw(raw) => raw.serialize(serializer),
            View::Value(value) => value.serialize(serializer),
            View::Record(record) => Body(*record).serialize(serializer),
            View::List(list, len) => Elements(*list, *len).serialize(serializer),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Number::U64(n) => serializer.serialize_u64(n),
            Number::I64(n) => serializer.serialize_i64(n),
            Number::F64(n) if n.is_finite() => serializer.serialize_f64(n),
            Number::F64(n) => serializer.serialize_str(unfinite(n)),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(number) => number.serialize(serializer),
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(values) => serializer.collect_seq(values),
            Value::Object(object) => object.serialize(serializer),
            Value::Raw(raw) => raw.serialize(serializer),
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}
