//! What is known of a type without a value of it.

use super::Limit;

/// What is known of a structured type without a value of it.
#[derive(Debug)]
pub struct Schema {
    /// Qualified name.
    pub name: &'static str,
    /// Wire names of the fields, sorted bytewise.
    pub fields: &'static [&'static str],
    /// Qualified names of all types that extend it, at any depth, sorted.
    pub subtypes: &'static [&'static str],
    /// Wire names of the properties that only the service sets.
    pub read_only: &'static [&'static str],
    /// Limits on what is sent, by wire name.
    pub limits: &'static [(&'static str, Limit)],
    /// Places in `fields`, one up, where the hash of the name says, or the next one that was free.
    places: [u8; PLACES],
}

/// Not more than half of it is ever used, so that few names are compared in vain.
const PLACES: usize = 256;

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
            subtypes: &[],
            read_only: &[],
            limits: &[],
            places,
        }
    }

    /// The same with these types below it.
    pub const fn subtypes(mut self, names: &'static [&'static str]) -> Schema {
        self.subtypes = names;
        self
    }

    /// The same with these properties set by the service alone.
    pub const fn read_only(mut self, names: &'static [&'static str]) -> Schema {
        self.read_only = names;
        self
    }

    /// The same with these limits.
    pub const fn limits(mut self, limits: &'static [(&'static str, Limit)]) -> Schema {
        self.limits = limits;
        self
    }

    /// Whether a value whose type is called `name` is one of this type. OData ignores no case, but services do.
    pub(super) fn covers(&self, name: &str) -> bool {
        name.eq_ignore_ascii_case(self.name)
            || self
                .subtypes
                .iter()
                .any(|own| own.eq_ignore_ascii_case(name))
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
