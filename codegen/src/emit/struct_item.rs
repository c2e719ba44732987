//! The struct of a type, with the accessors of its relationships.

use quote::quote;
use syn::{Fields, FieldsNamed, ImplItem, ImplItemFn, Item, ItemStruct, parse_quote};

use super::{
    ast::{
        call, doc, field, getter, ident as identifier, inherent, mark, own_field, string, type_of,
    },
    corrections, deprecation,
    docs::{self, Docs},
    features::{self, Features},
    module_layout::ItemPath,
    names::{Member, Members},
    property_consts,
    property_docs::property_docs,
    quotes,
    reverse_index::Relations,
    scope::Scope,
};
use crate::model::Type;

/// Last remark in the documentation of each relationship.
const EXPANDED: &str =
    "Available only if the request expanded it (`$expand`); `None` if it is absent or null.";

/// Beginning of the last remark about a relationship whose target may not be enabled.
pub(super) const NEEDS: &str = "Needs the feature `";

/// Returns the struct of a type and the methods that decode its relationships.
pub(super) fn items(
    ty: &Type,
    members: &Members,
    scope: &Scope,
    docs: &Docs,
    features: &Features,
    relations: &Relations,
) -> Vec<Item> {
    let mut items = vec![Item::Struct(structure(ty, members, scope, docs, relations))];
    let constants = property_consts::constants(members, scope, docs);
    if !constants.is_empty() {
        let mut names = inherent(&scope.item_path.ident, constants);
        names.attrs = doc(&["Constants for its properties.".to_owned()]);
        items.push(Item::Impl(names));
    }
    let methods: Vec<ImplItem> = members
        .accessors()
        .map(|member| ImplItem::Fn(accessor(member, scope, docs, features)))
        .collect();
    if !methods.is_empty() {
        items.push(Item::Impl(inherent(&scope.item_path.ident, methods)));
    }
    items
}

fn structure(
    ty: &Type,
    members: &Members,
    scope: &Scope,
    docs: &Docs,
    relations: &Relations,
) -> ItemStruct {
    let mut named: Vec<syn::Field> = members
        .fields
        .iter()
        .map(|member| {
            let mut attrs = doc(&property_docs(member, docs));
            attrs.extend(deprecation::attribute(member.nearest.deprecated.as_ref()));
            field(attrs, &member.ident, scope.field_type(member))
        })
        .collect();
    let extra = ["Members that have no field or did not fit their field.".to_owned()];
    named.push(field(doc(&extra), "extra", type_of(scope.runtime("Extra"))));
    // Instead of `#[non_exhaustive]`, which would rule out `..Default::default()`.
    let hidden = vec![mark("doc", quote!(hidden))];
    named.push(field(hidden, "__non_exhaustive", parse_quote!(())));
    let mut attrs = doc(&type_docs(ty, docs, relations));
    attrs.extend(deprecation::attribute(ty.deprecated.as_ref()));
    ItemStruct {
        attrs,
        vis: syn::Visibility::Public(Default::default()),
        struct_token: Default::default(),
        ident: identifier(&scope.item_path.ident),
        generics: Default::default(),
        fields: Fields::Named(FieldsNamed {
            brace_token: Default::default(),
            named: named.into_iter().collect(),
        }),
        semi_token: None,
    }
}

/// Returns an accessor such as `pub fn manager(&self) -> Result<Option<DirectoryObject>, Error>`, which decodes on each
/// call.
fn accessor(member: &Member, scope: &Scope, docs: &Docs, features: &Features) -> ImplItemFn {
    let property = member.property;
    let method = match property.collection {
        true => "related_list",
        false => "related",
    };
    let mut lines = property_docs(member, docs);
    docs::separate(&mut lines);
    lines.push(EXPANDED.to_owned());
    let gated = gated(member, scope, features);
    lines.extend(gated.map(|target| format!("{NEEDS}{}`.", target.feature)));
    let mut attrs = doc(&lines);
    attrs.extend(gated.map(|target| features::gate(features.of(target))));
    attrs.extend(deprecation::attribute(member.nearest.deprecated.as_ref()));
    let body = call(own_field("extra"), method, [string(&property.name)]);
    // Compiled only where it is called; otherwise it would pull the whole target into the library.
    attrs.push(mark("inline", Default::default()));
    getter(attrs, &member.ident, scope.relationship(member), body)
}

/// Returns the target of a relationship if it may not be enabled.
pub(super) fn gated<'a>(
    member: &Member,
    scope: &'a Scope,
    features: &Features,
) -> Option<&'a ItemPath> {
    let target = scope.names.target(member)?;
    (!features.implies(scope.item_path, target)).then_some(target)
}

fn type_docs(ty: &Type, docs: &Docs, relations: &Relations) -> Vec<String> {
    let mut lines = docs.blocks(&ty.docs);
    if let Some(base) = &ty.base {
        docs.name_type("Extends", base, &mut lines);
        let facts = docs.model.type_facts.get(&ty.name);
        if let Some(provenance) = facts.and_then(|facts| facts.base.as_ref()) {
            quotes::unless_said(provenance, &mut lines);
        }
    }
    let corrected = docs.model.corrected(&ty.name).iter();
    let corrected = corrected.filter(|known| known.member.is_none());
    corrections::of_whole(corrected, &mut lines);
    let below = relations.below(&ty.name).iter().copied();
    docs.list_types("Extended by", below, &mut lines);
    docs.list_types("Used by", relations.users(&ty.name), &mut lines);
    deprecation::paragraph(ty.deprecated.as_ref(), &mut lines);
    docs.name_page(&ty.name, &mut lines);
    lines
}
