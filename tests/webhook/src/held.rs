//! Bytes held at a time. Beyond a limit, the connection that has held its bytes longest is closed.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::connections::Closer;

/// Room for a limited number of bytes.
pub struct Room {
    limit: usize,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    sum: usize,
    next: u64,
    /// The holders, the one that has held its bytes longest first.
    holders: BTreeMap<u64, Holder>,
}

struct Holder {
    bytes: usize,
    /// Closes the holder; `None` while it is being worked on.
    closer: Option<Closer>,
}

/// Bytes, and the room that they take up.
pub struct Hold {
    bytes: Vec<u8>,
    room: Arc<Room>,
    place: u64,
}

impl Room {
    /// Creates room for `limit` bytes.
    pub fn new(limit: usize) -> Room {
        Room {
            limit,
            held: Mutex::default(),
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Number of bytes held now.
    #[cfg(test)]
    pub fn sum(&self) -> usize {
        self.held().sum
    }

    /// Creates an empty hold, whose connection `closer` closes.
    pub fn hold(self: &Arc<Room>, closer: Closer) -> Hold {
        let mut held = self.held();
        let place = held.next;
        held.next += 1;
        let holder = Holder {
            bytes: 0,
            closer: Some(closer),
        };
        held.holders.insert(place, holder);
        Hold {
            bytes: Vec::new(),
            room: self.clone(),
            place,
        }
    }

    /// Takes up room for more bytes. Returns whether there is any.
    fn take(&self, bytes: usize, place: u64) -> bool {
        let mut held = self.held();
        while held.sum + bytes > self.limit {
            if !held.close_longest() {
                return false;
            }
        }
        let Some(holder) = held.holders.get_mut(&place) else {
            return false;
        };
        holder.bytes += bytes;
        held.sum += bytes;
        true
    }
}

impl Held {
    /// Closes the holder that has held its bytes longest. Returns whether there is one.
    fn close_longest(&mut self) -> bool {
        let mut holders = self.holders.iter();
        let longest = holders.find(|(_, one)| one.closer.is_some() && one.bytes > 0);
        let Some((&place, _)) = longest else {
            return false;
        };
        if let Some(closer) = self.release(place) {
            closer.cancel();
        }
        true
    }

    fn release(&mut self, place: u64) -> Option<Closer> {
        let holder = self.holders.remove(&place)?;
        self.sum -= holder.bytes;
        holder.closer
    }
}

impl Hold {
    /// Holds more bytes. Returns whether there is room for them.
    pub fn add(&mut self, bytes: &[u8]) -> bool {
        let is_taken = self.room.take(bytes.len(), self.place);
        if is_taken {
            self.bytes.extend_from_slice(bytes);
        }
        is_taken
    }

    /// Holds all of these bytes. Returns whether there is room for them.
    pub fn fill(&mut self, bytes: Vec<u8>) -> bool {
        let is_taken = self.room.take(bytes.len(), self.place);
        if is_taken {
            self.bytes = bytes;
        }
        is_taken
    }

    /// Marks the hold as being worked on: closing its connection would free no room.
    pub fn keep(&self) {
        if let Some(holder) = self.room.held().holders.get_mut(&self.place) {
            holder.closer = None;
        }
    }
}

impl AsRef<[u8]> for Hold {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.room.held().release(self.place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hold(room: &Arc<Room>, bytes: usize) -> (Hold, Closer, bool) {
        let closer = Closer::default();
        let mut hold = room.hold(closer.clone());
        let is_taken = hold.add(&vec![0; bytes]);
        (hold, closer, is_taken)
    }

    #[test]
    fn longest_holder_of_bytes_is_closed() {
        let room = Arc::new(Room::new(10));
        let (_first, first, _) = hold(&room, 4);
        let (second_hold, second, _) = hold(&room, 4);
        let (_third, third, is_taken) = hold(&room, 4);
        assert!(is_taken && first.is_cancelled());
        assert!(!second.is_cancelled() && !third.is_cancelled());
        drop(second_hold);
        assert!(hold(&room, 6).2 && !third.is_cancelled());
        assert_eq!(room.sum(), 4);
    }

    #[test]
    fn closed_holder_frees_its_bytes() {
        let room = Arc::new(Room::new(10));
        let (mut first, closer, _) = hold(&room, 6);
        let (_second, _, is_taken) = hold(&room, 6);
        assert!(is_taken && closer.is_cancelled() && !first.add(b"x"));
        drop(first);
        assert_eq!(room.sum(), 6);
    }

    #[test]
    fn holder_being_worked_on_is_not_closed() {
        let room = Arc::new(Room::new(10));
        let (first, closer, _) = hold(&room, 6);
        first.keep();
        assert!(!hold(&room, 6).2 && !closer.is_cancelled());
        assert!(hold(&room, 4).2);
        drop(first);
        assert_eq!(room.sum(), 0);
    }
}
