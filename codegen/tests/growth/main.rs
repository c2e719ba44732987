//! Time grows with size: a page of twice the size takes at most twice the time, with some slack. Each shape is large in
//! one way.

#[path = "../support/mod.rs"]
mod support;

mod shapes;

use std::time::Duration;

use graphdoc_codegen::unstable::{
    drift,
    emit::{self, Options},
    lint,
    pipeline::{self, Input},
    source::{SourceFile, Sources},
};
use rustix::time::{ClockId, clock_gettime};
use shapes::{ALL, Pages, Shape};

/// The stages, and their times.
type Times = [(&'static str, Duration); 4];

fn sources(pages: Pages) -> Sources {
    let file = |(path, text): (String, String)| SourceFile::new(path, text);
    Sources {
        files: pages.into_iter().map(file).collect(),
        diagnostics: Vec::new(),
    }
}

/// Returns the CPU time of this thread, which other work on the machine does not affect.
fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = worked();
    let made = run();
    (made, worked().saturating_sub(start))
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

/// Size of the smallest pages that are measured.
const SMALL: usize = 25_000;

/// Ratio between one size and the next.
const STEP: usize = 4;

/// Times below this are too short to tell growth from noise.
const NOISE: Duration = Duration::from_millis(5);

/// Time that the search for renames may take in a comparison. It looks at a limited number of pairs, and reports that.
const SEARCH: Duration = Duration::from_secs(2);

/// How often small pages are measured; the shortest time counts.
const REPEATED: usize = 2;

/// How often two sizes are measured again before the larger one counts as too slow. Other work on the machine evicts
/// caches and slows single runs down; growth slows down all of them.
const AGAIN: usize = 4;

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

    /// Returns the stages that took longer than the size explains: for each doubling, twice the time and a fifth. Half
    /// of that fifth is for work that grows by a logarithm, the other half for text that no longer fits into a cache.
    fn too_slow(&self, small: &Self) -> Vec<String> {
        let more = self.size as f64 / small.size as f64;
        let most = more * 1.2_f64.powf(more.log2());
        let stages = self.times.iter().zip(small.times);
        stages
            .filter(|((stage, time), (_, old))| {
                let bounded = if *stage == "diff" {
                    SEARCH
                } else {
                    Duration::ZERO
                };
                time.saturating_sub(bounded).as_secs_f64() > (*old).max(NOISE).as_secs_f64() * most
            })
            .map(|((stage, time), (_, old))| {
                let (name, old_size, size) = (self.shape.name, small.size, self.size);
                format!(
                    "{name}: {stage} of {old_size} bytes takes {old:?}, of {size} bytes {time:?}"
                )
            })
            .collect()
    }

    fn print(&self, slow: &[String]) {
        let shown = self.times.iter();
        let shown = shown.map(|(stage, time)| format!("{stage} {:7.1}", time.as_secs_f64() * 1e3));
        let shown: Vec<String> = shown.collect();
        let mark = if slow.is_empty() { "" } else { "!" };
        let (name, size) = (self.shape.name, self.size);
        println!(
            "{name:<44} {size:>9} bytes, ms: {} {mark}",
            shown.join(", ")
        );
    }
}

/// Measures small pages, and larger ones up to this many bytes. Returns what takes too long.
fn measure(shape: &Shape, most: usize) -> Vec<String> {
    let mut count = units(shape, SMALL);
    let mut small = Measured::new(shape, count);
    (1..REPEATED).for_each(|_| small.again());
    small.print(&[]);
    loop {
        count *= STEP;
        if bytes(&(shape.make)(count)) > most {
            return Vec::new();
        }
        let mut large = Measured::new(shape, count);
        let mut slow = large.too_slow(&small);
        for _ in 0..AGAIN {
            if slow.is_empty() {
                break;
            }
            small.again();
            large.again();
            slow = large.too_slow(&small);
        }
        large.print(&slow);
        if !slow.is_empty() {
            return slow;
        }
    }
}

#[test]
#[ignore = "slow: pages of several sizes, for every shape; .ci/run runs it"]
fn twice_as_much_takes_at_most_twice_as_long() {
    let number = |name: &str| std::env::var(name).ok()?.parse::<usize>().ok();
    let most = number("GRAPHDOC_GROWTH_BYTES").unwrap_or(200_000);
    let only = std::env::var("GRAPHDOC_GROWTH_SHAPE").unwrap_or_default();
    let shapes = ALL.iter().filter(|shape| shape.name.contains(&only));
    let wrong: Vec<String> = shapes.flat_map(|shape| measure(shape, most)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_shape_is_read_to_its_end() {
    for shape in ALL {
        run((shape.make)(200));
    }
}
