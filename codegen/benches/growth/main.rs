//! Whether time grows with size: a page of twice the size should take twice the time. Each shape is large in one way.
//! Exits with 1 and a mark on each line that took longer. Give a part of a shape's name to measure only that, and
//! `GRAPHDOC_GROWTH_BYTES` for larger pages.
//!
//! ```text
//! cargo bench -p graphdoc-codegen --bench growth -- 'rows of'
//! ```

#[path = "../../tests/support/mod.rs"]
mod support;

mod shapes;

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use graphdoc_codegen::unstable::{
    drift,
    emit::{self, Options},
    lint,
    pipeline::{self, Input},
    source::{SourceFile, Sources},
};
use shapes::{ALL, Pages, Shape};

/// The stages, and their times.
type Times = [(&'static str, Duration); 4];

/// Size of the smallest pages that are measured.
const SMALL: usize = 25_000;

/// Ratio between one size and the next.
const STEP: usize = 4;

/// Times below this are too short to tell growth from noise.
const NOISE: Duration = Duration::from_millis(2);

/// Time that the search for renames may take in a comparison. It looks at a limited number of pairs, and reports that.
const SEARCH: Duration = Duration::from_millis(500);

/// How often two sizes are measured again before the larger one counts as too slow. The shortest time counts.
const AGAIN: usize = 4;

fn sources(pages: Pages) -> Sources {
    let file = |(path, text): (String, String)| SourceFile::new(path, text);
    Sources {
        files: pages.into_iter().map(file).collect(),
        diagnostics: Vec::new(),
    }
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = run();
    (made, start.elapsed())
}

/// Reads pages into a model, emits it, compares it with pages in which much is renamed, and lints it.
fn run(pages: Pages) -> Times {
    let renamed = |(path, text): &(String, String)| {
        let name = |text: &str| text.replace("Old", "New").replace("old", "new");
        (name(path), name(text))
    };
    let head = sources(pages.iter().map(renamed).collect());
    let sources = sources(pages);
    let (base, reading) = timed(|| pipeline::analyze(Input::new(&sources.files)).model);
    let (_, emitting) = timed(|| emit::emit(&base, &Options::default()));
    let head = pipeline::analyze(Input::new(&head.files)).model;
    let (_, comparing) = timed(|| drift::compare(&base, &head));
    let (_, linting) = timed(|| lint::lint(&sources, &[], None));
    [
        ("read", reading),
        ("emit", emitting),
        ("diff", comparing),
        ("lint", linting),
    ]
}

fn bytes(pages: &Pages) -> usize {
    pages.iter().map(|(_, text)| text.len()).sum()
}

/// Returns the number of units that make pages of about this many bytes.
fn units(shape: &Shape, size: usize) -> usize {
    let mut count = 8;
    while bytes(&(shape.make)(count)) < size {
        count *= 2;
    }
    count
}

/// Pages of one shape, with the shortest time of each stage.
struct Measured<'s> {
    shape: &'s Shape,
    count: usize,
    size: usize,
    times: Times,
}

impl<'s> Measured<'s> {
    fn new(shape: &'s Shape, count: usize) -> Self {
        let pages = (shape.make)(count);
        Self {
            shape,
            count,
            size: bytes(&pages),
            times: run(pages),
        }
    }

    fn again(&mut self) {
        let more = run((self.shape.make)(self.count));
        for ((_, time), (_, more)) in self.times.iter_mut().zip(more) {
            *time = more.min(*time);
        }
    }

    /// Whether the time of a stage grows more than half way between linearly and with the square of the size. The rest is
    /// for work that grows by a logarithm, and for text that no longer fits into a cache.
    fn is_slow(&self, small: &Self) -> bool {
        let most = (self.size as f64 / small.size as f64).powf(1.5);
        let mut stages = self.times.iter().zip(small.times);
        stages.any(|((stage, time), (_, old))| {
            let bounded = if *stage == "diff" {
                SEARCH
            } else {
                Duration::ZERO
            };
            time.saturating_sub(bounded).as_secs_f64() > old.max(NOISE).as_secs_f64() * most
        })
    }

    fn print(&self, is_slow: bool) {
        let shown = self.times.iter();
        let shown = shown.map(|(stage, time)| format!("{stage} {:7.1}", time.as_secs_f64() * 1e3));
        let shown: Vec<String> = shown.collect();
        let mark = if is_slow { " !" } else { "" };
        let (name, size) = (self.shape.name, self.size);
        println!("{name:<44} {size:>9} bytes, ms: {}{mark}", shown.join(", "));
    }
}

/// Measures small pages, and larger ones up to this many bytes. Returns whether one took too long.
fn measure(shape: &Shape, most: usize) -> bool {
    let mut count = units(shape, SMALL);
    let mut small = Measured::new(shape, count);
    small.again();
    small.print(false);
    loop {
        count *= STEP;
        if bytes(&(shape.make)(count)) > most {
            return false;
        }
        let mut large = Measured::new(shape, count);
        for _ in 0..AGAIN {
            if !large.is_slow(&small) {
                break;
            }
            small.again();
            large.again();
        }
        let is_slow = large.is_slow(&small);
        large.print(is_slow);
        if is_slow {
            return true;
        }
    }
}

fn main() -> ExitCode {
    let most = std::env::var("GRAPHDOC_GROWTH_BYTES").ok();
    let most = most.and_then(|most| most.parse().ok()).unwrap_or(500_000);
    // Cargo adds `--bench`.
    let only = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let only = only.unwrap_or_default();
    let shapes = ALL.iter().filter(|shape| shape.name.contains(&only));
    let slow = shapes.filter(|shape| measure(shape, most)).count();
    println!("{slow} shapes took longer than their size explains");
    ExitCode::from(u8::from(slow > 0))
}
