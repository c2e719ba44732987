//! The model as JSON, for comparison with other sources and for looking things up.

use graphdoc_codegen::unstable::{
    emit::Names,
    model::{Corrected, EnumMember, Kind, Model, Property, QualifiedName, Type, TypeRef},
};
use serde::Serialize;

/// Everything that the pages declare.
#[derive(Serialize)]
pub struct Dump<'a> {
    types: Vec<Declared<'a>>,
}

/// A type or an enum; both are in one list.
#[derive(Serialize)]
#[serde(untagged)]
enum Declared<'a> {
    Type(TypeEntry<'a>),
    Enum(EnumEntry<'a>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TypeEntry<'a> {
    name: &'a str,
    /// Full path of the Rust type.
    rust: Option<String>,
    kind: &'static str,
    base: Option<&'a str>,
    r#abstract: bool,
    open_type: bool,
    key: Option<&'a str>,
    /// Source of the type. Without metadata, everything is from the docs.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'static str>,
    page: &'a str,
    line: usize,
    /// Facts that correct it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrected_by: Vec<&'a str>,
    properties: Vec<PropertyEntry<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PropertyEntry<'a> {
    name: &'a str,
    /// Qualified, `Edm.*` for a primitive, null when unresolved.
    r#type: Option<&'a str>,
    /// Values of a String property, if its page lists them.
    #[serde(skip_serializing_if = "Option::is_none")]
    enum_members: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    newer_enum_members: Vec<&'a str>,
    /// Full path of the generated type of the value; null for a primitive and for any value.
    rust: Option<String>,
    collection: bool,
    relationship: bool,
    read_only: bool,
    /// The part of the page that shows it or, with metadata, its source.
    source: &'static str,
    raw_type: &'a str,
    line: usize,
    /// Facts that correct it or its values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrected_by: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EnumEntry<'a> {
    name: &'a str,
    rust: Option<String>,
    kind: &'static str,
    members: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    newer_members: Vec<&'a str>,
    is_flags: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrected_by: Vec<&'a str>,
}

/// Creates the dump: types sorted by name, then enums.
pub fn dump<'a>(model: &'a Model, names: &Names) -> Dump<'a> {
    let types = model
        .types
        .values()
        .map(|ty| Declared::Type(type_entry(model, ty, names)));
    let enums = model.enums.values().map(|en| {
        Declared::Enum(EnumEntry {
            name: en.name.as_str(),
            rust: names.rust_path(&en.name),
            kind: "enum",
            members: EnumMember::names(&en.members),
            newer_members: newer(&en.members),
            is_flags: en.is_flags,
            source: source(model, &en.name),
            corrected_by: corrected_by(model, &en.name, |_| true),
        })
    });
    Dump {
        types: types.chain(enums).collect(),
    }
}

fn type_entry<'a>(model: &'a Model, ty: &'a Type, names: &Names) -> TypeEntry<'a> {
    TypeEntry {
        name: ty.name.as_str(),
        rust: names.rust_path(&ty.name),
        kind: match ty.kind {
            Kind::Entity => "entity",
            Kind::Complex => "complex",
        },
        base: ty.base.as_ref().map(|base| base.as_str()),
        r#abstract: ty.is_abstract,
        open_type: ty.open,
        key: ty.key.as_deref(),
        source: source(model, &ty.name),
        page: &ty.place.file,
        line: ty.place.line,
        corrected_by: corrected_by(model, &ty.name, |known| {
            known.is_gone && known.member.is_none() || known.property.is_none()
        }),
        properties: ty
            .properties
            .iter()
            .map(|property| property_entry(model, ty, property, names))
            .collect(),
    }
}

fn property_entry<'a>(
    model: &'a Model,
    ty: &Type,
    property: &'a Property,
    names: &Names,
) -> PropertyEntry<'a> {
    let rust = match &property.ty {
        TypeRef::Primitive(_) => names.values_path(&ty.name, &property.name),
        TypeRef::Type(name) | TypeRef::Enum(name) => names.rust_path(name),
        TypeRef::Undeclared(_) | TypeRef::Any => None,
    };
    PropertyEntry {
        name: &property.name,
        r#type: (property.ty != TypeRef::Any).then(|| property.ty.as_str()),
        enum_members: property
            .values
            .as_ref()
            .map(|values| EnumMember::names(&values.members)),
        newer_enum_members: (property.values.as_ref())
            .map_or_else(Vec::new, |values| newer(&values.members)),
        rust,
        collection: property.collection,
        relationship: property.relationship,
        read_only: property.read_only,
        source: match model.service.is_empty() {
            true => property.source.as_str(),
            false => property.origin().as_str(),
        },
        raw_type: &property.raw_type,
        line: property.place.line,
        corrected_by: corrected_by(model, &ty.name, |known| {
            known.property.as_ref() == Some(&property.name)
        }),
    }
}

/// The facts that correct part of a type or an enum.
fn corrected_by<'a>(
    model: &'a Model,
    owner: &QualifiedName,
    is_part: impl Fn(&Corrected) -> bool,
) -> Vec<&'a str> {
    let corrected = model.corrected(owner).iter();
    let corrected = corrected.filter(|known| is_part(known));
    corrected.map(|known| known.fact.as_str()).collect()
}

fn source(model: &Model, name: &QualifiedName) -> Option<&'static str> {
    (!model.service.is_empty()).then(|| model.source(name).as_str())
}

/// Members that the service sends only if the header `Prefer: include-unknown-enum-members` asks for them.
fn newer(members: &[EnumMember]) -> Vec<&str> {
    let newer = members.iter().filter(|member| member.since_sentinel);
    newer.map(|member| member.name.as_str()).collect()
}
