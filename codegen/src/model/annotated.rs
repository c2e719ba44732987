//! What only annotations of the metadata say about types, enums and their members.

use super::QualifiedName;
use crate::{hash_map::HashMap, metadata::Refused, prose::Block};

/// What only annotations say about a single item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotated {
    /// Digest of its description, if they give it.
    pub described: Option<String>,
    /// Whether they alone say that it is deprecated.
    pub deprecated: bool,
    /// Digest of what they add to its deprecation: reason or dates.
    pub revision: Option<String>,
    /// The query options and operations that the service does not support for it.
    pub refused: Vec<Refused>,
}

impl Annotated {
    /// Returns a digest of a text of any length, for comparisons.
    pub(super) fn digest(text: &str) -> String {
        let hash = blake3::hash(text.as_bytes()).to_hex();
        hash.chars().take(8).collect()
    }

    /// Returns the part of a description that comes from pages. Restrictions follow it in a paragraph of their own.
    pub fn without<'d>(&self, docs: &'d [Block]) -> &'d [Block] {
        match docs {
            _ if self.described.is_some() => &[],
            [own @ .., _] if !self.refused.is_empty() => own,
            docs => docs,
        }
    }
}

/// Everything that is annotated, by type or enum and by member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllAnnotated(HashMap<QualifiedName, OfType>);

/// What is annotated at one type or enum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct OfType {
    own: Option<Annotated>,
    members: HashMap<String, Annotated>,
}

impl AllAnnotated {
    /// Adds what annotations say about an item, if they say anything.
    pub fn add(&mut self, ty: &QualifiedName, member: Option<&str>, said: Annotated) {
        if said != Annotated::default() {
            let known = self.0.entry(ty.clone()).or_default();
            match member {
                Some(member) => drop(known.members.insert(member.to_owned(), said)),
                None => known.own = Some(said),
            }
        }
    }

    /// Returns what annotations say about this item.
    pub fn get(&self, ty: &QualifiedName, member: Option<&str>) -> Option<&Annotated> {
        let known = self.0.get(ty)?;
        match member {
            Some(member) => known.members.get(member),
            None => known.own.as_ref(),
        }
    }
}
