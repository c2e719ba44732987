//! Corrections that are in effect.

use super::{Model, QualifiedName};

/// A correction that is in effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// Name of the fact.
    pub fact: String,
    /// The property, with its corrected name.
    pub property: Option<String>,
    /// The member of the enum or of the property's value list, with its corrected name.
    pub member: Option<String>,
    /// Whether it was removed.
    pub is_gone: bool,
    /// Whether it corrects the type of the property, which also applies to types that inherit it.
    pub is_type: bool,
    /// What the documentation says instead, as a continuation of "The documentation".
    pub said: String,
    /// Why that is wrong.
    pub because: String,
    /// Link to the report of the mistake.
    pub link: String,
}

impl Model {
    /// Returns the corrections of a type or an enum.
    pub fn corrected(&self, owner: &QualifiedName) -> &[Corrected] {
        self.corrected.get(owner).map_or(&[], Vec::as_slice)
    }

    /// Returns the corrections of a type's own property, without those of its values.
    pub fn corrected_property<'m>(
        &'m self,
        owner: &QualifiedName,
        property: &str,
    ) -> impl Iterator<Item = &'m Corrected> {
        let of_property = move |known: &&Corrected| {
            known.property.as_deref() == Some(property) && known.member.is_none() && !known.is_gone
        };
        self.corrected(owner).iter().filter(of_property)
    }
}
