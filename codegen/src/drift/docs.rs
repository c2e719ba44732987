//! What descriptions say: their words, without marks and without where links lead.

use crate::{
    model::Deprecation,
    prose::{Block, fold, plain},
};

/// The words of a description.
pub(super) fn words(blocks: &[Block]) -> String {
    let mut out = String::new();
    collect(blocks, &mut out);
    fold(&out)
}

fn collect(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => out.push_str(&plain(inlines)),
            Block::List(items) => {
                for item in items {
                    out.push_str(&plain(item));
                    out.push(' ');
                }
            }
            Block::Quote(inner) => collect(inner, out),
            Block::Code(text) => out.push_str(text),
        }
        out.push(' ');
    }
}

/// Whether something became deprecated (`Some(true)`), or no longer is.
pub(super) fn deprecation(old: Option<&Deprecation>, new: Option<&Deprecation>) -> Option<bool> {
    (old.is_some() != new.is_some()).then_some(new.is_some())
}
