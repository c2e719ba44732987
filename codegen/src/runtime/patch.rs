//! Request bodies with only the properties that can be written, or only those that changed.

use std::borrow::Cow;

use super::{Object, Value, record::Record, to_value};

/// Annotation terms that describe a response. Any other term, such as `microsoft.graph.conflictBehavior`, may be an
/// instruction to the service.
const OF_RESPONSES: [&str; 16] = [
    "odata.context",
    "odata.metadataEtag",
    "odata.etag",
    "odata.count",
    "odata.nextLink",
    "odata.deltaLink",
    "odata.editLink",
    "odata.readLink",
    "odata.navigationLink",
    "odata.associationLink",
    "odata.mediaEditLink",
    "odata.mediaReadLink",
    "odata.mediaContentType",
    "odata.mediaEtag",
    "microsoft.graph.downloadUrl",
    "microsoft.graph.tips",
];

/// Returns the body without read-only properties and without annotations that describe a response. Nested values are
/// left whole, because their read-only properties identify them.
pub(super) fn writable(record: &dyn Record) -> Value {
    let mut body = members(record);
    let read_only = record.schema().read_only;
    body.entries()
        .retain(|(name, _)| match name.split_once('@') {
            None => !read_only.contains(&&**name),
            Some((_, "odata.bind")) => true,
            Some((subject, term)) => !read_only.contains(&subject) && !OF_RESPONSES.contains(&term),
        });
    Value::Object(body)
}

/// Returns the members of `new` that are missing in `old` or have another value there, and null for each member that
/// only `old` has.
pub(super) fn changes(new: &dyn Record, old: &dyn Record) -> Value {
    let (new, old) = (members(new), members(old));
    let mut changes = Object::new();
    let entries = changes.entries();
    let mut before = Lookup::new(&old);
    for (at, (name, value)) in new.iter().enumerate() {
        let was = before.get(at, name);
        if was != Some(value) {
            let value = was.map_or_else(|| value.clone(), |was| merged(value, was));
            entries.push((Cow::Owned(name.to_owned()), value));
        }
    }
    entries.extend(gone(&new, &old));
    Value::Object(changes)
}

/// Returns the members of `new` that have another value in `old`.
pub(super) fn common_changes(new: &dyn Record, old: &dyn Record) -> Value {
    let (mut changes, old) = (members(new), members(old));
    let mut before = Lookup::new(&old);
    let mut places = 0..;
    changes.entries().retain(|(name, value)| {
        let was = places.next().and_then(|at| before.get(at, name));
        was.is_some_and(|was| was != value)
    });
    Value::Object(changes)
}

/// Returns a nested value that changed. A service merges it with the value it has, so members that are gone are sent as
/// null. Lists are sent whole, and so are objects that are another object than before and not a new state of it.
fn merged(new: &Value, old: &Value) -> Value {
    let (Value::Object(new), Value::Object(old)) = (new, old) else {
        return new.clone();
    };
    let mut whole = new.clone();
    if ["@odata.type", "id"]
        .iter()
        .any(|name| new.get(name) != old.get(name))
    {
        return Value::Object(whole);
    }
    let mut before = Lookup::new(old);
    for (at, (name, value)) in whole.entries().iter_mut().enumerate() {
        if let Some(was) = before.get(at, name).filter(|was| *was != value) {
            *value = merged(value, was);
        }
    }
    whole.entries().extend(gone(new, old));
    Value::Object(whole)
}

/// Null for each member that only `old` has. Annotations are left out: they describe a body and cannot be cleared.
fn gone<'a>(
    new: &'a Object,
    old: &'a Object,
) -> impl Iterator<Item = (Cow<'static, str>, Value)> + 'a {
    let mut after = Lookup::new(new);
    let members = old.iter().enumerate();
    members.filter_map(move |(at, (name, value))| {
        let is_gone = !name.contains('@') && !value.is_null() && after.get(at, name).is_none();
        is_gone.then(|| (Cow::Owned(name.to_owned()), Value::Null))
    })
}

fn members(record: &dyn Record) -> Object {
    match to_value(record) {
        Value::Object(members) => members,
        _ => Object::new(),
    }
}

/// Finds members by name. It tries the same position first, because edited bodies keep their order.
struct Lookup<'a> {
    members: &'a Object,
    /// Their names and indexes, sorted.
    by_name: Option<Vec<(&'a str, usize)>>,
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
                let by_name = self.by_name.get_or_insert_with(|| self.members.by_name());
                let place = by_name.binary_search_by_key(&name, |(name, _)| name).ok()?;
                self.members.at(by_name[place].1).map(|(_, value)| value)
            }
        }
    }
}
