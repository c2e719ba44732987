//! A page of results.

use std::fmt;

use super::{
    Extra, derive_impls,
    fields::Fields,
    read,
    record::{Expansions, FieldVisitor, Item, Slot, no_slot_mut},
    schema::Schema,
    write,
};

/// Name of its schema.
pub(super) const NAME: &str = "Page";

/// A page of results.
///
/// Reads and writes like every other type in this crate: an absent member stays absent, and if an element of `value` is
/// not a `T`, the other elements are still in the list.
#[non_exhaustive]
pub struct Page<T> {
    /// `@odata.count`: the number of values on all pages, if it was requested.
    pub count: Option<i64>,
    /// `@odata.deltaLink`: where to ask for later changes; on the last page of a delta query.
    pub delta_link: Option<String>,
    /// `@odata.nextLink`: where to find the next page.
    pub next_link: Option<String>,
    /// The values.
    pub value: Option<Vec<T>>,
    /// Everything else that was sent.
    pub extra: Extra,
}

impl<T> Page<T> {
    /// Returns the values of this page; empty if it has no list.
    pub fn items(&self) -> &[T] {
        self.value.as_deref().unwrap_or_default()
    }
}

impl<T: Item> Fields for Page<T> {
    fn empty() -> Page<T> {
        Page::default()
    }

    fn schema() -> &'static Schema {
        static SCHEMA: Schema = Schema::new(
            NAME,
            &[
                "@odata.count",
                "@odata.deltaLink",
                "@odata.nextLink",
                "value",
            ],
        );
        &SCHEMA
    }

    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot {
        match index {
            0 => &mut self.count,
            1 => &mut self.delta_link,
            2 => &mut self.next_link,
            3 => &mut self.value,
            _ => no_slot_mut(),
        }
    }

    fn visit_fields<'a, V: FieldVisitor<'a>>(&'a self, visit: &mut V) {
        visit.visit_field("@odata.count", &self.count);
        visit.visit_field("@odata.deltaLink", &self.delta_link);
        visit.visit_field("@odata.nextLink", &self.next_link);
        visit.visit_field("value", &self.value);
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }

    fn expansions(all: &mut Expansions) {
        T::expansions(all);
    }
}

impl<T> Default for Page<T> {
    fn default() -> Page<T> {
        Page {
            count: None,
            delta_link: None,
            next_link: None,
            value: None,
            extra: Extra::new(),
        }
    }
}

impl<T: Item> Clone for Page<T> {
    fn clone(&self) -> Page<T> {
        derive_impls::copy(self)
    }
}

impl<T: Item> PartialEq for Page<T> {
    fn eq(&self, other: &Page<T>) -> bool {
        derive_impls::equal(self, other)
    }
}

impl<T: Item> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        derive_impls::debug(self, f)
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.unwrap_or_default().into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items().iter()
    }
}

impl<T: Item> serde::Serialize for Page<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write::serialize(self, serializer)
    }
}

impl<'de, T: Item> serde::Deserialize<'de> for Page<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Page<T>, D::Error> {
        read::deserialize(deserializer)
    }
}
