//! Pairs old items with new ones: by name, by name ignoring case, by any other given key, and finally by similarity. No
//! step prefers one side, so the reverse comparison finds the same pairs.

use std::collections::{BTreeMap, BTreeSet};

/// Maximum number of pairs that are checked for similarity, which takes quadratic time. If there are more, items that
/// share neither name nor content with another one count as removed and added.
const CANDIDATES: usize = 1 << 18;

/// The pairs, and the items that only one side has.
pub struct Pairs<'m, T> {
    /// Pairs of an old and a new item.
    pub both: Vec<(&'m T, &'m T)>,
    /// Items that only the old side has.
    pub lost: Vec<&'m T>,
    /// Items that only the new side has.
    pub gained: Vec<&'m T>,
    /// Whether there were too many items to check for similarity.
    pub too_many: bool,
}

impl<'m, T> Pairs<'m, T> {
    /// Starts without any pairs.
    pub fn new(
        base: impl IntoIterator<Item = &'m T>,
        head: impl IntoIterator<Item = &'m T>,
    ) -> Pairs<'m, T> {
        Pairs {
            both: Vec::new(),
            lost: base.into_iter().collect(),
            gained: head.into_iter().collect(),
            too_many: false,
        }
    }

    /// Pairs items with the same key if no other item on either side has it.
    pub fn by_key<K: Ord>(mut self, key: impl Fn(&'m T) -> K) -> Pairs<'m, T> {
        if self.lost.is_empty() || self.gained.is_empty() {
            return self;
        }
        let index = |items: &[&'m T]| {
            let mut index: BTreeMap<K, Vec<usize>> = BTreeMap::new();
            for (at, item) in items.iter().enumerate() {
                index.entry(key(item)).or_default().push(at);
            }
            index
        };
        let (old, new) = (index(&self.lost), index(&self.gained));
        let found =
            old.iter().filter_map(
                |(key, old)| match (&old[..], new.get(key).map(Vec::as_slice)) {
                    ([old], Some([new])) => Some((*old, *new)),
                    _ => None,
                },
            );
        let found: Vec<_> = found.collect();
        self.take(&found);
        self
    }

    /// Pairs items that are each other's best match without a tie. `traits` is what is compared of each item. If there
    /// are too many pairs to check, items with the same content are paired instead.
    pub fn by_likeness<K: Ord, F>(
        mut self,
        content: impl Fn(&'m T) -> K,
        traits: impl Fn(&'m T) -> F,
        score: impl Fn(&F, &F) -> Option<u32>,
    ) -> Pairs<'m, T> {
        if self.lost.is_empty() || self.gained.is_empty() {
            return self;
        }
        if self.lost.len().saturating_mul(self.gained.len()) > CANDIDATES {
            self = self.by_key(content);
            self.too_many = !self.lost.is_empty() && !self.gained.is_empty();
            return self;
        }
        let lost: Vec<F> = self.lost.iter().map(|item| traits(item)).collect();
        let gained: Vec<F> = self.gained.iter().map(|item| traits(item)).collect();
        let mut rows: Vec<Best> = vec![Best::default(); self.lost.len()];
        let mut columns: Vec<Best> = vec![Best::default(); self.gained.len()];
        for (old, (item, row)) in lost.iter().zip(&mut rows).enumerate() {
            for (new, (other, column)) in gained.iter().zip(&mut columns).enumerate() {
                if let Some(score) = score(item, other) {
                    row.offer(score, new);
                    column.offer(score, old);
                }
            }
        }
        let found: Vec<_> = rows
            .iter()
            .enumerate()
            .filter_map(|(old, row)| {
                let new = row.only()?;
                (columns.get(new)?.only()? == old).then_some((old, new))
            })
            .collect();
        self.take(&found);
        self
    }

    fn take(&mut self, found: &[(usize, usize)]) {
        for (old, new) in found {
            if let (Some(old), Some(new)) = (self.lost.get(*old), self.gained.get(*new)) {
                self.both.push((old, new));
            }
        }
        drop_at(&mut self.lost, found.iter().map(|(old, _)| *old));
        drop_at(&mut self.gained, found.iter().map(|(_, new)| *new));
    }
}

fn drop_at<T>(items: &mut Vec<T>, at: impl Iterator<Item = usize>) {
    let gone: BTreeSet<usize> = at.collect();
    let mut index = 0..;
    items.retain(|_| index.next().is_some_and(|index| !gone.contains(&index)));
}

/// The best match so far, and whether there is a tie.
#[derive(Clone, Default)]
struct Best {
    score: u32,
    at: Option<usize>,
    tied: bool,
}

impl Best {
    fn offer(&mut self, score: u32, at: usize) {
        if self.at.is_none() || score > self.score {
            *self = Best {
                score,
                at: Some(at),
                tied: false,
            };
        } else if score == self.score {
            self.tied = true;
        }
    }

    fn only(&self) -> Option<usize> {
        self.at.filter(|_| !self.tied)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn number_of_compared_pairs_is_bounded() {
        for (count, expected) in [(512, CANDIDATES), (513, 0)] {
            let items: Vec<usize> = (0..count).collect();
            let looked = Cell::new(0);
            let pairs = Pairs::new(&items, &items).by_likeness(
                |item| *item / 2,
                |item| *item,
                |old, new| {
                    looked.set(looked.get() + 1);
                    (old == new).then_some(1)
                },
            );
            assert_eq!(looked.get(), expected);
            // Above the limit, only the last item has content of its own.
            assert_eq!(pairs.both.len(), if expected > 0 { count } else { 1 });
            assert_eq!(pairs.too_many, expected == 0);
            assert_eq!(pairs.both.len() + pairs.lost.len(), count);
            assert_eq!(pairs.lost.len(), pairs.gained.len());
        }
    }
}
