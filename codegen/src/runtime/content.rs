//! Members that hold a resource of one of several types, or a list of such resources.

use serde::Deserialize;

use super::{
    Value,
    beside::Beside,
    from_value,
    lifecycle::{Lifecycle, is_named},
    record::Record,
    resource::TYPE,
};

/// A single value, or a list of them.
#[derive(Clone, Debug, PartialEq)]
pub enum OneOrMany<T> {
    /// A single value.
    One(T),
    /// Any number of values, possibly none.
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    /// Returns the values as a slice.
    pub fn as_slice(&self) -> &[T] {
        match self {
            OneOrMany::One(one) => std::slice::from_ref(one),
            OneOrMany::Many(many) => many,
        }
    }

    /// Iterates over the values, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.as_slice().iter()
    }
}

impl<'a, T> IntoIterator for &'a OneOrMany<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> IntoIterator for OneOrMany<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        match self {
            OneOrMany::One(one) => vec![one].into_iter(),
            OneOrMany::Many(many) => many.into_iter(),
        }
    }
}

/// One of the types that a member may hold.
#[derive(Debug)]
pub struct Kind {
    /// Qualified names: the type and all types that extend it.
    pub types: &'static [&'static str],
    /// The lifecycle of the type, if it is a type of operations.
    pub lifecycle: Option<&'static Lifecycle>,
}

/// Decodes the content of `record`: `make` receives each resource with the index of its kind in `kinds`.
///
/// Returns `None` if the member is null or absent.
pub fn content<T>(
    record: &dyn Record,
    member: &str,
    addresses: &[&str],
    kinds: &[Kind],
    make: impl Fn(Option<usize>, &Value) -> T,
) -> Option<OneOrMany<T>> {
    let value = value_of(record, member)?;
    // Computed once for all resources, because addresses may be long.
    let addressed = kinds.iter().position(|kind| {
        let mut paths = addresses
            .iter()
            .filter_map(|name| super::lifecycle::text(record, name));
        kind.lifecycle.is_some_and(|lifecycle| {
            paths.any(|path| behind(path, lifecycle.collections).is_some())
        })
    });
    let one = |value: &Value| make(pick(kinds, value, addressed), value);
    match &value {
        Value::Null => None,
        Value::Array(values) => Some(OneOrMany::Many(values.iter().map(one).collect())),
        value => Some(OneOrMany::One(one(value))),
    }
}

/// Decodes a resource. Returns `None` if the value is not one.
pub fn boxed<T: for<'de> Deserialize<'de>>(value: &Value) -> Option<Box<T>> {
    from_value(value).ok().map(Box::new)
}

/// Finds the kind of a resource by its discriminator. An undocumented type may still be an operation, which the address
/// shows if there is one.
fn pick(kinds: &[Kind], value: &Value, addressed: Option<usize>) -> Option<usize> {
    let members = value.as_object()?;
    let name = members
        .find(TYPE)
        .and_then(Value::as_str)
        .unwrap_or_default();
    let named = kinds
        .iter()
        .position(|kind| kind.types.iter().any(|known| is_named(name, known)));
    let untyped = || {
        let status = |kind: &Kind| kind.lifecycle.map(|lifecycle| lifecycle.status);
        kinds.iter().position(|kind| {
            name.is_empty() && status(kind).is_some_and(|name| members.get(name).is_some())
        })
    };
    named.or_else(|| {
        let found = [untyped(), addressed];
        found.into_iter().flatten().min()
    })
}

/// The segment that follows the last of these collections in a path.
pub(super) fn behind<'p>(path: &'p str, collections: &[&str]) -> Option<&'p str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let mut pairs = segments.windows(2).rev();
    let pair = pairs.find(|pair| {
        collections
            .iter()
            .any(|name| name.eq_ignore_ascii_case(pair[0]))
    })?;
    Some(pair[1])
}

/// The value of a member, whether it has a field or not.
pub(super) fn value_of(record: &dyn Record, name: &str) -> Option<Value> {
    let index = record.schema().find(name, 0);
    match index.filter(|index| record.is_held(*index)) {
        Some(index) => {
            let sent = spelling(record, index).cloned();
            Some(sent.unwrap_or_else(|| record.slot(index).view().into()))
        }
        None => record.extra().find(name).cloned(),
    }
}

/// How the value of a field was spelled, if an entry records it.
fn spelling(record: &dyn Record, field: usize) -> Option<&Value> {
    let (_, value) = Beside::of(record).entry(record, field)?;
    record
        .slot(field)
        .view()
        .is_spelling(value)
        .then_some(value)
}

/// Reads the elements of a list one by one, so that one that does not fit does not lose the others.
pub fn each<T: Clone + for<'de> Deserialize<'de>>(
    held: Option<&[T]>,
    record: &dyn Record,
    name: &str,
) -> Vec<Result<T, Value>> {
    let sent = held.and_then(|_| {
        let index = record.schema().find(name, 0)?;
        spelling(record, index)
    });
    if let (Some(held), None) = (held, sent) {
        return held.iter().cloned().map(Ok).collect();
    }
    match record.extra().find(name) {
        Some(Value::Array(values)) => values
            .iter()
            .map(|value| from_value(value).map_err(|_| value.clone()))
            .collect(),
        Some(Value::Null) | None => Vec::new(),
        Some(other) => vec![from_value(other).map_err(|_| other.clone())],
    }
}
