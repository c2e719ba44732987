//! Finds the first of many items with a name.

use std::borrow::Cow;

use crate::hash_map::HashMap;

/// Up to this number of items, a linear search is faster than a map.
const FEW: usize = 32;

/// Index of the first item with each name, in a list that may grow at its end.
#[derive(Debug, Default)]
pub(crate) struct First {
    known: HashMap<Box<str>, usize>,
    seen: usize,
    any_case: bool,
}

impl First {
    /// Ignores the case of ASCII letters in names.
    pub(crate) fn in_any_case() -> First {
        First {
            any_case: true,
            ..First::default()
        }
    }

    /// Returns the index of the first item with this name. `items` must be those of the last call, possibly followed by
    /// more.
    pub(crate) fn find<T>(
        &mut self,
        items: &[T],
        name: impl Fn(&T) -> &str,
        wanted: &str,
    ) -> Option<usize> {
        if items.len() <= FEW {
            let same = |item: &T| match self.any_case {
                true => name(item).eq_ignore_ascii_case(wanted),
                false => name(item) == wanted,
            };
            return items.iter().position(same);
        }
        for (at, item) in items.iter().enumerate().skip(self.seen) {
            let key = self.key(name(item)).into();
            self.known.entry(key).or_insert(at);
        }
        self.seen = items.len();
        self.known.get(&*self.key(wanted)).copied()
    }

    fn key<'a>(&self, name: &'a str) -> Cow<'a, str> {
        match self.any_case {
            true => Cow::Owned(name.to_ascii_lowercase()),
            false => Cow::Borrowed(name),
        }
    }
}
