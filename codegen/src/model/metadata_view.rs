//! The metadata of the service in terms of the model.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    Model, Place, Primitive, Property, PropertySource, QualifiedName, Source, TypeRef,
    respelled::Respelled,
};
use crate::{
    hash_map::HashMap,
    metadata::{self, BaseChain, CsdlProperty, Metadata, Notes},
    name::lower,
    span::Span,
};

/// The metadata, with its names as the model spells them.
pub(super) struct MetadataView<'a> {
    pub metadata: &'a Metadata,
    names: HashMap<&'a str, QualifiedName>,
    /// The same by name in lower case, for references with a different spelling.
    alike: HashMap<String, QualifiedName>,
}

impl<'a> MetadataView<'a> {
    /// Determines the spelling of every name: that of the service if only the letter case differs, unless the pages are
    /// preferred. Drops declarations of the wrong kind.
    pub fn new(metadata: &'a Metadata, model: &mut Model) -> MetadataView<'a> {
        let mut view = MetadataView {
            metadata,
            names: HashMap::default(),
            alike: HashMap::default(),
        };
        let own = model.types.keys().chain(model.enums.keys());
        let own: BTreeMap<String, QualifiedName> = own
            .map(|name| (lower(name.as_str()), name.clone()))
            .collect();
        let all = &metadata.csdl.types;
        let mut respelled = Respelled::default();
        for (name, real) in all {
            let key = lower(name);
            let exact = QualifiedName::new(name.as_str());
            let declares = |name: &QualifiedName| {
                model.types.contains_key(name) || model.enums.contains_key(name)
            };
            // Two names in the metadata that differ only in letter case are two types.
            let is_free = |own: &&QualifiedName| {
                !view.alike.contains_key(&key) && !all.contains_key(own.as_str())
            };
            let known = match declares(&exact) {
                true => Some(&exact),
                false => own.get(&key).filter(is_free),
            };
            let source = match known {
                Some(_) => Source::Both,
                None => Source::Metadata,
            };
            let on_page = known.unwrap_or(&exact).clone();
            if !metadata.prefers_docs {
                match real.kind {
                    metadata::Kind::Enum => drop(model.types.remove(&on_page)),
                    _ => drop(model.enums.remove(&on_page)),
                }
            }
            let spelled = match metadata.prefers_docs {
                true => on_page,
                false => {
                    if on_page != exact {
                        respelled.add_name(&on_page, &exact);
                    }
                    exact
                }
            };
            model.service.insert(spelled.clone(), source);
            view.alike.entry(key).or_insert_with(|| spelled.clone());
            view.names.insert(name, spelled);
        }
        model.respell(respelled);
        view
    }

    pub fn spelled(&self, name: &str) -> QualifiedName {
        let known = self.names.get(name);
        let known = known.or_else(|| self.alike.get(&lower(name)));
        known.cloned().unwrap_or_else(|| QualifiedName::new(name))
    }

    pub fn place(&self, span: Span) -> Place {
        let file = &self.metadata.file;
        Place {
            file: file.path.clone(),
            line: file.line(span.start),
            span,
        }
    }

    pub fn notes(&self, name: &str, member: Option<&str>) -> Option<&Notes> {
        self.metadata.csdl.notes_of(name, member)
    }

    /// Returns what annotations say about a property of the first type in a chain, up to the type that declares the
    /// property. The nearest annotation wins.
    pub fn inherited_notes(&self, chain: &BaseChain<'_>, property: &str) -> Option<Cow<'_, Notes>> {
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

    /// Returns a property that no page has.
    pub fn property(&self, name: &str, real: &CsdlProperty) -> Property {
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

    pub fn type_ref(&self, name: &str) -> TypeRef {
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
}
