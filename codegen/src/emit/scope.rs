//! What a name means in an emitted file.

use std::{cell::RefCell, collections::BTreeSet};

use syn::{Item, Path, Type};

use super::{
    ast::{absolute, apply, apply_all, import, path, type_of},
    module_layout::ItemPath,
    names::{Member, Names},
};
use crate::model::{Model, Primitive, QualifiedName, TypeRef};

/// The names in scope in one file: the types that it defines, the prelude, and what it imports from the runtime. Other
/// generated types are always referred to by path, so their names cannot conflict.
pub(super) struct Scope<'a> {
    pub model: &'a Model,
    pub names: &'a Names<'a>,
    pub item_path: &'a ItemPath,
    own: BTreeSet<&'a str>,
    imports: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Scope<'a> {
    pub fn new(
        model: &'a Model,
        names: &'a Names<'a>,
        name: &QualifiedName,
        item_path: &'a ItemPath,
    ) -> Scope<'a> {
        let own = names
            .defined(name, item_path)
            .into_iter()
            .map(|(ident, _)| ident)
            .collect();
        Scope {
            model,
            names,
            item_path,
            own,
            imports: RefCell::default(),
        }
    }

    /// Whether the file itself defines a type with this name.
    pub fn defines(&self, ident: &str) -> bool {
        self.own.contains(ident)
    }

    /// Returns a name of the prelude, as a full path if the file defines a type with that name.
    fn prelude(&self, name: &'static str) -> Path {
        if !self.own.contains(name) {
            return path([name]);
        }
        let module = match name {
            "Option" => "option",
            "Vec" => "vec",
            "Box" => "boxed",
            "Result" => "result",
            _ => "string",
        };
        absolute(&["std", module, name])
    }

    /// Returns a type of the runtime, and imports it unless the file defines a type with that name.
    pub fn runtime(&self, name: &'static str) -> Path {
        if self.own.contains(name) {
            return path(["runtime", name]);
        }
        self.imports.borrow_mut().insert(name);
        path([name])
    }

    pub fn option(&self, inner: Type) -> Type {
        apply(self.prelude("Option"), inner)
    }

    pub fn list(&self, inner: Type) -> Type {
        apply(self.prelude("Vec"), inner)
    }

    /// Returns the type of a field.
    pub fn field_type(&self, member: &Member) -> Type {
        let property = member.property;
        let element = self.element(member);
        self.option(match (&property.ty, property.collection) {
            (_, true) => self.list(element),
            (TypeRef::Type(_), false) => apply(self.prelude("Box"), element),
            (_, false) => element,
        })
    }

    /// Returns the return type of a relationship's method.
    pub fn relationship(&self, member: &Member) -> Type {
        let element = self.element(member);
        let held = match member.property.collection {
            true => self.list(element),
            false => element,
        };
        let (held, result) = (self.option(held), self.prelude("Result"));
        // By path, because the method may be compiled out and an import would then be unused.
        let error = type_of(path(["runtime", "Error"]));
        apply_all(result, [held, error])
    }

    /// Returns the type of a value, or of one element of a list.
    pub fn element(&self, member: &Member) -> Type {
        let property = member.property;
        match &property.ty {
            TypeRef::Type(name) => self.declared(self.names.item_path(name)),
            TypeRef::Enum(name) => {
                let is_flags = self.model.enums.get(name).is_some_and(|en| en.is_flags);
                let member = self.declared(self.names.enum_path(name));
                match is_flags {
                    // The method may be compiled out, and an import would then be unused.
                    true if property.relationship => apply(path(["runtime", "FlagSet"]), member),
                    _ => self.flags(member, is_flags),
                }
            }
            TypeRef::Primitive(primitive) => match self.names.inline(member) {
                Some((name, _)) => {
                    let is_flags = property.values.as_ref().is_some_and(|v| v.is_flags);
                    self.flags(
                        self.located(self.names.item_path(member.owner), name),
                        is_flags,
                    )
                }
                None => self.primitive(*primitive),
            },
            TypeRef::Undeclared(_) | TypeRef::Any => match property.shown {
                Some(primitive) => self.primitive(primitive),
                None => self.value(),
            },
        }
    }

    /// Returns the type for any JSON value.
    pub fn value(&self) -> Type {
        type_of(self.runtime("Value"))
    }

    fn flags(&self, member: Type, is_flags: bool) -> Type {
        if is_flags {
            apply(self.runtime("FlagSet"), member)
        } else {
            member
        }
    }

    /// Returns the type at a path.
    pub fn declared(&self, item_path: Option<&ItemPath>) -> Type {
        match item_path {
            Some(item_path) => self.located(Some(item_path), &item_path.ident),
            None => self.value(),
        }
    }

    fn located(&self, item_path: Option<&ItemPath>, ident: &str) -> Type {
        match item_path {
            Some(item_path)
                if item_path.modules == self.item_path.modules
                    && item_path.stem == self.item_path.stem =>
            {
                type_of(path([ident]))
            }
            Some(item_path) => type_of(path(self.item_path.path_to(item_path, ident))),
            None => self.value(),
        }
    }

    fn primitive(&self, primitive: Primitive) -> Type {
        let name = match primitive {
            Primitive::String => return type_of(self.prelude("String")),
            Primitive::Boolean => "bool",
            Primitive::Byte => "u8",
            Primitive::SByte => "i8",
            Primitive::Int16 => "i16",
            Primitive::Int32 => "i32",
            Primitive::Int64 => "i64",
            Primitive::Single | Primitive::Double => "f64",
            Primitive::Decimal => return type_of(self.runtime("Decimal")),
            Primitive::Date => return type_of(self.runtime("Date")),
            Primitive::DateTimeOffset => return type_of(self.runtime("DateTimeOffset")),
            Primitive::TimeOfDay => return type_of(self.runtime("TimeOfDay")),
            Primitive::Duration => return type_of(self.runtime("Duration")),
            Primitive::Guid => return type_of(self.runtime("Guid")),
            Primitive::Binary => return type_of(self.runtime("Binary")),
            // Metadata of a stream is sent as annotations, and the value of the property itself may be anything.
            Primitive::Stream | Primitive::Untyped => return self.value(),
        };
        type_of(path([name]))
    }

    /// Returns `use super::super::runtime::{self, ..};` with everything that was used so far.
    pub fn import(&self) -> Item {
        let mut path = vec!["super"; self.item_path.modules.len() + 1];
        let imports = self.imports.borrow();
        if imports.is_empty() {
            return Item::Use(import(&path, ["runtime"]));
        }
        path.push("runtime");
        Item::Use(import(&path, ["self"].iter().chain(&*imports).copied()))
    }
}
