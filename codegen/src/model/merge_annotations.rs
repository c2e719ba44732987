//! Adds what annotations of the metadata say where the pages are silent.

use std::collections::BTreeMap;

use super::{Deprecation, Property, PropertySource, annotated::Annotated};
use crate::{
    metadata::{Notes, Refused},
    prose::{self, Block, Docs},
};

/// Adds to a property what annotations say and no page does.
pub(super) fn annotate(property: &mut Property, notes: &Notes) -> Annotated {
    let is_new = property.source == PropertySource::Metadata;
    if is_new {
        property.read_only |= notes.read_only;
        property.write_only |= notes.write_only;
    }
    let deprecated = &mut property.deprecated;
    supplement_shared(&mut property.docs, deprecated, notes, is_new)
}

/// Like [`supplement`], for a description that is shared.
pub(super) fn supplement_shared(
    docs: &mut Docs,
    deprecated: &mut Option<Deprecation>,
    notes: &Notes,
    is_new: bool,
) -> Annotated {
    let mut own = docs.to_vec();
    let said = supplement(&mut own, deprecated, notes, is_new);
    if own.len() > docs.len() {
        *docs = own.into();
    }
    said
}

/// Adds what the metadata says: a description if there is none, unsupported query options and operations that the page
/// does not mention, and why and since when an item is deprecated.
pub(super) fn supplement(
    docs: &mut Vec<Block>,
    deprecated: &mut Option<Deprecation>,
    notes: &Notes,
    is_new: bool,
) -> Annotated {
    let is_open = |refused: &&Refused| !speaks_of(&prose::words(docs), &refused.option);
    let description = notes.description.as_ref().filter(|_| docs.is_empty());
    let mut said = Annotated {
        described: description.map(|text| Annotated::digest(text)),
        deprecated: deprecated.is_none() && notes.deprecated.is_some(),
        revision: None,
        refused: notes.refused.iter().filter(is_open).cloned().collect(),
    };
    docs.extend(
        description
            .into_iter()
            .flat_map(|text| prose::from_text(text).to_vec()),
    );
    if !said.refused.is_empty() {
        let sentences = sentences(&said.refused, is_new);
        docs.extend_from_slice(&prose::from_text(&sentences));
    }
    let added = notes
        .deprecated
        .as_ref()
        .map(|notes| deprecate(deprecated, notes));
    let is_addition = |added: &String| said.deprecated || !added.is_empty();
    said.revision = added
        .filter(is_addition)
        .map(|added| Annotated::digest(&added));
    said
}

/// Whether a description mentions the query option or operation.
fn speaks_of(text: &str, refused: &str) -> bool {
    let text = text.to_lowercase();
    match refused {
        // These words have no other meaning in descriptions.
        "$filter" | "$expand" => text.contains(&refused[1..]),
        "updates" => text.contains("read-only"),
        _ => refused.starts_with('$') && text.contains(refused),
    }
}

/// Adds a reason or dates if the page gives none, and returns them.
fn deprecate(own: &mut Option<Deprecation>, said: &Deprecation) -> String {
    let own = own.get_or_insert_default();
    let mut added = String::new();
    for (own, said) in [(&mut own.note, &said.note), (&mut own.dates, &said.dates)] {
        if own.is_empty() {
            own.clone_from(said);
            added.push_str(said);
        }
    }
    added
}

/// Returns a sentence for each entity set, beginning with the one for all sets.
fn sentences(refused: &[Refused], is_new: bool) -> String {
    let source = ["According to the metadata of the service, it", "It"][usize::from(is_new)];
    let mut sets: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    for refused in refused {
        let set = sets.entry(refused.within.as_deref()).or_default();
        set.push(&refused.option);
    }
    let sentence = |(set, mut options): (Option<&str>, Vec<&str>)| {
        let within = set.map_or_else(String::new, |set| format!(" in /{set}"));
        let last = options.pop().unwrap_or_default();
        let options = match options.is_empty() {
            true => last.to_owned(),
            false => format!("{} or {last}", options.join(", ")),
        };
        format!("{source} does not support {options}{within}.")
    };
    let sentences: Vec<String> = sets.into_iter().map(sentence).collect();
    sentences.join(" ")
}
