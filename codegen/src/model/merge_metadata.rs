//! Merges the metadata of the service into the model of the pages. An item exists if either source has it. Where both
//! have a say, the metadata decides on types, bases, keys, openness and enum members, unless the pages are preferred;
//! the pages decide on everything else.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Enum, EnumMember, Kind, Model, Place, Primitive, Property, PropertySource, QualifiedName,
    Source, Type, TypeRef, ValueList,
    annotated::AllAnnotated,
    area::area_of,
    base_chains,
    bases::Bases,
    enums::mark_behind_sentinel,
    merge_annotations::{annotate, supplement, supplement_shared},
};
use crate::{
    diagnostic::Diagnostic,
    hash_map::{HashMap, HashSet},
    metadata::{self, BaseChain, CsdlMember, CsdlProperty, CsdlType, Metadata, Notes},
    name::lower,
    prose::Docs,
    span::Span,
};

/// Merges the metadata into the model.
pub(super) fn merge(model: &mut Model, metadata: &Metadata, out: &mut Vec<Diagnostic>) {
    let mut merge = Merge {
        metadata,
        names: HashMap::default(),
        alike: HashMap::default(),
    };
    merge.name(model);
    model.prefers_docs = metadata.prefers_docs;
    let mut annotated = AllAnnotated::default();
    for (name, real) in &metadata.csdl.types {
        match real.kind {
            metadata::Kind::Enum => merge.enumeration(name, real, model, &mut annotated),
            _ => merge.structure(name, real, model, &mut annotated),
        }
    }
    model.annotated = Some(annotated);
    merge.refer(model);
    out.extend(metadata.diagnostics.iter().cloned());
    cut_chains(model, out);
}

struct Merge<'a> {
    metadata: &'a Metadata,
    /// The names of the metadata, as the model spells them.
    names: HashMap<&'a str, QualifiedName>,
    /// The same by name in lower case, for references with a different spelling.
    alike: HashMap<String, QualifiedName>,
}

impl<'a> Merge<'a> {
    /// Determines the spelling of every name: that of the pages if only the letter case differs. Drops declarations of
    /// the wrong kind.
    fn name(&mut self, model: &mut Model) {
        let own = model.types.keys().chain(model.enums.keys());
        let own: BTreeMap<String, QualifiedName> = own
            .map(|name| (lower(name.as_str()), name.clone()))
            .collect();
        let all = &self.metadata.csdl.types;
        for (name, real) in all {
            let key = lower(name);
            let exact = QualifiedName::new(name.as_str());
            let declares = |name: &QualifiedName| {
                model.types.contains_key(name) || model.enums.contains_key(name)
            };
            // Two names in the metadata that differ only in letter case are two types.
            let is_free = |own: &&QualifiedName| {
                !self.alike.contains_key(&key) && !all.contains_key(own.as_str())
            };
            let known = match declares(&exact) {
                true => Some(&exact),
                false => own.get(&key).filter(is_free),
            };
            let source = match known {
                Some(_) => Source::Both,
                None => Source::Metadata,
            };
            let spelled = known.unwrap_or(&exact).clone();
            if !self.metadata.prefers_docs {
                match real.kind {
                    metadata::Kind::Enum => drop(model.types.remove(&spelled)),
                    _ => drop(model.enums.remove(&spelled)),
                }
            }
            model.service.insert(spelled.clone(), source);
            self.alike.entry(key).or_insert_with(|| spelled.clone());
            self.names.insert(name, spelled);
        }
    }

    fn spelled(&self, name: &str) -> QualifiedName {
        let known = self.names.get(name);
        let known = known.or_else(|| self.alike.get(&lower(name)));
        known.cloned().unwrap_or_else(|| QualifiedName::new(name))
    }

    fn place(&self, span: Span) -> Place {
        let file = &self.metadata.file;
        Place {
            file: file.path.clone(),
            line: file.line(span.start),
            span,
        }
    }

    fn notes(&self, name: &str, member: Option<&str>) -> Option<&Notes> {
        self.metadata.csdl.notes_of(name, member)
    }

    /// Returns what annotations say about a property of the first type in a chain, up to the type that declares the
    /// property. The nearest annotation wins.
    fn inherited_notes(&self, chain: &BaseChain<'_>, property: &str) -> Option<Cow<'_, Notes>> {
        let mut found: Option<Cow<Notes>> = None;
        for (name, ty) in chain {
            if let Some(notes) = self.notes(name, Some(property)) {
                match &mut found {
                    None => found = Some(Cow::Borrowed(notes)),
                    Some(nearer) => nearer.to_mut().add(notes.clone()),
                }
            }
            if ty.properties.contains_key(property) {
                break;
            }
        }
        found
    }

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
            is_abstract: real.is_abstract,
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
            ty.kind = match real.kind {
                metadata::Kind::Entity => Kind::Entity,
                _ => Kind::Complex,
            };
            ty.base = real.base.as_deref().map(|base| self.spelled(base));
            ty.base_is_concluded = false;
            ty.open = chain.iter().any(|(_, ty)| ty.open);
            let key = chain.iter().find_map(|(_, ty)| ty.key.first());
            ty.key = key.cloned().or(ty.key.take());
        }
        if let Some(notes) = self.notes(name, None) {
            let said = supplement(&mut ty.docs, &mut ty.deprecated, notes, is_new);
            annotated.add(&spelled, None, said);
        }
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
        if !self.metadata.prefers_docs {
            respell(&mut ty.properties, &chain);
        }
        for property in &mut ty.properties {
            let Some((spelled, real)) = metadata::property(&chain, &property.name) else {
                continue;
            };
            property.in_metadata = true;
            if !self.metadata.prefers_docs {
                self.retype(property, real, &model.enums);
            }
            if let Some(notes) = self.inherited_notes(&chain, spelled) {
                let said = annotate(property, &notes);
                let member = Some(property.name.as_str());
                annotated.add(&ty.name, member, said);
            }
        }
    }

    /// Returns a property that no page has.
    fn property(&self, name: &str, real: &CsdlProperty) -> Property {
        let list = real.collection;
        let ty = self.type_ref(&real.ty);
        Property {
            collection: list,
            relationship: real.navigation,
            in_metadata: true,
            raw_type: if list {
                format!("Collection({})", real.ty)
            } else {
                real.ty.clone()
            },
            ..Property::new(name, ty, PropertySource::Metadata, self.place(real.span))
        }
    }

    /// Gives a documented property the type that the metadata has. An enum that only the pages know becomes a value
    /// list.
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

    fn type_ref(&self, name: &str) -> TypeRef {
        let known = || self.metadata.csdl.types.get(name);
        match Primitive::of_edm(name) {
            Some(primitive) => TypeRef::Primitive(primitive),
            None => match known().map(|ty| ty.kind) {
                Some(metadata::Kind::Enum) => TypeRef::Enum(self.spelled(name)),
                Some(_) => TypeRef::Type(self.spelled(name)),
                None => TypeRef::Undeclared(self.spelled(name)),
            },
        }
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
        if !is_new && self.metadata.prefers_docs && !en.members.is_empty() {
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
        let member =
            |real: &CsdlMember| self.member(name, real, known.remove(&real.name), annotated);
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
            name: real.name.clone(),
            value: None,
            docs: Docs::default(),
            source: Source::Metadata,
            since_sentinel: false,
            deprecated: None,
            place: self.place(real.span),
        });
        if member.source == Source::Docs {
            member.source = Source::Both;
        }
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
            let (TypeRef::Type(name) | TypeRef::Enum(name) | TypeRef::Undeclared(name)) =
                &property.ty
            else {
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
fn respell(properties: &mut [Property], chain: &BaseChain<'_>) {
    for at in 0..properties.len() {
        let name = &properties[at].name;
        if let Some((spelled, _)) = metadata::property(chain, name)
            && spelled != name
            && properties.iter().all(|other| other.name != spelled)
        {
            properties[at].name = spelled.into();
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
