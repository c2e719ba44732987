//! From source files to a model: reads each page, then brings all of them together.

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

/// The result of reading all pages.
#[derive(Debug)]
pub struct Analysis {
    /// The model of all pages together.
    pub model: Model,
    /// What each page says on its own, in the order of the files.
    pub read: Vec<Arc<PageExtract>>,
    /// The same with the facts applied.
    pub extracts: Vec<Arc<PageExtract>>,
    /// The outcome of each page, in the order of the files.
    pub outcomes: Vec<(Arc<str>, Outcome)>,
    /// The facts.
    pub facts: Vec<Fact>,
    /// Which type uses which fact.
    pub uses: Vec<FactUse>,
    /// What was found, sorted by file, place and code.
    pub diagnostics: Vec<Diagnostic>,
}

/// What to analyze, and how.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The pages.
    pub pages: &'a [SourceFile],
    /// Fact files.
    pub facts: &'a [SourceFile],
    /// The metadata of the service.
    pub metadata: Option<&'a Metadata>,
    /// Number of threads; without it, as many as save time. The result does not depend on it.
    pub jobs: Option<NonZeroUsize>,
    /// Pages that need not be read again because everything about them is known. Nothing is reported about them, and
    /// what they say keeps the places that it had in the known page.
    pub reusable: Option<&'a ReusablePages<'a>>,
}

impl<'a> Input<'a> {
    /// Input that consists of pages alone.
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

/// Reads all pages and builds one model. The order of the pages makes no difference.
pub fn analyze(input: Input<'_>) -> Analysis {
    let (mut analysis, _) = analyze_and(input, |_, _, _, _| ());
    model::listed_enum::settle(&analysis.model, &mut analysis.diagnostics);
    diagnostic::sort(&mut analysis.diagnostics);
    analysis
}

/// Like [`analyze`], but also calls `inspect` on each page while its blocks are still in memory, and returns its
/// results in the order of the pages. The diagnostics are not sorted.
pub(crate) fn analyze_and<T: Send>(
    input: Input<'_>,
    inspect: impl Fn(&Page, &[Placed<'_>], &PageExtract, &SourceFile) -> T + Sync,
) -> (Analysis, Vec<T>) {
    let reusable = input.reusable.map_or(0, ReusablePages::count);
    let threads = threads_for(input.jobs, input.pages.len() - reusable);
    let read = parallel(input.pages, threads, |file| {
        if let Some((extract, outcome)) = input.reusable.and_then(|known| known.page(file)) {
            return (extract, Vec::new(), outcome, None);
        }
        let (page, mut diagnostics) = page::parse(file);
        let placed = section::place(&page);
        let (extract, found) = extract::read_placed(&page, &placed, file);
        diagnostics.extend(found);
        let outcome = Outcome::of(&extract, &diagnostics);
        let seen = inspect(&page, &placed, &extract, file);
        (Arc::new(extract), diagnostics, outcome, Some(seen))
    });
    let mut inspected = Vec::with_capacity(read.len());
    let mut pages = Vec::with_capacity(read.len());
    let mut outcomes = Vec::with_capacity(read.len());
    // There are many of them, and a vector that has to grow would move them often.
    let found = read.iter().map(|(_, found, _, _)| found.len()).sum();
    let mut diagnostics = Vec::with_capacity(found);
    for (page, found, outcome, seen) in read {
        inspected.extend(seen);
        outcomes.push((page.path.clone(), outcome));
        diagnostics.extend(found);
        pages.push(page);
    }
    let (mut facts, found) = facts::read(input.facts);
    diagnostics.extend(found);
    diagnostics.extend(facts::check(&mut facts, input.pages));
    let mut extracts = pages.clone();
    model::heading_names::correct(&mut extracts);
    facts::apply(&facts, &mut extracts);
    let (mut model, found) = model::build(&extracts, &facts, input.metadata);
    drop_stale(&found, &mut diagnostics);
    diagnostics.extend(found);
    let (uses, found) = model::attach(&facts, &extracts, &mut model);
    diagnostics.extend(found);
    let analysis = Analysis {
        model,
        read: pages,
        extracts,
        outcomes,
        facts,
        uses,
        diagnostics,
    };
    (analysis, inspected)
}

/// Drops a stale quote that is reported as obsolete already, because the page now says what the correction says.
fn drop_stale(found: &[Diagnostic], diagnostics: &mut Vec<Diagnostic>) {
    let obsolete: Vec<_> = (found.iter())
        .filter(|found| found.rule() == &rules::FACT_OBSOLETE)
        .filter_map(|found| found.labels.first())
        .collect();
    let is_told = |found: &Diagnostic| {
        let quote = found.labels.first();
        quote.is_some_and(|quote| {
            (obsolete.iter()).any(|told| told.file == quote.file && told.span == quote.span)
        })
    };
    diagnostics.retain(|found| found.rule() != &rules::FACT_STALE || !is_told(found));
}
