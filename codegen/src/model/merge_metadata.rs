//! Merges the metadata of the service into the model of the pages. An item exists if either source has it. Where both
//! have a say, the metadata decides on types, bases, keys, openness and enum members, unless the pages are preferred;
//! the pages decide on everything else, and where the metadata names a type that it does not declare.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Enum, EnumMember, Kind, Model, Primitive, Property, QualifiedName, Source, Type, TypeRef,
    ValueList,
    annotated::AllAnnotated,
    area::area_of,
    base_chains,
    bases::Bases,
    enums::mark_behind_sentinel,
    merge_annotations::{annotate, supplement, supplement_shared},
    metadata_view::MetadataView,
    respelled::Respelled,
    restate::restate,
};
use crate::{
    diagnostic::Diagnostic,
    hash_map::HashSet,
    metadata::{self, BaseChain, CsdlMember, CsdlProperty, CsdlType, Metadata},
    name::lower,
};

/// Merges the metadata into the model.
pub(super) fn merge(model: &mut Model, metadata: &Metadata, out: &mut Vec<Diagnostic>) {
    let view = MetadataView::new(metadata, model);
    model.prefers_docs = metadata.prefers_docs;
    let mut annotated = AllAnnotated::default();
    for (name, real) in &metadata.csdl.types {
        match real.kind {
            metadata::Kind::Enum => view.enumeration(name, real, model, &mut annotated),
            _ => view.structure(name, real, model, &mut annotated),
        }
    }
    restate(&view, model, &mut annotated);
    model.annotated = Some(annotated);
    view.refer(model);
    out.extend(metadata.diagnostics.iter().cloned());
    cut_chains(model, out);
}

impl MetadataView<'_> {
    fn structure(
        &self,
        name: &str,
        real: &CsdlType,
        model: &mut Model,
        annotated: &mut AllAnnotated,
    ) {
        let spelled = self.spelled(name);
        if model.enums.contains_key(&spelled) {
            return;
        }
        let chain = self.metadata.csdl.base_chain(name);
        let is_new = !model.types.contains_key(&spelled);
        let ty = model.types.entry(spelled.clone()).or_insert_with(|| Type {
            name: spelled.clone(),
            kind: Kind::Complex,
            base: None,
            base_is_concluded: false,
            is_abstract: false,
            open: false,
            key: None,
            area: area_of(spelled.namespace()),
            deprecated: None,
            docs: Vec::new(),
            properties: Vec::new(),
            place: self.place(real.span),
            more_pages: Vec::new(),
        });
        if is_new || !self.metadata.prefers_docs {
            self.redeclare(ty, real, &chain);
        }
        if let Some(notes) = self.notes(name, None) {
            let said = supplement(&mut ty.docs, &mut ty.deprecated, notes, is_new);
            annotated.add(&spelled, None, said);
        }
        self.add_properties(ty, real);
        if !self.metadata.prefers_docs {
            respell(ty, &chain, &mut model.respelled);
        }
        for property in &mut ty.properties {
            let Some((spelled, real)) = metadata::property(&chain, &property.name) else {
                continue;
            };
            property.in_metadata = true;
            if !self.metadata.prefers_docs && self.metadata.csdl.is_readable(&real.ty) {
                self.retype(property, real, &model.enums);
            }
            if let Some(notes) = self.inherited_notes(&chain, spelled) {
                let said = annotate(property, &notes);
                let member = Some(property.name.as_str());
                annotated.add(&ty.name, member, said);
            }
        }
    }

    /// Gives a type what the metadata decides: its kind, base and key, and whether it is open or abstract.
    fn redeclare(&self, ty: &mut Type, real: &CsdlType, chain: &BaseChain<'_>) {
        ty.kind = match real.kind {
            metadata::Kind::Entity => Kind::Entity,
            _ => Kind::Complex,
        };
        let csdl = &self.metadata.csdl;
        let is_unread = real
            .base
            .as_ref()
            .is_some_and(|base| !csdl.can_be_base(base));
        if ty.base.is_none() || !is_unread {
            ty.base = real.base.as_deref().map(|base| self.spelled(base));
            ty.base_is_concluded = false;
        }
        ty.open = chain.iter().any(|(_, ty)| ty.open);
        ty.is_abstract = real.is_abstract;
        let key = chain.iter().find_map(|(_, ty)| ty.key.first());
        ty.key = key.cloned().or(ty.key.take());
    }

    /// Adds the properties that only the metadata has.
    fn add_properties(&self, ty: &mut Type, real: &CsdlType) {
        // Two names in the metadata that differ only in letter case are two properties.
        let (exact, other): (Vec<&Property>, Vec<&Property>) = ty
            .properties
            .iter()
            .partition(|property| real.properties.contains_key(&property.name));
        let exact: BTreeSet<&str> = exact.into_iter().map(|own| &*own.name).collect();
        let alike: BTreeSet<String> = other.into_iter().map(|own| lower(&own.name)).collect();
        let lacks = |name: &&String| !exact.contains(&***name) && !alike.contains(&lower(name));
        let new: Vec<&String> = real.properties.keys().filter(lacks).collect();
        for name in new {
            ty.properties
                .push(self.property(name, &real.properties[name]));
        }
    }

    /// Gives a documented property the type that the metadata has, if that can be read. An enum that only the pages
    /// know becomes a value list.
    fn retype(
        &self,
        property: &mut Property,
        real: &CsdlProperty,
        enums: &BTreeMap<QualifiedName, Enum>,
    ) {
        let ty = self.type_ref(&real.ty);
        if let (TypeRef::Enum(name), TypeRef::Primitive(Primitive::String)) = (&property.ty, &ty)
            && let Some(found) = enums.get(name)
        {
            property.values = Some(ValueList {
                members: found.members.clone(),
                is_flags: found.is_flags,
                is_subset: false,
            });
        }
        if ty != TypeRef::Primitive(Primitive::String) {
            property.values = None;
        }
        property.ty = ty;
        property.shown = None;
        property.collection = real.collection;
        property.relationship = real.navigation;
    }

    fn enumeration(
        &self,
        name: &str,
        real: &CsdlType,
        model: &mut Model,
        annotated: &mut AllAnnotated,
    ) {
        let spelled = self.spelled(name);
        if model.types.contains_key(&spelled) {
            return;
        }
        let place = self.place(real.span);
        let is_new = !model.enums.contains_key(&spelled);
        let en = model.enums.entry(spelled.clone()).or_insert_with(|| Enum {
            name: spelled.clone(),
            members: Vec::new(),
            is_flags: real.is_flags,
            from_list: false,
            area: area_of(spelled.namespace()),
            docs: Vec::new(),
            deprecated: None,
            place,
        });
        if let Some(notes) = self.notes(name, None) {
            let said = supplement(&mut en.docs, &mut en.deprecated, notes, is_new);
            annotated.add(&spelled, None, said);
        }
        // An enum that the metadata declares without members, as it does some, says nothing about them.
        let docs_decide = self.metadata.prefers_docs || real.members.is_empty();
        if !is_new && docs_decide && !en.members.is_empty() {
            for member in &mut en.members {
                if real.members.iter().any(|real| real.name == member.name) {
                    member.source = Source::Both;
                }
            }
            return;
        }
        en.is_flags = real.is_flags;
        en.from_list = false;
        let mut known: BTreeMap<String, EnumMember> = BTreeMap::new();
        for member in en.members.drain(..) {
            known.entry(member.name.clone()).or_insert(member);
        }
        let exact: BTreeSet<&str> = real.members.iter().map(|real| &*real.name).collect();
        let other = known.keys().filter(|name| !exact.contains(&***name));
        let mut alike: BTreeMap<String, String> =
            other.map(|name| (lower(name), name.clone())).collect();
        let member = |real: &CsdlMember| {
            let on_page = known.remove(&real.name);
            let on_page = on_page.or_else(|| known.remove(&alike.remove(&lower(&real.name))?));
            self.member(name, real, on_page, annotated)
        };
        en.members = real.members.iter().map(member).collect();
        mark_behind_sentinel(&mut en.members);
    }

    /// Returns a member with what the pages say about it.
    fn member(
        &self,
        owner: &str,
        real: &CsdlMember,
        known: Option<EnumMember>,
        annotated: &mut AllAnnotated,
    ) -> EnumMember {
        let mut member = known.unwrap_or_else(|| EnumMember {
            source: Source::Metadata,
            ..EnumMember::named(&real.name, &self.place(real.span))
        });
        if member.source == Source::Docs {
            member.source = Source::Both;
        }
        member.name.clone_from(&real.name);
        member.value = real.value.or(member.value);
        if let Some(notes) = self.notes(owner, Some(&real.name)) {
            let is_new = member.source == Source::Metadata;
            let said = supplement_shared(&mut member.docs, &mut member.deprecated, notes, is_new);
            annotated.add(&self.spelled(owner), Some(&member.name), said);
        }
        member
    }

    /// Makes every reference refer to what is declared now.
    fn refer(&self, model: &mut Model) {
        let (types, enums) = (&mut model.types, &model.enums);
        let declared: HashSet<QualifiedName> = types.keys().cloned().collect();
        for property in types.values_mut().flat_map(|ty| &mut ty.properties) {
            let Some(name) = property.ty.name() else {
                continue;
            };
            let name = self.spelled(name.as_str());
            property.ty = if declared.contains(&name) {
                TypeRef::Type(name)
            } else if enums.contains_key(&name) {
                property.relationship = false;
                TypeRef::Enum(name)
            } else {
                TypeRef::Undeclared(name)
            };
        }
    }
}

/// Spells properties as the service sends them, if only the letter case differs.
fn respell(ty: &mut Type, chain: &BaseChain<'_>, respelled: &mut Respelled) {
    for at in 0..ty.properties.len() {
        let name = &ty.properties[at].name;
        if let Some((spelled, _)) = metadata::property(chain, name)
            && spelled != name
            && ty.properties.iter().all(|other| other.name != spelled)
        {
            respelled.add_property(&ty.name, name, spelled);
            ty.properties[at].name = spelled.into();
        }
    }
}

/// Cuts cycles that only bases from two sources form, at a type of the source that counts less.
fn cut_chains(model: &mut Model, out: &mut Vec<Diagnostic>) {
    let mut bases = Bases::default();
    for ty in model.types.values() {
        if let Some(base) = &ty.base {
            bases.insert(ty.name.clone(), base.clone());
        }
    }
    let less = match model.prefers_docs {
        true => Source::Metadata,
        false => Source::Docs,
    };
    let gives_way = |name: &QualifiedName| model.source(name) == less;
    let cut = base_chains::cut(&mut bases, gives_way);
    base_chains::report(cut, |name| model.types.get(name).map(|ty| &ty.place), out);
    for ty in model.types.values_mut() {
        if ty.base.is_some() && bases.get(&ty.name).is_none() {
            ty.base = None;
        }
    }
}
