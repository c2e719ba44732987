//! Time against size, for pages that are large in one way each: twice as much takes at most twice as long.

#[path = "../support/mod.rs"]
mod support;

mod shapes;

use std::time::Duration;

use graphdoc_codegen::unstable::{
    lint,
    pipeline::{self, Input},
    source::{SourceFile, Sources},
};
use rustix::time::{ClockId, clock_gettime};
use shapes::{ALL, Pages, Shape};

/// The stages and what they took.
type Times = [(&'static str, Duration); 2];

fn sources(pages: Pages) -> Sources {
    let file = |(path, text): (String, String)| SourceFile::new(path, text);
    Sources {
        files: pages.into_iter().map(file).collect(),
        diagnostics: Vec::new(),
    }
}

/// What this thread has worked so far: other work of the machine does not count.
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

/// Reads pages into a model, then finds what is wrong in them.
fn run(pages: Pages) -> Times {
    let sources = sources(pages);
    let (_, reading) = timed(|| pipeline::analyze(Input::new(&sources.files)));
    let (_, linting) = timed(|| lint::lint(&sources, &[], None));
    [("read", reading), ("lint", linting)]
}

fn bytes(pages: &Pages) -> usize {
    pages.iter().map(|(_, text)| text.len()).sum()
}

/// How many units make pages of about so many bytes.
fn units(shape: &Shape, size: usize) -> usize {
    let mut count = 8;
    while bytes(&(shape.make)(count)) < size / 2 {
        count *= 2;
    }
    count
}

/// What is quicker is too quick to tell noise from growth.
const NOISE: Duration = Duration::from_millis(50);

/// A shape that takes as long is done with.
const LONG: Duration = Duration::from_secs(2);

/// How often a pair of sizes is measured again before it counts as too slow: other work of the machine takes caches away
/// and slows single runs down, growth slows all of them down.
const AGAIN: usize = 8;

/// Pages of one shape, and the least that each stage took for them.
struct Measured {
    count: usize,
    size: usize,
    times: Times,
}

impl Measured {
    fn new(shape: &Shape, count: usize) -> Self {
        let pages = (shape.make)(count);
        Self {
            count,
            size: bytes(&pages),
            times: run(pages),
        }
    }

    fn again(&mut self, shape: &Shape) {
        let more = run((shape.make)(self.count));
        for ((_, time), (_, more)) in self.times.iter_mut().zip(more) {
            *time = more.min(*time);
        }
    }

    /// The stages that took more than what the larger size explains.
    fn too_slow(&self, before: &Self) -> Vec<String> {
        let more = self.size as f64 / before.size as f64;
        let stages = self.times.iter().zip(before.times);
        stages
            .filter(|((_, time), (_, old))| {
                let expected = (*old).max(NOISE / 4).as_secs_f64() * more;
                *time > NOISE && time.as_secs_f64() > expected * 1.4
            })
            .map(|((stage, time), (_, old))| {
                let (old_size, size) = (before.size, self.size);
                format!("{stage} of {old_size} bytes takes {old:?}, of {size} bytes {time:?}")
            })
            .collect()
    }
}

#[test]
#[ignore = "slow: pages of many sizes, for every shape; .ci/run runs it"]
fn twice_as_much_takes_at_most_twice_as_long() {
    let number = |name: &str| std::env::var(name).ok()?.parse::<usize>().ok();
    let most = number("GRAPHDOC_GROWTH_BYTES").unwrap_or(140_000);
    let only = std::env::var("GRAPHDOC_GROWTH_SHAPE").unwrap_or_default();
    let mut wrong = Vec::new();
    let shapes = ALL.iter().filter(|shape| shape.name.contains(&only));
    for shape in shapes {
        let mut count = units(shape, 50_000);
        let mut last: Option<Measured> = None;
        while bytes(&(shape.make)(count)) <= most {
            let mut measured = Measured::new(shape, count);
            let mut slow = Vec::new();
            if let Some(last) = &mut last {
                slow = measured.too_slow(last);
                for _ in 0..AGAIN {
                    if slow.is_empty() {
                        break;
                    }
                    last.again(shape);
                    measured.again(shape);
                    slow = measured.too_slow(last);
                }
            }
            let shown: Vec<String> = measured
                .times
                .iter()
                .map(|(stage, time)| format!("{stage} {:7.1}", time.as_secs_f64() * 1e3))
                .collect();
            println!(
                "{:<40} {:>9} bytes, ms: {} {}",
                shape.name,
                measured.size,
                shown.join(", "),
                if slow.is_empty() { "" } else { "!" }
            );
            wrong.extend(slow.iter().map(|slow| format!("{}: {slow}", shape.name)));
            if measured.times.iter().any(|(_, time)| *time > LONG) {
                let Measured { size, times, .. } = &measured;
                wrong.push(format!("{}: {size} bytes take {times:?}", shape.name));
                break;
            }
            last = Some(measured);
            count *= 2;
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_shape_is_read_to_its_end() {
    for shape in ALL {
        run((shape.make)(200));
    }
}
