use serde::{Deserializer, de::DeserializeSeed};

use super::{
    Extra,
    read::Root,
    slot::{Accepted, Item, Slot, Token, View},
};

/// What is known of a structured type without a value of it.
#[derive(Debug)]
pub struct Schema {
    /// Qualified name.
    pub name: &'static str,
    /// Wire names of the fields, sorted bytewise.
    pub fields: &'static [&'static str],
    /// Places in `fields`, one up, where the hash of the name says, or the next one that was free.
    places: [u8; PLACES],
}

/// Not more than half of it is ever used, so that few names are compared in vain.
const PLACES: usize = 256;

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

    fn views<'a>(&'a self, show: &mut Show<'_, 'a>) {
        (**self).views(show)
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

/// Takes fields by their place.
pub type Show<'s, 'a> = dyn FnMut(usize, &View<'a>) + 's;

/// Shows a field if it holds something.
#[inline]
pub fn show<'a, T: Slot>(index: usize, slot: &'a T, show: &mut Show<'_, 'a>) {
    let view = slot.view();
    if !view.is_absent() {
        show(index, &view);
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
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
        // In its place from the start: such values are large.
        let mut record = R::default();
        Root(record.as_dyn_mut()).deserialize(deserializer)?;
        Ok(record)
    }
}

impl Schema {
    /// The schema of a type; computed when the crate is compiled.
    pub const fn new(name: &'static str, fields: &'static [&'static str]) -> Schema {
        let mut places = [0; PLACES];
        let mut index = 0;
        while index < fields.len() && index < PLACES / 2 {
            let mut place = hash(fields[index].as_bytes());
            while places[place] != 0 {
                place = (place + 1) % PLACES;
            }
            index += 1;
            places[place] = index as u8;
        }
        Schema {
            name,
            fields,
            places,
        }
    }

    /// The place of a field. `next` is where it is if members come in the order of the schema.
    pub(super) fn find(&self, name: &str, next: usize) -> Option<usize> {
        if self.fields.get(next) == Some(&name) {
            return Some(next);
        }
        let mut place = hash(name.as_bytes());
        loop {
            match usize::from(self.places[place]).checked_sub(1) {
                Some(index) if self.fields.get(index) == Some(&name) => return Some(index),
                Some(_) => place = (place + 1) % PLACES,
                None if self.fields.len() > PLACES / 2 => {
                    return self.fields.binary_search(&name).ok();
                }
                None => return None,
            }
        }
    }
}

/// Looks at five bytes and the length: the names of one type seldom agree in all of these.
const fn hash(name: &[u8]) -> usize {
    let len = name.len();
    if len == 0 {
        return 0;
    }
    let mut hash = len as u32;
    hash = hash.wrapping_mul(31).wrapping_add(name[0] as u32);
    hash = hash.wrapping_mul(31).wrapping_add(name[len / 4] as u32);
    hash = hash.wrapping_mul(31).wrapping_add(name[len / 2] as u32);
    hash = hash
        .wrapping_mul(31)
        .wrapping_add(name[len - len / 4 - 1] as u32);
    hash = hash.wrapping_mul(31).wrapping_add(name[len - 1] as u32);
    (hash ^ (hash >> 8)) as usize % PLACES
}
