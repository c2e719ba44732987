//! What is not as the pages have it, since a fact corrects them.

use super::{Model, QualifiedName};

/// A correction of a page that is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// Name of the fact.
    pub fact: String,
    /// The property, as it is called now.
    pub property: Option<String>,
    /// The member of an enum, or of the values of the property, as it is called now.
    pub member: Option<String>,
    /// Whether it is no longer there.
    pub is_gone: bool,
    /// Whether it is of the type of the property, which those that inherit it have as well.
    pub is_type: bool,
    /// What the documentation says instead, to follow "The documentation".
    pub said: String,
    /// Why that is wrong.
    pub because: String,
    /// Where it was reported.
    pub link: String,
}

impl Model {
    /// What is corrected of a type or an enum.
    pub fn corrected(&self, owner: &QualifiedName) -> &[Corrected] {
        self.corrected.get(owner).map_or(&[], Vec::as_slice)
    }

    /// What is corrected of a property of a type itself, its values apart.
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
