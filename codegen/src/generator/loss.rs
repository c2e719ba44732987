//! How much of a crate may go without a word.

use std::collections::BTreeSet;

use crate::{
    generator::{Error, Generator},
    model::{Model, QualifiedName},
};

/// Refuses to take many types, or the pages of many, from a crate that has them, unless somebody agreed to their number: it
/// is a wrong folder or half a checkout more often than it is meant so.
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
