//! Finds out what the difference between two sets of pages means: two models in, changes out. A logical change is
//! reported once, even if table, block and prose all show it. What users of the generated crate cannot notice is not a
//! change.
//!
//! [`compare`] pairs the declarations of the two models, renamed ones included, compares each pair member by member,
//! and judges each difference by its effect on programs, on what is read and on what is sent.

mod annotations;
mod change;
mod context;
mod docs;
mod enums;
mod facts;
mod json_shape;
mod lists;
mod pages;
mod pairs;
mod properties;
mod similarity;
mod sources;
mod subject;
mod types;

use crate::rules;
use std::cmp::Reverse;

pub use change::{Change, findings};
pub use facts::facts;
pub use pages::{Texts, by_page};
pub use rules::Rule;

use crate::model::Model;

/// Finds what changed from `base` to `head`, most severe first.
pub fn compare(base: &Model, head: &Model) -> Vec<Change> {
    // Pages that say the same share a model.
    if std::ptr::eq(base, head) {
        return Vec::new();
    }
    let sides = context::Sides::new(base, head);
    let mut changes = Vec::new();
    types::compare(&sides, &mut changes);
    enums::compare(&sides, &mut changes);
    sources::tell(&sides, &mut changes);
    sort(&mut changes);
    changes
}

/// Sorts changes, most severe first.
pub fn sort(changes: &mut [Change]) {
    changes.sort_by_cached_key(|change| {
        (
            Reverse(change.severity),
            change.type_name.clone(),
            change.member.clone(),
            change.rule().id,
            change.before.clone(),
            change.after.clone(),
        )
    });
}
