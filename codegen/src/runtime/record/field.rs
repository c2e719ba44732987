//! Writes a field with its own type. Unlike `View`, this is compiled for each type and format, like serde's derived
//! code, so that nothing needs to be checked at run time.

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};

use super::slot::{Item, Slot};

/// A field whose type is known.
pub trait Field: Slot {
    /// Writes the field if it holds a value.
    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error>;
}

impl<T: Item> Field for Option<T> {
    #[inline]
    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        match self {
            Some(value) => map.serialize_entry(name, &One(value)),
            None => Ok(()),
        }
    }
}

impl<T: Item> Field for Option<Vec<T>> {
    #[inline]
    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        match self {
            Some(list) => map.serialize_entry(name, &Many(list)),
            None => Ok(()),
        }
    }
}

/// Receives fields with their own types.
pub trait FieldVisitor<'a> {
    /// Receives a field and its wire name, whether it holds a value or not.
    fn visit_field<F: Field>(&mut self, name: &'static str, field: &'a F);
}

struct One<'a, T>(&'a T);

impl<T: Item> Serialize for One<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

struct Many<'a, T>(&'a [T]);

impl<T: Item> Serialize for Many<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.0.len()))?;
        for value in self.0 {
            seq.serialize_element(&One(value))?;
        }
        seq.end()
    }
}
