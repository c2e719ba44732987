//! Spells the names in facts as the service does, if only the letter case differs from that on the pages.

use std::{borrow::Cow, sync::Arc};

use super::{is_called, owner};
use crate::{
    extract::PageExtract,
    facts::{Fact, page_named},
    model::{Model, TypeRef},
};

/// Returns the facts with the names of the model.
pub(super) fn respell<'f>(
    facts: &'f [Fact],
    pages: &[Arc<PageExtract>],
    model: &Model,
) -> Cow<'f, [Fact]> {
    if model.service.is_empty() {
        return Cow::Borrowed(facts);
    }
    let mut facts = facts.to_vec();
    for fact in &mut facts {
        let page = page_named(fact, pages, |page| &page.path);
        let Some(owner) = page.and_then(|page| owner(fact, page, model)) else {
            continue;
        };
        for named in fact.assertion.properties_mut() {
            named.text = model.spelled_property(&owner, &named.text).to_owned();
        }
        for named in fact.assertion.types_mut() {
            let mut names = model.respelled.names();
            let known = names.find(|(on_page, _)| is_called(on_page, &named.text));
            if let Some((_, in_service)) = known {
                named.text = in_service.to_string();
            }
        }
        let property = fact.assertion.properties_mut().first();
        let property = property.and_then(|named| model.property(&owner, &named.text));
        if let Some(TypeRef::Enum(name)) = property.map(|property| &property.ty) {
            for named in fact.assertion.values_mut() {
                named.text = model.spelled_member(name, &named.text).to_owned();
            }
        }
    }
    Cow::Owned(facts)
}
