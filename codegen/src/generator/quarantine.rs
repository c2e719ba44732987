//! What the docs lose stays in the crate: half of the rows that disappear from a page are still sent by the service, and
//! come back. Such a member is kept, deprecated, until it is documented again or pruned.

use std::collections::BTreeMap;

use crate::{
    drift,
    finding::Contract,
    generator::Generator,
    model::{Deprecation, Model, Place, Property, QualifiedName, TypeRef},
    sync::{Gone, Lock, compact},
};

/// What stands for a date that nobody knows.
const NO_DATE: &str = "-";

/// The members in quarantine, by type and by member.
type Kept = BTreeMap<(String, String), Gone>;

/// The model of the pages with what they lost since the crate was made, by its lock file, and that by itself.
pub(super) fn keep(pages: &Model, generator: &Generator, before: Option<&Lock>) -> (Model, Kept) {
    let mut model = pages.clone();
    let mut kept = Kept::new();
    let Some(before) = before.filter(|_| !generator.prune) else {
        return (model, kept);
    };
    let mut lost = lost(before, pages);
    if !lost.is_empty() {
        let date = date(generator).unwrap_or_else(|| NO_DATE.to_owned());
        lost.values_mut()
            .for_each(|gone| gone.since.clone_from(&date));
    }
    for (key, gone) in before.gone.iter().chain(&lost) {
        if stays(generator, key) && add(&mut model, &key.0, gone) {
            kept.insert(key.clone(), gone.clone());
        }
    }
    (model, kept)
}

/// Whether a member is kept: not if the service says that it is gone there too.
pub(super) fn stays(generator: &Generator, (owner, member): &(String, String)) -> bool {
    let Some(service) = &generator.service else {
        return true;
    };
    let names = compact::text(owner).zip(compact::text(member));
    names.is_none_or(|(owner, member)| !service.lacks(&owner, &member))
}

/// The date of the docs: that of the revision which was named, or else of that which they are.
fn date(generator: &Generator) -> Option<String> {
    let named = generator.revision.as_deref();
    let named = named.and_then(|revision| revision.split(' ').nth(1));
    named.map(str::to_owned).or_else(|| {
        let ask = generator.dated_by?;
        ask(&generator.docs)
    })
}

/// What the pages had when the crate was made, and have no longer; since when is still open.
fn lost(before: &Lock, pages: &Model) -> Kept {
    let Ok(old) = before.decode() else {
        return Kept::new();
    };
    let changes = drift::compare(&old, pages);
    let removed = changes.iter().filter(|change| {
        let is_member = matches!(change.rule.id, "property-removed" | "relationship-removed");
        is_member && change.head.is_none() && !change.contracts.contains(&Contract::RustSource)
    });
    let gone = removed.filter_map(|change| {
        let name = change.member.as_deref()?;
        let owner = old.types.get(&change.type_name)?;
        let property = owner
            .properties
            .iter()
            .find(|property| property.name == name)?;
        let words = compact::property_words(property);
        let member = words.split(' ').next()?.to_owned();
        let gone = Gone {
            since: NO_DATE.to_owned(),
            words,
        };
        Some(((compact::word(owner.name.as_str()), member), gone))
    });
    gone.collect()
}

/// Adds a member to its type, if that is still there and has not got it back.
fn add(model: &mut Model, owner: &str, gone: &Gone) -> bool {
    let Some(owner) = compact::text(owner).map(QualifiedName::new) else {
        return false;
    };
    let Some(place) = model.types.get(&owner).map(|ty| ty.place.clone()) else {
        return false;
    };
    let Some(property) = property(gone, &place, model) else {
        return false;
    };
    let same = |known: &&Property| known.name.eq_ignore_ascii_case(&property.name);
    if model.properties(&owner).iter().any(same) {
        return false;
    }
    match model.types.get_mut(&owner) {
        Some(ty) => ty.properties.push(property),
        None => return false,
    }
    true
}

/// The member as it was, deprecated. A type that is gone as well leaves any value.
fn property(gone: &Gone, place: &Place, model: &Model) -> Option<Property> {
    let mut property = compact::property(&gone.words, place)?;
    let is_declared = match &property.ty {
        TypeRef::Type(name) => model.types.contains_key(name),
        TypeRef::Enum(name) => model.enums.contains_key(name),
        _ => true,
    };
    if !is_declared && let TypeRef::Type(name) | TypeRef::Enum(name) = property.ty {
        property.ty = TypeRef::Undeclared(name);
    }
    let since = match gone.since.as_str() {
        NO_DATE => String::new(),
        since => format!(" since {since}"),
    };
    let note = format!("Not documented any more{since}; the service may still know it.");
    property.deprecated = Some(Deprecation { note });
    Some(property)
}
