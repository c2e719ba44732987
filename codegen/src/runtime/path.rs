//! Walks through all structs inside a value, with their paths.

use super::{
    Value,
    beside::Beside,
    record::{Record, View, fitting},
};

/// Calls `visit` for a record and for every record in its fields, at any depth.
///
/// The path consists of names and indexes from the root, such as `members[2]`; it is empty for the root.
pub(super) fn walk<'a>(
    record: &'a dyn Record,
    path: &mut String,
    visit: &mut dyn FnMut(&'a dyn Record, &str),
) {
    visit(record, path);
    let schema = record.schema();
    let base = path.len();
    let beside = Beside::of(record);
    record.for_each_field(|index, view| {
        let entry = beside.entry(record, index);
        let name = schema.fields.get(index).copied().unwrap_or_default();
        let name = entry.map_or(name, |(sent, _)| sent);
        match *view {
            View::Record(inner) => {
                step(path, base, name);
                walk(inner, path, visit);
            }
            View::List(list, len) => {
                // Indexes count all elements that were sent, including those that do not fit.
                let places = match entry {
                    Some((_, value @ Value::Array(sent))) if view.is_spelling(value) => {
                        fitting(list, sent).collect()
                    }
                    _ => Vec::new(),
                };
                for element in 0..len {
                    let View::Record(inner) = list.item(element) else {
                        break;
                    };
                    step(path, base, name);
                    let place = places.get(element).unwrap_or(&element);
                    path.push_str(&format!("[{place}]"));
                    walk(inner, path, visit);
                }
            }
            _ => {}
        }
    });
    path.truncate(base);
}

/// The path of a member of the value at `path`.
pub(super) fn join(path: &str, name: &str) -> String {
    let mut joined = path.to_owned();
    step(&mut joined, path.len(), name);
    joined
}

fn step(path: &mut String, base: usize, name: &str) {
    path.truncate(base);
    if base > 0 {
        path.push('.');
    }
    path.push_str(name);
}
