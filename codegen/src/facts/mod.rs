//! Facts written by hand: what the documentation says only in sentences, each beside the sentence that it rests on.
//! One more origin of facts about a page; knows nothing of Rust.
//!
//! [`load()`] reads the files, [`read()`] takes them apart, [`check()`] holds each fact against its page and [`apply()`] adds
//! to what the pages say; what is said of types as a whole the model attaches, when it is made. A fact whose sentence changed
//! is reported and stays in force: the documentation was edited, the service was not.

mod apply;
mod assertion;
mod check;
mod correction;
mod find_sentence;
mod load;
mod members;
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
pub use assertion::{Assertion, Named, Numbered, ResultLevel};
pub use check::check;
pub use correction::{Correction, Right, Subject};
pub use load::load;
pub(crate) use page::{find as page_named, is_named as is_page_named};
pub use read::read;
pub use suggest::{Suggestion, suggest};

/// A fact as it was written.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its name, unique among all.
    pub id: String,
    /// The page that it is about.
    pub page: String,
    /// The sentence, word by word.
    pub quote: Option<Quote>,
    /// Why it is believed where no sentence says it, and why a page is wrong.
    pub because: Option<String>,
    /// The type that it is about, where that is not the first of the page.
    pub type_name: Option<String>,
    /// What it says.
    pub assertion: Assertion,
    /// The file that it stands in.
    pub file: Arc<str>,
    /// Where its name stands.
    pub span: Span,
    /// Line of that, from 1.
    pub line: usize,
    /// Where its assertion stands.
    pub assertion_span: Span,
    /// Where on the page the sentence stands, once it was found.
    pub place: Option<Place>,
}

/// A sentence of a page as a fact quotes it.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The words, runs of blanks folded.
    pub text: String,
    /// Where they stand in the file of facts.
    pub span: Span,
}

/// The page that a fact is about, if it is there.
pub(crate) fn page_of<'p>(fact: &Fact, pages: &'p [SourceFile]) -> Option<&'p SourceFile> {
    page::find(fact, pages, |file| &file.path)
}

impl Fact {
    /// The sentence for readers: of a row of a table only the last cell.
    pub fn sentence(&self) -> Option<&str> {
        let text = self.quote.as_ref()?.text.trim_matches(['|', ' ']);
        Some(text.rsplit(" | ").next().unwrap_or(text))
    }

    /// Where it rests: on the page if the sentence was found, else where the fact was written.
    pub fn source_place(&self) -> Place {
        self.place.clone().unwrap_or_else(|| Place {
            file: self.file.clone(),
            line: self.line,
            span: self.span,
        })
    }
}
