//! The constants that stand for properties: what is known of each without a value.

use std::collections::BTreeSet;

use syn::{Expr, ImplItem, Type};

use super::{
    names::{Member, Members},
    syntax::{apply, array, call, constant, function, path, signed, string, tuple, type_of},
};
use crate::model::Limit;

/// `pub const DISPLAY_NAME: runtime::Property<Self> = ..` for each property, relationships among them.
pub(super) fn constants(members: &Members) -> Vec<ImplItem> {
    // Constants share their names with methods.
    let methods = members.relationships.iter();
    let mut taken: BTreeSet<String> = methods.map(|member| member.ident.to_string()).collect();
    let all = members.fields.iter().chain(&members.relationships);
    all.map(|member| {
        let mut name = upper(&member.ident);
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        ImplItem::Const(constant(&name, handle_type(), handle(member)))
    })
    .collect()
}

/// The limits of all fields that have some: `&[("name", Limit), ..]`.
pub(super) fn limits(members: &Members) -> Option<Expr> {
    let fields = members.fields.iter();
    let limits: Vec<Expr> = fields
        .flat_map(|member| {
            let name = member.property.name.as_str();
            let limits = member.property.limits.iter();
            limits.map(move |own| tuple([string(name), limit(*own)]))
        })
        .collect();
    (!limits.is_empty()).then(|| array(limits))
}

fn handle_type() -> Type {
    apply(path(["runtime", "Property"]), type_of(path(["Self"])))
}

/// `runtime::Property::new("name").read_only()`.
fn handle(member: &Member) -> Expr {
    let property = member.property;
    let mut handle = function(["runtime", "Property", "new"], [string(&property.name)]);
    if property.read_only {
        handle = call(handle, "read_only", []);
    }
    if !property.limits.is_empty() {
        let limits = property.limits.iter().map(|own| limit(*own)).collect();
        handle = call(handle, "limited", [array(limits)]);
    }
    handle
}

fn limit(limit: Limit) -> Expr {
    let (name, arguments) = match limit {
        Limit::MaxLength(most) => ("MaxLength", vec![signed(i128::from(most))]),
        Limit::MaxBytes(most) => ("MaxBytes", vec![signed(i128::from(most))]),
        Limit::MaxItems(most) => ("MaxItems", vec![signed(i128::from(most))]),
        Limit::Range(first, last) => {
            let ends = [first, last];
            ("Range", ends.map(|end| signed(i128::from(end))).into())
        }
    };
    function(["runtime", "Limit", name], arguments)
}

/// `DISPLAY_NAME` of `display_name`, `TYPE` of `type_`.
pub(super) fn upper(ident: &str) -> String {
    let upper: String = ident.trim_end_matches('_').to_uppercase();
    // The upper case of a few letters is no letter any more.
    let upper = upper.replace(|c: char| c != '_' && !c.is_alphanumeric(), "_");
    match upper.chars().all(|c| c == '_') {
        true => format!("{upper}_PROPERTY"),
        false => upper,
    }
}
