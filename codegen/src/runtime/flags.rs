//! Sets of enum members, for enums whose members can be combined.

use std::{collections::HashSet, fmt};

use super::{
    read,
    record::{Item, Token, View},
    wire_enum::{WireEnum, name, parse},
};

/// Up to this many members, comparing each pair is faster than hashing.
const FEW: usize = 16;

/// A set of enum members; on the wire, a string with commas between them.
///
/// Members keep the order in which they were received, and the string stays unchanged until the set is modified. Sets
/// are equal if they have the same members.
#[derive(Clone)]
pub struct FlagSet<E> {
    members: Vec<E>,
    text: String,
}

impl<E: WireEnum> FlagSet<E> {
    /// Creates an empty set.
    pub fn new() -> FlagSet<E> {
        FlagSet {
            members: Vec::new(),
            text: String::new(),
        }
    }

    /// Iterates over the members, including those that the enum does not know.
    pub fn iter(&self) -> std::slice::Iter<'_, E> {
        self.members.iter()
    }

    /// Returns the number of members.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether the set is empty.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Whether the set contains a member.
    pub fn contains(&self, member: &E) -> bool {
        self.members.contains(member)
    }

    /// Adds a member. Returns whether it is new.
    pub fn insert(&mut self, member: E) -> bool {
        let before = self.len();
        // Parse its name again: an unrecognized member may contain commas.
        self.read(name(&member));
        self.spell();
        self.len() > before
    }

    /// Removes a member. Returns whether it was in the set.
    pub fn remove(&mut self, member: &E) -> bool {
        let before = self.len();
        self.members.retain(|other| other != member);
        self.spell();
        self.len() < before
    }

    /// Returns the text on the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn read(&mut self, text: &str) {
        self.members.extend(members(text));
        self.settle();
    }

    /// Makes members unique again after some were only appended. The first of equal members stays.
    fn settle(&mut self) {
        if self.len() <= FEW {
            for later in (1..self.len()).rev() {
                let (before, rest) = self.members.split_at(later);
                if before.contains(&rest[0]) {
                    self.members.remove(later);
                }
            }
            return;
        }
        let mut known = HashSet::with_capacity(self.len());
        let is_new: Vec<bool> = self.iter().map(|member| known.insert(member)).collect();
        let mut is_new = is_new.into_iter();
        self.members.retain(|_| is_new.next().unwrap_or(false));
    }

    fn spell(&mut self) {
        self.text = self.members.iter().map(name).collect::<Vec<_>>().join(",");
    }
}

/// Parses the members that a text names.
fn members<E: WireEnum>(text: &str) -> impl Iterator<Item = E> + '_ {
    let parts = text.split(',').map(str::trim);
    parts.filter(|part| !part.is_empty()).map(parse)
}

impl<E: WireEnum> Item for FlagSet<E> {
    fn kind() -> &'static str {
        E::kind()
    }

    #[inline]
    fn from_token(token: Token<'_>) -> Option<FlagSet<E>> {
        match token {
            Token::Str(text) => Some(FlagSet::from(text)),
            _ => None,
        }
    }

    fn view(&self) -> View<'_> {
        View::Str(&self.text)
    }
}

impl<E: WireEnum> Default for FlagSet<E> {
    fn default() -> FlagSet<E> {
        FlagSet::new()
    }
}

impl<E: WireEnum> PartialEq for FlagSet<E> {
    fn eq(&self, other: &FlagSet<E>) -> bool {
        if self.len() != other.len() {
            return false;
        }
        if self.len() <= FEW {
            return self.iter().all(|member| other.contains(member));
        }
        let known: HashSet<&E> = other.iter().collect();
        self.iter().all(|member| known.contains(member))
    }
}

impl<E: WireEnum> Eq for FlagSet<E> {}

impl<E: WireEnum> From<&str> for FlagSet<E> {
    /// Parses the text on the wire. Letter case is ignored.
    fn from(text: &str) -> FlagSet<E> {
        let mut set = FlagSet::new();
        set.read(text);
        set.text = text.to_owned();
        set
    }
}

impl<E: WireEnum> FromIterator<E> for FlagSet<E> {
    fn from_iter<I: IntoIterator<Item = E>>(members: I) -> FlagSet<E> {
        let mut set = FlagSet::new();
        for member in members {
            set.members.extend(self::members::<E>(name(&member)));
        }
        set.settle();
        set.spell();
        set
    }
}

impl<'a, E> IntoIterator for &'a FlagSet<E> {
    type Item = &'a E;
    type IntoIter = std::slice::Iter<'a, E>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.iter()
    }
}

impl<E: WireEnum> fmt::Display for FlagSet<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl<E: WireEnum> fmt::Debug for FlagSet<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl<E: WireEnum> serde::Serialize for FlagSet<E> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, E: WireEnum> serde::Deserialize<'de> for FlagSet<E> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<FlagSet<E>, D::Error> {
        read::deserialize_item(deserializer)
    }
}
