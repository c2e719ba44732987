//! Rust names of the types, properties and value lists of a model.

use std::sync::Arc;

use super::{
    ident::{self, Snakes},
    module_layout::{self, ItemPath, Layout},
    runtime_files,
};
use crate::{
    diagnostic::Diagnostic,
    hash_map::HashMap,
    model::{Model, Primitive, Property, QualifiedName, Type, TypeRef},
    name::GRAPH,
    rules,
};

/// Methods that emitted types have anyway, or that users expect from a trait.
pub(super) const METHODS: &[&str] = &[
    "cast",
    "changes_since",
    "clone",
    "common_changes_since",
    "default",
    "eq",
    "extra",
    "fmt",
    "is_null",
    "set_null",
    "validate",
    "writable",
];

/// Rust names for everything in a model, computed once.
#[derive(Debug)]
pub struct Names<'m> {
    layout: Layout<'m>,
    members: HashMap<&'m QualifiedName, Members<'m>>,
    /// Enums of value lists, by the declaring type and the wire name.
    values: HashMap<&'m QualifiedName, HashMap<&'m str, InlineEnum>>,
    /// Enums of a type's content, by the type.
    contents: HashMap<&'m QualifiedName, InlineEnum>,
    /// Whether the facts require code that only operations need.
    pub(super) has_operations: bool,
    diagnostics: Vec<Diagnostic>,
}

/// The members of a struct, including inherited ones.
#[derive(Debug, Default)]
pub(super) struct Members<'m> {
    /// Plain properties, sorted by wire name.
    pub fields: Vec<Member<'m>>,
    /// Relationships, sorted by wire name.
    pub relationships: Vec<Member<'m>>,
}

/// A property of a type, with its Rust name.
#[derive(Debug)]
pub(super) struct Member<'m> {
    pub ident: Arc<str>,
    /// The farthest declaration, which decides on the type.
    pub property: &'m Property,
    /// The type with that declaration: the type itself or a base.
    pub owner: &'m QualifiedName,
    /// The nearest declaration, which decides on text, marks, limits and deprecation.
    pub nearest: &'m Property,
    /// The type with the nearest declaration.
    pub nearest_owner: &'m QualifiedName,
}

#[derive(Debug)]
struct InlineEnum {
    ident: String,
    at_root: bool,
}

impl<'m> Names<'m> {
    /// Names everything that the model declares. The result depends only on the model.
    pub fn new(model: &'m Model) -> Names<'m> {
        let mut diagnostics = Vec::new();
        let mut snakes = Snakes::default();
        let (layout, mut taken) = module_layout::assign(model, &mut diagnostics);
        let exports = runtime_files::TYPES;
        let mut members = HashMap::default();
        let mut values: HashMap<_, HashMap<_, _>> = HashMap::default();
        for (name, ty) in &model.types {
            let own = Members::of(model, ty, &mut snakes, &mut diagnostics);
            for member in own.fields.iter().filter(|member| member.owner == name) {
                if values_of(member.property).is_some() {
                    let wire = member.property.name.as_str();
                    let ident = inline_name(name, wire, &mut taken);
                    let at_root = !exports.contains(&&*ident);
                    let inline = InlineEnum { ident, at_root };
                    values.entry(name).or_default().insert(wire, inline);
                }
            }
            members.insert(name, own);
        }
        let mut contents = HashMap::default();
        for (name, facts) in &model.type_facts {
            if let (Some(content), true) = (&facts.content, model.types.contains_key(name)) {
                let mut ident = ident::pascal(&content.property);
                match taken.contains_key(&ident) || exports.contains(&&*ident) {
                    true => ident = inline_name(name, &content.property, &mut taken),
                    false => drop(taken.insert(ident.clone(), 1)),
                }
                let at_root = !exports.contains(&&*ident);
                contents.insert(name, InlineEnum { ident, at_root });
            }
        }
        Names {
            contents,
            has_operations: model
                .type_facts
                .values()
                .any(|facts| facts.has_operations()),
            layout,
            members,
            values,
            diagnostics,
        }
    }

    /// Returns the path of the type with this name, or else of the enum.
    pub fn item_path(&self, name: &QualifiedName) -> Option<&ItemPath> {
        self.layout.get(name)
    }

    /// Returns the path of an enum.
    pub(super) fn enum_path(&self, name: &QualifiedName) -> Option<&ItemPath> {
        self.layout.enums.get(name)
    }

    /// Returns the full path of the Rust type: `msgraph_types::CommsOperation`, or the path through its module if the
    /// short name is ambiguous.
    pub fn rust_path(&self, name: &QualifiedName) -> Option<String> {
        self.layout.rust_path(name)
    }

    /// Returns the name of the field for a property, or of the method for a relationship; `None` if it has neither.
    pub fn field(&self, ty: &QualifiedName, property: &str) -> Option<&str> {
        let member = self.member(ty, property)?;
        let is_there = !member.property.relationship || is_declared(member.property);
        is_there.then_some(&*member.ident)
    }

    /// Like [`field`](Names::field), also for a relationship that has no method until its target is declared.
    pub(crate) fn ident(&self, ty: &QualifiedName, property: &str) -> Option<&str> {
        Some(&self.member(ty, property)?.ident)
    }

    fn member(&self, ty: &QualifiedName, property: &str) -> Option<&Member<'m>> {
        self.members.get(ty)?.named(property)
    }

    /// Returns the full path of the enum with the values of a property: a declared one, or one made from its value
    /// list.
    pub fn enum_of(&self, ty: &QualifiedName, property: &str) -> Option<String> {
        match &self.member(ty, property)?.property.ty {
            TypeRef::Enum(name) => self.rust_path(name),
            _ => self.values_path(ty, property),
        }
    }

    /// Returns the full path of the enum made from the value list of a property.
    pub fn values_path(&self, ty: &QualifiedName, property: &str) -> Option<String> {
        let member = self.member(ty, property)?;
        let (ident, at_root) = self.inline(member)?;
        let item_path = self.layout.types.get(member.owner)?;
        Some(item_path.public_path(ident, at_root))
    }

    /// Returns the name collisions.
    pub(super) fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    pub(super) fn members(&self, ty: &QualifiedName) -> Option<&Members<'m>> {
        self.members.get(ty)
    }

    /// Returns the enum of a member's value list, if it has one: its name, and whether the root re-exports it.
    pub(super) fn inline<'n>(&'n self, member: &Member) -> Option<(&'n str, bool)> {
        let inline = self
            .values
            .get(member.owner)?
            .get(member.property.name.as_str())?;
        Some((&inline.ident, inline.at_root))
    }

    /// Returns the name of the enum of a type's content.
    pub(super) fn content(&self, ty: &QualifiedName) -> Option<&str> {
        self.contents.get(ty).map(|inline| &*inline.ident)
    }

    /// Returns the name of the method that returns the content of a member.
    pub fn accessor(&self, member: &str) -> String {
        ident::snake(member)
    }

    /// Returns the path of the item that the member's Rust type needs; `None` for primitives and untyped values.
    pub(super) fn target(&self, member: &Member) -> Option<&ItemPath> {
        match &member.property.ty {
            TypeRef::Type(name) => self.layout.types.get(name),
            TypeRef::Enum(name) => self.layout.enums.get(name),
            _ => self
                .inline(member)
                .and_then(|_| self.layout.types.get(member.owner)),
        }
    }

    /// Returns the names that the file of an item defines, and whether the root re-exports each.
    pub(super) fn defined<'n>(
        &'n self,
        name: &QualifiedName,
        item_path: &'n ItemPath,
    ) -> Vec<(&'n str, bool)> {
        let mut defined = vec![(item_path.ident.as_str(), item_path.at_root)];
        let is_type = self
            .layout
            .types
            .get(name)
            .is_some_and(|own| own == item_path);
        let members = self.members.get(name).filter(|_| is_type);
        let fields = members.into_iter().flat_map(|members| &members.fields);
        defined.extend(
            fields
                .filter(|f| f.owner == name)
                .filter_map(|field| self.inline(field)),
        );
        let content = self.contents.get(name).filter(|_| is_type);
        defined.extend(content.map(|inline| (&*inline.ident, inline.at_root)));
        defined
    }

    /// Returns all paths, types before enums, each in the order of qualified names.
    pub(super) fn item_paths(&self) -> impl Iterator<Item = (&'m QualifiedName, &ItemPath)> {
        self.layout
            .types
            .iter()
            .chain(&self.layout.enums)
            .map(|(name, item_path)| (*name, item_path))
    }
}

/// Returns the value list of a property if it becomes an enum, as only those of `String` properties do.
pub(crate) fn values_of(property: &Property) -> Option<&crate::model::ValueList> {
    let is_text = property.ty == TypeRef::Primitive(Primitive::String) && !property.relationship;
    property
        .values
        .as_ref()
        .filter(|values| is_text && !values.members.is_empty())
}

/// Whether the type of a property is declared by the pages.
pub(super) fn is_declared(property: &Property) -> bool {
    matches!(property.ty, TypeRef::Type(_) | TypeRef::Enum(_))
}

impl<'m> Members<'m> {
    /// Returns the relationships that have a method. One with an undeclared target has none, so that no signature
    /// changes once the target is declared.
    pub(super) fn accessors(&self) -> impl Iterator<Item = &Member<'m>> {
        let all = self.relationships.iter();
        all.filter(|member| is_declared(member.property))
    }

    /// Whether this is the name of a method of a relationship, or will be once its target is declared.
    pub(super) fn has_method(&self, name: &str) -> bool {
        let mut all = self.relationships.iter();
        all.any(|member| *member.ident == *name)
    }

    /// Returns a method name such as `set_manager` for `manager`, with underscores added if another method has that
    /// name.
    pub(super) fn verb_method(&self, verb: &str, member: &Member) -> String {
        let mut name = format!("{verb}_{}", member.ident.trim_matches('_'));
        while METHODS.contains(&&*name) || self.has_method(&name) {
            name.push('_');
        }
        name
    }

    /// Whether this type is a date and time together with a time zone.
    pub(super) fn has_civil(&self) -> bool {
        ["dateTime", "timeZone"].iter().all(|name| {
            let property = self.named(name).map(|member| member.property);
            property.is_some_and(|property| {
                let is_text = property.ty == TypeRef::Primitive(Primitive::String);
                is_text && !property.collection && values_of(property).is_none()
            })
        })
    }

    /// Returns the field with this wire name, or else the relationship.
    pub(super) fn named(&self, property: &str) -> Option<&Member<'m>> {
        let among = |members: &'_ [Member<'m>]| {
            members.binary_search_by(|member| member.property.name.as_str().cmp(property))
        };
        let field = among(&self.fields).ok().and_then(|at| self.fields.get(at));
        field.or_else(|| self.relationships.get(among(&self.relationships).ok()?))
    }

    fn of(
        model: &'m Model,
        ty: &'m Type,
        snakes: &mut Snakes,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Members<'m> {
        let mut members = Members::default();
        let mut nearest: HashMap<&str, (&Property, &QualifiedName)> = HashMap::default();
        let mut fields: HashMap<Arc<str>, &Property> = HashMap::default();
        let mut methods: HashMap<Arc<str>, &Property> = HashMap::default();
        for owner in model.lineage(&ty.name).into_iter().rev() {
            for property in &owner.properties {
                let declared = (property, &owner.name);
                if nearest.insert(&property.name, declared).is_some() {
                    continue;
                }
                let (taken, list) = match property.relationship {
                    false => (&mut fields, &mut members.fields),
                    true => (&mut methods, &mut members.relationships),
                };
                let ident = member_ident(property, snakes.of(&property.name));
                if let Some(other) = taken.get(&ident) {
                    // A collision in a base is reported for the base.
                    if owner.name == ty.name {
                        diagnostics.push(collision(ty, property, other, &ident));
                    }
                    continue;
                }
                taken.insert(ident.clone(), property);
                list.push(Member {
                    ident,
                    property,
                    owner: &owner.name,
                    nearest: property,
                    nearest_owner: &owner.name,
                });
            }
        }
        let all = members.fields.iter_mut().chain(&mut members.relationships);
        for member in all {
            if let Some(&(property, owner)) = nearest.get(member.property.name.as_str()) {
                (member.nearest, member.nearest_owner) = (property, owner);
            }
        }
        members
            .fields
            .sort_by_key(|member| member.property.name.as_str());
        members
            .relationships
            .sort_by_key(|member| member.property.name.as_str());
        members
    }
}

/// Returns the name of a field or method whose wire name is `snake` in snake case.
fn member_ident(property: &Property, snake: Arc<str>) -> Arc<str> {
    let taken = match property.relationship {
        false => ["extra", "__non_exhaustive"].contains(&&*snake),
        true => METHODS.contains(&&*snake),
    };
    match taken {
        true => format!("{snake}_").into(),
        false => snake,
    }
}

fn collision(ty: &Type, second: &Property, first: &Property, ident: &str) -> Diagnostic {
    let message = rules::field_collision(&first.name, &second.name, &ty.name, ident);
    Diagnostic::at(message, &second.place)
        .label("this one has no field; its value stays in `extra`")
        .also_at(&first.place, "this one has the field")
        .help("the documentation probably spells one property in two ways")
        .about(ty.name.as_str(), Some(&second.name))
}

/// Returns type and property joined into one name. If the crate has that name already, tries a suffix, and then the
/// namespace of the type as a prefix.
fn inline_name(ty: &QualifiedName, property: &str, taken: &mut HashMap<String, usize>) -> String {
    let joined = format!("{}_{property}", ty.short());
    let plain = ident::pascal(&joined);
    let value = format!("{plain}Value");
    let namespace = ty.namespace().trim_start_matches(GRAPH);
    let whole = ident::pascal(&format!("{namespace}_{joined}"));
    let name = ident::free([plain, value, whole], |name| taken.contains_key(name));
    taken.insert(name.clone(), 1);
    name
}
