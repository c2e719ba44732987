//! Restates inherited properties that annotations of the metadata name on a derived type, as the row of a page does.

use super::{
    Model, Property, QualifiedName,
    annotated::{AllAnnotated, Annotated},
    merge_annotations::annotate,
    metadata_view::MetadataView,
};
use crate::{
    hash_map::HashMap,
    metadata::{self, BaseChain},
    name::lower,
    prose::Docs,
};

/// Adds these properties to the derived types. The nearest declaration of a property decides on its text and marks.
pub(super) fn restate(view: &MetadataView<'_>, model: &mut Model, annotated: &mut AllAnnotated) {
    for derived in derived(view) {
        let name = view.spelled(derived.name);
        let restated = derived.restated(view, model, &name);
        let Some(ty) = model.types.get_mut(&name) else {
            continue;
        };
        for (property, said) in restated {
            annotated.add(&name, Some(&property.name), said);
            ty.properties.push(property);
        }
    }
}

/// A type with annotations of properties that it does not declare.
struct Derived<'a> {
    name: &'a str,
    chain: BaseChain<'a>,
    members: Vec<&'a str>,
}

/// Returns all such types, bases first.
fn derived<'a>(view: &MetadataView<'a>) -> Vec<Derived<'a>> {
    let csdl = &view.metadata.csdl;
    let mut all = Vec::new();
    for (name, ty) in &csdl.types {
        let members = csdl.annotated_members(name);
        let mut members: Vec<&str> = members
            .filter(|member| !ty.properties.contains_key(*member))
            .collect();
        if !members.is_empty() {
            members.sort_unstable();
            let chain = csdl.base_chain(name);
            all.push(Derived {
                name,
                chain,
                members,
            });
        }
    }
    all.sort_by_key(|derived| derived.chain.len());
    all
}

impl Derived<'_> {
    /// Returns the inherited properties with what the annotations say about them.
    fn restated(
        &self,
        view: &MetadataView<'_>,
        model: &Model,
        name: &QualifiedName,
    ) -> Vec<(Property, Annotated)> {
        let known = nearest(model, name);
        let restated = self.members.iter().filter_map(|member| {
            let (spelled, real) = metadata::property(&self.chain, member)?;
            let notes = view
                .notes(self.name, Some(member))
                .filter(|_| spelled == *member)?;
            let declared = known.get(spelled).or_else(|| known.get(&lower(spelled)));
            let mut property = match declared {
                // The page restates it.
                Some((owner, _)) if *owner == name => return None,
                Some((owner, property)) => Property {
                    inherited_from: Some((*owner).clone()),
                    ..(*property).clone()
                },
                // The pages are preferred and give the type another base.
                None => view.property(spelled, real),
            };
            let mut said = notes.clone();
            if notes.description.is_some() {
                property.docs = Docs::default();
                // With the description of the base goes what is added to it.
                let all = view.inherited_notes(&self.chain, member)?;
                said.refused.clone_from(&all.refused);
            }
            let said = annotate(&mut property, &said);
            Some((property, said))
        });
        restated.collect()
    }
}

/// Returns the nearest declaration of each property of a type, with the type that declares it, by name and by name in
/// lower case.
fn nearest<'m>(
    model: &'m Model,
    name: &QualifiedName,
) -> HashMap<String, (&'m QualifiedName, &'m Property)> {
    let line = model.lineage(name);
    let all = || {
        let all = line
            .iter()
            .flat_map(|ty| ty.properties.iter().map(move |own| (&ty.name, own)));
        all.map(|declared| (declared.1.name.clone(), declared))
    };
    let mut known = HashMap::default();
    for (name, declared) in all().chain(all().map(|(name, declared)| (lower(&name), declared))) {
        known.entry(name).or_insert(declared);
    }
    known
}
