//! Findings of earlier stages that lint reports in a better way.

use std::{collections::BTreeSet, sync::Arc};

use crate::{diagnostic::Diagnostic, rules, span::Span};

/// Whether lint reports this finding at a more precise place.
pub(crate) fn is_replaced(found: &Diagnostic, targets: &BTreeSet<(Arc<str>, Span)>) -> bool {
    let Some(label) = found.labels.first() else {
        return false;
    };
    let wide = label.span.end - label.span.start > 1;
    let is_cell = found.rule() == &rules::LINK_CASE && found.expected.is_none();
    let begin = || {
        (
            label.file.clone(),
            Span::new(label.span.start, label.span.start),
        )
    };
    let is_named = || {
        let mut from = targets.range(begin()..);
        from.next()
            .is_some_and(|(file, span)| *file == label.file && span.end <= label.span.end)
    };
    found.rule() == &rules::TRAILING_COMMA && wide || is_cell && is_named()
}

/// Returns the links that differ in letter case from a known file name.
pub(crate) fn named_targets(found: &[Diagnostic]) -> BTreeSet<(Arc<str>, Span)> {
    let of_links = found
        .iter()
        .filter(|found| found.rule() == &rules::LINK_CASE && found.expected.is_some());
    of_links
        .filter_map(|found| found.labels.first())
        .map(|label| (label.file.clone(), label.span))
        .collect()
}
