//! Hash maps with a seed of their own in each process, so that no page can make them slow. For short names they are
//! faster than those of the standard library.

use foldhash::fast::RandomState;

/// A map in no particular order.
pub(crate) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A set in no particular order.
pub(crate) type HashSet<K> = std::collections::HashSet<K, RandomState>;
