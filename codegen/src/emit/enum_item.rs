//! An open enum: the documented members, and a variant for every other value.

use std::collections::BTreeMap;

use quote::quote;
use syn::{Fields, FieldsUnnamed, Item, ItemEnum, Variant, punctuated::Punctuated};

use super::{
    ast::{doc, ident as identifier, mark, path, type_of, unnamed},
    corrections, deprecation,
    docs::{self, Docs},
    ident,
};
use crate::{
    diagnostic::Diagnostic,
    model::{self, Corrected, Deprecation, Enum, EnumMember, QualifiedName, Type},
    rules,
};

/// Name of the variant that keeps undocumented values.
pub(super) const UNRECOGNIZED: &str = "Unrecognized";

/// Remark about members that are newer than the sentinel.
const NEWER: &str =
    "Sent only in response to requests with the header `Prefer: include-unknown-enum-members`.";

/// What an enum is made from: a declared enum, or the value list of a property.
pub(super) struct Source<'a> {
    /// Name of the Rust type.
    pub ident: &'a str,
    /// Qualified name of the type, and the property if the enum comes from a value list.
    pub about: (&'a str, Option<&'a str>),
    pub members: &'a [EnumMember],
    pub docs: Vec<String>,
    pub deprecated: Option<&'a Deprecation>,
}

/// A member and its variant.
pub(super) struct Named<'a> {
    pub ident: String,
    pub member: &'a EnumMember,
}

/// Returns the enum without its impls.
pub(super) fn item(source: &Source, named: &[Named], docs: &Docs) -> Item {
    let (owner, property) = source.about;
    let corrected = docs.model.corrected(&QualifiedName::new(owner)).iter();
    let corrected = corrected.filter(|known| known.member.is_some());
    let corrected: Vec<&Corrected> = corrected
        .filter(|known| known.property.as_deref() == property)
        .collect();
    let mut variants: Vec<Variant> = (named.iter())
        .map(|named| variant(named, &corrected, docs))
        .collect();
    variants.push(unrecognized());
    let mut lines = source.docs.clone();
    corrections::of_whole(corrected, &mut lines);
    let mut attrs = doc(&lines);
    attrs.extend(deprecation::attribute(source.deprecated));
    attrs.push(mark("derive", quote!(Clone, Debug, PartialEq, Eq, Hash)));
    attrs.push(mark("non_exhaustive", quote!()));
    Item::Enum(ItemEnum {
        attrs,
        vis: syn::Visibility::Public(Default::default()),
        enum_token: Default::default(),
        ident: identifier(source.ident),
        generics: Default::default(),
        brace_token: Default::default(),
        variants: variants.into_iter().collect(),
    })
}

/// Returns the variant for undocumented values.
fn unrecognized() -> Variant {
    let lines = ["A value that the documentation does not list, as it was received.".to_owned()];
    let ty = type_of(path(["runtime", UNRECOGNIZED]));
    Variant {
        attrs: doc(&lines),
        ident: identifier(UNRECOGNIZED),
        fields: Fields::Unnamed(FieldsUnnamed {
            paren_token: Default::default(),
            unnamed: Punctuated::from_iter([unnamed(ty)]),
        }),
        discriminant: None,
    }
}

fn variant(named: &Named, corrected: &[&Corrected], docs: &Docs) -> Variant {
    let member = named.member;
    let docs = docs.on_page(&member.place.file);
    let wire = docs::code_of(&member.name);
    let mut lines = docs.blocks(&member.docs);
    match lines.first_mut() {
        // A list or a code block must begin on a line of its own.
        Some(first) if first.starts_with(|c: char| c.is_alphanumeric()) => {
            first.insert_str(0, &format!("{wire}: "));
        }
        Some(_) => {
            lines.insert(0, String::new());
            lines.insert(0, wire);
        }
        None => lines.push(wire),
    }
    if member.source == model::Source::Metadata {
        docs::separate(&mut lines);
        lines.push(docs::UNDOCUMENTED.to_owned());
    }
    if member.since_sentinel {
        lines.extend([String::new(), NEWER.to_owned()]);
    }
    corrections::of_member(corrected.iter().copied(), &member.name, &mut lines);
    deprecation::paragraph(member.deprecated.as_ref(), &mut lines);
    let mut attrs = doc(&lines);
    attrs.extend(deprecation::attribute(member.deprecated.as_ref()));
    Variant {
        attrs,
        ident: identifier(&named.ident),
        fields: Fields::Unit,
        discriminant: None,
    }
}

impl<'a> Source<'a> {
    /// Assigns each member its variant. If two would get the same name, the second one gets a suffix.
    pub fn variants(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Named<'a>> {
        let mut taken: BTreeMap<String, &EnumMember> = BTreeMap::new();
        let mut named = Vec::new();
        for member in self.members {
            let mut plain = ident::pascal(&member.name);
            if plain == UNRECOGNIZED {
                plain.push_str("Value");
            }
            if let Some(other) = taken.get(&plain) {
                diagnostics.push(collision(self, member, other, &plain));
            }
            let ident = ident::apart(&plain, &member.name, ident::pascal, |name| {
                taken.contains_key(name)
            });
            taken.insert(ident.clone(), member);
            named.push(Named { ident, member });
        }
        named
    }
}

fn collision(source: &Source, second: &EnumMember, first: &EnumMember, ident: &str) -> Diagnostic {
    let message = rules::variant_collision(&first.name, &second.name, ident);
    let (ty, property) = source.about;
    Diagnostic::at(message, &second.place)
        .label("this one gets a suffix")
        .also_at(&first.place, "this one keeps the name")
        .about(ty, Some(property.unwrap_or(&second.name)))
}

/// Returns the documentation of an enum with a page or section of its own.
pub(super) fn enum_docs(en: &Enum, docs: &Docs) -> Vec<String> {
    let mut lines = docs.blocks(&en.docs);
    deprecation::paragraph(en.deprecated.as_ref(), &mut lines);
    docs.name_page(&en.name, &mut lines);
    lines
}

/// Returns the documentation of an enum made from the value list of a property.
pub(super) fn list_docs(property: &str, ty: &Type, docs: &Docs) -> Vec<String> {
    let wire = docs::code_of(property);
    let mut lines = vec![format!("The values listed for {wire}.")];
    docs.name_page(&ty.name, &mut lines);
    lines
}
