//! How many connections the system allows.

/// Number of descriptors for everything but connections.
#[cfg(unix)]
const OTHER: usize = 32;

/// Returns the number of connections asked for, limited by the number of available descriptors.
#[cfg(unix)]
pub fn connections(asked: usize) -> usize {
    use rustix::process::{Resource, getrlimit, setrlimit};

    let mut limit = getrlimit(Resource::Nofile);
    let wanted = u64::try_from(asked.saturating_add(OTHER)).ok();
    let allowed = [wanted, limit.maximum].into_iter().flatten().min();
    if limit.current < allowed {
        let old = limit.current;
        limit.current = allowed;
        if setrlimit(Resource::Nofile, limit).is_err() {
            limit.current = old;
        }
    }
    let open = limit.current.and_then(|open| usize::try_from(open).ok());
    let open = open.map_or(asked, |open| open.saturating_sub(OTHER));
    open.min(asked).max(1)
}

/// Returns the number of connections asked for.
#[cfg(not(unix))]
pub fn connections(asked: usize) -> usize {
    asked.max(1)
}
