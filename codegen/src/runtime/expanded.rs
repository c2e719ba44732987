//! The types that relationships lead to, for strict reading of what `$expand` returned. They are compiled only into programs
//! that read a type with relationships strictly.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Value,
    read::read_into,
    record::{Fields, Record},
};

/// Reads an expanded resource as the type that its relationship leads to.
pub(super) type Reader = fn(&Value) -> Option<Box<dyn Record>>;

/// The relationships of a type, and of all types that these lead to.
#[derive(Debug, Default)]
pub struct Expansions {
    types: BTreeSet<&'static str>,
    /// By the type and the relationship.
    readers: BTreeMap<(&'static str, &'static str), Reader>,
}

impl Expansions {
    /// Adds a type. Returns whether it is new.
    pub fn add(&mut self, name: &'static str) -> bool {
        self.types.insert(name)
    }

    /// Adds a relationship of `name`. The caller adds the relationships of `T` itself: the compiler limits how often a
    /// generic function may lead to itself, and chains of relationships are long.
    pub fn expand<T: Fields + 'static>(&mut self, name: &'static str, relationship: &'static str) {
        self.readers.insert((name, relationship), reader::<T>);
    }

    pub(super) fn reader(&self, name: &str, relationship: &str) -> Option<Reader> {
        self.readers.get(&(name, relationship)).copied()
    }
}

fn reader<T: Fields + 'static>(value: &Value) -> Option<Box<dyn Record>> {
    let mut record: Box<dyn Record> = Box::new(<T as Fields>::empty());
    read_into(value, &mut *record).ok()?;
    Some(record)
}

/// Expansions that are collected when the first one is needed.
pub(super) struct Known {
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
