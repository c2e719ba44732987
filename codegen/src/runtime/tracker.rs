//! Combines responses and notifications into the state of each operation.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    ops::Bound,
};

use super::{index::Index, lifecycle::Operation};
pub use super::{
    notification::{Notification, NotificationSpec, Observation},
    operation_state::{Effect, OperationState, TrackerEvent},
};

/// How many keys of evicted operations are remembered, so that late notifications do not bring the operations back.
const REMEMBERED: usize = 1024;

/// Tracks operations by what responses and notifications say about them, in any order, repeated or late. Does no I/O
/// and reads no clock.
///
/// An operation is identified by its `id`, otherwise by its address, otherwise by the context that the client chose for
/// it if no other operation has the same, otherwise by the address in the notification. A notification that could be
/// about several operations is counted and not attributed by guessing. The first final status wins; a different one
/// that arrives later is a conflict.
///
/// The time that it takes to add an observation, to find an operation or to evict one grows with the logarithm of the
/// number of operations, whatever they have in common.
#[derive(Clone, Debug)]
pub struct Tracker<O> {
    operations: BTreeMap<u64, OperationState<O>>,
    by_key: BTreeMap<String, u64>,
    by_context: Index,
    by_path: Index,
    /// Operations without a key of their own, by what identifies them instead.
    keyless: Index,
    /// Operations without a key of their own, by address.
    keyless_by_path: Index,
    pending: BTreeSet<u64>,
    /// All operations, the least recently observed first.
    heard: BTreeSet<(u64, u64)>,
    /// Operations that are finished or removed, the least recently observed first.
    over: BTreeSet<(u64, u64)>,
    evicted: VecDeque<String>,
    is_evicted: BTreeSet<String>,
    unattributed: u64,
    text_len: usize,
    clock: u64,
}

impl<O> Default for Tracker<O> {
    fn default() -> Self {
        Tracker {
            operations: BTreeMap::new(),
            by_key: BTreeMap::new(),
            by_context: Index::default(),
            by_path: Index::default(),
            keyless: Index::default(),
            keyless_by_path: Index::default(),
            pending: BTreeSet::new(),
            heard: BTreeSet::new(),
            over: BTreeSet::new(),
            evicted: VecDeque::new(),
            is_evicted: BTreeSet::new(),
            unattributed: 0,
            text_len: 0,
            clock: 0,
        }
    }
}

impl<O: Operation> Tracker<O> {
    /// Creates a tracker without operations.
    pub fn new() -> Tracker<O> {
        Tracker::default()
    }

    /// Adds the response to an action.
    pub fn response(&mut self, answer: Option<&O>) -> TrackerEvent {
        match answer {
            Some(operation) => self.observation(Observation::of(operation)),
            None => TrackerEvent {
                effect: Effect::NullResponse,
                key: None,
                status: None,
                source_sentence: O::LIFECYCLE.absent_rule().map(|rule| rule.sentence),
            },
        }
    }

    /// Adds a notification. Each resource in it is a separate observation.
    pub fn notify<N: Notification<Operation = O>>(
        &mut self,
        notification: &N,
    ) -> Vec<TrackerEvent> {
        let seen = notification.observations().into_iter();
        seen.map(|seen| match seen {
            Some(observation) => self.observation(observation),
            None => TrackerEvent {
                effect: Effect::NotAnOperation,
                key: None,
                status: None,
                source_sentence: None,
            },
        })
        .collect()
    }

    /// Iterates over all operations, in the order in which they were first observed.
    pub fn operations(&self) -> impl Iterator<Item = &OperationState<O>> {
        self.operations.values()
    }

    /// Returns the number of operations.
    pub fn len(&self) -> usize {
        self.operations.len()
    }

    /// Whether there are no operations.
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty()
    }

    /// Returns the total size in bytes of the texts that identify operations, and of their statuses.
    pub fn text_len(&self) -> usize {
        self.text_len
    }

    /// Iterates over the operations after a place, each with its own place, in the order in which they were first
    /// observed.
    ///
    /// Places start at 1 and do not change when other operations are evicted.
    pub fn operations_after(&self, place: u64) -> impl Iterator<Item = (u64, &OperationState<O>)> {
        let behind = (Bound::Excluded(place), Bound::Unbounded);
        let some = self.operations.range(behind);
        some.map(|(place, known)| (*place, known))
    }

    /// Returns the operation with this key.
    pub fn get(&self, key: &str) -> Option<&OperationState<O>> {
        let handle = self.by_key.get(key).copied();
        self.operations
            .get(&handle.or_else(|| self.keyless.all(key).next())?)
    }

    /// Iterates over the operations that are still to be updated.
    pub fn pending(&self) -> impl Iterator<Item = &OperationState<O>> {
        self.pending
            .iter()
            .filter_map(|handle| self.operations.get(handle))
    }

    /// Returns how many notifications could not be attributed to a single operation.
    pub fn unattributed(&self) -> u64 {
        self.unattributed
    }

    /// Evicts all finished or removed operations except the `keep` most recently observed ones, and returns how many
    /// were evicted. Pending operations are kept.
    pub fn evict_finished(&mut self, keep: usize) -> usize {
        let excess = self.over.len().saturating_sub(keep);
        for _ in 0..excess {
            self.evict_oldest();
        }
        excess
    }

    /// Evicts and returns the least recently observed operation among those that are finished or removed or, if there
    /// are none, among all.
    pub fn evict_oldest(&mut self) -> Option<OperationState<O>> {
        let (_, handle) = self.over.first().or(self.heard.first()).copied()?;
        let known = self.take(handle)?;
        if let Some(key) = known.key.clone().filter(|_| known.is_over()) {
            self.is_evicted.insert(key.clone());
            self.evicted.push_back(key);
        }
        let forgotten = self.evicted.len().saturating_sub(REMEMBERED);
        for key in self.evicted.drain(..forgotten) {
            self.is_evicted.remove(&key);
        }
        Some(known)
    }

    /// Adds an observation of one operation.
    pub fn observation(&mut self, observation: Observation<O>) -> TrackerEvent {
        self.clock += 1;
        let mut seen = OperationState::new(observation, self.clock);
        let sent = seen.status().map(str::to_owned);
        let step = |effect: Effect, key: Option<String>| TrackerEvent {
            source_sentence: sent
                .as_deref()
                .and_then(|status| O::LIFECYCLE.rule(status))
                .map(|rule| rule.sentence),
            status: sent.clone(),
            effect,
            key,
        };
        if seen
            .key
            .as_ref()
            .is_some_and(|key| self.is_evicted.contains(key))
        {
            return step(Effect::Stale, seen.key);
        }
        let target = match self.target(&seen) {
            Ok(target) => target,
            Err(Ambiguous) => {
                self.unattributed += 1;
                return step(Effect::Unattributed, None);
            }
        };
        let Some(handle) = target else {
            let effect = seen.first_effect();
            let handle = self.clock;
            let key = seen.key().to_owned();
            self.put(handle, seen);
            return step(effect, Some(key));
        };
        // Operations that were only known by a context or an address may turn out to be this one.
        let absorbed = self.anonymous(&seen);
        let Some(mut known) = self.take(handle) else {
            return step(Effect::Unattributed, None);
        };
        // `absorbed` may contain `handle`, which has been taken already.
        for other in absorbed {
            if let Some(other) = self.take(other) {
                known.merge(other);
            }
        }
        if seen.key.is_none() && known.key.is_some() {
            seen.path = None;
        }
        let effect = known.merge(seen);
        let key = known.key().to_owned();
        self.put(handle, known);
        step(effect, Some(key))
    }

    /// Finds the operation that an observation belongs to; `None` if it is a new one.
    fn target(&self, seen: &OperationState<O>) -> Result<Option<u64>, Ambiguous> {
        if let Some(key) = &seen.key {
            let known = self.by_key.get(key).copied();
            return Ok(known.or_else(|| self.anonymous(seen).first().copied()));
        }
        let found = |index: &Index, name: &Option<String>| {
            let mut handles = name.iter().flat_map(|name| index.all(name));
            match (handles.next(), handles.next()) {
                (one, None) => Ok(one),
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

    /// Finds operations without a key of their own that share the context or the address of an observation with a key.
    fn anonymous(&self, seen: &OperationState<O>) -> BTreeSet<u64> {
        if seen.key.is_none() {
            return BTreeSet::new();
        }
        let has_context = |handle: &u64| {
            let known = self.operations.get(handle);
            known.is_some_and(|known| known.context == seen.context)
        };
        let by_context = seen.context.iter().flat_map(|name| self.keyless.all(name));
        let by_path = seen
            .path
            .iter()
            .flat_map(|name| self.keyless_by_path.all(name));
        by_context.filter(has_context).chain(by_path).collect()
    }

    /// Inserts an operation into the map and all indexes.
    fn put(&mut self, handle: u64, known: OperationState<O>) {
        if let Some(key) = &known.key {
            self.by_key.insert(key.clone(), handle);
        } else {
            self.keyless.insert(known.key(), handle);
            self.keyless_by_path.insert(known.path.as_deref(), handle);
        }
        self.by_context.insert(known.context.as_deref(), handle);
        self.by_path.insert(known.path.as_deref(), handle);
        if known.is_pending() {
            self.pending.insert(handle);
        }
        self.text_len += known.text_len();
        self.heard.insert((known.touched, handle));
        if known.is_over() {
            self.over.insert((known.touched, handle));
        }
        self.operations.insert(handle, known);
    }

    /// Removes an operation from the map and all indexes.
    fn take(&mut self, handle: u64) -> Option<OperationState<O>> {
        let known = self.operations.remove(&handle)?;
        if let Some(key) = &known.key {
            self.by_key.remove(key);
        } else {
            self.keyless.remove(known.key(), handle);
            self.keyless_by_path.remove(known.path.as_deref(), handle);
        }
        self.by_context.remove(known.context.as_deref(), handle);
        self.by_path.remove(known.path.as_deref(), handle);
        self.pending.remove(&handle);
        self.text_len -= known.text_len();
        self.heard.remove(&(known.touched, handle));
        self.over.remove(&(known.touched, handle));
        Some(known)
    }
}

/// The observation could be about several operations, or names none.
struct Ambiguous;
