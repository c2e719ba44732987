//! Changes of descriptions and deprecations.

use crate::{
    drift::{Change, subject::Subject},
    finding::Severity,
    model::Deprecation,
    rules::docs_changed,
};

/// Returns the change if a type, an enum or an enum member became deprecated or no longer is; otherwise, if its
/// description changed.
pub(super) fn compare(
    subject: &Subject<'_>,
    [old, new]: [&Option<Deprecation>; 2],
    is_same: bool,
) -> Option<Change> {
    let Some(is) = deprecation(old.as_ref(), new.as_ref()) else {
        return (!is_same).then(|| Change::of(docs_changed::described(subject), subject));
    };
    let message = match is {
        true => docs_changed::deprecated(subject),
        false => docs_changed::no_longer_deprecated(subject),
    };
    let change = Change::of(message, subject).severity(Severity::Minor);
    Some(change.deprecated(is))
}

/// Returns whether something became deprecated (`Some(true)`) or is no longer deprecated (`Some(false)`).
pub(super) fn deprecation(old: Option<&Deprecation>, new: Option<&Deprecation>) -> Option<bool> {
    (old.is_some() != new.is_some()).then_some(new.is_some())
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
