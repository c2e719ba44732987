//! The shape that one would write with the macros of serde.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use graphdoc_codegen::unstable::{
    emit::Names,
    model::{EnumMember, Model, Primitive, Property, QualifiedName, TypeRef},
};

use crate::names::Path;

/// A module: its items, and the modules in it.
#[derive(Default)]
struct Module {
    /// Items by name. A type that repeats a property of its base also repeats the enum of its values.
    items: BTreeMap<String, String>,
    children: BTreeMap<String, Module>,
}

/// Returns the library for a model, in one file.
pub fn source(model: &Model, names: &Names, relationships: bool) -> String {
    let mut root = Module::default();
    for name in model.types.keys() {
        if let Some(path) = Path::of(names, name) {
            let text = structure(model, names, name, &path, relationships);
            root.add(path, text);
        }
        for property in model.types.get(name).iter().flat_map(|ty| &ty.properties) {
            let path = Path::of_values(names, name, property);
            if let (Some(path), Some(values)) = (path, &property.values) {
                let text = enumeration(&path.ident, &values.members);
                root.add(path, text);
            }
        }
    }
    for (name, declared) in &model.enums {
        if let Some(path) = Path::of(names, name) {
            let text = enumeration(&path.ident, &declared.members);
            root.add(path, text);
        }
    }
    root.print()
}

impl Module {
    fn add(&mut self, path: Path, text: String) {
        let module = path.modules.into_iter().fold(self, |module, name| {
            module.children.entry(name).or_default()
        });
        module.items.entry(path.ident).or_insert(text);
    }

    fn print(&self) -> String {
        let children = self.children.iter();
        let children =
            children.map(|(name, module)| format!("pub mod {name} {{\n{}}}\n", module.print()));
        let items = self.items.values().cloned();
        items.chain(children).collect()
    }
}

fn structure(
    model: &Model,
    names: &Names,
    name: &QualifiedName,
    path: &Path,
    relationships: bool,
) -> String {
    let mut text = format!(
        "#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]\n#[non_exhaustive]\npub struct {} {{\n",
        path.ident
    );
    let mut taken = BTreeSet::new();
    let properties = model.properties(name);
    for property in properties
        .iter()
        .filter(|p| relationships || !p.relationship)
    {
        let Some(field) = names.field(name, &property.name) else {
            continue;
        };
        if taken.insert(field) {
            let _ = writeln!(
                text,
                "    #[serde(rename = {:?}, skip_serializing_if = \"::std::option::Option::is_none\")]\n    pub {field}: ::std::option::Option<{}>,",
                property.name,
                field_type(model, names, name, property)
            );
        }
    }
    text.push_str("}\n");
    text
}

fn field_type(model: &Model, names: &Names, owner: &QualifiedName, property: &Property) -> String {
    let element = element(model, names, owner, property);
    match (&property.ty, property.collection) {
        (_, true) => format!("::std::vec::Vec<{element}>"),
        (TypeRef::Type(_), false) => format!("::std::boxed::Box<{element}>"),
        (_, false) => element,
    }
}

fn element(model: &Model, names: &Names, owner: &QualifiedName, property: &Property) -> String {
    let text = "::std::string::String".to_owned();
    let path = match &property.ty {
        TypeRef::Type(name) => Path::of(names, name),
        TypeRef::Enum(name) if model.enums.get(name).is_some_and(|en| en.is_flags) => return text,
        TypeRef::Enum(name) => Path::of(names, name),
        TypeRef::Primitive(Primitive::String) => {
            match Path::of_values(names, owner, property) {
                // Flags are a single string on the wire, which the macros do not support.
                Some(path) if property.values.as_ref().is_some_and(|v| !v.is_flags) => Some(path),
                _ => return text,
            }
        }
        TypeRef::Primitive(primitive) => return self::primitive(*primitive).to_owned(),
        TypeRef::Undeclared(_) | TypeRef::Any => None,
    };
    path.map_or("::serde_json::Value".to_owned(), |path| path.below("crate"))
}

fn primitive(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Boolean => "bool",
        Primitive::Byte => "u8",
        Primitive::SByte => "i8",
        Primitive::Int16 => "i16",
        Primitive::Int32 => "i32",
        Primitive::Int64 => "i64",
        Primitive::Single | Primitive::Double | Primitive::Decimal => "f64",
        Primitive::Stream | Primitive::Untyped => "::serde_json::Value",
        _ => "::std::string::String",
    }
}

/// Returns a closed enum, as most people would write it. The variants need no meaningful names here.
fn enumeration(ident: &str, members: &[EnumMember]) -> String {
    let mut text = format!(
        "#[derive(Clone, Debug, PartialEq, Eq, Hash, ::serde::Serialize, ::serde::Deserialize)]\n#[non_exhaustive]\npub enum {ident} {{\n"
    );
    for (at, member) in members.iter().enumerate() {
        let _ = writeln!(text, "    #[serde(rename = {:?})] V{at},", member.name);
    }
    text.push_str("}\n");
    text
}
