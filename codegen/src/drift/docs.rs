//! What descriptions say about deprecation.

use crate::model::Deprecation;

/// Returns whether something became deprecated (`Some(true)`) or is no longer deprecated (`Some(false)`).
pub(super) fn deprecation(old: Option<&Deprecation>, new: Option<&Deprecation>) -> Option<bool> {
    (old.is_some() != new.is_some()).then_some(new.is_some())
}

/// Returns the word for it in a report.
pub(super) fn word(is: bool) -> &'static str {
    if is { "deprecated" } else { "in use" }
}

/// Returns the old and the new reasons and dates if both are known and differ.
pub(super) fn reworded(
    old: Option<&Deprecation>,
    new: Option<&Deprecation>,
) -> Option<[String; 2]> {
    let words = [old?.words(), new?.words()];
    let differ = words[0] != words[1] && !words.iter().any(String::is_empty);
    differ.then_some(words)
}
