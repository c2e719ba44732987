//! Limits how much of a crate may disappear without consent.

use std::collections::BTreeSet;

use crate::{
    generator::{Error, Generator},
    model::{Model, QualifiedName},
};

/// Refuses to drop many types from a crate, or the pages of many, unless someone agreed to their number. The usual
/// cause is a wrong folder or an incomplete checkout, not intent.
pub(super) fn check(old: &Model, now: &Model, generator: &Generator) -> Result<(), Error> {
    let names = |model: &Model| -> BTreeSet<QualifiedName> {
        let names = model.types.keys().chain(model.enums.keys());
        names.cloned().collect()
    };
    let (before, after) = (names(old), names(now));
    let dropped = before.difference(&after).count();
    let loses_page = |name: &&QualifiedName| old.is_documented(name) && !now.is_documented(name);
    let undocumented = before.intersection(&after).filter(loses_page).count();
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
