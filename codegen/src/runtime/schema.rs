//! Names of a type and its fields, available without a value.

use super::{
    Limit,
    name_table::{NameTable, ends, is_same},
};

/// What is known about a structured type without a value of it.
#[derive(Debug)]
pub struct Schema {
    /// Qualified name.
    pub name: &'static str,
    /// Wire names of the fields, sorted bytewise.
    pub fields: &'static [&'static str],
    /// Qualified names of all types that extend it, at any depth, sorted.
    pub subtypes: &'static [&'static str],
    /// Wire names of the read-only properties.
    pub read_only: &'static [&'static str],
    /// Limits on the values to be sent, by wire name.
    pub limits: &'static [(&'static str, Limit)],
    /// Wire names of the relationships to one resource, which have no field.
    pub related: &'static [&'static str],
    /// Wire names of the relationships to a list of resources, which have no field.
    pub related_lists: &'static [&'static str],
    /// Finds a field by its name.
    pub table: NameTable,
}

impl Schema {
    /// Whether a value whose type is named `name` is of this type. OData's type names are case-sensitive, but services
    /// ignore case.
    pub(super) fn covers(&self, name: &str) -> bool {
        name.eq_ignore_ascii_case(self.name)
            || self
                .subtypes
                .iter()
                .any(|own| own.eq_ignore_ascii_case(name))
    }

    /// Returns the index of a field. `next` is the index to try first, where the field is if members come in the order
    /// of the schema.
    pub(super) fn find(&self, name: &str, next: usize) -> Option<usize> {
        let ends = ends(name);
        let is = |index: usize| {
            let field = self.fields.get(index);
            field.is_some_and(|field| is_same(field, name, ends))
        };
        if is(next) {
            return Some(next);
        }
        self.table.find(self.fields, ends, is)
    }

    /// Returns the index of a field whose name differs only in the case of ASCII letters.
    pub(super) fn find_any_case(&self, name: &str) -> Option<usize> {
        let is = |field: &&str| field.eq_ignore_ascii_case(name);
        let is = |index| self.fields.get(index).is_some_and(is);
        self.table.find(self.fields, ends(name), is)
    }
}
