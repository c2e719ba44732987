//! Values from any format, and anything from values.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor,
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

impl Object {
    /// Starts one more member, whose name may be there already: [`settle`](Object::settle) is due. The names
    /// that almost every body has take no memory.
    pub(super) fn start(&mut self, name: &str) {
        let name = match name {
            "@odata.type" => Cow::Borrowed("@odata.type"),
            "@odata.id" => Cow::Borrowed("@odata.id"),
            "@odata.etag" => Cow::Borrowed("@odata.etag"),
            "@odata.context" => Cow::Borrowed("@odata.context"),
            "@odata.nextLink" => Cow::Borrowed("@odata.nextLink"),
            "@odata.count" => Cow::Borrowed("@odata.count"),
            _ => Cow::Owned(name.to_owned()),
        };
        self.entries().push((name, Value::Null));
    }

    /// Reads the value of the member that was started.
    #[inline]
    pub(super) fn finish<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        match self.entries().last_mut() {
            Some((_, value)) => map.next_value_seed(Any(value)),
            None => Ok(()),
        }
    }
}

/// Reads the name of a member and starts it.
struct Name<'a>(&'a mut Object);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<(), E> {
        self.0.start(name);
        Ok(())
    }
}

/// Reads the rest of a list.
pub(super) fn read_array<'de, A: SeqAccess<'de>>(
    values: &mut Vec<Value>,
    seq: &mut A,
) -> Result<(), A::Error> {
    loop {
        values.push(Value::Null);
        let next = match values.last_mut() {
            Some(place) => seq.next_element_seed(Any(place))?,
            None => None,
        };
        if next.is_none() {
            values.pop();
            return Ok(());
        }
    }
}

/// Reads an object, or the number that is hidden in it.
pub(super) fn read_object<'de, A: MapAccess<'de>>(
    value: &mut Value,
    map: &mut A,
) -> Result<(), A::Error> {
    let mut object = Object::new();
    while map.next_key_seed(Name(&mut object))?.is_some() {
        object.finish(map)?;
    }
    object.settle();
    *value = match object.hidden_number() {
        Some(number) => Value::Number(number),
        None => Value::Object(object),
    };
    Ok(())
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        let mut value = Value::Null;
        Any(&mut value).deserialize(deserializer)?;
        Ok(value)
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

/// Reads a value to where it stays: values are large enough for moving them to be felt.
pub(super) struct Any<'a>(pub &'a mut Value);

impl<'de> DeserializeSeed<'de> for Any<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Any<'_> {
    #[inline]
    fn set<E>(self, value: Value) -> Result<(), E> {
        *self.0 = value;
        Ok(())
    }
}

impl<'de> Visitor<'de> for Any<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.set(Value::Null)
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.set(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.set(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.set(Value::from(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.set(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.set(Value::from(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.set(Value::from(text))
    }

    fn visit_string<E>(self, text: String) -> Result<(), E> {
        self.set(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut values = Vec::new();
        read_array(&mut values, &mut seq)?;
        self.set(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        read_object(self.0, &mut map)
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
