//! Interprets the elements of the document.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Csdl, CsdlMember, CsdlProperty, CsdlType, Kind, LONGEST_CHAIN, annotations::Annotations,
    attributes::Attributes, cycles, references, slips::Slips, targets::Targets,
};
use crate::{
    diagnostic::Diagnostic,
    hash_map::{HashMap, HashSet},
    span::Span,
};

/// What was read so far.
pub(super) struct Walk {
    /// Types in document order.
    types: Vec<(String, CsdlType)>,
    /// Namespace of the open schema.
    namespace: Option<String>,
    pub(super) namespaces: HashSet<String>,
    /// Namespaces by alias, with the place of the declaration.
    aliases: BTreeMap<String, (String, Span)>,
    /// The open type element, with the name of the type.
    current: Option<(String, CsdlType)>,
    /// Indexes of the members of the open type, by name.
    members: HashMap<String, usize>,
    /// Underlying types of type definitions, with their places.
    definitions: BTreeMap<String, (String, Span)>,
    /// Types of entity sets and singletons, by `namespace.container` and name.
    sets: HashMap<String, HashMap<String, String>>,
    /// Name of the open container.
    container: String,
    pub(super) annotations: Annotations,
    targets: Targets,
    in_key: bool,
    /// Whether the open type has no name, so that its members are left out with it.
    is_nameless: bool,
    slips: Slips,
}

impl Walk {
    pub(super) fn new(file: &Arc<str>) -> Walk {
        Walk {
            types: Vec::new(),
            namespace: None,
            namespaces: HashSet::default(),
            aliases: BTreeMap::new(),
            current: None,
            members: HashMap::default(),
            definitions: BTreeMap::new(),
            sets: HashMap::default(),
            container: String::new(),
            annotations: Annotations::default(),
            targets: Targets::default(),
            in_key: false,
            is_nameless: false,
            slips: Slips::new(file),
        }
    }

    /// Handles the start of an element.
    pub(super) fn open(&mut self, element: &str, attributes: &Attributes<'_>, span: Span) {
        let get = |name: &str| attributes.text(name);
        match element {
            "Schema" => {
                if let Some(outer) = &self.namespace {
                    self.slips.nested(element, outer, span);
                }
                let namespace = self.required(element, "Namespace", attributes, span);
                if let (Some(alias), Some(namespace)) = (get("Alias"), &namespace) {
                    self.alias(alias, namespace.clone(), span);
                }
                self.namespaces.extend(namespace.clone());
                self.namespace = namespace;
            }
            "EntityType" | "ComplexType" | "EnumType" => {
                if let Some((outer, _)) = &self.current {
                    self.slips.nested(element, outer, span);
                }
                self.end_type();
                let name = self.declared(element, attributes, span);
                self.is_nameless = name.is_none();
                let Some(name) = name else {
                    return;
                };
                self.annotations.enter(name.clone());
                let kind = match element {
                    "EntityType" => Kind::Entity,
                    "ComplexType" => Kind::Complex,
                    _ => Kind::Enum,
                };
                self.current = Some((name, CsdlType::declared(kind, attributes, span)));
            }
            "TypeDefinition" => {
                let Some(name) = self.declared(element, attributes, span) else {
                    return;
                };
                self.targets.declare(name.clone());
                if let Some(ty) = self.required(element, "UnderlyingType", attributes, span) {
                    self.define(name, ty, span);
                }
            }
            "EntityContainer" => {
                if let Some(name) = self.declared(element, attributes, span) {
                    self.annotations.enter(name.clone());
                    self.targets.declare(name.clone());
                    self.container = name;
                }
            }
            "EntitySet" | "Singleton" => {
                let ty = get("EntityType").or_else(|| get("Type"));
                if let Some((name, ty)) = get("Name").zip(ty) {
                    self.annotations.member(&name);
                    let sets = self.sets.entry(self.container.clone()).or_default();
                    sets.insert(name, ty);
                }
            }
            "Annotations" => {
                // A qualifier is a condition, so nothing holds in general.
                let target = get("Target").filter(|_| attributes.get("Qualifier").is_none());
                self.targets.annotated(&target, span);
                self.annotations.enter(target.unwrap_or_default());
            }
            "Include" => {
                if let (Some(alias), Some(namespace)) = (get("Alias"), get("Namespace")) {
                    self.annotations.alias(alias.clone(), namespace.clone());
                    self.alias(alias, namespace, span);
                }
            }
            "Action" | "Function" | "Term" => {
                let name = self.declared(element, attributes, span);
                name.into_iter().for_each(|name| self.targets.declare(name));
            }
            "Key" => self.in_key = true,
            "PropertyRef" if self.in_key => {
                if let (Some((_, ty)), Some(name)) = (&mut self.current, get("Name")) {
                    ty.key.push(name);
                }
            }
            "Property" | "NavigationProperty" => self.property(element, attributes, span),
            "Member" => self.member(element, attributes, span),
            _ => {}
        }
        self.annotations.open(element, attributes);
    }

    /// Handles the end of an element.
    pub(super) fn close(&mut self, name: &str) {
        self.annotations.close(name);
        match name {
            "Schema" => self.namespace = None,
            "EntityType" | "ComplexType" | "EnumType" => {
                self.annotations.leave();
                self.end_type();
                self.is_nameless = false;
            }
            "Annotations" | "EntityContainer" => self.annotations.leave(),
            "Property" | "NavigationProperty" | "Member" | "EntitySet" | "Singleton" => {
                self.annotations.leave_member();
            }
            "Key" => self.in_key = false,
            _ => {}
        }
    }

    /// Returns the value of a required attribute, and reports a missing one.
    fn required(
        &mut self,
        element: &str,
        name: &str,
        attributes: &Attributes<'_>,
        span: Span,
    ) -> Option<String> {
        let found = attributes.text(name).filter(|value| !value.is_empty());
        if found.is_none() {
            let owner = self.current.as_ref().map(|(owner, _)| owner.as_str());
            self.slips.lacks(element, name, owner, span);
        }
        found
    }

    /// Returns the qualified name that an element declares.
    fn declared(
        &mut self,
        element: &str,
        attributes: &Attributes<'_>,
        span: Span,
    ) -> Option<String> {
        let name = self.required(element, "Name", attributes, span)?;
        // A schema without a namespace has been reported.
        let namespace = self.namespace.as_ref()?;
        Some(format!("{namespace}.{name}"))
    }

    fn alias(&mut self, alias: String, namespace: String, span: Span) {
        match self.aliases.get(&alias) {
            None => drop(self.aliases.insert(alias, (namespace, span))),
            Some((known, first)) if *known != namespace => {
                self.slips.twice(&alias, None, false, [*first, span]);
            }
            Some(_) => {}
        }
    }

    fn define(&mut self, name: String, ty: String, span: Span) {
        match self.definitions.get(&name) {
            None => drop(self.definitions.insert(name, (ty, span))),
            Some((known, first)) => {
                let is_same = *known == ty;
                self.slips.twice(&name, None, is_same, [*first, span]);
            }
        }
    }

    fn property(&mut self, element: &str, attributes: &Attributes<'_>, span: Span) {
        let Some(name) = self.own_name(element, attributes, span) else {
            return;
        };
        let Some(ty) = self.required(element, "Type", attributes, span) else {
            return;
        };
        let Some((owner, current)) = &mut self.current else {
            return;
        };
        let property = CsdlProperty::declared(&ty, element == "NavigationProperty", span);
        match current.properties.get(&name) {
            None => drop(current.properties.insert(name, property)),
            Some(first) => {
                let (is_same, both) = (first.is_as(&property), [first.span, span]);
                self.slips.twice(owner, Some(&name), is_same, both);
            }
        }
    }

    fn member(&mut self, element: &str, attributes: &Attributes<'_>, span: Span) {
        let Some(name) = self.own_name(element, attributes, span) else {
            return;
        };
        let Some((owner, current)) = &mut self.current else {
            return;
        };
        let number = attributes.get("Value");
        let value = number.and_then(|value| value.trim().parse().ok());
        if let (Some(number), None) = (number, value) {
            self.slips.no_number(owner, &name, number, span);
        }
        match self.members.get(&name).map(|at| &current.members[*at]) {
            None => {
                self.members.insert(name.clone(), current.members.len());
                current.members.push(CsdlMember { name, value, span });
            }
            Some(first) => {
                let (is_same, both) = (first.value == value, [first.span, span]);
                self.slips.twice(owner, Some(&name), is_same, both);
            }
        }
    }

    /// Begins a property or member of the open type, and returns its name. Reports what is outside of a type.
    fn own_name(
        &mut self,
        element: &str,
        attributes: &Attributes<'_>,
        span: Span,
    ) -> Option<String> {
        if self.current.is_none() {
            if !self.is_nameless {
                self.slips.outside(element, span);
            }
            return None;
        }
        let name = self.required(element, "Name", attributes, span)?;
        self.annotations.member(&name);
        Some(name)
    }

    fn end_type(&mut self) {
        self.types.extend(self.current.take());
        self.members.clear();
    }

    /// Expands aliases, which may be declared after their first use, and merges repeated declarations.
    pub(super) fn finish(mut self) -> (Csdl, Vec<Diagnostic>) {
        self.end_type();
        let expand = |name: &mut String| {
            let Some((head, tail)) = name.rsplit_once('.') else {
                return;
            };
            if head != "Edm"
                && !self.namespaces.contains(head)
                && let Some((namespace, _)) = self.aliases.get(head)
            {
                *name = format!("{namespace}.{tail}");
            }
        };
        self.definitions.values_mut().for_each(|(ty, _)| expand(ty));
        let mut csdl = Csdl::default();
        for (name, mut ty) in self.types {
            ty.base.iter_mut().for_each(expand);
            for property in ty.properties.values_mut() {
                expand(&mut property.ty);
                resolve(&mut property.ty, &self.definitions);
            }
            match csdl.types.get_mut(&name) {
                None => drop(csdl.types.insert(name, ty)),
                Some(first) => {
                    let (is_same, both) = (first.is_as(&ty), [first.span, ty.span]);
                    self.slips.twice(&name, None, is_same, both);
                    first.complete(ty);
                }
            }
        }
        for name in cycles::cut(&mut csdl.types) {
            let span = csdl.types.get(&name).map(|ty| ty.span);
            self.slips.cycle(&name, span.unwrap_or_default());
        }
        references::check(&csdl, &mut self.slips);
        let sets = self.sets.values_mut();
        sets.flat_map(HashMap::values_mut).for_each(expand);
        for (target, span) in self.targets.undeclared(&csdl, expand) {
            self.slips.undeclared_target(&target, span);
        }
        for (target, notes) in self.annotations.finish() {
            let (mut owner, member) = match target.split_once('/') {
                Some((owner, member)) => (owner.to_owned(), Some(member)),
                None => (target, None),
            };
            expand(&mut owner);
            let Some(member) = member else {
                csdl.annotate(owner, None, notes);
                continue;
            };
            let (set, property) = match member.split_once('/') {
                Some((set, property)) => (set, Some(property)),
                None => (member, None),
            };
            match self.sets.get(&owner).and_then(|sets| sets.get(set)) {
                None => csdl.annotate(owner, Some(member), notes),
                // Restrictions of a set hold for its type in that set; everything else describes the set.
                Some(ty) => {
                    let chain = csdl.base_chain(ty);
                    let has = |ty: &CsdlType| {
                        property.is_none_or(|property| ty.properties.contains_key(property))
                    };
                    let owner = chain.iter().find(|(_, ty)| has(ty));
                    let owner = owner.map_or(&**ty, |(name, _)| *name).to_owned();
                    csdl.annotate(owner, property, notes.hold_within(set));
                }
            }
        }
        (csdl, self.slips.finish())
    }
}

/// Replaces a type definition by its underlying type.
fn resolve(ty: &mut String, definitions: &BTreeMap<String, (String, Span)>) {
    // Definitions may refer to each other in a cycle, or in a chain of any length.
    for _ in 0..LONGEST_CHAIN {
        match definitions.get(ty) {
            Some((underlying, _)) => ty.clone_from(underlying),
            None => return,
        }
    }
}

impl CsdlType {
    fn declared(kind: Kind, attributes: &Attributes<'_>, span: Span) -> CsdlType {
        CsdlType {
            kind,
            base: attributes.text("BaseType"),
            open: attributes.is_true("OpenType"),
            is_abstract: attributes.is_true("Abstract"),
            is_flags: attributes.is_true("IsFlags"),
            key: Vec::new(),
            properties: BTreeMap::new(),
            members: Vec::new(),
            span,
        }
    }
}

impl CsdlProperty {
    fn declared(ty: &str, navigation: bool, span: Span) -> CsdlProperty {
        let inner = ty
            .strip_prefix("Collection(")
            .and_then(|ty| ty.strip_suffix(')'));
        CsdlProperty {
            collection: inner.is_some(),
            ty: inner.unwrap_or(ty).to_owned(),
            navigation,
            span,
        }
    }
}
