//! Facts: what the documentation says only in prose, each with the sentence that it rests on. They are a further source
//! of statements about a page. Knows nothing about Rust.
//!
//! [`load()`] reads the files, [`read()`] parses them, [`check()`] checks each fact against its page, and [`apply()`]
//! adds to what the pages say. The model adds what facts say about types as a whole. A fact whose sentence changed is
//! reported and stays in effect, because the documentation was edited and the service was not.

mod apply;
mod assertion;
mod check;
mod correction;
mod find_sentence;
mod load;
mod members;
mod named;
mod page;
mod read;
mod read_correction;
mod suggest;
mod word_diff;

use std::sync::Arc;

use crate::{
    source::SourceFile,
    span::{Place, Span},
};

pub use apply::apply;
pub use assertion::{Assertion, ResultClass};
pub use check::check;
pub use correction::{Correction, Right, Subject};
pub use load::load;
pub use named::{Named, Numbered};
pub(crate) use page::{find as page_named, is_named as is_page_named};
pub use read::read;
pub use suggest::{Suggestion, suggest};

/// A fact as written.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its id, unique among all facts.
    pub id: String,
    /// The page that it is about.
    pub page: String,
    /// The sentence, word for word.
    pub quote: Option<Quote>,
    /// Why the fact is believed if no sentence says it, or why a page is wrong.
    pub because: Option<String>,
    /// The type that it is about, unless it is the first type of the page.
    pub type_name: Option<String>,
    /// What it asserts.
    pub assertion: Assertion,
    /// The file that contains it.
    pub file: Arc<str>,
    /// Position of its id.
    pub span: Span,
    /// Line of its id, counted from 1.
    pub line: usize,
    /// Position of its assertion.
    pub assertion_span: Span,
    /// Place of the sentence on the page, once it was found.
    pub place: Option<Place>,
}

/// The sentence of a page that a fact quotes.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The words, with white space collapsed.
    pub text: String,
    /// Position of the quotation in the fact file.
    pub span: Span,
}

/// Returns the page that a fact is about, if it exists.
pub(crate) fn page_of<'p>(fact: &Fact, pages: &'p [SourceFile]) -> Option<&'p SourceFile> {
    page::find(fact, pages, |file| &file.path)
}

impl Fact {
    /// Returns the sentence for readers; for a table row, only the last cell.
    pub fn sentence(&self) -> Option<&str> {
        let text = self.quote.as_ref()?.text.trim_matches(['|', ' ']);
        Some(text.rsplit(" | ").next().unwrap_or(text))
    }

    /// Returns the place that the fact rests on: on the page if its sentence was found, otherwise in the fact file.
    pub fn source_place(&self) -> Place {
        self.place.clone().unwrap_or_else(|| Place {
            file: self.file.clone(),
            line: self.line,
            span: self.span,
        })
    }
}
