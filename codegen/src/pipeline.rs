//! From source files to a model: read each page, then bring all of them together.

use std::sync::Arc;

use crate::{
    diagnostic::{self, Diagnostic},
    extract::{
        self, PageExtract,
        section::{self, Placed},
    },
    facts::{self, Fact},
    model::{self, FactUse, Model},
    page::{self, Page},
    page_cache::ReusablePages,
    parallel::parallel,
    source::SourceFile,
};

/// What became of all pages.
#[derive(Debug)]
pub struct Understood {
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

/// How a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It declares at least one type or enum.
    Generated,
    /// It declares nothing, for the reason given.
    Skipped(&'static str),
    /// It could not be used; a diagnostic says why.
    Error,
}

/// Reads all files, on up to `jobs` threads, and makes one model. The result depends on neither their
/// order nor their number of threads.
pub fn understand(files: &[SourceFile], jobs: usize) -> Understood {
    understand_with(files, &[], jobs)
}

/// As [`understand`], with files of facts written by hand.
pub fn understand_with(files: &[SourceFile], fact_files: &[SourceFile], jobs: usize) -> Understood {
    understand_beside(files, fact_files, jobs, &ReusablePages::default())
}

/// As [`understand_with`], without reading pages again of which all is known. Nothing is reported of these, and their
/// facts are where the known page has them.
pub fn understand_beside(
    files: &[SourceFile],
    fact_files: &[SourceFile],
    jobs: usize,
    known: &ReusablePages<'_>,
) -> Understood {
    let (mut understood, _) = read_all(files, fact_files, jobs, known, |_, _, _, _| ());
    diagnostic::sort(&mut understood.diagnostics);
    understood
}

/// As [`understand_with`], with a look at each page while it is there; what comes of it is in the order of the
/// files. The diagnostics are not sorted.
pub(crate) fn inspect<T: Send>(
    files: &[SourceFile],
    fact_files: &[SourceFile],
    jobs: usize,
    look: impl Fn(&Page, &[Placed<'_>], &PageExtract, &SourceFile) -> T + Sync,
) -> (Understood, Vec<T>) {
    read_all(files, fact_files, jobs, &ReusablePages::default(), look)
}

fn read_all<T: Send>(
    files: &[SourceFile],
    fact_files: &[SourceFile],
    jobs: usize,
    known: &ReusablePages<'_>,
    look: impl Fn(&Page, &[Placed<'_>], &PageExtract, &SourceFile) -> T + Sync,
) -> (Understood, Vec<T>) {
    let read = parallel(files, jobs, |file| {
        if let Some((facts, outcome)) = known.page(file) {
            return (facts, Vec::new(), outcome, None);
        }
        let (page, mut diagnostics) = page::parse(file);
        let placed = section::place(&page);
        let (facts, found) = extract::read_placed(&page, &placed, file);
        diagnostics.extend(found);
        let outcome = outcome(&facts, &diagnostics);
        let seen = look(&page, &placed, &facts, file);
        (Arc::new(facts), diagnostics, outcome, Some(seen))
    });
    let mut looks = Vec::with_capacity(read.len());
    let mut pages = Vec::with_capacity(read.len());
    let mut outcomes = Vec::with_capacity(read.len());
    // Many, and moved often if they had to find room.
    let found = read.iter().map(|(_, found, _, _)| found.len()).sum();
    let mut diagnostics = Vec::with_capacity(found);
    for (page, found, outcome, seen) in read {
        looks.extend(seen);
        outcomes.push((page.path.clone(), outcome));
        diagnostics.extend(found);
        pages.push(page);
    }
    let (mut written, found) = facts::read(fact_files);
    diagnostics.extend(found);
    diagnostics.extend(facts::check(&mut written, files));
    let mut facts = pages.clone();
    facts::apply(&written, &mut facts);
    let (mut model, found) = model::build(&facts);
    diagnostics.extend(found);
    let (uses, found) = model::attach(&written, &facts, &mut model);
    diagnostics.extend(found);
    let understood = Understood {
        model,
        read: pages,
        facts,
        outcomes,
        written,
        uses,
        diagnostics,
    };
    (understood, looks)
}

fn outcome(facts: &PageExtract, diagnostics: &[Diagnostic]) -> Outcome {
    let declares = facts
        .resources
        .iter()
        .any(|resource| resource.name.is_some())
        || !facts.enums.is_empty();
    if declares {
        Outcome::Generated
    } else if diagnostics
        .iter()
        .any(|diagnostic| diagnostic.rule.unusable)
    {
        Outcome::Error
    } else if !facts.resources.is_empty() {
        Outcome::Skipped("its annotation names no type")
    } else if !facts.rows.is_empty() {
        Outcome::Skipped("its table of properties belongs to no type")
    } else {
        Outcome::Skipped("it declares no type")
    }
}
