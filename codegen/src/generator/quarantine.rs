//! Keeps what the docs lose in the crate. The service still sends half of the rows that disappear from a page, and they
//! come back. Such a member is kept, deprecated, until it is documented again or pruned.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    diagnostic::Diagnostic,
    drift,
    finding::Contract,
    generator::{Generator, previous::Previous},
    hash_map::HashMap,
    metadata::Service,
    model::{self, Deprecation, Model, Place, Property, QualifiedName, TypeRef},
    name::lower,
    sync::{Quarantined, lock::model_codec},
};

/// The members in quarantine, by type and member.
pub(super) type Kept = BTreeMap<(String, String), Quarantined>;

/// Returns the members in quarantine: those of the crate, and those that `pages` (all of them) have lost since. A member
/// leaves when it is documented again, when the service lacks it too, or when someone prunes. While its type is missing,
/// it waits.
pub(super) fn kept(
    previous: &Previous,
    pages: &Model,
    generator: &Generator,
    service: Option<&Service>,
) -> Kept {
    if generator.prune {
        return Kept::new();
    }
    let mut kept = lost(&previous.model, pages);
    if !kept.is_empty() {
        let date = date(generator).unwrap_or_else(|| Quarantined::NO_DATE.to_owned());
        kept.values_mut()
            .for_each(|gone| gone.since.clone_from(&date));
    }
    kept.extend(previous.lock.gone.clone());
    let (mut documented, spellings) = (Documented::default(), Spellings::new(pages));
    kept.retain(|key, _| !is_lacking(service, key) && !documented.has_encoded(&spellings, key));
    kept
}

/// Adds the members in quarantine to the model as far as it has their types, and returns what is wrong with it.
pub(super) fn add(pages: &Model, kept: &Kept) -> (Model, Vec<Diagnostic>) {
    let mut model = pages.clone();
    let (mut documented, spellings) = (Documented::default(), Spellings::new(pages));
    for ((owner, _), gone) in kept {
        let owner = model_codec::decode_word(owner);
        if let Some(owner) = owner.and_then(|owner| spellings.find(&owner)) {
            add_member(&mut model, &mut documented, owner, gone);
        }
    }
    let found = model::cut_deep(&mut model);
    (model, found)
}

/// The members of a type, including inherited ones, in lower case. Only the last type is kept, because members in
/// quarantine are looked up in the order of their types.
#[derive(Default)]
struct Documented {
    owner: Option<QualifiedName>,
    members: BTreeSet<String>,
}

impl Documented {
    fn of(&mut self, model: &Model, owner: &QualifiedName) -> &mut BTreeSet<String> {
        if self.owner.as_ref() != Some(owner) {
            let properties = model.properties(owner).into_iter();
            self.members = properties
                .map(|property| property.name.to_ascii_lowercase())
                .collect();
            self.owner = Some(owner.clone());
        }
        &mut self.members
    }

    /// Whether the docs again have a member of the lock.
    fn has_encoded(&mut self, spellings: &Spellings, (owner, member): &(String, String)) -> bool {
        let owner = model_codec::decode_word(owner).and_then(|owner| spellings.find(&owner));
        let member = model_codec::decode_word(member);
        owner.zip(member).is_some_and(|(owner, member)| {
            self.of(spellings.model, owner)
                .contains(&member.to_ascii_lowercase())
        })
    }
}

/// Whether the service says that it no longer has a member either.
fn is_lacking(service: Option<&Service>, (owner, member): &(String, String)) -> bool {
    let names = model_codec::decode_word(owner).zip(model_codec::decode_word(member));
    let lacks =
        |service: &Service| names.is_some_and(|(owner, member)| service.lacks(&owner, &member));
    service.is_some_and(lacks)
}

/// Returns the date of the docs: that of the named revision, or else of the folders.
fn date(generator: &Generator) -> Option<String> {
    let named = generator.revision.as_deref();
    let named = named.and_then(|revision| revision.split(' ').nth(1));
    named.map(str::to_owned).or_else(|| {
        let ask = generator.docs_date?;
        ask(&generator.config.docs)
    })
}

/// Returns what the pages had when the crate was made and no longer have. The date is filled in later.
fn lost(old: &Model, pages: &Model) -> Kept {
    let changes = drift::compare(old, pages);
    let removed = changes.iter().filter(|change| {
        change.is_removed_property()
            && change.head.is_none()
            && !change.contracts.contains(&Contract::RustSource)
    });
    let spellings = Spellings::new(old);
    let mut own = HashMap::default();
    let gone = removed.filter_map(|change| {
        let name = change.member.as_deref()?;
        let owner = old.types.get(spellings.find(change.type_name.as_str())?)?;
        let by_name = || {
            let properties = owner.properties.iter();
            properties
                .map(|property| (property.name.as_str(), property))
                .collect()
        };
        let own: &mut HashMap<_, _> = own.entry(&owner.name).or_insert_with(by_name);
        let property = own.get(name)?;
        let words = model_codec::property_words(property);
        let member = words.split(' ').next()?.to_owned();
        let gone = Quarantined {
            since: Quarantined::NO_DATE.to_owned(),
            words,
        };
        Some((
            (model_codec::encode_word(owner.name.as_str()), member),
            gone,
        ))
    });
    gone.collect()
}

/// The names of the types of a model, which may spell a type in another letter case than the lock.
struct Spellings<'m> {
    model: &'m Model,
    by_lower: OnceCell<HashMap<String, &'m QualifiedName>>,
}

impl<'m> Spellings<'m> {
    fn new(model: &'m Model) -> Spellings<'m> {
        Spellings {
            model,
            by_lower: OnceCell::new(),
        }
    }

    fn find(&self, name: &str) -> Option<&'m QualifiedName> {
        let types = &self.model.types;
        let exact = types.get_key_value(&QualifiedName::new(name));
        let by_lower = || {
            let names = types.keys();
            names.map(|name| (lower(name.as_str()), name)).collect()
        };
        exact.map(|(name, _)| name).or_else(|| {
            let by_lower = self.by_lower.get_or_init(by_lower);
            by_lower.get(&lower(name)).copied()
        })
    }
}

/// Adds a member to its type.
fn add_member(
    model: &mut Model,
    documented: &mut Documented,
    owner: &QualifiedName,
    gone: &Quarantined,
) {
    let Some(place) = model.types.get(owner).map(|ty| ty.place.clone()) else {
        return;
    };
    let Some(property) = property(gone, &place, model) else {
        return;
    };
    // A base may have lost it as well.
    let name = property.name.to_ascii_lowercase();
    if documented.of(model, owner).insert(name)
        && let Some(ty) = model.types.get_mut(owner)
    {
        ty.properties.push(property);
    }
}

/// Returns the member as it was, deprecated. If its type is gone as well, it takes any value.
fn property(gone: &Quarantined, place: &Place, model: &Model) -> Option<Property> {
    let mut property = model_codec::property(&gone.words, place)?;
    let is_declared = match &property.ty {
        TypeRef::Type(name) => model.types.contains_key(name),
        TypeRef::Enum(name) => model.enums.contains_key(name),
        _ => true,
    };
    if !is_declared && let TypeRef::Type(name) | TypeRef::Enum(name) = property.ty {
        property.ty = TypeRef::Undeclared(name);
    }
    let since = match gone.since.as_str() {
        Quarantined::NO_DATE => String::new(),
        since => format!(" since {since}"),
    };
    let note = format!("No longer documented{since}; the service may still have it.");
    property.deprecated = Some(Deprecation {
        note,
        ..Deprecation::default()
    });
    Some(property)
}
