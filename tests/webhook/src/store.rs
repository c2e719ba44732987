//! What is known of operations, within a limit of memory.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
};

use msgraph_types::{
    CommsOperation, ResultInfo,
    operations::{Observation, Operation, OperationState, Tracker},
};

use crate::{answer::Fault, batch::Report};

/// Bytes that a name of an operation, its status or its type may have; the documentation says 256 characters.
pub const NAME: usize = 1024;
/// Bytes that an operation takes besides its names.
const OPERATION: usize = 1536;
/// How often a name is held: by the operation and by what leads to it.
const COPIES: usize = 3;
/// Sightings that are folded without a pause, so that others come to turn.
const AT_ONCE: usize = 16;

/// Operations, and what was left out.
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
    /// In the order in which they were first heard of.
    pub operations: Vec<OperationState<CommsOperation>>,
    /// What to ask for the next ones with, if there are any.
    pub next: Option<u64>,
    /// Notifications that could not be attributed to one operation.
    pub unattributed: u64,
    /// Operations that were forgotten while they were under way.
    pub forgotten: u64,
    /// Notifications that something was wrong with.
    pub rejected: u64,
    /// What it was with the last one of them that is told.
    pub last_problem: Option<Fault>,
}

impl Store {
    /// Keeps so many finished operations, and no more of any kind than fit into so many bytes.
    pub fn new(keep: usize, memory: usize) -> Store {
        Store {
            known: Mutex::default(),
            keep,
            memory,
        }
    }

    /// A panic while it was held left it as it was before, or without one operation.
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes what was seen; says whether all of it could be taken.
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

    /// Remembers what was wrong with notifications.
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

    /// At most `limit` operations that come after a place.
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

/// No more of an observation than is shown, or nothing if a name is too long to be one.
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
