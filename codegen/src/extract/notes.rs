//! Notes, and what they and other text say about a type as a whole.

use crate::{
    extract::{
        Deprecation, flags,
        flat::Flat,
        head,
        reader::Reader,
        section::{Class, Placed},
    },
    page::{self, BlockKind},
    prose::{self, Inline, InlineKind, plain},
    span::Span,
};

impl<'a> Reader<'a> {
    /// Reads what introductions, notes and property sections say about all properties.
    pub(super) fn notes(&mut self, flat: &Flat<'_>) {
        let sentences = flat.sentences();
        let mut sentences = sentences
            .iter()
            .map(|&(start, end)| flat.prose[start..end].trim_end());
        self.all_read_only |= flat.prose.contains("all") && sentences.any(flags::all_are_read_only);
    }

    /// Takes the first sentence that calls the type deprecated. A title calls it so without words.
    pub(super) fn deprecated(&mut self, said: Option<Deprecation>) {
        let known = self.extract.deprecated.as_ref();
        if known.is_none_or(|known| known.note.is_empty()) {
            self.extract.deprecated = said.or(self.extract.deprecated.take());
        }
    }

    pub(super) fn quote(
        &mut self,
        alert: Option<&str>,
        blocks: &'a [page::Block],
        item: &Placed<'a>,
    ) {
        let is_intro = item.path.is_empty();
        if !is_intro && *item.class() != Class::Properties {
            return;
        }
        for block in blocks {
            let BlockKind::Paragraph(text) = &block.kind else {
                continue;
            };
            let flat = self.places.flat(text);
            self.notes(&flat);
            if !is_intro {
                continue;
            }
            let said = head::sentences(&flat, self.places);
            if said.is_deprecated_itself
                || matches!(alert, Some("caution" | "warning" | "important"))
            {
                self.deprecated(said.deprecated);
            }
            self.extract.is_abstract |= said.is_abstract;
            self.extract.bases.extend(said.bases);
        }
        if !is_intro {
            return;
        }
        let quoted = blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(prose::Block::Paragraph(text.clone())),
            BlockKind::List(list) => Some(prose::Block::List(list.clone())),
            _ => None,
        });
        let mut quoted: Vec<prose::Block> = quoted.collect();
        if let (Some(alert), Some(prose::Block::Paragraph(text))) = (alert, quoted.first_mut()) {
            *text = called(alert, text);
        }
        if !quoted.is_empty() {
            self.extract.docs.push(prose::Block::Quote(quoted));
        }
    }
}

/// Returns a note with its name as a title, as in `Caution:`, because a site shows it that way.
fn called(alert: &str, text: &prose::Inlines) -> prose::Inlines {
    let says_so = plain(text).to_lowercase().starts_with(alert);
    let Some(first) = text.first().filter(|_| !says_so) else {
        return text.clone();
    };
    let mut letters = alert.chars();
    let initial = letters.next().map(|first| first.to_ascii_uppercase());
    let word: String = initial.into_iter().chain(letters).chain([':']).collect();
    let at = |kind| Inline {
        kind,
        span: Span::new(first.span.start, first.span.start),
    };
    let word = [at(InlineKind::Text(word.as_str().into()))];
    let title = [
        at(InlineKind::Strong(word.into())),
        at(InlineKind::Text(" ".into())),
    ];
    title.into_iter().chain(text.iter().cloned()).collect()
}
