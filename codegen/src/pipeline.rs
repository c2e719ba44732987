//! From source files to a model: read each page, then bring all of them together.

use std::{num::NonZeroUsize, sync::Arc};

use crate::{
    diagnostic::Diagnostic,
    facts::{
        self, PageFacts,
        section::{self, Placed},
    },
    known::Known,
    model::{self, Model},
    overlay::{self, Use, Written},
    page::{self, Page},
    source::SourceFile,
    span::Span,
};

/// What became of all pages.
#[derive(Debug)]
pub struct Understood {
    /// What the pages say together.
    pub model: Model,
    /// What each page says on its own, in the order of the files.
    pub read: Vec<Arc<PageFacts>>,
    /// The same with the facts written by hand.
    pub facts: Vec<Arc<PageFacts>>,
    /// One for each file, in the order of the files.
    pub outcomes: Vec<(Arc<str>, Outcome)>,
    /// The facts written by hand.
    pub written: Vec<Written>,
    /// What uses them.
    pub uses: Vec<Use>,
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
    understand_beside(files, fact_files, jobs, &Known::default())
}

/// As [`understand_with`], without reading pages again of which all is known. Nothing is reported of these, and their
/// facts are where the known page has them.
pub fn understand_beside(
    files: &[SourceFile],
    fact_files: &[SourceFile],
    jobs: usize,
    known: &Known<'_>,
) -> Understood {
    let (mut understood, _) = read_all(files, fact_files, jobs, known, |_, _, _, _| ());
    sort(&mut understood.diagnostics);
    understood
}

/// As [`understand_with`], with a look at each page while it is there; what comes of it is in the order of the
/// files. The diagnostics are not sorted.
pub(crate) fn inspect<T: Send>(
    files: &[SourceFile],
    fact_files: &[SourceFile],
    jobs: usize,
    look: impl Fn(&Page, &[Placed<'_>], &PageFacts, &SourceFile) -> T + Sync,
) -> (Understood, Vec<T>) {
    read_all(files, fact_files, jobs, &Known::default(), look)
}

fn read_all<T: Send>(
    files: &[SourceFile],
    fact_files: &[SourceFile],
    jobs: usize,
    known: &Known<'_>,
    look: impl Fn(&Page, &[Placed<'_>], &PageFacts, &SourceFile) -> T + Sync,
) -> (Understood, Vec<T>) {
    let read = parallel(files, jobs, |file| {
        if let Some((facts, outcome)) = known.page(file) {
            return (facts, Vec::new(), outcome, None);
        }
        let (page, mut diagnostics) = page::parse(file);
        let placed = section::place(&page);
        let (facts, found) = facts::read_placed(&page, &placed, file);
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
    let (mut written, found) = overlay::read(fact_files);
    diagnostics.extend(found);
    diagnostics.extend(overlay::check(&mut written, files));
    let mut facts = pages.clone();
    overlay::apply(&written, &mut facts);
    let (mut model, found) = model::build(&facts);
    diagnostics.extend(found);
    let (uses, found) = overlay::settle(&written, &facts, &mut model);
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

fn outcome(facts: &PageFacts, diagnostics: &[Diagnostic]) -> Outcome {
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

/// Puts diagnostics in the order in which a reader meets them.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        key(a)
            .cmp(&key(b))
            .then_with(|| a.rule.id.cmp(b.rule.id))
            .then_with(|| identity(a).cmp(&identity(b)))
    });
}

/// What tells apart findings of one rule in one place.
fn identity(found: &Diagnostic) -> (&Option<String>, &Option<String>, &[String]) {
    (&found.type_name, &found.member, &found.names)
}

fn key(diagnostic: &Diagnostic) -> (&str, Span) {
    let label = diagnostic.labels.first();
    label.map_or(("", Span::default()), |label| (&*label.file, label.span))
}

/// So many pages take a twentieth of a second to read. Below that a second thread saves less time than anybody notices,
/// and costs more than it saves where two processors are halves of one core.
const WORTH_A_THREAD: usize = 1000;

/// Threads to use: as many as asked for, else one a processor.
pub fn threads(asked: Option<NonZeroUsize>) -> usize {
    let processors = || std::thread::available_parallelism().ok();
    asked.or_else(processors).map_or(1, NonZeroUsize::get)
}

/// Threads to read so many pages with: as many as asked for, else one a processor that has enough to do.
pub fn threads_for(asked: Option<NonZeroUsize>, pages: usize) -> usize {
    match asked {
        Some(asked) => asked.get(),
        None => threads(None).min(pages / WORTH_A_THREAD).max(1),
    }
}

/// Maps on up to `jobs` threads; results come in the order of the items.
pub(crate) fn parallel<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    map: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let jobs = jobs.clamp(1, items.len().max(1));
    if jobs == 1 {
        return items.iter().map(map).collect();
    }
    let size = items.len().div_ceil(jobs);
    std::thread::scope(|scope| {
        let map = &map;
        let (own, others) = items.split_at(size);
        let handles: Vec<_> = others
            .chunks(size)
            .map(|chunk| scope.spawn(move || chunk.iter().map(map).collect::<Vec<R>>()))
            .collect();
        // This thread works as well: another one would need memory of its own.
        let mut results: Vec<R> = own.iter().map(map).collect();
        for handle in handles {
            let more = handle.join();
            results.extend(more.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        results
    })
}
