//! JSON objects that keep the order of their members, and the members of a value that have no field.

use std::{borrow::Cow, mem};

use super::Value;

/// The members of a body that its type has no field for, in the order in which they were received.
///
/// These are annotations such as `@odata.type`, members that the type does not know, explicit nulls, and values that do
/// not fit their field. If the name of a member differs from that of a field only in letter case, its value is in the
/// field; `extra` then holds the name as it was received, with null, and the member is written under that name again.
pub type Extra = Object;

/// The members of a JSON object, in order, with unique names.
///
/// Equality ignores the order.
#[derive(Clone, Default)]
pub struct Object(Vec<(Cow<'static, str>, Value)>);

/// The name of the annotation that a cast adds. Its address tells it apart from one that was received.
static BY_CAST: [u8; 11] = *b"@odata.type";

fn by_cast() -> &'static str {
    std::str::from_utf8(&BY_CAST).unwrap_or_default()
}

/// Up to this many members, comparing each pair is faster than sorting.
const FEW: usize = 16;

impl Object {
    /// Creates an object without members.
    pub const fn new() -> Object {
        Object(Vec::new())
    }

    /// Returns the number of members.
    #[inline]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the object has no members.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the value of a member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.position(name).map(|index| &self.0[index].1)
    }

    /// Returns a mutable reference to the value of a member.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.position(name).map(|index| &mut self.0[index].1)
    }

    /// Sets a member, in place if the name exists, otherwise at the end. Returns the previous value.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.into(), value.into());
        match self.get_mut(&name) {
            Some(old) => Some(mem::replace(old, value)),
            None => {
                self.0.push((Cow::Owned(name), value));
                None
            }
        }
    }

    /// Removes a member and returns its value. The others keep their order.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.position(name).map(|index| self.0.remove(index).1)
    }

    /// Iterates over names and values, in order.
    #[inline]
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.0.iter())
    }

    /// The member with this name, otherwise the first whose name differs only in the case of ASCII letters.
    pub(in super::super) fn named(&self, name: &str) -> Option<(&str, &Value)> {
        let is_same = |(other, _): &(&str, _)| other.eq_ignore_ascii_case(name);
        let exact = self.position(name).and_then(|place| self.at(place));
        exact.or_else(|| self.iter().find(is_same))
    }

    /// The value of [`named`](Object::named).
    pub(in super::super) fn find(&self, name: &str) -> Option<&Value> {
        self.named(name).map(|(_, value)| value)
    }

    /// Records the type of the value, as a cast does.
    pub(in super::super) fn state_type(&mut self, name: &str) {
        self.0
            .push((Cow::Borrowed(by_cast()), Value::String(format!("#{name}"))));
    }

    /// Whether the type was recorded by a cast.
    pub(in super::super) fn is_type_by_cast(&self) -> bool {
        let mut names = self.0.iter().map(|(name, _)| name.as_ptr());
        names.any(|name| std::ptr::eq(name, BY_CAST.as_ptr()))
    }

    /// The member at this index.
    pub(in super::super) fn at(&self, place: usize) -> Option<(&str, &Value)> {
        self.0.get(place).map(|(name, value)| (&**name, value))
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|(other, _)| other == name)
    }

    #[inline]
    pub(in super::super) fn entries(&mut self) -> &mut Vec<(Cow<'static, str>, Value)> {
        &mut self.0
    }

    /// Makes names unique again after members were only appended: the last value wins and takes the place of the first.
    #[inline]
    pub(in super::super) fn settle(&mut self) {
        if self.0.len() > 1 {
            self.settle_all();
        }
    }

    fn settle_all(&mut self) {
        if self.0.len() <= FEW {
            let entries = &mut self.0;
            for later in (1..entries.len()).rev() {
                let (before, rest) = entries.split_at(later);
                if let Some(at) = before.iter().rposition(|(name, _)| *name == rest[0].0) {
                    entries[at].1 = entries.remove(later).1;
                }
            }
            return;
        }
        let names = self.by_name();
        let repeated = names.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        let repeated: Vec<(usize, usize)> = repeated.map(|pair| (pair[0].1, pair[1].1)).collect();
        if repeated.is_empty() {
            return;
        }
        let entries = &mut self.0;
        let mut stale = vec![false; entries.len()];
        // In reverse, so that the last value moves to the first place.
        for (earlier, later) in repeated.into_iter().rev() {
            entries[earlier].1 = mem::take(&mut entries[later].1);
            stale[later] = true;
        }
        let mut stale = stale.into_iter();
        entries.retain(|_| !stale.next().unwrap_or(false));
    }

    /// Returns the names and indexes of the members, sorted.
    pub(in super::super) fn by_name(&self) -> Vec<(&str, usize)> {
        let names = self.0.iter().map(|(name, _)| &**name);
        let mut names: Vec<(&str, usize)> = names.zip(0..).collect();
        names.sort_unstable();
        names
    }
}

/// An iterator over the names and values of an [`Object`], in order.
#[derive(Clone, Debug)]
pub struct Iter<'a>(std::slice::Iter<'a, (Cow<'static, str>, Value)>);

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a str, &'a Value);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (&**name, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// An owning iterator over the names and values of an [`Object`], in order.
#[derive(Debug)]
pub struct IntoIter(std::vec::IntoIter<(Cow<'static, str>, Value)>);

impl Iterator for IntoIter {
    type Item = (String, Value);

    fn next(&mut self) -> Option<Self::Item> {
        self.0
            .next()
            .map(|(name, value)| (name.into_owned(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Object) -> bool {
        let in_order = || self.0.iter().zip(&other.0).all(|(a, b)| a.0 == b.0);
        self.len() == other.len()
            && if in_order() {
                self.0 == other.0
            } else {
                let mut both = self.by_name().into_iter().zip(other.by_name());
                both.all(|((_, at), (_, other_at))| self.0[at] == other.0[other_at])
            }
    }
}

impl<'a> IntoIterator for &'a Object {
    type Item = (&'a str, &'a Value);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        IntoIter(self.0.into_iter())
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Object {
    /// If a name is repeated, the last value wins.
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Object {
        let mut object = Object(
            members
                .into_iter()
                .map(|(n, v)| (Cow::Owned(n.into()), v.into()))
                .collect(),
        );
        object.settle();
        object
    }
}

impl<N: Into<String>, V: Into<Value>> Extend<(N, V)> for Object {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, members: I) {
        self.0.extend(
            members
                .into_iter()
                .map(|(n, v)| (Cow::Owned(n.into()), v.into())),
        );
        self.settle();
    }
}
