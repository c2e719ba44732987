//! The interface between the types of this crate and the code that reads and writes them.

mod expanded;
mod field;
mod slot;

use super::{Extra, Schema};

pub use expanded::Expansions;
pub(super) use expanded::Known;
pub use field::{Field, FieldVisitor};
pub(super) use slot::fitting;
pub use slot::{Accepted, Item, Slot, Token, View, no_slot, no_slot_mut};

/// A structured type: its fields, by their index in the schema, and the members without a field.
pub trait Record {
    /// Creates a value that holds nothing, as it is before reading.
    fn empty() -> Self
    where
        Self: Sized;
    /// Returns the schema.
    fn schema(&self) -> &'static Schema;
    /// Returns a field, to be changed.
    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot;
    /// Visits all fields in order.
    fn visit_slots<'a>(&'a self, visit: &mut SlotCallback<'_, 'a>);
    /// Visits all fields in order, each with its own type.
    fn visit_fields<'a, V: FieldVisitor<'a>>(&'a self, visit: &mut V)
    where
        Self: Sized;
    /// Returns the members without a field.
    fn extra(&self) -> &Extra;
    /// Returns the members without a field, to be changed.
    fn extra_mut(&mut self) -> &mut Extra;
    /// Returns the record itself, without a box around it.
    fn as_dyn(&self) -> &dyn Record
    where
        Self: Sized;
    /// Returns the record itself, without a box around it.
    fn as_dyn_mut(&mut self) -> &mut dyn Record
    where
        Self: Sized;
    /// Adds the types that its relationships lead to.
    fn expansions(all: &mut Expansions)
    where
        Self: Sized;
}

impl dyn Record + '_ {
    /// Returns the field at an index. This is slower than a table in each type, but adds nothing to compile; reading a body
    /// does not need it, because that asks for fields to be changed.
    pub fn slot(&self, index: usize) -> &dyn Slot {
        let mut found = no_slot();
        let mut at = 0;
        self.visit_slots(&mut |slot| {
            if at == index {
                found = slot;
            }
            at += 1;
        });
        found
    }

    /// Whether a field holds a value, which then takes precedence over an entry beside it.
    pub(super) fn is_held(&self, index: usize) -> bool {
        !self.slot(index).view().is_absent()
    }

    /// Calls `show` for each field that holds a value, in order.
    pub fn for_each_field<'a>(&'a self, mut show: impl FnMut(usize, &View<'a>)) {
        let mut at = 0;
        self.visit_slots(&mut |slot| {
            let view = slot.view();
            if !view.is_absent() {
                show(at, &view);
            }
            at += 1;
        });
    }
}

/// Receives fields without their types.
pub type SlotCallback<'s, 'a> = dyn FnMut(&'a dyn Slot) + 's;
