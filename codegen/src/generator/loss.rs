//! How much of a crate may go without a word.

use std::collections::BTreeSet;

use crate::{
    generator::{Error, Generator},
    model::{Model, QualifiedName},
};

/// Refuses to take many types from a crate that has them, unless somebody agreed to their number: it is a wrong folder
/// or half a checkout more often than it is meant so.
pub(super) fn check(old: &Model, now: &Model, generator: &Generator) -> Result<(), Error> {
    let names = |model: &Model| -> BTreeSet<QualifiedName> {
        model
            .types
            .keys()
            .chain(model.enums.keys())
            .cloned()
            .collect()
    };
    let (old, now) = (names(old), names(now));
    let dropped = old.difference(&now).count();
    match dropped * 10 > old.len() && generator.allowed_loss != Some(dropped) {
        true => Err(Error::Loss {
            dropped,
            of: old.len(),
        }),
        false => Ok(()),
    }
}
