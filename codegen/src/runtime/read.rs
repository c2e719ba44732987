//! Reading: one visitor for every field of every type, generic over the format alone.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};

use super::{
    Number, Value,
    misfit::{misfits, refuse},
    record::{Record, Schema},
    slot::{Accepted, Item, Slot, Token},
    value_read::{read_array, read_object},
};

/// Reads a value of a type of this crate: what does not fit its field is kept raw.
pub fn deserialize<'de, T: Item, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut slot: Option<T> = None;
    let outcome = Place(&mut slot).deserialize(deserializer)?;
    slot.ok_or_else(|| D::Error::custom(unfit(T::kind(), &outcome)))
}

/// As reading is by default, but refuses a body in which a value does not fit its field.
///
/// # Errors
///
/// Names the path of each such value, what its field holds and what was sent.
pub fn deserialize_strict<'de, T: Item + Record, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let record: T = deserialize(deserializer)?;
    refuse(misfits(&record)).map_err(D::Error::custom)?;
    Ok(record)
}

fn unfit(kind: &str, outcome: &Outcome) -> String {
    let found = match outcome {
        Outcome::Raw(value) => value.kind(),
        _ => "nothing",
    };
    format!("expected {kind}, found {found}")
}

/// What became of a value.
enum Outcome {
    /// The slot holds it.
    Set,
    /// The slot holds it; it was written like this.
    Spelled(Value),
    /// The slot is empty; this is what was sent.
    Raw(Value),
}

/// Reads a value into a slot.
struct Place<'a>(&'a mut dyn Slot);

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Outcome;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Place<'_> {
    fn scalar(self, token: Token<'_>) -> Outcome {
        match self.0.accept(token) {
            Accepted::Fit => Outcome::Set,
            Accepted::Spelled => Outcome::Spelled(token.into()),
            _ => Outcome::Raw(token.into()),
        }
    }

    /// A number that came as an object. The slot may have begun a structured value for it.
    fn number(self, number: Number) -> Outcome {
        self.0.accept(Token::Null);
        self.scalar(Token::Number(number))
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = Outcome;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Outcome, E> {
        Ok(self.scalar(Token::Null))
    }

    fn visit_none<E>(self) -> Result<Outcome, E> {
        Ok(self.scalar(Token::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Outcome, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Outcome, E> {
        Ok(self.scalar(Token::Bool(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Outcome, E> {
        Ok(self.scalar(Token::Number(Number::U64(value))))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Outcome, E> {
        Ok(self.scalar(Token::Number(Number::from(value))))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Outcome, E> {
        Ok(self.scalar(Token::Number(Number::F64(value))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Outcome, E> {
        Ok(self.scalar(Token::Str(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Outcome, A::Error> {
        let raw = match self.0.accept(Token::Seq) {
            Accepted::List(list) => match read_list(list, &mut seq)? {
                Outcome::Raw(raw) => raw,
                held => return Ok(held),
            },
            Accepted::Value(value) => {
                *value = Value::Array(read_array(Vec::new(), &mut seq)?);
                return Ok(Outcome::Set);
            }
            _ => Value::Array(read_array(Vec::new(), &mut seq)?),
        };
        self.0.accept(Token::Null);
        Ok(Outcome::Raw(raw))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outcome, A::Error> {
        let value = match self.0.accept(Token::Map) {
            Accepted::Record(record) => match read_record(record, &mut map)? {
                Some(number) => Value::Number(number),
                None => return Ok(Outcome::Set),
            },
            Accepted::Value(value) => {
                *value = read_object(&mut map)?;
                return Ok(Outcome::Set);
            }
            _ => read_object(&mut map)?,
        };
        Ok(match value {
            Value::Number(number) => self.number(number),
            raw => Outcome::Raw(raw),
        })
    }
}

/// Reads the elements of a list. If one does not fit, all are given back as they were sent, for half a
/// list would be taken for a whole one.
fn read_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn Slot,
    seq: &mut A,
) -> Result<Outcome, A::Error> {
    let mut count = 0;
    let mut spelled: Option<Vec<Value>> = None;
    while let Some(outcome) = seq.next_element_seed(Place(list))? {
        match outcome {
            Outcome::Set => {
                if let Some(values) = &mut spelled {
                    values.push(list.item(count).into());
                }
            }
            Outcome::Spelled(value) => spelled.get_or_insert_with(|| sent(list, count)).push(value),
            Outcome::Raw(value) => {
                let mut values = spelled.unwrap_or_else(|| sent(list, count));
                values.push(value);
                return Ok(Outcome::Raw(Value::Array(read_array(values, seq)?)));
            }
        }
        count += 1;
    }
    Ok(spelled.map_or(Outcome::Set, |values| {
        Outcome::Spelled(Value::Array(values))
    }))
}

/// The first elements of a list as they were sent.
fn sent(list: &dyn Slot, count: usize) -> Vec<Value> {
    (0..count)
        .map(|index| Value::from(list.item(index)))
        .collect()
}

/// Reads the members of an object into a structured value. A number is given back if the object was none.
fn read_record<'de, A: MapAccess<'de>>(
    record: &mut dyn Record,
    map: &mut A,
) -> Result<Option<Number>, A::Error> {
    let schema = record.schema();
    let mut next = 0;
    let mut kept = Kept::default();
    while let Some(key) = map.next_key_seed(Key { schema, next })? {
        match key {
            Found::Field(index) => {
                next = index + 1;
                match map.next_value_seed(Place(record.slot_mut(index)))? {
                    Outcome::Set => kept.forget(record, index),
                    Outcome::Spelled(value) | Outcome::Raw(value) => {
                        kept.keep(record, index, value)
                    }
                }
            }
            Found::Other(name) => record.extra_mut().entries().push((name, map.next_value()?)),
        }
    }
    let extra = record.extra_mut();
    extra.settle();
    Ok(if next == 0 {
        extra.hidden_number()
    } else {
        None
    })
}

/// Which entries of `extra` belong to fields while a body is read: the value of a member that comes
/// again takes the place of the earlier one without a search.
#[derive(Default)]
struct Kept(Vec<(usize, usize)>);

impl Kept {
    fn keep(&mut self, record: &mut dyn Record, index: usize, value: Value) {
        let name = record
            .schema()
            .fields
            .get(index)
            .copied()
            .unwrap_or_default();
        let entries = record.extra_mut().entries();
        match self.0.iter().find(|(field, _)| *field == index) {
            Some(&(_, at)) => entries[at].1 = value,
            None => {
                self.0.push((index, entries.len()));
                entries.push((name.to_owned(), value));
            }
        }
    }

    fn forget(&mut self, record: &mut dyn Record, index: usize) {
        let Some(found) = self.0.iter().position(|(field, _)| *field == index) else {
            return;
        };
        let (_, at) = self.0.swap_remove(found);
        record.extra_mut().entries().remove(at);
        for (_, other) in &mut self.0 {
            *other -= usize::from(*other > at);
        }
    }
}

/// Reads the name of a member.
struct Key {
    schema: &'static Schema,
    next: usize,
}

enum Found {
    Field(usize),
    Other(String),
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Found, E> {
        Ok(match self.schema.find(name, self.next) {
            Some(index) => Found::Field(index),
            None => Found::Other(name.to_owned()),
        })
    }
}
