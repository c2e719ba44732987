//! What descriptions say of deprecation.

use crate::model::Deprecation;

/// Whether something became deprecated (`Some(true)`), or no longer is.
pub(super) fn deprecation(old: Option<&Deprecation>, new: Option<&Deprecation>) -> Option<bool> {
    (old.is_some() != new.is_some()).then_some(new.is_some())
}

/// The word for it in a report.
pub(super) fn word(is: bool) -> &'static str {
    if is { "deprecated" } else { "in use" }
}

/// The reasons and dates of before and now, where both are known and not the same.
pub(super) fn reworded(
    old: Option<&Deprecation>,
    new: Option<&Deprecation>,
) -> Option<[String; 2]> {
    let words = [old?.words(), new?.words()];
    let differ = words[0] != words[1] && !words.iter().any(String::is_empty);
    differ.then_some(words)
}
