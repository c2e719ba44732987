//! An index that finds operations by one of their names.

use std::collections::{BTreeMap, BTreeSet};

/// Handles by name; those with the same name are in the order in which they were given out.
#[derive(Clone, Debug, Default)]
pub(super) struct Index(BTreeMap<String, BTreeSet<u64>>);

impl Index {
    /// Iterates over the handles of a name.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = u64> + '_ {
        self.0.get(name).into_iter().flatten().copied()
    }

    /// Adds a handle. Does nothing without a name.
    pub(super) fn insert<'n>(&mut self, name: impl Into<Option<&'n str>>, handle: u64) {
        let Some(name) = name.into() else { return };
        match self.0.get_mut(name) {
            Some(handles) => {
                handles.insert(handle);
            }
            None => {
                self.0.insert(name.to_owned(), BTreeSet::from([handle]));
            }
        }
    }

    /// Removes a handle.
    pub(super) fn remove<'n>(&mut self, name: impl Into<Option<&'n str>>, handle: u64) {
        let Some(name) = name.into() else { return };
        let Some(handles) = self.0.get_mut(name) else {
            return;
        };
        handles.remove(&handle);
        if handles.is_empty() {
            self.0.remove(name);
        }
    }
}
