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
        if !self.defines(name) {
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
        if self.defines(name) {
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
            TypeRef::Primitive(primitive) => {
                let inline = self.names.inline(member);
                match inline.zip(self.names.item_path(member.owner)) {
                    Some(((name, _), item_path)) => {
                        let is_flags = property.values.as_ref().is_some_and(|v| v.is_flags);
                        self.flags(self.located(item_path, name), is_flags)
                    }
                    None => self.primitive(*primitive),
                }
            }
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
            Some(item_path) => self.located(item_path, &item_path.ident),
            None => self.value(),
        }
    }

    /// Returns the type called `ident` in the file of an item.
    fn located(&self, item_path: &ItemPath, ident: &str) -> Type {
        type_of(match item_path.is_in_file_of(self.item_path) {
            true => path([ident]),
            false => path(self.item_path.path_to(item_path, ident)),
        })
    }

    fn primitive(&self, primitive: Primitive) -> Type {
        type_of(match primitive {
            Primitive::String => self.prelude("String"),
            Primitive::Boolean => path(["bool"]),
            Primitive::Byte => path(["u8"]),
            Primitive::SByte => path(["i8"]),
            Primitive::Int16 => path(["i16"]),
            Primitive::Int32 => path(["i32"]),
            Primitive::Int64 => path(["i64"]),
            Primitive::Single | Primitive::Double => path(["f64"]),
            Primitive::Decimal => self.runtime("Decimal"),
            Primitive::Date => self.runtime("Date"),
            Primitive::DateTimeOffset => self.runtime("DateTimeOffset"),
            Primitive::TimeOfDay => self.runtime("TimeOfDay"),
            Primitive::Duration => self.runtime("Duration"),
            Primitive::Guid => self.runtime("Guid"),
            Primitive::Binary => self.runtime("Binary"),
            // Metadata of a stream is sent as annotations, and the value of the property itself may be anything.
            Primitive::Stream | Primitive::Untyped => self.runtime("Value"),
        })
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
