//! Limits how much of a crate may disappear without consent.

use std::collections::BTreeMap;

use crate::{
    generator::{Error, Generator},
    model::{Model, QualifiedName},
    name::lower,
};

/// Refuses to drop many types from a crate, or the pages of many, unless someone agreed to their number. The usual
/// cause is a wrong folder or an incomplete checkout, not intent.
pub(super) fn check(old: &Model, now: &Model, generator: &Generator) -> Result<(), Error> {
    let (before, after) = (names(old), names(now));
    let dropped = before.keys().filter(|name| !after.contains_key(*name));
    let dropped = dropped.count();
    let loses_page = |(name, old_name): &(&String, &&QualifiedName)| {
        let now_name = after.get(*name);
        old.is_documented(old_name) && now_name.is_some_and(|name| !now.is_documented(name))
    };
    let undocumented = before.iter().filter(loses_page).count();
    let lost = dropped + undocumented;
    match lost * 10 > before.len() && generator.allowed_loss != Some(lost) {
        true => Err(Error::Loss {
            dropped,
            undocumented,
            of: before.len(),
        }),
        false => Ok(()),
    }
}

/// Returns the names of all types and enums, by name in lower case: in another case it is the same type.
fn names(model: &Model) -> BTreeMap<String, &QualifiedName> {
    let names = model.types.keys().chain(model.enums.keys());
    names.map(|name| (lower(name.as_str()), name)).collect()
}
