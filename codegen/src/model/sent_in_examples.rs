//! Properties that a page marks as read-only and that an example of a request sends.

use crate::{
    diagnostic::Diagnostic,
    extract::PageExtract,
    hash_map::HashSet,
    model::{
        Model, QualifiedName, TypeRef,
        bases::Bases,
        index::{Index, namespace},
        resolve::Scope,
    },
    rules,
    span::Place,
};

/// Takes the mark from them: a page of an operation shows what the service lets be sent, where that of the type is often
/// stricter than the service. Keys keep it, for bodies are often copies of what was read.
pub(super) fn unmark(
    pages: &[&PageExtract],
    index: &Index,
    bases: &Bases,
    model: &mut Model,
    out: &mut Vec<Diagnostic>,
) {
    for page in pages {
        let scope = Scope {
            index,
            namespace: namespace(page),
            bases,
        };
        for request in &page.requests {
            let types = request
                .types
                .iter()
                .filter_map(|phrase| scope.quiet(phrase));
            let mut types = types.filter_map(|ty| match ty {
                TypeRef::Type(name) => Some(name),
                _ => None,
            });
            if let Some(name) = types.find(|name| is_of(model, name, &request.members)) {
                for (member, place) in &request.members {
                    out.extend(unmark_one(model, &name, member, place));
                }
            }
        }
    }
}

/// Whether a body is one of this type: parameters of an action are none, whatever it answers.
fn is_of(model: &Model, name: &QualifiedName, members: &[(String, Place)]) -> bool {
    let line = model.lineage(name);
    let own = line.iter().flat_map(|ty| &ty.properties);
    let known: HashSet<&str> = own.map(|property| property.name.as_str()).collect();
    members
        .iter()
        .all(|(member, _)| known.contains(member.as_str()))
}

fn unmark_one(
    model: &mut Model,
    name: &QualifiedName,
    member: &str,
    sent: &Place,
) -> Option<Diagnostic> {
    let line = model.lineage(name);
    let is_key = line.iter().any(|ty| ty.key.as_deref() == Some(member));
    let mut owners = line.into_iter().filter(|ty| {
        let mut own = ty.properties.iter();
        own.any(|property| property.name == member)
    });
    let owner = owners.next().filter(|_| !is_key)?.name.clone();
    let own = &mut model.types.get_mut(&owner)?.properties;
    let property = own.iter_mut().find(|property| property.name == member)?;
    if !property.read_only || property.relationship {
        return None;
    }
    property.read_only = false;
    let message = format!("`{member}` is read-only, but an example of a request sends it");
    let place = &property.place;
    let found = Diagnostic::new(&rules::READ_ONLY_SENT, &place.file, place.span, message);
    let found = found
        .label("taken as one that can be sent")
        .also(&sent.file, sent.span, "sent here")
        .help("say on this page when it can be set, or take it out of the example");
    Some(found.about(owner.as_str(), Some(member)))
}
