//! A hash table of the names of a type's fields.

use std::sync::OnceLock;

/// Indexes of the fields, plus one, at the places that the hashes of their names give. Built when the first body is
/// read, because building it for all types at compile time costs the compiler more than it saves any program.
#[derive(Debug, Default)]
pub struct NameTable(OnceLock<Box<[u32]>>);

impl NameTable {
    /// Creates a table that is still to be built.
    pub const fn new() -> NameTable {
        NameTable(OnceLock::new())
    }

    /// Looks for the field that `is` accepts, among those whose names may have these ends in any letter case.
    #[inline]
    pub(super) fn find(
        &self,
        fields: &[&str],
        ends: Ends,
        is: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let places = self.0.get_or_init(|| places(fields));
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
pub(super) type Ends = (u64, u64);

#[inline]
pub(super) fn ends(name: &str) -> Ends {
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
pub(super) fn is_same(field: &str, name: &str, name_ends: Ends) -> bool {
    if field.len() != name.len() || ends(field) != name_ends {
        return false;
    }
    let (field, name) = (field.as_bytes(), name.as_bytes());
    let mut chunks = field.chunks_exact(8).zip(name.chunks_exact(8));
    chunks.all(|(a, b)| a.first_chunk::<8>() == b.first_chunk())
}

/// The bit of each byte in which lower-case and upper-case ASCII letters differ.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// Hashes the ends of a name without regard to letter case.
#[inline]
fn hash((first, last): Ends) -> usize {
    let hash = (first | SMALL).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ (last | SMALL).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    (hash >> 32) as usize
}
