//! Time against size, for pages that are large in one way each: twice as much takes at most twice as long.

#[path = "../support/mod.rs"]
mod support;

mod shapes;

use std::time::Duration;

use graphdoc_codegen::{
    lint, pipeline,
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
    let (_, reading) = timed(|| pipeline::understand(&sources.files, 1));
    let (_, linting) = timed(|| lint::lint(&sources, &[], 1, |_| None));
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
        let mut last: Option<(usize, Times)> = None;
        loop {
            let pages = (shape.make)(count);
            let size = bytes(&pages);
            if size > most {
                break;
            }
            let times = run(pages);
            let shown: Vec<String> = times
                .iter()
                .map(|(stage, time)| format!("{stage} {:7.1}", time.as_secs_f64() * 1e3))
                .collect();
            let mut mark = "";
            if let Some((before, old)) = last {
                for ((stage, time), (_, old)) in times.iter().zip(old) {
                    let more = size as f64 / before as f64;
                    if *time > NOISE
                        && time.as_secs_f64() > old.max(NOISE / 4).as_secs_f64() * more * 1.4
                    {
                        mark = "!";
                        wrong.push(format!(
                            "{}: {stage} of {before} bytes takes {old:?}, of {size} bytes {time:?}",
                            shape.name
                        ));
                    }
                }
            }
            println!(
                "{:<40} {size:>9} bytes, ms: {} {mark}",
                shape.name,
                shown.join(", ")
            );
            let is_long = times.iter().any(|(_, time)| *time > LONG);
            if is_long {
                wrong.push(format!("{}: {size} bytes take {times:?}", shape.name));
                break;
            }
            last = Some((size, times));
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
