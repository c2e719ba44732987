//! A model without the texts of the pages, for crates that must not copy them.

use crate::{
    model::{Deprecation, EnumMember, Model, type_facts::Provenance},
    prose::Docs,
};

/// Keeps names, types and values, and removes every description.
pub(super) fn without_texts(model: &mut Model) {
    for ty in model.types.values_mut() {
        ty.docs.clear();
        blank(&mut ty.deprecated);
        for property in &mut ty.properties {
            property.docs = Docs::default();
            blank(&mut property.deprecated);
            property
                .values
                .iter_mut()
                .for_each(|list| members(&mut list.members));
        }
    }
    for en in model.enums.values_mut() {
        en.docs.clear();
        blank(&mut en.deprecated);
        members(&mut en.members);
    }
    for facts in model.type_facts.values_mut() {
        facts
            .provenances_mut()
            .into_iter()
            .for_each(|provenance: &mut Provenance| provenance.sentence.clear());
    }
}

fn members(members: &mut [EnumMember]) {
    for member in members {
        member.docs = Docs::default();
        blank(&mut member.deprecated);
    }
}

fn blank(deprecated: &mut Option<Deprecation>) {
    if let Some(deprecation) = deprecated {
        deprecation.note = match deprecation.dates.is_empty() {
            true => "Deprecated by the documentation.".to_owned(),
            false => "Deprecated.".to_owned(),
        };
    }
}
