//! What of a member, or of a whole type or enum, only annotations of the metadata say.

use std::collections::BTreeMap;

use super::QualifiedName;
use crate::metadata::Refused;

/// What only annotations say of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotated {
    /// Its description.
    pub described: bool,
    /// That it is deprecated.
    pub deprecated: bool,
    /// The query options that the service refuses for it.
    pub refused: Vec<Refused>,
}

/// Of all that is annotated, by type or enum and member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllAnnotated(BTreeMap<(QualifiedName, Option<String>), Annotated>);

impl AllAnnotated {
    pub(super) fn add(&mut self, ty: &QualifiedName, member: Option<&str>, said: Annotated) {
        if said != Annotated::default() {
            let key = (ty.clone(), member.map(str::to_owned));
            self.0.insert(key, said);
        }
    }

    /// What annotations say of this.
    pub fn get(&self, ty: &QualifiedName, member: Option<&str>) -> Option<&Annotated> {
        self.0.get(&(ty.clone(), member.map(str::to_owned)))
    }
}
