//! Work on several threads with results in the order of the items.

use std::{num::NonZeroUsize, thread};

/// Number of pages that are worth a thread. They take a twentieth of a second to read; for less, a second thread saves
/// less time than anyone notices, and costs more than it saves if two processors share one core.
const WORTH_A_THREAD: usize = 1000;

/// Returns the number of threads: the one that was asked for, or else one per processor.
pub fn threads(asked: Option<NonZeroUsize>) -> usize {
    let processors = || thread::available_parallelism().ok();
    asked.or_else(processors).map_or(1, NonZeroUsize::get)
}

/// Returns the number of threads for reading `pages` pages: the one that was asked for, or else one per processor that
/// has enough to do.
pub fn threads_for(asked: Option<NonZeroUsize>, pages: usize) -> usize {
    match asked {
        Some(asked) => asked.get(),
        None => threads(None).min(pages / WORTH_A_THREAD).max(1),
    }
}

/// Maps the items on up to `jobs` threads and returns the results in order. If the system refuses a thread, the current
/// one does its share.
pub(crate) fn parallel<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    map: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let jobs = jobs.clamp(1, items.len().max(1));
    if jobs == 1 {
        return items.iter().map(map).collect();
    }
    let size = items.len().div_ceil(jobs);
    let map = &map;
    let run = move |share: &[T]| share.iter().map(map).collect::<Vec<R>>();
    thread::scope(|scope| {
        let (own, others) = items.split_at(size);
        let start = |share| {
            let thread = thread::Builder::new().spawn_scoped(scope, move || run(share));
            (share, thread.ok())
        };
        let shares: Vec<_> = others.chunks(size).map(start).collect();
        // The current thread works as well, because another one would need memory of its own.
        let mut results = run(own);
        for (share, thread) in shares {
            results.extend(match thread {
                Some(thread) => thread
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                None => run(share),
            });
        }
        results
    })
}
