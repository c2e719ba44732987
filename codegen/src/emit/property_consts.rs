//! Associated constants for properties: what is known about each without a value.

use std::collections::BTreeSet;

use syn::{Expr, ImplItem};

use super::{
    ast::{apply, array, associated, call, constant, doc, path, signed, string, type_of},
    docs::{self, Docs},
    names::{Member, Members, is_declared},
    property_docs::property_docs,
    scope::Scope,
};
use crate::model::Limit;

/// Returns `pub const DISPLAY_NAME: Property<Self> = ..` for each property, including relationships.
pub(super) fn constants(members: &Members, scope: &Scope, docs: &Docs) -> Vec<ImplItem> {
    // Constants share a namespace with methods.
    let methods = members.relationships.iter();
    let mut taken: BTreeSet<String> = methods.map(|member| member.ident.to_string()).collect();
    taken.insert("ODATA_TYPE".to_owned());
    let all = members.fields.iter().chain(&members.relationships);
    all.map(|member| {
        let mut name = upper(&member.ident);
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        let ty = apply(scope.runtime("Property"), type_of(path(["Self"])));
        let mut handle = constant(&name, ty, handle(member, scope));
        handle.attrs = doc(&about(member, docs));
        ImplItem::Const(handle)
    })
    .collect()
}

/// Returns the documentation of a constant: the name on the wire, and what is known about the value. If neither a field
/// nor a method has the text of the page, it is here.
fn about(member: &Member, docs: &Docs) -> Vec<String> {
    let property = member.nearest;
    let is_elsewhere = !member.property.relationship || is_declared(member.property);
    let mut lines = match is_elsewhere {
        true => Vec::new(),
        false => property_docs(member, docs),
    };
    docs::separate(&mut lines);
    let mut line = docs::code_of(&property.name);
    if property.read_only {
        line.push_str(", read-only");
    }
    for limit in &property.limits {
        line.push_str(&match limit {
            Limit::MaxLength(most) => format!(", at most {most} characters"),
            Limit::MaxBytes(most) => format!(", at most {most} bytes"),
            Limit::MaxItems(most) => format!(", at most {most} items"),
            Limit::Range(first, last) => format!(", from {first} to {last}"),
        });
    }
    lines.push(line + ".");
    lines
}

/// `Property::read_only("name")`.
fn handle(member: &Member, scope: &Scope) -> Expr {
    let property = member.nearest;
    let new = if property.read_only {
        "read_only"
    } else {
        "new"
    };
    let handle = associated(scope.runtime("Property"), new, [string(&property.name)]);
    if property.limits.is_empty() {
        return handle;
    }
    let limits = property.limits.iter().map(|own| {
        let (name, bounds) = parts(*own);
        associated(scope.runtime("Limit"), name, bounds.into_iter().map(signed))
    });
    call(handle, "limited", [array(limits.collect())])
}

/// `MaxLength(256)`.
pub(super) fn limit(limit: Limit) -> String {
    let (name, bounds) = parts(limit);
    let bounds: Vec<String> = bounds.iter().map(i128::to_string).collect();
    format!("{name}({})", bounds.join(", "))
}

/// The variant of a limit, and what it holds.
fn parts(limit: Limit) -> (&'static str, Vec<i128>) {
    match limit {
        Limit::MaxLength(most) => ("MaxLength", vec![most.into()]),
        Limit::MaxBytes(most) => ("MaxBytes", vec![most.into()]),
        Limit::MaxItems(most) => ("MaxItems", vec![most.into()]),
        Limit::Range(first, last) => ("Range", vec![first.into(), last.into()]),
    }
}

/// Returns `DISPLAY_NAME` for `display_name`, and `TYPE` for `type_`.
pub(super) fn upper(ident: &str) -> String {
    let upper: String = ident.trim_end_matches('_').to_uppercase();
    // A few letters have an upper case that is not a letter.
    let upper = upper.replace(|c: char| c != '_' && !c.is_alphanumeric(), "_");
    match upper.chars().all(|c| c == '_') {
        true => format!("{upper}_PROPERTY"),
        false => upper,
    }
}
