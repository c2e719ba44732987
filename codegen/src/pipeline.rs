//! From source files to a model: read each page, then bring all of them together.

use std::{num::NonZeroUsize, sync::Arc};

use crate::{
    diagnostic::{self, Diagnostic},
    extract::{
        self, PageExtract,
        section::{self, Placed},
    },
    facts::{self, Fact},
    metadata::Metadata,
    model::{self, FactUse, Model},
    page::{self, Page},
    page_cache::ReusablePages,
    parallel::{parallel, threads_for},
    rules,
    source::SourceFile,
};

pub use crate::extract::Outcome;

/// What became of all pages.
#[derive(Debug)]
pub struct Analysis {
    /// What the pages say together.
    pub model: Model,
    /// What each page says on its own, in the order of the files.
    pub read: Vec<Arc<PageExtract>>,
    /// The same with the facts written by hand.
    pub facts: Vec<Arc<PageExtract>>,
    /// One for each file, in the order of the files.
    pub outcomes: Vec<(Arc<str>, Outcome)>,
    /// The facts written by hand.
    pub written: Vec<Fact>,
    /// What uses them.
    pub uses: Vec<FactUse>,
    /// Sorted by file, place and code.
    pub diagnostics: Vec<Diagnostic>,
}

impl Analysis {
    /// The model of the pages alone, to compare it with what the service says of itself.
    pub fn documented(&self) -> Model {
        let (mut model, _) = model::build(&self.facts, &self.written, None);
        model::attach(&self.written, &self.facts, &mut model);
        model
    }
}

/// What is analyzed, and how.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The pages.
    pub pages: &'a [SourceFile],
    /// Files of facts written by hand.
    pub facts: &'a [SourceFile],
    /// What the service says of itself.
    pub metadata: Option<&'a Metadata>,
    /// Threads to use, on which the result does not depend; without it, as many as save time.
    pub jobs: Option<NonZeroUsize>,
    /// Pages that need not be read, for all is known of them. Nothing is reported of these, and what they say has the
    /// places of the known page.
    pub reusable: Option<&'a ReusablePages<'a>>,
}

impl<'a> Input<'a> {
    /// Pages alone.
    pub fn new(pages: &'a [SourceFile]) -> Input<'a> {
        Input {
            pages,
            facts: &[],
            metadata: None,
            jobs: None,
            reusable: None,
        }
    }
}

/// Reads all pages and makes one model, which does not depend on their order.
pub fn analyze(input: Input<'_>) -> Analysis {
    let (mut analysis, _) = analyze_and(input, |_, _, _, _| ());
    model::listed_enum::settle(&analysis.model, &mut analysis.diagnostics);
    diagnostic::sort(&mut analysis.diagnostics);
    analysis
}

/// The same with what `inspect` makes of each page while its blocks are there, in the order of the pages. The
/// diagnostics are not sorted.
pub(crate) fn analyze_and<T: Send>(
    input: Input<'_>,
    inspect: impl Fn(&Page, &[Placed<'_>], &PageExtract, &SourceFile) -> T + Sync,
) -> (Analysis, Vec<T>) {
    let reusable = input.reusable.map_or(0, ReusablePages::count);
    let threads = threads_for(input.jobs, input.pages.len() - reusable);
    let read = parallel(input.pages, threads, |file| {
        if let Some((facts, outcome)) = input.reusable.and_then(|known| known.page(file)) {
            return (facts, Vec::new(), outcome, None);
        }
        let (page, mut diagnostics) = page::parse(file);
        let placed = section::place(&page);
        let (facts, found) = extract::read_placed(&page, &placed, file);
        diagnostics.extend(found);
        let outcome = Outcome::of(&facts, &diagnostics);
        let seen = inspect(&page, &placed, &facts, file);
        (Arc::new(facts), diagnostics, outcome, Some(seen))
    });
    let mut inspected = Vec::with_capacity(read.len());
    let mut pages = Vec::with_capacity(read.len());
    let mut outcomes = Vec::with_capacity(read.len());
    // Many, and moved often if they had to find room.
    let found = read.iter().map(|(_, found, _, _)| found.len()).sum();
    let mut diagnostics = Vec::with_capacity(found);
    for (page, found, outcome, seen) in read {
        inspected.extend(seen);
        outcomes.push((page.path.clone(), outcome));
        diagnostics.extend(found);
        pages.push(page);
    }
    let (mut written, found) = facts::read(input.facts);
    diagnostics.extend(found);
    diagnostics.extend(facts::check(&mut written, input.pages));
    let mut facts = pages.clone();
    model::heading_names::correct(&mut facts);
    facts::apply(&written, &mut facts);
    let (mut model, found) = model::build(&facts, &written, input.metadata);
    drop_stale(&found, &mut diagnostics);
    diagnostics.extend(found);
    let (uses, found) = model::attach(&written, &facts, &mut model);
    diagnostics.extend(found);
    let analysis = Analysis {
        model,
        read: pages,
        facts,
        outcomes,
        written,
        uses,
        diagnostics,
    };
    (analysis, inspected)
}

/// A quote that is gone since the page says what the correction says is told once.
fn drop_stale(found: &[Diagnostic], diagnostics: &mut Vec<Diagnostic>) {
    let obsolete: Vec<_> = (found.iter())
        .filter(|found| found.rule == &rules::FACT_OBSOLETE)
        .filter_map(|found| found.labels.first())
        .collect();
    let is_told = |found: &Diagnostic| {
        let quote = found.labels.first();
        quote.is_some_and(|quote| {
            (obsolete.iter()).any(|told| told.file == quote.file && told.span == quote.span)
        })
    };
    diagnostics.retain(|found| found.rule != &rules::FACT_STALE || !is_told(found));
}
