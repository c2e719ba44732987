//! The model as a JSON Schema for other generators, with flattened bases and with relationships as properties.

use std::collections::BTreeMap;

use graphdoc_codegen::unstable::{
    emit::Names,
    model::{EnumMember, Model, Primitive, Property, QualifiedName, TypeRef},
};
use serde_json::{Map, Value, json};

use crate::names::Path;

/// Returns a JSON Schema whose definitions are the types of the model.
pub fn json_schema(model: &Model, names: &Names) -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "definitions": definitions(model, names, "#/definitions/"),
    })
}

/// Returns an OpenAPI document whose components are the types of the model.
pub fn open_api(model: &Model, names: &Names) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "types", "version": "1" },
        "paths": {},
        "components": { "schemas": definitions(model, names, "#/components/schemas/") },
    })
}

fn definitions(model: &Model, names: &Names, refs: &str) -> Map<String, Value> {
    let mut all = BTreeMap::new();
    for (name, ty) in &model.types {
        let Some(path) = Path::of(names, name) else {
            continue;
        };
        let properties: Map<String, Value> = model
            .properties(name)
            .into_iter()
            .map(|p| (p.name.clone(), property(model, names, name, p, refs)))
            .collect();
        all.insert(
            path.word(),
            json!({ "type": "object", "properties": properties }),
        );
        for property in &ty.properties {
            let path = Path::of_values(names, name, property);
            if let (Some(path), Some(values)) = (path, &property.values) {
                all.insert(path.word(), enumeration(&values.members));
            }
        }
    }
    for (name, declared) in &model.enums {
        if let Some(path) = Path::of(names, name) {
            all.insert(path.word(), enumeration(&declared.members));
        }
    }
    all.into_iter().collect()
}

fn enumeration(members: &[EnumMember]) -> Value {
    let members: Vec<&str> = members.iter().map(|member| &*member.name).collect();
    json!({ "type": "string", "enum": members })
}

fn property(
    model: &Model,
    names: &Names,
    owner: &QualifiedName,
    property: &Property,
    refs: &str,
) -> Value {
    let text = || json!({ "type": "string" });
    let reference = |path: Option<Path>| {
        path.map_or(
            json!({}),
            |path| json!({ "$ref": format!("{refs}{}", path.word()) }),
        )
    };
    let element = match &property.ty {
        TypeRef::Type(name) => reference(Path::of(names, name)),
        TypeRef::Enum(name) if model.enums.get(name).is_some_and(|en| en.is_flags) => text(),
        TypeRef::Enum(name) => reference(Path::of(names, name)),
        TypeRef::Primitive(Primitive::String) => {
            let is_flags = property.values.as_ref().is_none_or(|v| v.is_flags);
            match Path::of_values(names, owner, property).filter(|_| !is_flags) {
                Some(path) => reference(Some(path)),
                None => text(),
            }
        }
        TypeRef::Primitive(primitive) => self::primitive(*primitive),
        TypeRef::Undeclared(_) | TypeRef::Any => json!({}),
    };
    match property.collection {
        true => json!({ "type": "array", "items": element }),
        false => element,
    }
}

fn primitive(primitive: Primitive) -> Value {
    let integer = |format: &str| json!({ "type": "integer", "format": format });
    match primitive {
        Primitive::Boolean => json!({ "type": "boolean" }),
        Primitive::Byte => integer("uint8"),
        Primitive::SByte => integer("int8"),
        Primitive::Int16 => integer("int16"),
        Primitive::Int32 => integer("int32"),
        Primitive::Int64 => integer("int64"),
        Primitive::Single | Primitive::Double | Primitive::Decimal => {
            json!({ "type": "number", "format": "double" })
        }
        Primitive::Stream | Primitive::Untyped => json!({}),
        // Formats would require libraries for dates and the like, which the other shapes do without.
        _ => json!({ "type": "string" }),
    }
}
