//! What only annotations of the metadata say about types, enums and their members.

use std::collections::BTreeMap;

use super::QualifiedName;
use crate::metadata::Refused;

/// What only annotations say about a single item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotated {
    /// Whether they give its description.
    pub described: bool,
    /// Whether they say that it is deprecated.
    pub deprecated: bool,
    /// The query options and operations that the service does not support for it.
    pub refused: Vec<Refused>,
}

/// Everything that is annotated, by type or enum and by member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllAnnotated(BTreeMap<(QualifiedName, Option<String>), Annotated>);

impl AllAnnotated {
    pub(super) fn add(&mut self, ty: &QualifiedName, member: Option<&str>, said: Annotated) {
        if said != Annotated::default() {
            let key = (ty.clone(), member.map(str::to_owned));
            self.0.insert(key, said);
        }
    }

    /// Returns what annotations say about this item.
    pub fn get(&self, ty: &QualifiedName, member: Option<&str>) -> Option<&Annotated> {
        self.0.get(&(ty.clone(), member.map(str::to_owned)))
    }
}
