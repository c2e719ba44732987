//! Maps by hash: of a seed of their own in each process, so that no page can make them slow, and cheaper for short
//! names than the standard library's.

use foldhash::fast::RandomState;

/// A map in no set order.
pub(crate) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A set in no set order.
pub(crate) type HashSet<K> = std::collections::HashSet<K, RandomState>;
