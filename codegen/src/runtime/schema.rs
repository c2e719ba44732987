//! Names of a type and its fields, available without a value.

use std::sync::OnceLock;

use super::Limit;

/// What is known about a structured type without a value of it.
#[derive(Debug)]
pub struct Schema {
    /// Qualified name.
    pub name: &'static str,
    /// Wire names of the fields, sorted bytewise.
    pub fields: &'static [&'static str],
    /// Qualified names of all types that extend it, at any depth, sorted.
    pub subtypes: &'static [&'static str],
    /// Wire names of the read-only properties.
    pub read_only: &'static [&'static str],
    /// Limits on the values to be sent, by wire name.
    pub limits: &'static [(&'static str, Limit)],
    /// Wire names of the relationships to one resource, which have no field.
    pub related: &'static [&'static str],
    /// Wire names of the relationships to a list of resources, which have no field.
    pub related_lists: &'static [&'static str],
    /// A hash table of the field names: indexes into `fields`, plus one. Built when the first body is read, because
    /// building it for all types at compile time costs the compiler more than it saves any program.
    places: OnceLock<Box<[u32]>>,
}

/// The bit of each byte in which lower-case and upper-case ASCII letters differ.
const SMALL: u64 = 0x2020_2020_2020_2020;

impl Schema {
    /// Creates the schema of a type.
    pub const fn new(name: &'static str, fields: &'static [&'static str]) -> Schema {
        Schema {
            name,
            fields,
            subtypes: &[],
            read_only: &[],
            limits: &[],
            related: &[],
            related_lists: &[],
            places: OnceLock::new(),
        }
    }

    /// Sets the types that extend it.
    pub const fn subtypes(mut self, names: &'static [&'static str]) -> Schema {
        self.subtypes = names;
        self
    }

    /// Sets the read-only properties.
    pub const fn read_only(mut self, names: &'static [&'static str]) -> Schema {
        self.read_only = names;
        self
    }

    /// Sets the limits.
    pub const fn limits(mut self, limits: &'static [(&'static str, Limit)]) -> Schema {
        self.limits = limits;
        self
    }

    /// Sets the relationships to one resource.
    pub const fn related(mut self, names: &'static [&'static str]) -> Schema {
        self.related = names;
        self
    }

    /// Sets the relationships to a list of resources.
    pub const fn related_lists(mut self, names: &'static [&'static str]) -> Schema {
        self.related_lists = names;
        self
    }

    /// Whether a value whose type is named `name` is of this type. OData's type names are case-sensitive, but services
    /// ignore case.
    pub(super) fn covers(&self, name: &str) -> bool {
        name.eq_ignore_ascii_case(self.name)
            || self
                .subtypes
                .iter()
                .any(|own| own.eq_ignore_ascii_case(name))
    }

    /// Returns the index of a field. `next` is the index to try first, where the field is if members come in the order
    /// of the schema.
    pub(super) fn find(&self, name: &str, next: usize) -> Option<usize> {
        let ends = ends(name);
        let is = |index: usize| {
            let field = self.fields.get(index);
            field.is_some_and(|field| is_same(field, name, ends))
        };
        if is(next) {
            return Some(next);
        }
        self.probe(ends, is)
    }

    /// Returns the index of a field whose name differs only in the case of ASCII letters.
    pub(super) fn find_any_case(&self, name: &str) -> Option<usize> {
        let is = |field: &&str| field.eq_ignore_ascii_case(name);
        self.probe(ends(name), |index| self.fields.get(index).is_some_and(is))
    }

    /// Looks a field up in the hash table, which ignores letter case.
    #[inline]
    fn probe(&self, ends: Ends, is: impl Fn(usize) -> bool) -> Option<usize> {
        let places = self.places.get_or_init(|| places(self.fields));
        let last = places.len() - 1;
        let mut place = hash(ends) & last;
        loop {
            match (places[place] as usize).checked_sub(1) {
                Some(index) if is(index) => return Some(index),
                Some(_) => place = (place + 1) & last,
                None => return None,
            }
        }
    }
}

/// Builds a hash table whose size is a power of two. At most half of it is used, so that few lookups compare names in
/// vain.
#[cold]
fn places(fields: &[&str]) -> Box<[u32]> {
    let len = (2 * fields.len()).next_power_of_two();
    let mut places = vec![0; len].into_boxed_slice();
    for (above, field) in (1..).zip(fields) {
        let mut place = hash(ends(field)) & (len - 1);
        while places[place] != 0 {
            place = (place + 1) & (len - 1);
        }
        places[place] = above;
    }
    places
}

/// The first and the last eight bytes of a name, which overlap in a short one. They usually tell the names of one type
/// apart, and are all of a name of up to eight.
type Ends = (u64, u64);

#[inline]
fn ends(name: &str) -> Ends {
    let name = name.as_bytes();
    if let (Some(first), Some(last)) = (name.first_chunk(), name.last_chunk()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (name.first_chunk(), name.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return (first.into(), last.into());
    }
    match name {
        [] => (0, 0),
        [first, .., last] => (
            u64::from(*first) << 8 | u64::from(name[1]),
            u64::from(*last),
        ),
        [only] => ((*only).into(), 0),
    }
}

/// Whether a field has this name, whose ends are given. Names are too short to be worth calling a function that compares
/// memory.
#[inline]
fn is_same(field: &str, name: &str, name_ends: Ends) -> bool {
    if field.len() != name.len() || ends(field) != name_ends {
        return false;
    }
    let (field, name) = (field.as_bytes(), name.as_bytes());
    let mut chunks = field.chunks_exact(8).zip(name.chunks_exact(8));
    chunks.all(|(a, b)| a.first_chunk::<8>() == b.first_chunk())
}

/// Hashes the ends of a name without regard to letter case.
#[inline]
fn hash((first, last): Ends) -> usize {
    let hash = (first | SMALL).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ (last | SMALL).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    (hash >> 32) as usize
}
