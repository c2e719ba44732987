//! The state of operations, within a limit of memory.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
};

use msgraph_types::{
    CommsOperation, ResultInfo,
    operations::{Observation, Operation, OperationState, Tracker},
};

use crate::{answer::Fault, batch::Report};

/// Maximum size in bytes of the identifiers, status and type of an operation; the documentation says 256 characters.
pub const NAME: usize = 1024;
/// Bytes that an operation takes up besides its texts.
const OPERATION: usize = 1536;
/// Number of copies of each identifier: in the operation and in the indexes.
const COPIES: usize = 3;
/// Number of observations to add before other threads get a turn.
const AT_ONCE: usize = 16;

/// Operations, and counts of what was left out.
pub struct Store {
    known: Mutex<Known>,
    keep: usize,
    memory: usize,
}

#[derive(Default)]
struct Known {
    tracker: Tracker<CommsOperation>,
    forgotten: u64,
    rejected: u64,
    last_problem: Option<Fault>,
}

/// Some of the operations.
pub struct Page {
    /// In the order in which they were first observed.
    pub operations: Vec<OperationState<CommsOperation>>,
    /// Where to continue, if there are more.
    pub next: Option<u64>,
    /// Number of notifications that could not be attributed to a single operation.
    pub unattributed: u64,
    /// Number of operations that were evicted while they were pending.
    pub forgotten: u64,
    /// Number of notifications with a fault.
    pub rejected: u64,
    /// The most recently reported fault.
    pub last_problem: Option<Fault>,
}

impl Store {
    /// Keeps `keep` finished operations, and no more operations of any kind than fit into `memory` bytes.
    pub fn new(keep: usize, memory: usize) -> Store {
        Store {
            known: Mutex::default(),
            keep,
            memory,
        }
    }

    /// A panic while the lock was held left everything as it was, or lost one operation.
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds observations. Returns whether all of them could be added.
    pub fn take(&self, seen: impl IntoIterator<Item = Observation<CommsOperation>>) -> bool {
        let mut is_whole = true;
        let mut slim = seen.into_iter().filter_map(|seen| {
            let slim = slim(seen);
            is_whole &= slim.is_some();
            slim
        });
        loop {
            let some: Vec<_> = slim.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                break;
            }
            let mut known = self.known();
            for seen in some {
                known.tracker.observation(seen);
                self.evict(&mut known);
            }
            drop(known);
            thread::yield_now();
        }
        is_whole
    }

    /// Records what was wrong with notifications.
    pub fn reject(&self, report: &Report) {
        let mut known = self.known();
        known.rejected += report.count;
        if let Some(last) = report.faults.last() {
            known.last_problem = Some(last.clone());
        }
    }

    fn evict(&self, known: &mut Known) {
        known.tracker.evict_finished(self.keep);
        let takes =
            |known: &Known| known.tracker.len() * OPERATION + known.tracker.text_len() * COPIES;
        while takes(known) > self.memory {
            match known.tracker.evict_oldest() {
                Some(gone) if gone.phase().is_terminal() || gone.is_deleted() => {}
                Some(_) => known.forgotten += 1,
                None => return,
            }
        }
    }

    /// Returns at most `limit` operations after a place.
    pub fn page(&self, after: u64, limit: usize) -> Page {
        let known = self.known();
        let mut places = known.tracker.operations_after(after);
        let mut last = after;
        let some = places.by_ref().take(limit);
        let operations = some
            .map(|(place, operation)| {
                last = place;
                operation.clone()
            })
            .collect();
        Page {
            operations,
            next: places.next().map(|_| last),
            unattributed: known.tracker.unattributed(),
            forgotten: known.forgotten,
            rejected: known.rejected,
            last_problem: known.last_problem.clone(),
        }
    }
}

/// Returns only the parts of an observation that are shown, or nothing if a text is too long.
fn slim(seen: Observation<CommsOperation>) -> Option<Observation<CommsOperation>> {
    let names = [&seen.key, &seen.context, &seen.path];
    if names.into_iter().flatten().any(|name| name.len() > NAME) {
        return None;
    }
    let operation = match seen.operation {
        Some(operation) => Some(slim_operation(operation)?),
        None => None,
    };
    Some(Observation { operation, ..seen })
}

fn slim_operation(sent: CommsOperation) -> Option<CommsOperation> {
    if sent.status_text().is_some_and(|status| status.len() > NAME) {
        return None;
    }
    let mut slim = CommsOperation::default();
    for name in ["@odata.type", "status"] {
        match sent.extra.get(name).and_then(|value| value.as_str()) {
            Some(text) if text.len() > NAME => return None,
            Some(text) => {
                slim.extra.insert(name, text);
            }
            None => {}
        }
    }
    slim.status = sent.status;
    slim.result_info = sent.result_info.and_then(|sent| sent.code).map(|code| {
        let info = ResultInfo {
            code: Some(code),
            ..Default::default()
        };
        info.into()
    });
    Some(slim)
}
