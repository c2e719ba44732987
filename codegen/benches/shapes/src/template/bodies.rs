//! Reads and writes bodies: `check FILE` prints what each one becomes, `time FILE` prints nanoseconds. Each line of the
//! file is a type and a body: `["microsoft.graph.user", "{..}"]`.

mod types;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use serde::{de::DeserializeOwned, Serialize};

/// Minimum time of a batch, so that reading the clock does not distort it.
const BATCH: Duration = Duration::from_micros(40);
const BATCHES: usize = 15;

#[derive(Clone, Copy)]
enum Job {
    Check,
    Time,
}

impl Job {
    fn run<T: Serialize + DeserializeOwned>(self, text: &str) -> Option<String> {
        let value: T = serde_json::from_str(text).ok()?;
        let written = serde_json::to_string(&value).ok()?;
        Some(match self {
            Job::Check => written,
            Job::Time => {
                let read = time(|| drop(black_box(serde_json::from_str::<T>(black_box(text)))));
                let write = time(|| drop(black_box(serde_json::to_string(black_box(&value)))));
                format!("{read:.1} {write:.1}")
            }
        })
    }
}

/// Returns the time of a call in nanoseconds: the best of several batches.
fn time(mut call: impl FnMut()) -> f64 {
    let mut batch = |calls: u32| {
        let start = Instant::now();
        (0..calls).for_each(|_| call());
        start.elapsed()
    };
    let mut calls = 1;
    while batch(calls) < BATCH {
        calls *= 2;
    }
    let best = (0..BATCHES).map(|_| batch(calls)).min().unwrap_or_default();
    best.as_nanos() as f64 / f64::from(calls)
}

fn main() {
    let mut args = std::env::args().skip(1);
    let job = match args.next().as_deref() {
        Some("check") => Job::Check,
        _ => Job::Time,
    };
    let file = std::fs::read_to_string(args.next().expect("a file")).expect("text");
    for line in file.lines() {
        let (name, text): (String, String) = serde_json::from_str(line).expect("type and body");
        println!("{}", types::run(job, &name, &text).unwrap_or_default());
    }
}
