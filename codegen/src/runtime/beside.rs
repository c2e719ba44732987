//! Entries of `extra` that belong to a field: they record how its value was sent, as far as the field cannot.
//!
//! Such an entry has the name of the field. Its value is the field's value as it was spelled, or a value that does not
//! fit. If the member was received in another letter case, the entry has its name in that case, and null unless there
//! is more to record.

use std::borrow::Cow;

use super::{Object, Value, record::Record};

/// Which entries belong to which fields, if any do.
#[derive(Default)]
pub(super) struct Beside {
    /// The entry of each field: the one with its exact name, otherwise the first whose name differs only in letter
    /// case.
    by_field: Vec<Option<usize>>,
    by_entry: Vec<Option<usize>>,
}

impl Beside {
    pub fn of(record: &dyn Record) -> Beside {
        let (schema, extra) = (record.schema(), record.extra());
        let mut beside = Beside::default();
        for (at, (name, _)) in extra.iter().enumerate() {
            let exact = schema.find(name, 0);
            let Some(field) = exact.or_else(|| schema.find_any_case(name)) else {
                continue;
            };
            beside.by_field.resize(schema.fields.len(), None);
            beside.by_entry.resize(extra.len(), None);
            match beside.by_field[field] {
                Some(_) if exact.is_none() => continue,
                Some(other_case) => beside.by_entry[other_case] = None,
                None => {}
            }
            beside.by_field[field] = Some(at);
            beside.by_entry[at] = Some(field);
        }
        beside
    }

    /// The entry of a field: the name of the member as it was sent, and the recorded value.
    pub fn entry<'r>(&self, record: &'r dyn Record, field: usize) -> Option<(&'r str, &'r Value)> {
        let at = self.by_field.get(field).copied().flatten()?;
        record.extra().at(at)
    }

    /// The field that the entry at this index belongs to.
    pub fn field(&self, at: usize) -> Option<usize> {
        self.by_entry.get(at).copied().flatten()
    }
}

/// Whether any entry belongs to a field that holds a value.
pub(super) fn is_beside(record: &dyn Record) -> bool {
    let schema = record.schema();
    let mut names = record.extra().iter().map(|(name, _)| name);
    names.any(|name| {
        let field = schema.find(name, 0);
        let field = field.or_else(|| schema.find_any_case(name));
        field.is_some_and(|field| record.is_held(field))
    })
}

/// The same while a body is read: what is known about the fields that have such an entry, or whose name was received in
/// two letter cases. Most bodies have none.
#[derive(Default)]
pub(super) struct Reading(Vec<(usize, Received)>);

/// How the name of a field was received.
#[derive(Clone, Copy)]
enum Received {
    /// Exactly. The entry at this index has the name.
    Exact(usize),
    /// In another letter case. The entry at this index has the name.
    OtherCase(usize),
    /// Both exactly and in another letter case.
    Both,
}

impl Reading {
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Records what a field cannot represent.
    pub fn keep(&mut self, record: &mut dyn Record, field: usize, value: Value) {
        let name = name(record, field);
        let entries = record.extra_mut().entries();
        match self.exact(field) {
            Some((_, at)) => entries[at].1 = value,
            None => {
                self.0.push((field, Received::Exact(entries.len())));
                entries.push((Cow::Borrowed(name), value));
            }
        }
    }

    /// Removes the entry of a field that now represents the value completely.
    pub fn forget(&mut self, record: &mut dyn Record, field: usize) {
        let Some((found, at)) = self.exact(field) else {
            return;
        };
        self.0.remove(found);
        record.extra_mut().entries().remove(at);
        for (_, received) in &mut self.0 {
            if let Received::Exact(other) | Received::OtherCase(other) = received {
                *other -= usize::from(*other > at);
            }
        }
    }

    /// Called when the exact name of a field is received: a member that came before in another letter case becomes a
    /// member of its own.
    pub fn give_way(&mut self, record: &mut dyn Record, field: usize) {
        let Some((found, at)) = self.other_case(field) else {
            return;
        };
        let held = record.slot_mut(field).view();
        let held = (!held.is_absent()).then(|| Value::from(held));
        let entry = &mut record.extra_mut().entries()[at].1;
        if let (Value::Null, Some(held)) = (&entry, held) {
            *entry = held;
        }
        self.0.remove(found);
        self.note_both(field);
    }

    /// Returns the index of the entry for a member in another letter case that has just been started; `None` if the
    /// member is not the field's.
    pub fn claim(&mut self, record: &mut dyn Record, field: usize) -> Option<usize> {
        let is_held = !record.slot_mut(field).view().is_absent();
        let entries = record.extra_mut().entries();
        let last = entries.len().checked_sub(1)?;
        if let Some((_, at)) = self.other_case(field) {
            let is_same = entries[at].0 == entries[last].0;
            if is_same {
                entries.pop();
            }
            return is_same.then_some(at);
        }
        if is_held || self.exact(field).is_some() {
            self.note_both(field);
            return None;
        }
        self.0.push((field, Received::OtherCase(last)));
        Some(last)
    }

    /// Notes that a name was received in two letter cases; once, however often it is repeated.
    fn note_both(&mut self, field: usize) {
        let both =
            |(of, received): &(usize, Received)| *of == field && matches!(received, Received::Both);
        if !self.0.iter().any(both) {
            self.0.push((field, Received::Both));
        }
    }

    /// Adds entries that record which of two letter cases is the field's.
    pub fn finish(mut self, record: &mut dyn Record) {
        for (field, received) in self.0.clone() {
            if matches!(received, Received::Both) && self.exact(field).is_none() {
                self.keep(record, field, Value::Null);
            }
        }
    }

    /// The entry with the exact name of a field: its place here, and its index.
    fn exact(&self, field: usize) -> Option<(usize, usize)> {
        self.place(field, |received| match received {
            Received::Exact(at) => Some(at),
            _ => None,
        })
    }

    /// The entry with the name of a field in another letter case: its place here, and its index.
    fn other_case(&self, field: usize) -> Option<(usize, usize)> {
        self.place(field, |received| match received {
            Received::OtherCase(at) => Some(at),
            _ => None,
        })
    }

    fn place(
        &self,
        field: usize,
        entry: impl Fn(Received) -> Option<usize>,
    ) -> Option<(usize, usize)> {
        let mut places = self.0.iter().enumerate().filter(|(_, of)| of.0 == field);
        places.find_map(|(place, of)| Some((place, entry(of.1)?)))
    }
}

fn name(record: &dyn Record, field: usize) -> &'static str {
    let fields = record.schema().fields;
    fields.get(field).copied().unwrap_or_default()
}

impl Object {
    /// Sets a member under its existing name, whatever its letter case.
    pub(super) fn set_named(&mut self, name: &str, value: Value) {
        let name = self.named(name).map_or(name, |(name, _)| name).to_owned();
        self.insert(name, value);
    }
}
