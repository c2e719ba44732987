//! The types that relationships lead to, for strict reading of what `$expand` returned. They are compiled only into programs
//! that read a type with relationships strictly.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{super::Value, Record};

/// Reads an expanded resource as the type that its relationship leads to.
pub(in super::super) type Reader = fn(&Value) -> Option<Box<dyn Record>>;

/// The relationships of a type, and of all types that these lead to.
#[derive(Debug, Default)]
pub struct Expansions(BTreeMap<&'static str, Vec<(&'static str, Reader)>>);

impl Expansions {
    /// Adds a type. Returns whether it is new.
    pub fn add(&mut self, name: &'static str) -> bool {
        match self.0.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert(Vec::new());
                true
            }
            Entry::Occupied(_) => false,
        }
    }

    /// Adds a relationship of a type that was added.
    pub(in super::super) fn insert(
        &mut self,
        name: &'static str,
        relationship: &'static str,
        read: Reader,
    ) {
        if let Some(readers) = self.0.get_mut(name) {
            readers.push((relationship, read));
        }
    }

    pub(in super::super) fn reader(&self, name: &str, relationship: &str) -> Option<Reader> {
        let mut readers = self.0.get(name)?.iter();
        let (_, read) = readers.find(|(own, _)| *own == relationship)?;
        Some(*read)
    }
}

/// Expansions that are collected when the first one is needed.
pub(in super::super) struct Known {
    make: fn(&mut Expansions),
    made: Option<Expansions>,
}

impl Known {
    /// Those of `R`.
    pub fn of<R: Record>() -> Known {
        Known {
            make: R::expansions,
            made: None,
        }
    }

    /// None.
    pub fn nothing() -> Known {
        Known {
            make: |_| {},
            made: None,
        }
    }

    pub fn reader(&mut self, name: &str, relationship: &str) -> Option<Reader> {
        let make = self.make;
        let made = self.made.get_or_insert_with(|| {
            let mut all = Expansions::default();
            make(&mut all);
            all
        });
        made.reader(name, relationship)
    }
}
