//! Time against size, for bodies of shapes in which everything could be compared with everything before it.

use std::{hint::black_box, time::Duration};

use rustix::time::{ClockId, clock_gettime};

use super::*;

const STEPS: u32 = 3;

/// CPU time of this thread: the machine may have other work.
fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// The best time that `work` takes for what `make` creates for a size.
fn best<T, R>(size: usize, make: impl Fn(usize) -> T, work: impl Fn(&T) -> R) -> Duration {
    let input = make(size);
    let once = || {
        let start = cpu_time();
        black_box(work(&input));
        cpu_time() - start
    };
    (0..5).map(|_| once()).min().unwrap_or_default()
}

/// Eight times the size may take twelve times as long; if everything were compared with everything, it would take 64
/// times as long.
fn grows_with_size<T, R>(
    name: &str,
    size: usize,
    make: impl Fn(usize) -> T,
    work: impl Fn(&T) -> R,
) {
    let times: Vec<Duration> = (0..=STEPS)
        .map(|step| best(size << step, &make, &work))
        .collect();
    println!("{name}: {size} items and up to 8 times as many: {times:.1?}");
    let last = times[times.len() - 1];
    assert!(last < times[0] * 12, "{name}: {times:?}");
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

#[test]
#[ignore = "slow; .ci/run runs it"]
fn time_grows_with_the_size_of_a_body() {
    let body = |n| members(n, |n| n.to_string());
    let two = |n: usize| {
        (
            sample(&body(n)),
            sample(&members(n, |m| (m / 2 + n).to_string())),
        )
    };
    grows_with_size("read extra", 5_000, body, |json| sample(json));
    grows_with_size("changes in extra", 5_000, two, |(a, b)| a.changes_since(b));
    let gone = |n| (sample(&body(n)), Sample::default());
    grows_with_size("gone from extra", 5_000, gone, |(a, b)| b.changes_since(a));
    let one = |n| sample(&body(n));
    grows_with_size("writable extra", 5_000, one, |a| a.writable());
    grows_with_size("write extra", 5_000, one, |a| {
        serde_json::to_string(a).unwrap()
    });
    grows_with_size("cast extra", 5_000, one, |a| a.cast::<Sample>());
    grows_with_size("set null", 5_000, one, |a| {
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
    grows_with_size("equal extra", 5_000, reversed, |[a, b]| a == b);
    let twice = |n| members(n, |n| n.to_string()).replace("\"m", "\"m0\": 1, \"m");
    grows_with_size("repeated members", 5_000, twice, |json| sample(json));
    let again = |n: usize| {
        let pair = r#""text": 5, "int": "x", "text": "t", "int": 1"#;
        format!("{{{}}}", vec![pair; n].join(","))
    };
    grows_with_size("repeated fields", 5_000, again, |json| sample(json));
    let unfit = |n: usize| {
        let list = vec![r#"{"text": 5, "child": {"flag": 1}}"#; n].join(",");
        sample(&format!(r#"{{"children": [{list}]}}"#))
    };
    grows_with_size("type_mismatches", 2_000, unfit, |a| type_mismatches(a));
    let spelled = |n: usize| {
        let list = vec![r#""RED""#; n].join(",");
        format!(r#"{{"palette": [{list}]}}"#)
    };
    grows_with_size("spellings", 5_000, spelled, |json| {
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
        grows_with_size(name, 1_000, list, |json| sample(json));
    }
    let one_text = |n: usize| format!(r#"{{"text": "{}", "x": "\ud800{0}"}}"#, "\\n".repeat(n));
    grows_with_size("one long text", 50_000, one_text, |json| sample(json));
    let one_number = |n: usize| format!(r#"{{"double": 1.{0}, "x": {0}}}"#, "7".repeat(n));
    grows_with_size("one long number", 50_000, one_number, |json| sample(json));
    let deep = |n: usize| format!(r#"{{"x": {}{}}}"#, "[".repeat(n), "]".repeat(n));
    grows_with_size("depth", 50_000, deep, |json| sample(json));
    let flags = |n: usize| {
        let flags: Vec<String> = (0..n).map(|n| format!("f{n}")).collect();
        format!(r#"{{"colors": "{}"}}"#, flags.join(","))
    };
    grows_with_size("flags", 5_000, flags, |json| sample(json) == sample(json));
}
