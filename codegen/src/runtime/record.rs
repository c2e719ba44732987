use super::{
    Extra,
    slot::{Accepted, Item, Slot, Token, View},
};

/// What is known of a structured type without a value of it.
#[derive(Debug)]
pub struct Schema {
    /// Qualified name.
    pub name: &'static str,
    /// Wire names of the fields, sorted bytewise.
    pub fields: &'static [&'static str],
}

/// A structured type: its fields by their place in the schema, and what has no field.
pub trait Record {
    /// Names.
    fn schema(&self) -> &'static Schema;
    /// A field.
    fn slot(&self, index: usize) -> &dyn Slot;
    /// A field, to be changed.
    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot;
    /// What has no field.
    fn extra(&self) -> &Extra;
    /// What has no field, to be changed.
    fn extra_mut(&mut self) -> &mut Extra;

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

    fn extra(&self) -> &Extra {
        (**self).extra()
    }

    fn extra_mut(&mut self) -> &mut Extra {
        (**self).extra_mut()
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
}

impl Schema {
    /// The place of a field. `next` is where it is if members come in the order of the schema.
    pub(super) fn find(&self, name: &str, next: usize) -> Option<usize> {
        if self.fields.get(next) == Some(&name) {
            return Some(next);
        }
        self.fields.binary_search(&name).ok()
    }
}
