//! Values from any format, and anything from values.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{
        IntoDeserializer, MapAccess, SeqAccess, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};

use super::{
    Error, Number, Object, Value,
    misfit::{misfits, refuse},
    record::Record,
};

/// Under serde_json's feature `arbitrary_precision`, which any crate of a build may turn on, a number comes as
/// an object with this one member, the digits as a text.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// Reads any type from a value.
///
/// # Errors
///
/// A type of this crate can be read from every object; other types have their own errors.
pub fn from_value<'de, T: Deserialize<'de>>(value: &'de Value) -> Result<T, Error> {
    T::deserialize(value)
}

/// As [`from_value`], but refuses a body in which a value does not fit its field.
///
/// # Errors
///
/// Names the path of each such value, what its field holds and what was sent.
pub fn from_value_strict<'de, T: Deserialize<'de> + Record>(value: &'de Value) -> Result<T, Error> {
    let record: T = from_value(value)?;
    refuse(misfits(&record))?;
    Ok(record)
}

impl Object {
    /// The number that an object with [`NUMBER`] as its one member stands for. One beyond the range of `f64`
    /// stays an object, which serde_json writes as the number again.
    pub(super) fn hidden_number(&self) -> Option<Number> {
        match self.iter().next() {
            Some((NUMBER, Value::String(digits))) if self.len() == 1 => Number::parse(digits),
            _ => None,
        }
    }
}

/// Reads the rest of a list.
pub(super) fn read_array<'de, A: SeqAccess<'de>>(
    mut values: Vec<Value>,
    seq: &mut A,
) -> Result<Vec<Value>, A::Error> {
    while let Some(value) = seq.next_element()? {
        values.push(value);
    }
    Ok(values)
}

/// Reads an object, or the number that is hidden in it.
pub(super) fn read_object<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Value, A::Error> {
    let mut object = Object::new();
    while let Some((name, value)) = map.next_entry()? {
        object.entries().push((Cow::Owned(name), value));
    }
    object.settle();
    Ok(object
        .hidden_number()
        .map_or(Value::Object(object), Value::Number))
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Object(object) => Ok(object),
            other => Err(serde::de::Error::custom(format_args!(
                "expected an object, found {}",
                other.kind()
            ))),
        }
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        read_array(Vec::new(), &mut seq).map(Value::Array)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        read_object(&mut map)
    }
}

impl<'de> Deserializer<'de> for &'de Value {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(Number::U64(number)) => visitor.visit_u64(*number),
            Value::Number(Number::I64(number)) => visitor.visit_i64(*number),
            Value::Number(Number::F64(number)) => visitor.visit_f64(*number),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(values) => visitor.visit_seq(SeqDeserializer::new(values.iter())),
            Value::Object(object) => visitor.visit_map(MapDeserializer::new(object.iter())),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Value::Object(object) => {
                let members = MapDeserializer::new(object.iter());
                visitor.visit_enum(serde::de::value::MapAccessDeserializer::new(members))
            }
            Value::String(text) => text
                .as_str()
                .into_deserializer()
                .deserialize_enum(name, variants, visitor),
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Error> for &'de Value {
    type Deserializer = &'de Value;

    fn into_deserializer(self) -> &'de Value {
        self
    }
}
