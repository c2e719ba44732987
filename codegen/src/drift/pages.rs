//! Comparison with a state of which only the lock file is left. It tells the same as a comparison of pages, except for
//! what a lock does not hold: descriptions, of which it has a hash per page and one per member (by which a renamed
//! member is recognized, unless its words changed as well), lines, and the sentences on which facts rest.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    drift::Change,
    model::{Model, Place, QualifiedName},
    rules,
};

/// Checksums of descriptions, by page.
pub type Texts = BTreeMap<String, String>;

/// Replaces changes of single descriptions, which a lock file does not have, by one change per page. A page with
/// another reported change is left out, and so are pages between which a type or an enum moved: their texts differ anyway.
pub fn by_page(
    mut changes: Vec<Change>,
    (base, old): (&Model, &Texts),
    (head, new): (&Model, &Texts),
) -> Vec<Change> {
    let is_known = |change: &Change| change.before.is_some() || change.after.is_some();
    changes.retain(|change| change.rule() != &rules::DOCS_CHANGED || is_known(change));
    // These do not concern any page.
    let is_of_metadata = |change: &&Change| {
        let is_description = change.rule() == &rules::DOCS_CHANGED && change.before.is_none();
        is_description || change.rule() == &rules::RESTRICTION_CHANGED
    };
    let mut told: BTreeSet<String> = changes
        .iter()
        .filter(|change| !is_of_metadata(change))
        .flat_map(|change| [&change.base, &change.head])
        .flatten()
        .map(|place| place.file.to_string())
        .collect();
    let known = places(base);
    let moved = places(head).into_iter().filter_map(|(name, is)| {
        let was = *known.get(name)?;
        (was.file != is.file).then_some([was, is])
    });
    told.extend(moved.flatten().map(|place| place.file.to_string()));
    let mut first: BTreeMap<&str, (&QualifiedName, &Place)> = BTreeMap::new();
    for ty in head.types.values() {
        first.entry(&ty.place.file).or_insert((&ty.name, &ty.place));
    }
    for en in head.enums.values() {
        first.entry(&en.place.file).or_insert((&en.name, &en.place));
    }
    for (page, text) in new {
        let differs = old.get(page).is_some_and(|known| known != text);
        if let Some((name, place)) = first.get(page.as_str())
            && differs
            && !told.contains(page)
        {
            let message = rules::docs_changed::page(name);
            changes.push(Change::new(message, name).places(None, Some(place)));
        }
    }
    changes
}

/// Returns where each type and enum is declared.
fn places(model: &Model) -> BTreeMap<&QualifiedName, &Place> {
    let types = model.types.values().map(|ty| (&ty.name, &ty.place));
    let enums = model.enums.values().map(|en| (&en.name, &en.place));
    types.chain(enums).collect()
}
