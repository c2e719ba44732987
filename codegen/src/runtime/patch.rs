//! Bodies of requests: only properties that can be written, or only those that changed.

use std::{borrow::Cow, collections::HashMap};

use super::{Object, Value, record::Record, slot::View, value::to_value};

/// A body without the properties that only the service sets, at any depth.
pub(super) fn writable(record: &dyn Record) -> Value {
    let mut body = to_value(record);
    strip(record, &mut body);
    body
}

fn strip(record: &dyn Record, body: &mut Value) {
    let Value::Object(body) = body else {
        return;
    };
    let schema = record.schema();
    if !schema.read_only.is_empty() {
        body.entries()
            .retain(|(name, _)| !schema.read_only.contains(&subject(name)));
    }
    record.views(&mut |index, view| {
        let name = schema.fields.get(index).copied().unwrap_or_default();
        let Some(member) = body.get_mut(name) else {
            return;
        };
        match (*view, member) {
            (View::Record(inner), member) => strip(inner, member),
            (View::List(list, _), Value::Array(members)) => {
                for (index, member) in members.iter_mut().enumerate() {
                    if let View::Record(inner) = list.item(index) {
                        strip(inner, member);
                    }
                }
            }
            _ => {}
        }
    });
}

/// What an annotation such as `id@odata.type` is about; any other name is its own subject.
fn subject(name: &str) -> &str {
    match name.split_once('@') {
        Some((subject, _)) if !subject.is_empty() => subject,
        _ => name,
    }
}

/// The members of `new` that `old` does not have with the same value, and null for each that it no longer has.
pub(super) fn changes(new: &dyn Record, old: &dyn Record) -> Value {
    let (new, old) = (members(new), members(old));
    let mut changes = Object::new();
    let entries = changes.entries();
    let mut before = Lookup::new(&old);
    for (at, (name, value)) in new.iter().enumerate() {
        if before.get(at, name) != Some(value) {
            entries.push((Cow::Owned(name.to_owned()), value.clone()));
        }
    }
    let mut after = Lookup::new(&new);
    for (at, (name, value)) in old.iter().enumerate() {
        // Annotations describe a body and cannot be cleared in another.
        if !name.contains('@') && !value.is_null() && after.get(at, name).is_none() {
            entries.push((Cow::Owned(name.to_owned()), Value::Null));
        }
    }
    Value::Object(changes)
}

fn members(record: &dyn Record) -> Object {
    match to_value(record) {
        Value::Object(members) => members,
        _ => Object::new(),
    }
}

/// Finds members by name, those first that stand where the asking one does: edited bodies keep their order.
struct Lookup<'a> {
    members: &'a Object,
    by_name: Option<HashMap<&'a str, &'a Value>>,
}

impl<'a> Lookup<'a> {
    fn new(members: &'a Object) -> Lookup<'a> {
        Lookup {
            members,
            by_name: None,
        }
    }

    fn get(&mut self, at: usize, name: &str) -> Option<&'a Value> {
        match self.members.at(at) {
            Some((other, value)) if other == name => Some(value),
            _ => {
                let by_name = || self.members.iter().collect();
                self.by_name.get_or_insert_with(by_name).get(name).copied()
            }
        }
    }
}
