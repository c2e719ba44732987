//! Properties that are marked as read-only although an example of a request sends them.

use std::collections::BTreeMap;

use crate::{
    diagnostic::Diagnostic,
    extract::PageExtract,
    hash_map::HashMap,
    model::{
        Model, Property, QualifiedName, TypeRef, bases::Bases, correct::Edit, index::Index,
        resolve::Scope,
    },
    rules,
    span::Place,
};

/// The properties that examples send, by the type that declares them, with the place in the first example.
type Sent = BTreeMap<QualifiedName, HashMap<String, Place>>;

/// The nearest type that declares each property of a type, which may be a base, and the name of the property. The key
/// is its name on the pages.
type Owners<'m> = HashMap<&'m str, (&'m QualifiedName, &'m str)>;

/// Removes the mark from them. The page of an operation shows what the service accepts, while the page of a type is
/// often stricter than the service. Keys keep the mark, because the body of an example is often a copy of what was
/// read.
pub(super) fn unmark(
    pages: &[&PageExtract],
    index: &Index,
    bases: &Bases,
    corrections: &[Edit],
    model: &mut Model,
    out: &mut Vec<Diagnostic>,
) {
    let is_corrected = |owner: &QualifiedName, name: &str| {
        let mut marks = corrections.iter().filter(|edit| edit.marks_read_only());
        marks.any(|edit| edit.owner == *owner && edit.property.as_deref() == Some(name))
    };
    let sent = sent(pages, index, bases, model);
    for (owner, members) in sent {
        let Some(ty) = model.types.get_mut(&owner) else {
            continue;
        };
        let marked = ty.properties.iter_mut();
        for property in marked.filter(|property| property.read_only && !property.relationship) {
            if let Some(place) = members.get(&property.name)
                && !is_corrected(&owner, &property.name)
            {
                property.read_only = false;
                out.push(contradiction(&owner, property, place));
            }
        }
    }
}

fn sent(pages: &[&PageExtract], index: &Index, bases: &Bases, model: &Model) -> Sent {
    let mut known: HashMap<QualifiedName, Owners> = HashMap::default();
    let mut sent = Sent::default();
    for page in pages {
        let scope = Scope::new(index, page, bases);
        for request in &page.requests {
            let types = request
                .types
                .iter()
                .filter_map(|phrase| scope.quiet(phrase));
            for ty in types {
                let TypeRef::Type(name) = ty else { continue };
                let name = model.respelled.name(&name).clone();
                let owners = known
                    .entry(name.clone())
                    .or_insert_with(|| owners(model, &name));
                // The parameters of an action are not properties of the type that it returns.
                let of_type = request
                    .members
                    .iter()
                    .map(|(member, place)| Some((*owners.get(member.as_str())?, place)));
                let Some(of_type) = of_type.collect::<Option<Vec<_>>>() else {
                    continue;
                };
                for ((owner, member), place) in of_type {
                    if !is_key(model, &name, member) {
                        let members = sent.entry(owner.clone()).or_default();
                        members
                            .entry(member.to_owned())
                            .or_insert_with(|| place.clone());
                    }
                }
                break;
            }
        }
    }
    sent
}

fn owners<'m>(model: &'m Model, name: &QualifiedName) -> Owners<'m> {
    let mut owners = Owners::default();
    for ty in model.lineage(name) {
        for property in &ty.properties {
            let name = property.name.as_str();
            owners.entry(name).or_insert((&ty.name, name));
        }
        for (on_page, in_service) in model.respelled.properties(&ty.name) {
            owners.entry(on_page).or_insert((&ty.name, in_service));
        }
    }
    owners
}

fn is_key(model: &Model, name: &QualifiedName, member: &str) -> bool {
    let line = model.lineage(name);
    line.iter().any(|ty| ty.key.as_deref() == Some(member))
}

fn contradiction(owner: &QualifiedName, property: &Property, sent: &Place) -> Diagnostic {
    let (member, place) = (&property.name, &property.place);
    Diagnostic::at(rules::read_only_sent(member), place)
        .label("taken as one that can be sent")
        .also_at(sent, "sent here")
        .help("say on this page when it can be set, or take it out of the example")
        .about(owner.as_str(), Some(member))
}
