//! Reads a `Value` from any format, and any type from a `Value`.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeSeed, Error as _, IntoDeserializer, MapAccess, SeqAccess, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};

use super::{
    Error, Number, Object, RawValue, Value,
    exact::{Exact, Kept},
    number::is_json,
    raw::Via,
};

/// Reads any type from a value.
///
/// # Errors
///
/// The types of this crate can be read from every object; other types have their own errors.
pub fn from_value<'de, T: Deserialize<'de>>(value: &'de Value) -> Result<T, Error> {
    // A pointer, so that the compiler does not follow the reading anew for each type.
    let read: fn(&'de Value) -> Result<T, Error> = T::deserialize;
    read(value)
}

impl Object {
    /// Adds a member even if its name exists already; [`settle`](Object::settle) must be called later. The names that
    /// almost every body has need no allocation.
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

    /// Reads the value of the member that was added last.
    #[inline]
    pub(super) fn finish<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        match self.entries().last_mut() {
            Some((_, value)) => map.next_value_seed(Any::new(value)).map(|_| ()),
            None => Ok(()),
        }
    }

    /// Reads the value of a member with a name by which text is handed over. If that is the case, returns the value
    /// that the text stands for; otherwise adds an ordinary member.
    pub(super) fn handed<'de, A: MapAccess<'de>>(
        &mut self,
        via: Via,
        is_whole: bool,
        map: &mut A,
    ) -> Result<Option<Value>, A::Error> {
        let mut value = Value::Null;
        let manner = map.next_value_seed(Any::new(&mut value))?;
        if let (Value::String(text), true) = (&value, is_whole || manner == Manner::Owned) {
            let number = match via {
                Via::Number => Number::parse(text),
                Via::Any => None,
            };
            match number {
                Some(number) => return Ok(Some(Value::Number(number))),
                None if via == Via::Any || is_json(text) => {
                    return Ok(Some(Value::Raw(RawValue::new(via, text.as_str().into()))));
                }
                None => {}
            }
        }
        self.entries().push((Cow::Borrowed(via.token()), value));
        Ok(None)
    }
}

/// Reads the name of a member and adds the member.
struct Name<'a>(&'a mut Object);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Option<Via>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Via>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name<'_> {
    type Value = Option<Via>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Option<Via>, E> {
        self.0.start(name);
        Ok(None)
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Option<Via>, E> {
        if let Some(via) = Via::of(name) {
            return Ok(Some(via));
        }
        self.0.start(name);
        Ok(None)
    }
}

/// Reads the remaining elements of a list.
pub(super) fn read_array<'de, A: SeqAccess<'de>>(
    values: &mut Vec<Value>,
    seq: &mut A,
) -> Result<(), A::Error> {
    loop {
        values.push(Value::Null);
        let next = match values.last_mut() {
            Some(place) => seq.next_element_seed(Any::new(place))?,
            None => None,
        };
        if next.is_none() {
            values.pop();
            return Ok(());
        }
    }
}

/// Reads an object, or the value that is handed over in the form of an object.
pub(super) fn read_object<'de, A: MapAccess<'de>>(
    value: &mut Value,
    is_whole: bool,
    map: &mut A,
) -> Result<Manner, A::Error> {
    let mut object = Object::new();
    while let Some(handed) = map.next_key_seed(Name(&mut object))? {
        let Some(via) = handed else {
            object.finish(map)?;
            continue;
        };
        if let Some(handed) = object.handed(via, is_whole, map)? {
            *value = handed;
            return Ok(match is_whole {
                true => Manner::Text,
                false => Manner::Other,
            });
        }
    }
    object.settle();
    *value = Value::Object(object);
    Ok(Manner::Other)
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        let mut value = Value::Null;
        let whole = Any {
            to: &mut value,
            is_whole: true,
        };
        let manner = deserializer.deserialize_newtype_struct(Via::Any.token(), whole)?;
        if let (Manner::Text, Value::Raw(raw)) = (manner, &value) {
            value = from_text(raw.as_str()).map_err(D::Error::custom)?;
        }
        Ok(value)
    }
}

/// Reads text. Compiled in this crate, instead of once more for each reader that a program uses.
#[inline(never)]
fn from_text(text: &str) -> Result<Value, Error> {
    let mut value = Value::Null;
    Exact::read(text, Any::new(&mut value))?;
    Ok(value)
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

/// Reads a value directly into its final place: values are large enough for moves to matter.
pub(super) struct Any<'a> {
    to: &'a mut Value,
    /// Whether the format was asked for the text of the whole value and may have provided it.
    is_whole: bool,
}

/// How a value was received. serde_json, and formats that imitate it, hand text over as an owned string under a
/// borrowed name; no member of a body comes as both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// As an owned string.
    Owned,
    /// As the text of the whole value.
    Text,
    /// In any other way.
    Other,
}

impl<'de> DeserializeSeed<'de> for Any<'_> {
    type Value = Manner;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Manner, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Any<'a> {
    #[inline]
    pub(super) fn new(to: &'a mut Value) -> Any<'a> {
        Any {
            to,
            is_whole: false,
        }
    }

    #[inline]
    fn set<E>(self, value: Value) -> Result<Manner, E> {
        *self.to = value;
        Ok(Manner::Other)
    }
}

impl<'de> Visitor<'de> for Any<'_> {
    type Value = Manner;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Manner, E> {
        self.set(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Manner, E> {
        self.set(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Manner, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Manner, D::Error> {
        deserializer.deserialize_any(Any::new(self.to))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Manner, E> {
        self.set(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Manner, E> {
        self.set(Value::from(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Manner, E> {
        self.set(Value::from(value))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Manner, E> {
        self.set(Value::Raw(RawValue::integer(value)))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Manner, E> {
        self.set(Value::Raw(RawValue::integer(value)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Manner, E> {
        self.set(Value::from(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Manner, E> {
        self.set(Value::from(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Manner, E> {
        *self.to = Value::String(text);
        Ok(Manner::Owned)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Manner, A::Error> {
        let mut values = Vec::new();
        read_array(&mut values, &mut seq)?;
        self.set(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Manner, A::Error> {
        read_object(self.to, self.is_whole, &mut map)
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
            Value::Raw(raw) => visitor.visit_map(Kept::from(raw)),
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
