//! The constants that stand for properties: what is known of each without a value.

use std::collections::BTreeSet;

use syn::{Expr, ImplItem};

use super::{
    ast::{apply, array, associated, call, constant, path, signed, string, type_of},
    names::{Member, Members},
    scope::Scope,
};
use crate::model::Limit;

/// `pub const DISPLAY_NAME: Property<Self> = ..` for each property, relationships among them.
pub(super) fn constants(members: &Members, scope: &Scope) -> Vec<ImplItem> {
    // Constants share their names with methods.
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
        ImplItem::Const(constant(&name, ty, handle(member, scope)))
    })
    .collect()
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
