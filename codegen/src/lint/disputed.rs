//! Names about which pages contradict themselves.

use std::collections::BTreeSet;

use crate::hash_map::HashSet;

/// Minimum length of a name that counts as an ending. Shorter ones end too many other names by chance.
const SHORTEST_ENDING: usize = 4;

/// The names, in lower case.
#[derive(Default)]
pub(super) struct Disputed {
    names: HashSet<String>,
    /// Names that may be the ending of a longer name in the same family, reversed.
    endings: BTreeSet<String>,
}

impl Disputed {
    pub(super) fn insert(&mut self, name: &str) {
        let name = name.to_lowercase();
        if name.len() > SHORTEST_ENDING {
            self.endings.insert(name.chars().rev().collect());
        }
        self.names.insert(name);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.names.contains(&name.to_lowercase())
    }

    /// Whether the name is one of these or ends with one, since headings often omit the common beginning of a family's
    /// names.
    pub(super) fn has_ending_of(&self, name: &str) -> bool {
        let mut left: String = name.to_lowercase().chars().rev().collect();
        // A prefix of the word sorts before it, and so does everything else that shares as much with the word.
        while let Some(near) = self.endings.range(..=left.clone()).next_back() {
            let pairs = left.chars().zip(near.chars());
            let same = pairs.take_while(|(a, b)| a == b);
            let same: usize = same.map(|(c, _)| c.len_utf8()).sum();
            if same == near.len() {
                return true;
            }
            if same == 0 {
                break;
            }
            left.truncate(same);
        }
        self.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_that_ends_with_a_disputed_one_is_found() {
        let mut disputed = Disputed::default();
        for name in ["chart", "someChart", "Axis", "artChart", "tree"] {
            disputed.insert(name);
        }
        for name in ["workbookChart", "chart", "AXIS", "XsomeChart", "tree"] {
            assert!(disputed.has_ending_of(name), "{name}");
        }
        for name in ["chartTitle", "hart", "someAxis", "artchar", "oaktree", ""] {
            assert!(!disputed.has_ending_of(name), "{name}");
        }
    }
}
