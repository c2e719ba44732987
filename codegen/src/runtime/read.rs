//! Reading: one visitor for all fields of all types, generic only over the format.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};

use super::{
    Number, RawValue, Schema, Value,
    beside::Reading,
    exact::Exact,
    raw::Via,
    record::{Accepted, Expansions, Item, Record, Slot, Token, View},
    value_read::{read_array, read_object},
};

/// Reads a structured type of this crate. Values that do not fit their field are kept raw.
#[inline]
pub fn deserialize<'de, T: Record, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    // Read in place, because such values are large.
    let mut record = T::empty();
    Root(record.as_dyn_mut()).deserialize(deserializer)?;
    Ok(record)
}

/// Reads a value that has no fields and is not in a field.
pub fn deserialize_item<'de, T: Item, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut slot: Option<T> = None;
    let mut sent = Value::Null;
    Place {
        slot: &mut slot,
        sent: &mut sent,
        is_whole: false,
    }
    .deserialize(deserializer)?;
    slot.ok_or_else(|| type_mismatch(T::kind(), &sent))
}

/// Reads a value into an empty record.
pub(super) fn read_into(value: &Value, record: &mut dyn Record) -> Result<(), super::Error> {
    Root(record).deserialize(value)
}

impl Expansions {
    /// Adds a relationship of `name`. The caller adds the relationships of `T` itself: the compiler limits how often a
    /// generic function may lead to itself, and chains of relationships are long.
    pub fn expand<T: Record + 'static>(&mut self, name: &'static str, relationship: &'static str) {
        self.insert(name, relationship, reader::<T>);
    }
}

fn reader<T: Record + 'static>(value: &Value) -> Option<Box<dyn Record>> {
    let mut record: Box<dyn Record> = Box::new(T::empty());
    read_into(value, &mut *record).ok()?;
    Some(record)
}

/// Reads a body into an empty record, from its text if the format can provide it.
struct Root<'a>(pub &'a mut dyn Record);

impl<'de> DeserializeSeed<'de> for Root<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let kind = self.0.schema().name;
        let mut slot = Body(self.0);
        let mut sent = Value::Null;
        let whole = Place {
            slot: &mut slot,
            sent: &mut sent,
            is_whole: true,
        };
        let mut outcome = deserializer.deserialize_newtype_struct(Via::Any.token(), whole)?;
        if let (Outcome::Text, Value::Raw(raw)) = (&outcome, &sent) {
            let raw = raw.clone();
            let place = Place {
                slot: &mut slot,
                sent: &mut sent,
                is_whole: false,
            };
            outcome = READ_TEXT(raw.as_str(), place).map_err(D::Error::custom)?;
        }
        match outcome {
            Outcome::Set | Outcome::OtherCase => Ok(()),
            Outcome::Raw | Outcome::Text => Err(type_mismatch(kind, &sent)),
        }
    }
}

/// `read_text` as a pointer. Before the compiler inlines anything into a function, it follows all direct calls, anew for
/// each type. Without the pointer, it would go through the whole reader each time.
const READ_TEXT: fn(&str, Place<'_>) -> Result<Outcome, super::Error> = read_text;

/// Reads text. Compiled in this crate, instead of once more for each reader that a program uses.
#[inline(never)]
fn read_text(text: &str, place: Place<'_>) -> Result<Outcome, super::Error> {
    Exact::read(text, place)
}

/// The slot of the outermost object.
struct Body<'a>(&'a mut dyn Record);

impl Slot for Body<'_> {
    fn accept(&mut self, token: Token<'_>) -> Accepted<'_> {
        match token {
            Token::Map => Accepted::Record(self.0),
            _ => Accepted::TypeMismatch,
        }
    }

    fn view(&self) -> View<'_> {
        View::Absent
    }

    fn item(&self, _: usize) -> View<'_> {
        View::Absent
    }

    fn kind(&self) -> (&'static str, bool) {
        ("an object", false)
    }
}

fn type_mismatch<E: Error>(kind: &str, sent: &Value) -> E {
    E::custom(format_args!("expected {kind}, found {}", sent.kind()))
}

/// What became of a value.
enum Outcome {
    /// The slot holds it.
    Set,
    /// The slot holds it, but it was spelled differently, or it is a list of which the slot does not hold every
    /// element.
    OtherCase,
    /// The slot is empty.
    Raw,
    /// The slot is empty, because the value was handed over as text.
    Text,
}

/// Reads a value into a slot.
struct Place<'a> {
    slot: &'a mut dyn Slot,
    /// Receives the value as it was sent, unless the slot represents it completely. Not part of `Outcome`, which stays
    /// small that way.
    sent: &'a mut Value,
    /// Whether the format was asked for the text of the whole value and may have provided it.
    is_whole: bool,
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Outcome;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Place<'a> {
    #[inline]
    fn in_field(record: &'a mut dyn Record, index: usize, sent: &'a mut Value) -> Place<'a> {
        Place {
            slot: record.slot_mut(index),
            sent,
            is_whole: false,
        }
    }

    /// Takes a function because making the token twice is cheaper than copying one that was just assembled.
    #[inline]
    fn scalar<'t>(self, token: impl Fn() -> Token<'t>) -> Outcome {
        let outcome = match self.slot.accept(token()) {
            Accepted::Fit => return Outcome::Set,
            Accepted::OtherCase => Outcome::OtherCase,
            _ => Outcome::Raw,
        };
        *self.sent = token().into();
        outcome
    }

    fn raw(self, value: Value) -> Outcome {
        self.slot.accept(Token::Null);
        *self.sent = value;
        Outcome::Raw
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = Outcome;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Outcome, E> {
        Ok(self.scalar(|| Token::Null))
    }

    fn visit_none<E>(self) -> Result<Outcome, E> {
        Ok(self.scalar(|| Token::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        mut self,
        deserializer: D,
    ) -> Result<Outcome, D::Error> {
        self.is_whole = false;
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Outcome, E> {
        Ok(self.scalar(|| Token::Bool(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Outcome, E> {
        Ok(self.scalar(|| Token::Number(Number::U64(value))))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Outcome, E> {
        Ok(self.scalar(|| Token::Number(Number::from(value))))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Outcome, E> {
        let raw = RawValue::integer(value);
        Ok(self.scalar(|| Token::Raw(&raw)))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Outcome, E> {
        let raw = RawValue::integer(value);
        Ok(self.scalar(|| Token::Raw(&raw)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Outcome, E> {
        Ok(self.scalar(|| Token::Number(Number::F64(value))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Outcome, E> {
        Ok(self.scalar(|| Token::Str(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Outcome, A::Error> {
        let raw = match self.slot.accept(Token::Seq) {
            Accepted::List(list) => return read_list(list, self.sent, &mut seq),
            accepted => {
                let mut values = Vec::new();
                read_array(&mut values, &mut seq)?;
                match accepted {
                    Accepted::Value(value) => {
                        *value = Value::Array(values);
                        return Ok(Outcome::Set);
                    }
                    _ => Value::Array(values),
                }
            }
        };
        Ok(self.raw(raw))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outcome, A::Error> {
        let mut is_begun = false;
        let value = match self.slot.accept(Token::Map) {
            Accepted::Record(record) => {
                match read_record(record, self.is_whole, self.sent, &mut map)? {
                    Some(handed) => {
                        is_begun = true;
                        handed
                    }
                    None => return Ok(Outcome::Set),
                }
            }
            Accepted::Value(value) => {
                read_object(value, false, &mut map)?;
                return Ok(Outcome::Set);
            }
            _ => {
                let mut value = Value::Null;
                read_object(&mut value, false, &mut map)?;
                value
            }
        };
        if self.is_whole {
            *self.sent = value;
            return Ok(Outcome::Text);
        }
        Ok(match &value {
            Value::Number(_) | Value::Raw(_) => {
                if is_begun {
                    self.slot.accept(Token::Retract);
                }
                self.scalar(|| Token::from(&value))
            }
            _ => self.raw(value),
        })
    }
}

/// Reads the elements of a list, which then holds those that fit. If an element does not fit or is spelled differently,
/// `sent` receives all elements as they were sent.
fn read_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn Slot,
    sent: &mut Value,
    seq: &mut A,
) -> Result<Outcome, A::Error> {
    let mut held = 0;
    let mut all: Option<Vec<Value>> = None;
    let mut element = Value::Null;
    while let Some(outcome) = seq.next_element_seed(Place {
        slot: list,
        sent: &mut element,
        is_whole: false,
    })? {
        match (&mut all, &outcome) {
            (None, Outcome::Set) => {}
            (Some(all), Outcome::Set) => all.push(list.item(held).into()),
            (all, _) => all
                .get_or_insert_with(|| elements(list, held))
                .push(std::mem::take(&mut element)),
        }
        held += usize::from(matches!(outcome, Outcome::Set | Outcome::OtherCase));
    }
    let Some(all) = all else {
        return Ok(Outcome::Set);
    };
    *sent = Value::Array(all);
    Ok(Outcome::OtherCase)
}

/// The first elements of a list, as they were sent.
fn elements(list: &dyn Slot, count: usize) -> Vec<Value> {
    (0..count)
        .map(|index| Value::from(list.item(index)))
        .collect()
}

/// Reads the members of an object into a record. `sent` is null, and null again afterwards. If the object is the form in
/// which another value is handed over, returns that value.
fn read_record<'de, A: MapAccess<'de>>(
    record: &mut dyn Record,
    is_whole: bool,
    sent: &mut Value,
    map: &mut A,
) -> Result<Option<Value>, A::Error> {
    let schema = record.schema();
    let mut next = 0;
    let mut beside = Reading::default();
    while let Some(name) = map.next_key_seed(Key {
        record,
        schema,
        next,
    })? {
        match name {
            Named::Field(index) => {
                next = index + 1;
                if !beside.is_empty() {
                    beside.give_way(record, index);
                }
                match map.next_value_seed(Place::in_field(record, index, sent))? {
                    Outcome::Set if beside.is_empty() => {}
                    Outcome::Set => beside.forget(record, index),
                    Outcome::OtherCase | Outcome::Raw | Outcome::Text => {
                        beside.keep(record, index, std::mem::take(sent))
                    }
                }
            }
            Named::OtherCase(index) => match beside.claim(record, index) {
                Some(at) => {
                    let place = Place::in_field(record, index, sent);
                    let value = match map.next_value_seed(place)? {
                        Outcome::Set => Value::Null,
                        _ => std::mem::take(sent),
                    };
                    record.extra_mut().entries()[at].1 = value;
                }
                None => record.extra_mut().finish(map)?,
            },
            Named::Entry => record.extra_mut().finish(map)?,
            Named::Handed(via) => {
                let handed = record.extra_mut().handed(via, is_whole, map)?;
                if handed.is_some() {
                    return Ok(handed);
                }
            }
        }
    }
    if !beside.is_empty() {
        beside.finish(record);
    }
    record.extra_mut().settle();
    Ok(None)
}

/// What the name of a member refers to.
enum Named {
    /// The field at this index.
    Field(usize),
    /// The field at this index, in another letter case; the member has been started in `extra`.
    OtherCase(usize),
    /// No field; the member has been started in `extra`.
    Entry,
    /// A reserved name by which a value is handed over. No body has it unless someone means harm.
    Handed(Via),
}

/// Reads the name of a member.
struct Key<'a> {
    record: &'a mut dyn Record,
    schema: &'static Schema,
    next: usize,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Named;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Named, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'_> {
    type Value = Named;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Named, E> {
        Ok(match self.schema.find(name, self.next) {
            Some(index) => Named::Field(index),
            None => {
                self.record.extra_mut().start(name);
                let index = self.schema.find_any_case(name);
                index.map_or(Named::Entry, Named::OtherCase)
            }
        })
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Named, E> {
        match Via::of(name) {
            Some(via) => Ok(Named::Handed(via)),
            None => self.visit_str(name),
        }
    }
}
