//! Folds answers and notifications into the state of each operation.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

pub use super::{
    notice::{Notice, Notification, Sighting},
    tracked::{Step, Tracked, Turn},
};

use super::lifecycle::Operation;

/// So many keys of evicted operations are remembered, so that what arrives late does not raise them again.
const REMEMBERED: usize = 1024;

/// Knows operations by what answers and notifications say of them, in any order, repeated or late. Does no
/// input or output and looks at no clock.
///
/// What identifies an operation is its `id`, else its address, else the context that the client chose for it if no
/// other operation has the same, else the address of the notification. What could be about several operations is
/// counted and not guessed. The first final status stands; a different one later is a conflict.
#[derive(Clone, Debug)]
pub struct Tracker<O> {
    operations: BTreeMap<u64, Tracked<O>>,
    by_key: BTreeMap<String, u64>,
    by_context: BTreeMap<String, BTreeSet<u64>>,
    by_path: BTreeMap<String, BTreeSet<u64>>,
    evicted: VecDeque<String>,
    unattributed: u64,
    clock: u64,
}

impl<O> Default for Tracker<O> {
    fn default() -> Self {
        Tracker {
            operations: BTreeMap::new(),
            by_key: BTreeMap::new(),
            by_context: BTreeMap::new(),
            by_path: BTreeMap::new(),
            evicted: VecDeque::new(),
            unattributed: 0,
            clock: 0,
        }
    }
}

impl<O: Operation> Tracker<O> {
    /// Knows nothing yet.
    pub fn new() -> Tracker<O> {
        Tracker::default()
    }

    /// Takes the answer to an action.
    pub fn response(&mut self, answer: Option<&O>) -> Step {
        match answer {
            Some(operation) => self.sighting(Sighting::of(operation)),
            None => Step {
                turn: Turn::NullResponse,
                key: None,
                status: None,
                because: O::LIFE.absent_rule().map(|rule| rule.sentence),
            },
        }
    }

    /// Takes a notification; each resource in it is a step.
    pub fn notify<N: Notification<Operation = O>>(&mut self, notification: &N) -> Vec<Step> {
        let seen = notification.sightings().into_iter();
        seen.map(|seen| match seen {
            Some(sighting) => self.sighting(sighting),
            None => Step {
                turn: Turn::NotAnOperation,
                key: None,
                status: None,
                because: None,
            },
        })
        .collect()
    }

    /// All operations, in the order in which they were first heard of.
    pub fn operations(&self) -> impl Iterator<Item = &Tracked<O>> {
        self.operations.values()
    }

    /// The operation with this key.
    pub fn get(&self, key: &str) -> Option<&Tracked<O>> {
        match self.by_key.get(key) {
            Some(handle) => self.operations.get(handle),
            None => self.operations().find(|known| known.key() == key),
        }
    }

    /// The operations of which updates are still to come.
    pub fn pending(&self) -> impl Iterator<Item = &Tracked<O>> {
        self.operations().filter(|known| known.is_pending())
    }

    /// How many notifications could not be attributed to one operation.
    pub fn unattributed(&self) -> u64 {
        self.unattributed
    }

    /// Forgets all but the `keep` operations that were heard of last among those that are finished or gone;
    /// says how many. Those that are still under way are kept.
    pub fn evict_finished(&mut self, keep: usize) -> usize {
        let is_over = |known: &Tracked<O>| known.phase().is_terminal() || known.is_gone();
        let over = self.operations.iter().filter(|(_, known)| is_over(known));
        let mut over: Vec<(u64, u64)> = over
            .map(|(handle, known)| (known.touched, *handle))
            .collect();
        over.sort_unstable();
        let excess = over.len().saturating_sub(keep);
        for (_, handle) in over.into_iter().take(excess) {
            let known = self.take(handle);
            self.evicted.extend(known.and_then(|known| known.key));
        }
        let forgotten = self.evicted.len().saturating_sub(REMEMBERED);
        self.evicted.drain(..forgotten);
        excess
    }

    /// Takes what was seen of one operation.
    pub fn sighting(&mut self, sighting: Sighting<O>) -> Step {
        self.clock += 1;
        let mut seen = Tracked::new(sighting, self.clock);
        let sent = seen.status().map(str::to_owned);
        let step = |turn: Turn, key: Option<String>| Step {
            because: sent
                .as_deref()
                .and_then(|status| O::LIFE.rule(status))
                .map(|rule| rule.sentence),
            status: sent.clone(),
            turn,
            key,
        };
        if seen
            .key
            .as_ref()
            .is_some_and(|key| self.evicted.contains(key))
        {
            return step(Turn::Stale, seen.key);
        }
        let target = match self.target(&seen) {
            Ok(target) => target,
            Err(Ambiguous) => {
                self.unattributed += 1;
                return step(Turn::Unattributed, None);
            }
        };
        let Some(handle) = target else {
            let turn = seen.first_turn();
            let handle = self.clock;
            let key = seen.key().to_owned();
            self.index(handle, &seen);
            self.operations.insert(handle, seen);
            return step(turn, Some(key));
        };
        // What was only known by a context or an address turns out to be this one.
        let absorbed: Vec<u64> = self
            .anonymous(&seen)
            .filter(|other| *other != handle)
            .collect();
        let Some(mut known) = self.take(handle) else {
            return step(Turn::Unattributed, None);
        };
        for other in absorbed {
            if let Some(other) = self.take(other) {
                known.merge(other);
            }
        }
        if seen.key.is_none() && known.key.is_some() {
            seen.path = None;
        }
        let turn = known.merge(seen);
        let key = known.key().to_owned();
        self.index(handle, &known);
        self.operations.insert(handle, known);
        step(turn, Some(key))
    }

    /// The operation that something seen belongs to; none if it is a new one.
    fn target(&self, seen: &Tracked<O>) -> Result<Option<u64>, Ambiguous> {
        if let Some(key) = &seen.key {
            let known = self.by_key.get(key).copied();
            return Ok(known.or_else(|| self.anonymous(seen).next()));
        }
        let found = |index: &BTreeMap<String, BTreeSet<u64>>, name: &Option<String>| {
            let handles = name.as_ref().and_then(|name| index.get(name));
            let handles: Vec<u64> = handles.into_iter().flatten().copied().collect();
            match handles.as_slice() {
                [] => Ok(None),
                [one] => Ok(Some(*one)),
                _ => Err(Ambiguous),
            }
        };
        if let Some(handle) = found(&self.by_context, &seen.context)? {
            return Ok(Some(handle));
        }
        if seen.context.is_none() && seen.path.is_none() {
            return Err(Ambiguous);
        }
        let by_path = found(&self.by_path, &seen.path)?;
        let agrees = |handle: &u64| {
            let known = self
                .operations
                .get(handle)
                .and_then(|known| known.context.as_ref());
            known.is_none() || seen.context.is_none() || known == seen.context.as_ref()
        };
        Ok(by_path.filter(agrees))
    }

    /// Operations that have no key of their own, and the context or the address of what was seen.
    fn anonymous<'a>(&'a self, seen: &Tracked<O>) -> impl Iterator<Item = u64> + 'a {
        let by_context = seen
            .context
            .as_ref()
            .and_then(|name| self.by_context.get(name));
        let by_path = seen.path.as_ref().and_then(|name| self.by_path.get(name));
        let has_key = seen.key.is_some();
        let all: BTreeSet<u64> = by_context
            .into_iter()
            .chain(by_path)
            .flatten()
            .copied()
            .collect();
        all.into_iter().filter(move |handle| {
            let known = self.operations.get(handle);
            has_key && known.is_some_and(|known| known.key.is_none())
        })
    }

    fn index(&mut self, handle: u64, known: &Tracked<O>) {
        if let Some(key) = &known.key {
            self.by_key.insert(key.clone(), handle);
        }
        if let Some(context) = &known.context {
            self.by_context
                .entry(context.clone())
                .or_default()
                .insert(handle);
        }
        if let Some(path) = &known.path {
            self.by_path.entry(path.clone()).or_default().insert(handle);
        }
    }

    /// Takes an operation out, and out of all that leads to it.
    fn take(&mut self, handle: u64) -> Option<Tracked<O>> {
        let known = self.operations.remove(&handle)?;
        if let Some(key) = &known.key {
            self.by_key.remove(key);
        }
        forget(&mut self.by_context, known.context.as_ref(), handle);
        forget(&mut self.by_path, known.path.as_ref(), handle);
        Some(known)
    }
}

/// It could be about several operations, or about none.
struct Ambiguous;

fn forget(index: &mut BTreeMap<String, BTreeSet<u64>>, name: Option<&String>, handle: u64) {
    let Some(name) = name else { return };
    if let Some(handles) = index.get_mut(name) {
        handles.remove(&handle);
        if handles.is_empty() {
            index.remove(name);
        }
    }
}
