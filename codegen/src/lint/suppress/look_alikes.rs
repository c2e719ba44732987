//! Consequences of a name with mixed alphabets, whose correct spelling seems to be a different name.

use std::{collections::BTreeMap, sync::Arc};

use crate::{diagnostic::Diagnostic, rules};

/// Drops them.
pub(crate) fn drop(found: &mut Vec<Diagnostic>) {
    let mut mixed: BTreeMap<Arc<str>, Vec<String>> = BTreeMap::new();
    for found in found
        .iter()
        .filter(|found| found.rule() == &rules::MIXED_SCRIPT)
    {
        if let Some(label) = found.labels.first() {
            let names = mixed.entry(label.file.clone()).or_default();
            names.extend(found.names.iter().cloned());
        }
    }
    if mixed.is_empty() {
        return;
    }
    let follow = [
        &rules::MISSING_IN_TABLE,
        &rules::MISSING_IN_BLOCK,
        &rules::NAME_CONFLICT,
    ];
    found.retain(|found| {
        let names = found
            .labels
            .first()
            .and_then(|label| mixed.get(&label.file));
        let (Some(names), Some(member)) = (names, &found.member) else {
            return true;
        };
        !follow.contains(&found.rule()) || !names.iter().any(|name| looks_like(name, member))
    });
}

/// Whether two names differ only in letters of other alphabets.
fn looks_like(mixed: &str, name: &str) -> bool {
    let mut pairs = mixed.chars().zip(name.chars());
    mixed.chars().count() == name.chars().count()
        && pairs.all(|(mixed, plain)| mixed == plain || !mixed.is_ascii())
}
