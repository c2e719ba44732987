//! What each type, property and value list of a model is called in Rust.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    ident::{self, Words},
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

/// Methods that emitted types have anyway, or that users expect of a trait.
const METHODS: &[&str] = &[
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

/// Rust names for everything in a model. Made once, then only asked.
#[derive(Debug)]
pub struct Names<'m> {
    layout: Layout<'m>,
    members: BTreeMap<&'m QualifiedName, Members<'m>>,
    /// By the declaring type and the wire name.
    values: BTreeMap<&'m QualifiedName, BTreeMap<&'m str, InlineEnum>>,
    /// Of what a type's content may be, by the type.
    contents: BTreeMap<&'m QualifiedName, InlineEnum>,
    /// Whether facts ask for code that only operations need.
    pub(super) has_operations: bool,
    diagnostics: Vec<Diagnostic>,
}

/// What a struct consists of, inherited members among them.
#[derive(Debug, Default)]
pub(super) struct Members<'m> {
    /// Plain properties, sorted by wire name.
    pub fields: Vec<Member<'m>>,
    /// Relationships, sorted by wire name.
    pub relationships: Vec<Member<'m>>,
}

/// A property of a type and what it is called.
#[derive(Debug)]
pub(super) struct Member<'m> {
    pub ident: Arc<str>,
    /// The farthest declaration, which decides on the type.
    pub property: &'m Property,
    /// The type that declares it: the type itself or a base.
    pub owner: &'m QualifiedName,
    /// The nearest declaration, which decides on text, marks, limits and deprecation.
    pub nearest: &'m Property,
    /// The type of the nearest declaration.
    pub nearest_owner: &'m QualifiedName,
}

#[derive(Debug)]
struct InlineEnum {
    ident: String,
    at_root: bool,
}

impl<'m> Names<'m> {
    /// Names everything that the model declares. The result depends on the model alone.
    pub fn new(model: &'m Model) -> Names<'m> {
        let mut diagnostics = Vec::new();
        let words = &mut Words::default();
        let (layout, mut taken) = module_layout::assign(model, words, &mut diagnostics);
        let exports = runtime_files::TYPES;
        let mut members = BTreeMap::new();
        let mut values: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for (name, ty) in &model.types {
            let own = Members::of(model, ty, words, &mut diagnostics);
            for member in own.fields.iter().filter(|member| member.owner == name) {
                if values_of(member.property).is_some() {
                    let wire = member.property.name.as_str();
                    let ident = inline_name(name, wire, words, &mut taken);
                    let at_root = !exports.contains(&&*ident);
                    let inline = InlineEnum { ident, at_root };
                    values.entry(name).or_default().insert(wire, inline);
                }
            }
            members.insert(name, own);
        }
        let mut contents = BTreeMap::new();
        for (name, facts) in &model.type_facts {
            if let (Some(content), true) = (&facts.content, model.types.contains_key(name)) {
                let mut ident = words.pascal(&content.property);
                match taken.contains_key(&ident) || exports.contains(&&*ident) {
                    true => ident = inline_name(name, &content.property, words, &mut taken),
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

    /// Where a type, else an enum, of this name lives.
    pub fn item_path(&self, name: &QualifiedName) -> Option<&ItemPath> {
        self.layout.get(name)
    }

    /// Where an enum lives.
    pub(super) fn enum_path(&self, name: &QualifiedName) -> Option<&ItemPath> {
        self.layout.enums.get(name)
    }

    /// Full path of the Rust type: `msgraph_types::CommsOperation`, or through its module where the short
    /// name alone says too little.
    pub fn rust_path(&self, name: &QualifiedName) -> Option<String> {
        self.layout.rust_path(name)
    }

    /// Name of the field or, for a relationship, of the method that stands for a property; `None` if it has none.
    pub fn field(&self, ty: &QualifiedName, property: &str) -> Option<&str> {
        let member = self.members.get(ty)?.named(property)?;
        let is_there = !member.property.relationship || is_declared(member.property);
        is_there.then_some(&*member.ident)
    }

    /// Full path of the enum made from the values that a page lists for a property.
    pub fn values_path(&self, ty: &QualifiedName, property: &str) -> Option<String> {
        let member = self.members.get(ty)?.named(property)?;
        let (ident, at_root) = self.inline(member)?;
        let item_path = self.layout.types.get(member.owner)?;
        Some(item_path.public_path(ident, at_root))
    }

    /// What the names themselves have to say: collisions.
    pub(super) fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    pub(super) fn members(&self, ty: &QualifiedName) -> Option<&Members<'m>> {
        self.members.get(ty)
    }

    /// The enum of a member's value list, if it has one: its name, and whether the root re-exports it.
    pub(super) fn inline<'n>(&'n self, member: &Member) -> Option<(&'n str, bool)> {
        let inline = self
            .values
            .get(member.owner)?
            .get(member.property.name.as_str())?;
        Some((&inline.ident, inline.at_root))
    }

    /// The enum of what a type's content may be.
    pub(super) fn content(&self, ty: &QualifiedName) -> Option<&str> {
        self.contents.get(ty).map(|inline| &*inline.ident)
    }

    /// Name of the method that gives the content of a member.
    pub fn accessor(&self, member: &str) -> String {
        ident::snake(member)
    }

    /// The path of what a member's value is made of, unless that is a primitive or anything.
    pub(super) fn target(&self, member: &Member) -> Option<&ItemPath> {
        match &member.property.ty {
            TypeRef::Type(name) => self.layout.types.get(name),
            TypeRef::Enum(name) => self.layout.enums.get(name),
            _ => self
                .inline(member)
                .and_then(|_| self.layout.types.get(member.owner)),
        }
    }

    /// What the file of an item defines, and whether the root re-exports it.
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

    /// All paths, types before enums, each in the order of qualified names.
    pub(super) fn item_paths(&self) -> impl Iterator<Item = (&'m QualifiedName, &ItemPath)> {
        self.layout
            .types
            .iter()
            .chain(&self.layout.enums)
            .map(|(name, item_path)| (*name, item_path))
    }
}

/// The value list that makes an enum: that of a String property.
pub(crate) fn values_of(property: &Property) -> Option<&crate::model::ValueList> {
    let is_text = property.ty == TypeRef::Primitive(Primitive::String) && !property.relationship;
    property
        .values
        .as_ref()
        .filter(|values| is_text && !values.members.is_empty())
}

/// Whether a property is of a type that the pages declare.
pub(super) fn is_declared(property: &Property) -> bool {
    matches!(property.ty, TypeRef::Type(_) | TypeRef::Enum(_))
}

impl<'m> Members<'m> {
    /// The relationships that have a method: what is not there has none, so that none changes its signature once it is.
    pub(super) fn accessors(&self) -> impl Iterator<Item = &Member<'m>> {
        let all = self.relationships.iter();
        all.filter(|member| is_declared(member.property))
    }

    /// `set_manager` of `manager`, unless another method is called so.
    pub(super) fn verb_method(&self, verb: &str, member: &Member) -> String {
        let mut name = format!("{verb}_{}", member.ident.trim_matches('_'));
        let is_taken = |name: &str| {
            let mut others = self.relationships.iter();
            METHODS.contains(&name) || others.any(|other| *other.ident == *name)
        };
        while is_taken(&name) {
            name.push('_');
        }
        name
    }

    /// Whether this is a date and time, and the zone that they are in.
    pub(super) fn has_civil(&self) -> bool {
        ["dateTime", "timeZone"].iter().all(|name| {
            let property = self.named(name).map(|member| member.property);
            property.is_some_and(|property| {
                let is_text = property.ty == TypeRef::Primitive(Primitive::String);
                is_text && !property.collection && values_of(property).is_none()
            })
        })
    }

    /// The field, else the relationship, of this wire name.
    pub(super) fn named(&self, property: &str) -> Option<&Member<'m>> {
        let among = |members: &'_ [Member<'m>]| {
            members.binary_search_by(|member| member.property.name.as_str().cmp(property))
        };
        let field = among(&self.fields).ok().and_then(|at| self.fields.get(at));
        field.or_else(|| self.relationships.get(among(&self.relationships).ok()?))
    }

    pub(super) fn of(
        model: &'m Model,
        ty: &'m Type,
        words: &mut Words,
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
                let ident = member_ident(property, words.snake(&property.name));
                if let Some(other) = taken.get(&ident) {
                    // A base's collision is reported with the base.
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

/// The name of a field or method whose wire name is `snake` in the case of Rust.
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
    let message = format!(
        "`{}` and `{}` of `{}` both give the field `{ident}`",
        first.name, second.name, ty.name
    );
    Diagnostic::new(
        &rules::FIELD_COLLISION,
        &second.place.file,
        second.place.span,
        message,
    )
    .label("this one has no field; its value stays in `extra`")
    .also(
        &first.place.file,
        first.place.span,
        "this one has the field",
    )
    .help("the documentation probably spells one property in two ways")
    .about(ty.name.as_str(), Some(&second.name))
}

/// Type and property in one word, unless that is the name of something else anywhere in the crate; then the namespace of the
/// type as well.
fn inline_name(
    ty: &QualifiedName,
    property: &str,
    words: &mut Words,
    taken: &mut HashMap<String, usize>,
) -> String {
    let joined = format!("{}_{property}", ty.short());
    let plain = words.pascal(&joined);
    let value = format!("{plain}Value");
    let namespace = ty.namespace().trim_start_matches(GRAPH);
    let whole = words.pascal(&format!("{namespace}_{joined}"));
    let name = ident::free([plain, value, whole], |name| taken.contains_key(name));
    taken.insert(name.clone(), 1);
    name
}
