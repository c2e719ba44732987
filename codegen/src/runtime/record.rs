use serde::{Deserializer, Serializer, de::DeserializeSeed};

use super::{
    Extra, Schema,
    field::Field,
    read::Root,
    slot::{Accepted, Item, Slot, Token, View},
    write,
};

/// A structured type: its fields by their place in the schema, and what has no field.
pub trait Record {
    /// Names.
    fn schema(&self) -> &'static Schema;
    /// A field.
    fn slot(&self, index: usize) -> &dyn Slot;
    /// A field, to be changed.
    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot;
    /// Shows the fields that hold something, in order.
    fn views<'a>(&'a self, show: &mut Show<'_, 'a>);
    /// Visits all fields in order, each in its own type.
    fn visit<'a, V: Visit<'a>>(&'a self, visit: &mut V)
    where
        Self: Sized;
    /// What has no field.
    fn extra(&self) -> &Extra;
    /// What has no field, to be changed.
    fn extra_mut(&mut self) -> &mut Extra;

    /// Writes all that it holds.
    #[inline]
    fn write_record<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>
    where
        Self: Sized,
    {
        write::record(self, serializer)
    }

    /// Itself, out of its box.
    #[inline]
    fn as_dyn(&self) -> &dyn Record
    where
        Self: Sized,
    {
        self
    }

    /// Itself, out of its box.
    #[inline]
    fn as_dyn_mut(&mut self) -> &mut dyn Record
    where
        Self: Sized,
    {
        self
    }
}

/// The boxed value in place of the box, so that no code is compiled for boxes.
impl<R: Record> Record for Box<R> {
    fn schema(&self) -> &'static Schema {
        (**self).schema()
    }

    fn slot(&self, index: usize) -> &dyn Slot {
        (**self).slot(index)
    }

    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot {
        (**self).slot_mut(index)
    }

    fn views<'a>(&'a self, show: &mut Show<'_, 'a>) {
        (**self).views(show)
    }

    #[inline]
    fn visit<'a, V: Visit<'a>>(&'a self, visit: &mut V) {
        (**self).visit(visit)
    }

    fn extra(&self) -> &Extra {
        (**self).extra()
    }

    fn extra_mut(&mut self) -> &mut Extra {
        (**self).extra_mut()
    }

    #[inline]
    fn write_record<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).write_record(serializer)
    }

    #[inline]
    fn as_dyn(&self) -> &dyn Record {
        (**self).as_dyn()
    }

    #[inline]
    fn as_dyn_mut(&mut self) -> &mut dyn Record {
        (**self).as_dyn_mut()
    }
}

/// Takes fields by their place.
pub type Show<'s, 'a> = dyn FnMut(usize, &View<'a>) + 's;

/// Shows the fields that hold something, in order.
#[inline]
pub fn show_all<'a, R: Record>(record: &'a R, show: &mut Show<'_, 'a>) {
    record.visit(&mut Shown(show));
}

/// Takes fields in their own types, by their place.
pub trait Visit<'a> {
    /// Takes a field, whether it holds something or not.
    fn see<F: Field>(&mut self, index: usize, field: &'a F);
}

struct Shown<'v, 's, 'a>(&'v mut Show<'s, 'a>);

impl<'a> Visit<'a> for Shown<'_, '_, 'a> {
    #[inline]
    fn see<F: Field>(&mut self, index: usize, field: &'a F) {
        let view = field.view();
        if !view.is_absent() {
            (self.0)(index, &view);
        }
    }
}

impl<R: Record + Default> Item for R {
    #[inline]
    fn kind() -> &'static str {
        R::default().schema().name
    }

    #[inline]
    fn take(token: Token<'_>) -> Option<R> {
        match token {
            Token::Map => Some(R::default()),
            _ => None,
        }
    }

    #[inline]
    fn settle(&mut self, _: Token<'_>) -> Accepted<'_> {
        Accepted::Record(self.as_dyn_mut())
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Record(self.as_dyn())
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write_record(serializer)
    }

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
        // In its place from the start: such values are large.
        let mut record = R::default();
        Root(record.as_dyn_mut()).deserialize(deserializer)?;
        Ok(record)
    }
}
