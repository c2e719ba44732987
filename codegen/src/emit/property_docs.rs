//! The documentation of a property.

use super::{
    corrections, deprecation,
    docs::{self, Docs},
    ident,
    names::Member,
    quotes,
};
use crate::model::PropertySource;

/// Returns what the page says about a property, with remarks about its form on the wire.
pub(super) fn property_docs(member: &Member, docs: &Docs) -> Vec<String> {
    let property = member.nearest;
    let docs = docs.on_page(&property.place.file);
    let mut lines = docs.blocks(&property.docs);
    let mut remarks = Vec::new();
    if property.read_only && !docs::says(&lines, "read-only") && !docs::says(&lines, "read only") {
        remarks.push("Read-only.".to_owned());
    }
    // If a base has text for it, it is not only in the JSON representation.
    if lines.is_empty() && property.source == PropertySource::Json {
        remarks.push("Shown only in the JSON representation.".to_owned());
    }
    if property.source == PropertySource::Metadata {
        remarks.push(docs::UNDOCUMENTED.to_owned());
    }
    if lines.is_empty() || !ident::is_camel_of(&property.name, &member.ident) {
        remarks.push(format!(
            "Name on the wire: {}.",
            docs::code_of(&property.name)
        ));
    }
    if !remarks.is_empty() {
        docs::separate(&mut lines);
        lines.push(remarks.join(" "));
    }
    let facts = docs.model.type_facts.get(member.nearest_owner);
    for (name, _, provenance) in facts.into_iter().flat_map(|facts| &facts.limits) {
        if *name == property.name {
            quotes::unless_said(provenance, &mut lines);
        }
    }
    corrections::of_property(member, docs.model, &mut lines);
    deprecation::paragraph(property.deprecated.as_ref(), &mut lines);
    lines
}
