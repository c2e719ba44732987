//! Adds what annotations of the metadata say where the pages are silent.

use std::sync::Arc;

use super::{Deprecation, Property, PropertySource};
use crate::{
    metadata::{Notes, Refused},
    prose::{self, Block, Docs, Inline, InlineKind},
    span::Span,
};

/// What no page says of a property, annotations do.
pub(super) fn annotate(property: &mut Property, notes: &Notes) {
    let is_new = property.source == PropertySource::Metadata;
    supplement(&mut property.docs, notes, is_new);
    if is_new {
        property.read_only |= notes.read_only;
        property.write_only |= notes.write_only;
    }
    deprecate(&mut property.deprecated, notes);
}

/// Where a page gives no reason or no dates, the service does.
pub(super) fn deprecate(own: &mut Option<Deprecation>, notes: &Notes) {
    let Some(said) = &notes.deprecated else {
        return;
    };
    let own = own.get_or_insert_default();
    for (own, said) in [(&mut own.note, &said.note), (&mut own.dates, &said.dates)] {
        if own.is_empty() {
            own.clone_from(said);
        }
    }
}

/// Adds to a description what [`missing`] finds.
pub(super) fn supplement(own: &mut Docs, notes: &Notes, is_new: bool) {
    let missing = missing(own, notes, is_new);
    if !missing.is_empty() {
        *own = own.iter().cloned().chain(missing).collect();
    }
}

/// What the service says and a description does not: all if there is none, or else what is refused and not spoken of.
pub(super) fn missing(own: &[Block], notes: &Notes, is_new: bool) -> Vec<Block> {
    let description = notes.description.iter().filter(|_| own.is_empty());
    let mut missing: Vec<Block> = description.map(|text| paragraph(text)).collect();
    if notes.refused.is_empty() {
        return missing;
    }
    let said = prose::words(own).to_lowercase();
    let is_open = |refused: &&Refused| !said.contains(refused.option.trim_start_matches('$'));
    let refused = notes.refused.iter().filter(is_open);
    let refused: Vec<String> = refused.map(|refused| sentence(refused, is_new)).collect();
    if !refused.is_empty() {
        missing.push(paragraph(&refused.join(" ")));
    }
    missing
}

fn sentence(refused: &Refused, is_new: bool) -> String {
    let source = ["According to the metadata of the service, it", "It"][usize::from(is_new)];
    let within = refused.within.as_ref();
    let within = within.map_or_else(String::new, |set| format!(" in /{set}"));
    format!("{source} does not support {}{within}.", refused.option)
}

fn paragraph(text: &str) -> Block {
    let kind = InlineKind::Text(arcstr::ArcStr::from(text).substr(..));
    let span = Span::default();
    Block::Paragraph(Arc::new([Inline { kind, span }]))
}
