//! Whether time grows with the size of a body, for shapes in which everything could be compared with everything before
//! it. Exits with 1 and a mark on what took longer.
//!
//! ```text
//! cargo bench -p graphdoc-codegen --bench growth_of_bodies
//! ```

#[allow(
    dead_code,
    unexpected_cfgs,
    unused_imports,
    reason = "as it is copied into crates"
)]
#[path = "../src/runtime/mod.rs"]
mod runtime;
#[rustfmt::skip]
#[allow(dead_code, unused_imports, reason = "as emitted")]
#[path = "../src/runtime/tests/sample/mod.rs"]
mod sample;

use std::{
    hint::black_box,
    process::ExitCode,
    time::{Duration, Instant},
};

use runtime::{Property, Resource, type_mismatches};
use sample::Sample;

const STEPS: u32 = 3;

/// Returns the shortest time that `work` takes for what `make` creates for a size.
fn best<T, R>(size: usize, make: impl Fn(usize) -> T, work: impl Fn(&T) -> R) -> Duration {
    let input = make(size);
    let once = || {
        let start = Instant::now();
        black_box(work(&input));
        start.elapsed()
    };
    (0..5).map(|_| once()).min().unwrap_or_default()
}

/// Counts what takes longer than its size explains.
#[derive(Default)]
struct Growth {
    slow: u8,
}

impl Growth {
    /// Time may grow half way between linearly and with the square of the size, because the larger bodies no longer fit
    /// into a cache.
    fn of<T, R>(
        &mut self,
        name: &str,
        size: usize,
        make: impl Fn(usize) -> T,
        work: impl Fn(&T) -> R,
    ) {
        let times = (0..=STEPS).map(|step| best(size << step, &make, &work));
        let times: Vec<Duration> = times.collect();
        let is_slow = times[times.len() - 1] > times[0].mul_f64(f64::from(1 << STEPS).powf(1.5));
        let mark = if is_slow { " !" } else { "" };
        println!("{name}: {size} items and up to 8 times as many: {times:.1?}{mark}");
        self.slow += u8::from(is_slow);
    }
}

fn members(count: usize, value: impl Fn(usize) -> String) -> String {
    let members: Vec<String> = (0..count)
        .map(|n| format!(r#""m{n}": {}"#, value(n)))
        .collect();
    format!("{{{}}}", members.join(","))
}

fn sample(json: &str) -> Sample {
    serde_json::from_str(json).unwrap()
}

fn main() -> ExitCode {
    let mut growth = Growth::default();
    let body = |n| members(n, |n| n.to_string());
    let two = |n: usize| {
        (
            sample(&body(n)),
            sample(&members(n, |m| (m / 2 + n).to_string())),
        )
    };
    growth.of("read extra", 5_000, body, |json| sample(json));
    growth.of("changes in extra", 5_000, two, |(a, b)| a.changes_since(b));
    let gone = |n| (sample(&body(n)), Sample::default());
    growth.of("gone from extra", 5_000, gone, |(a, b)| b.changes_since(a));
    let one = |n| sample(&body(n));
    growth.of("writable extra", 5_000, one, |a| a.writable());
    growth.of("write extra", 5_000, one, |a| {
        serde_json::to_string(a).unwrap()
    });
    growth.of("cast extra", 5_000, one, |a| a.cast::<Sample>());
    growth.of("set null", 5_000, one, |a| {
        let mut a = a.clone();
        a.set_null(Property::new("text"));
        a
    });
    let reversed = |n: usize| {
        let two: [Vec<usize>; 2] = [(0..n).collect(), (0..n).rev().collect()];
        two.map(|order| {
            let members: Vec<String> = order.iter().map(|n| format!(r#""m{n}": 1"#)).collect();
            sample(&format!("{{{}}}", members.join(",")))
        })
    };
    growth.of("equal extra", 5_000, reversed, |[a, b]| a == b);
    let twice = |n| members(n, |n| n.to_string()).replace("\"m", "\"m0\": 1, \"m");
    growth.of("repeated members", 5_000, twice, |json| sample(json));
    let again = |n: usize| {
        let pair = r#""text": 5, "int": "x", "text": "t", "int": 1"#;
        format!("{{{}}}", vec![pair; n].join(","))
    };
    growth.of("repeated fields", 5_000, again, |json| sample(json));
    let unfit = |n: usize| {
        let list = vec![r#"{"text": 5, "child": {"flag": 1}}"#; n].join(",");
        sample(&format!(r#"{{"children": [{list}]}}"#))
    };
    growth.of("type_mismatches", 2_000, unfit, |a| type_mismatches(a));
    let spelled = |n: usize| {
        let list = vec![r#""RED""#; n].join(",");
        format!(r#"{{"palette": [{list}]}}"#)
    };
    growth.of("spellings", 5_000, spelled, |json| {
        serde_json::to_string(&sample(json)).unwrap()
    });
    for (name, part) in [
        ("texts", r#"{"text": "\\u00e9\\ud83d\\ude00 \\n"}"#),
        ("halved texts", r#"{"text": "\ud800", "x": "\udfff"}"#),
        (
            "names with halves",
            r#"{"text": "t", "\ud800": {"\ud800": {"\ud800": 1}}}"#,
        ),
        (
            "long numbers",
            r#"{"double": 0.1234567890123456789, "int": 1e400}"#,
        ),
    ] {
        let list = |n| format!(r#"{{"children": [{}]}}"#, vec![part; n].join(","));
        growth.of(name, 1_000, list, |json| sample(json));
    }
    let one_text = |n: usize| format!(r#"{{"text": "{}", "x": "\ud800{0}"}}"#, "\\n".repeat(n));
    growth.of("one long text", 50_000, one_text, |json| sample(json));
    let one_number = |n: usize| format!(r#"{{"double": 1.{0}, "x": {0}}}"#, "7".repeat(n));
    growth.of("one long number", 50_000, one_number, |json| sample(json));
    let deep = |n: usize| format!(r#"{{"x": {}{}}}"#, "[".repeat(n), "]".repeat(n));
    growth.of("depth", 50_000, deep, |json| sample(json));
    let flags = |n: usize| {
        let flags: Vec<String> = (0..n).map(|n| format!("f{n}")).collect();
        format!(r#"{{"colors": "{}"}}"#, flags.join(","))
    };
    growth.of("flags", 5_000, flags, |json| sample(json) == sample(json));
    println!(
        "{} shapes took longer than their size explains",
        growth.slow
    );
    ExitCode::from(u8::from(growth.slow > 0))
}
