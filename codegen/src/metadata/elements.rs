//! What the elements of the document mean.

use std::collections::{BTreeMap, HashSet};

use super::{
    Csdl, CsdlMember, CsdlProperty, CsdlType, Kind, annotations::Annotations,
    attributes::Attributes,
};
use crate::span::Span;

/// What was read so far.
#[derive(Default)]
pub(super) struct Walk {
    csdl: Csdl,
    pub(super) namespaces: Vec<String>,
    aliases: BTreeMap<String, String>,
    /// The type whose element is open, and its name.
    current: Option<(String, CsdlType)>,
    /// Underlying types of type definitions.
    definitions: BTreeMap<String, String>,
    /// The types of entity sets and singletons by `namespace.container/name`.
    sets: BTreeMap<String, String>,
    /// The container whose element is open.
    container: String,
    pub(super) annotations: Annotations,
    in_key: bool,
    /// A type that was declared before, and where it is declared again.
    pub(super) twice: Option<(String, Span)>,
}

impl Walk {
    /// An element starts.
    pub(super) fn open(&mut self, element: &str, attributes: &Attributes<'_>, span: Span) {
        let get = |name: &str| attributes.text(name);
        match element {
            "Schema" => {
                let Some(namespace) = get("Namespace") else {
                    return;
                };
                if let Some(alias) = get("Alias") {
                    self.aliases.insert(alias, namespace.clone());
                }
                self.namespaces.push(namespace);
            }
            "EntityType" | "ComplexType" | "EnumType" => {
                let Some((namespace, name)) = self.namespaces.last().zip(get("Name")) else {
                    return;
                };
                let qualified = format!("{namespace}.{name}");
                self.annotations.enter(qualified.clone());
                let ty = CsdlType {
                    kind: match element {
                        "EntityType" => Kind::Entity,
                        "ComplexType" => Kind::Complex,
                        _ => Kind::Enum,
                    },
                    base: get("BaseType"),
                    open: attributes.is_true("OpenType"),
                    is_abstract: attributes.is_true("Abstract"),
                    is_flags: attributes.is_true("IsFlags"),
                    key: Vec::new(),
                    properties: BTreeMap::new(),
                    members: Vec::new(),
                    span,
                };
                self.end_type();
                self.current = Some((qualified, ty));
            }
            "TypeDefinition" => {
                if let (Some(namespace), Some(name), Some(ty)) =
                    (self.namespaces.last(), get("Name"), get("UnderlyingType"))
                {
                    self.definitions.insert(format!("{namespace}.{name}"), ty);
                }
            }
            "EntityContainer" => {
                if let Some((namespace, name)) = self.namespaces.last().zip(get("Name")) {
                    self.container = format!("{namespace}.{name}");
                    self.annotations.enter(self.container.clone());
                }
            }
            "EntitySet" | "Singleton" => {
                let ty = get("EntityType").or_else(|| get("Type"));
                if let Some((name, ty)) = get("Name").zip(ty) {
                    self.annotations.member(&name);
                    self.sets.insert(format!("{}/{name}", self.container), ty);
                }
            }
            "Annotations" => self.annotations.enter(get("Target").unwrap_or_default()),
            "Include" => {
                if let (Some(alias), Some(namespace)) = (get("Alias"), get("Namespace")) {
                    self.annotations.alias(alias, namespace);
                }
            }
            "Key" => self.in_key = true,
            "PropertyRef" if self.in_key => {
                if let (Some(ty), Some(name)) = (self.ty(), get("Name")) {
                    ty.key.push(name);
                }
            }
            "Property" | "NavigationProperty" => {
                let (Some(property), Some(ty)) = (get("Name"), get("Type")) else {
                    return;
                };
                let inner = ty
                    .strip_prefix("Collection(")
                    .and_then(|ty| ty.strip_suffix(')'));
                let property_type = CsdlProperty {
                    collection: inner.is_some(),
                    ty: inner.unwrap_or(&ty).to_owned(),
                    navigation: element == "NavigationProperty",
                    span,
                };
                self.annotations.member(&property);
                if let Some(ty) = self.ty() {
                    ty.properties.insert(property, property_type);
                }
            }
            "Member" => {
                let Some(name) = get("Name") else { return };
                self.annotations.member(&name);
                let value = get("Value").and_then(|value| value.parse().ok());
                if let Some(ty) = self.ty() {
                    ty.members.push(CsdlMember { name, value, span });
                }
            }
            _ => {}
        }
        self.annotations.open(element, attributes);
    }

    /// An element ends.
    pub(super) fn close(&mut self, name: &str) {
        self.annotations.close(name);
        match name {
            "EntityType" | "ComplexType" | "EnumType" => {
                self.annotations.leave();
                self.end_type();
            }
            "Annotations" | "EntityContainer" => self.annotations.leave(),
            "Property" | "NavigationProperty" | "Member" | "EntitySet" | "Singleton" => {
                self.annotations.leave_member();
            }
            "Key" => self.in_key = false,
            _ => {}
        }
    }

    fn ty(&mut self) -> Option<&mut CsdlType> {
        self.current.as_mut().map(|(_, ty)| ty)
    }

    fn end_type(&mut self) {
        let Some((name, ty)) = self.current.take() else {
            return;
        };
        let span = ty.span;
        if self.csdl.types.insert(name.clone(), ty).is_some() {
            self.twice.get_or_insert((name, span));
        }
    }

    /// Expands the aliases; they may be declared behind their first use.
    pub(super) fn finish(self) -> Csdl {
        let Walk {
            mut csdl,
            namespaces,
            aliases,
            definitions,
            mut sets,
            annotations,
            ..
        } = self;
        let known: HashSet<&str> = namespaces.iter().map(String::as_str).collect();
        let expand = |name: &mut String| {
            let Some((head, tail)) = name.rsplit_once('.') else {
                return;
            };
            if head != "Edm"
                && !known.contains(head)
                && let Some(namespace) = aliases.get(head)
            {
                *name = format!("{namespace}.{tail}");
            }
        };
        for ty in csdl.types.values_mut() {
            ty.base.iter_mut().for_each(expand);
            ty.properties.values_mut().for_each(|property| {
                expand(&mut property.ty);
                if let Some(underlying) = definitions.get(&property.ty) {
                    property.ty.clone_from(underlying);
                }
            });
        }
        sets.values_mut().for_each(expand);
        for (target, mut notes) in annotations.finish() {
            let (mut owner, member) = match target.split_once('/') {
                Some((owner, member)) => (owner.to_owned(), Some(member)),
                None => (target.clone(), None),
            };
            expand(&mut owner);
            let mut target =
                member.map_or_else(|| owner.clone(), |member| format!("{owner}/{member}"));
            // What a set says of a property is so in that set.
            if let Some((set, property)) = member.and_then(|member| member.split_once('/'))
                && let Some(ty) = sets.get(&format!("{owner}/{set}"))
            {
                target = format!("{ty}/{property}");
                notes.hold_within(set);
            }
            csdl.notes.entry(target).or_default().add(notes);
        }
        csdl
    }
}
