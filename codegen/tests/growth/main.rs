//! Time against size, for pages that are large in one way each: twice as much takes at most twice as long, up to the
//! largest page that is read.

#[path = "../support/mod.rs"]
mod support;

mod shapes;

use std::time::{Duration, Instant};

use graphdoc_codegen::{
    drift,
    emit::{self, Options},
    lint,
    pipeline::{self, Understood},
    source::{MAX_BYTES, SourceFile, Sources},
};
use shapes::{ALL, Pages, Shape};

/// A stage and what it took.
type Times = [(&'static str, Duration); 4];

fn sources(pages: Pages) -> Sources {
    let file = |(path, text): (String, String)| SourceFile::new(path, text);
    Sources {
        files: pages.into_iter().map(file).collect(),
        diagnostics: Vec::new(),
    }
}

/// The pages with other names.
fn renamed(pages: &Pages) -> Pages {
    let new = |text: &str| text.replace("Old", "New").replace("old", "new");
    pages
        .iter()
        .map(|(path, text)| (new(path), new(text)))
        .collect()
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = run();
    (made, start.elapsed())
}

/// Puts pages through all stages, one after the other.
fn run(pages: Pages) -> Times {
    let after = sources(renamed(&pages));
    let before = sources(pages);
    let read = |sources: &Sources| pipeline::understand(&sources.files, 1);
    let (base, reading): (Understood, _) = timed(|| read(&before));
    let head = read(&after);
    let (_, linting) = timed(|| lint::lint(&before, &Sources::default(), 1, |_| None));
    let (_, comparing) = timed(|| drift::compare(&base.model, &head.model));
    let (_, emitting) = timed(|| emit::emit(&base.model, &Options::default()));
    [
        ("read", reading),
        ("lint", linting),
        ("compare", comparing),
        ("emit", emitting),
    ]
}

fn bytes(pages: &Pages) -> usize {
    pages.iter().map(|(_, text)| text.len()).sum()
}

/// How many units make pages of about so many bytes.
fn units(shape: &Shape, size: usize) -> usize {
    let mut count = 64;
    while bytes(&(shape.make)(count)) < size / 2 {
        count *= 2;
    }
    count
}

/// What is quicker is too quick to tell noise from growth.
const NOISE: Duration = Duration::from_millis(50);

#[test]
#[ignore = "slow; .ci/run runs it"]
fn twice_as_much_takes_at_most_twice_as_long() {
    let number = |name: &str| std::env::var(name).ok()?.parse::<usize>().ok();
    let most = number("GRAPHDOC_GROWTH_BYTES")
        .unwrap_or(1 << 20)
        .min(MAX_BYTES);
    let only = std::env::var("GRAPHDOC_GROWTH_SHAPE").unwrap_or_default();
    let mut wrong = Vec::new();
    for shape in ALL.iter().filter(|shape| shape.name.contains(&only)) {
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
            println!(
                "{:<40} {:>9} bytes, ms: {}",
                shape.name,
                size,
                shown.join(", ")
            );
            let is_long = times
                .iter()
                .any(|(_, time)| *time > Duration::from_secs(10));
            if let Some((before, old)) = last {
                for ((stage, time), (_, old)) in times.iter().zip(old) {
                    let more = size as f64 / before as f64;
                    if *time > NOISE
                        && time.as_secs_f64() > old.max(NOISE / 4).as_secs_f64() * more * 1.4
                    {
                        wrong.push(format!(
                            "{}: {stage} of {before} bytes takes {old:?}, of {size} bytes {time:?}",
                            shape.name
                        ));
                    }
                }
            }
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
