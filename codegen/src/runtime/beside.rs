//! Entries of `extra` that stand beside fields: they have what a field cannot say of how its value was sent.
//!
//! Such an entry has the name of the field, and the value as it was spelled, or what does not fit; or it has the name in the
//! letter case in which the member came, and null if the field says all else.

use std::borrow::Cow;

use super::{Object, Value, record::Record, write::is_held};

/// Which entries stand beside which fields, if any do.
#[derive(Default)]
pub(super) struct Beside {
    /// The entry of each field: of its exact name, else the first one whose name differs by letter case alone.
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

    /// The entry of a field: its name, which is that of the member, and its value.
    pub fn entry<'r>(&self, record: &'r dyn Record, field: usize) -> Option<(&'r str, &'r Value)> {
        let at = self.by_field.get(field).copied().flatten()?;
        record.extra().at(at)
    }

    /// The field of the entry at a place.
    pub fn field(&self, at: usize) -> Option<usize> {
        self.by_entry.get(at).copied().flatten()
    }
}

/// Whether some entry stands beside a field that holds a value.
pub(super) fn is_beside(record: &dyn Record) -> bool {
    let schema = record.schema();
    let mut names = record.extra().iter().map(|(name, _)| name);
    names.any(|name| {
        let field = schema.find(name, 0);
        let field = field.or_else(|| schema.find_any_case(name));
        field.is_some_and(|field| is_held(record, field))
    })
}

/// The same while a body is read: the value of a member that comes again takes the place of the earlier one without a
/// search.
#[derive(Default)]
pub(super) struct Reading {
    /// Fields, and the places of the entries that have their names.
    exact: Vec<(usize, usize)>,
    /// Fields, and the places of the entries that have their names in another letter case.
    other_case: Vec<(usize, usize)>,
    /// Fields whose exact name came and another letter case as well.
    both: Vec<usize>,
}

impl Reading {
    pub fn is_empty(&self) -> bool {
        self.exact.is_empty() && self.other_case.is_empty()
    }

    /// Keeps what a field cannot say.
    pub fn keep(&mut self, record: &mut dyn Record, field: usize, value: Value) {
        let name = name(record, field);
        let entries = record.extra_mut().entries();
        match place(&self.exact, field) {
            Some(found) => entries[self.exact[found].1].1 = value,
            None => {
                self.exact.push((field, entries.len()));
                entries.push((Cow::Borrowed(name), value));
            }
        }
    }

    /// The field says all now.
    pub fn forget(&mut self, record: &mut dyn Record, field: usize) {
        let Some(found) = place(&self.exact, field) else {
            return;
        };
        let (_, at) = self.exact.swap_remove(found);
        record.extra_mut().entries().remove(at);
        for (_, other) in self.exact.iter_mut().chain(&mut self.other_case) {
            *other -= usize::from(*other > at);
        }
    }

    /// The exact name of a field comes: what came in another letter case is a member of its own.
    pub fn give_way(&mut self, record: &mut dyn Record, field: usize) {
        let Some(found) = place(&self.other_case, field) else {
            return;
        };
        let (_, at) = self.other_case.swap_remove(found);
        let held = record.slot_mut(field).view();
        let held = (!held.is_absent()).then(|| Value::from(held));
        let entry = &mut record.extra_mut().entries()[at].1;
        if let (Value::Null, Some(held)) = (&entry, held) {
            *entry = held;
        }
        self.both.push(field);
    }

    /// The place of the entry for a member that comes in another letter case, which has just been started; `None` if it
    /// is not the field's.
    pub fn claim(&mut self, record: &mut dyn Record, field: usize) -> Option<usize> {
        let is_held = !record.slot_mut(field).view().is_absent();
        let entries = record.extra_mut().entries();
        let last = entries.len().checked_sub(1)?;
        if let Some(found) = place(&self.other_case, field) {
            let at = self.other_case[found].1;
            let is_same = entries[at].0 == entries[last].0;
            if is_same {
                entries.pop();
            }
            return is_same.then_some(at);
        }
        if is_held || place(&self.exact, field).is_some() {
            self.both.push(field);
            return None;
        }
        self.other_case.push((field, last));
        Some(last)
    }

    /// Makes entries that tell which of two letter cases is the field's.
    pub fn finish(mut self, record: &mut dyn Record) {
        self.both.sort_unstable();
        self.both.dedup();
        for field in std::mem::take(&mut self.both) {
            if place(&self.exact, field).is_none() {
                self.keep(record, field, Value::Null);
            }
        }
    }
}

fn place(fields: &[(usize, usize)], field: usize) -> Option<usize> {
    fields.iter().position(|(other, _)| *other == field)
}

fn name(record: &dyn Record, field: usize) -> &'static str {
    let fields = record.schema().fields;
    fields.get(field).copied().unwrap_or_default()
}

impl Object {
    /// Sets a member under the name that it has in whatever letter case.
    pub(super) fn set_named(&mut self, name: &str, value: Value) {
        let name = self.named(name).map_or(name, |(name, _)| name).to_owned();
        self.insert(name, value);
    }
}
