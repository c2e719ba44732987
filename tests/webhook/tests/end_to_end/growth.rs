//! Time grows with size: a body of twice the size takes at most twice the time.

use std::{fs, time::Duration};

use serde_json::{Value, json};

use crate::server::{Server, alone, batch, item};

/// How often two sizes are measured again before growth counts. Other work on the machine slows single runs down;
/// growth slows down all of them.
const AGAIN: usize = 4;
/// Number of operations in the smallest body. The largest is close to the maximum size of a body.
const FEWEST: usize = 1000;
/// Differences below this cannot be told from noise.
const NOISE: Duration = Duration::from_millis(30);

/// Creates the notification with this number.
type Shape = fn(usize) -> Value;

/// Returns the CPU time of the program, which other work on the machine does not affect.
fn worked(server: &Server) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{}/stat", server.child.id()));
    let stat = stat.expect("the state of the program");
    let (_, behind_name) = stat.rsplit_once(") ").expect("a name");
    let ticks = behind_name.split(' ').skip(11).take(2);
    let ticks: u64 = ticks
        .map(|ticks| ticks.parse::<u64>().expect("ticks"))
        .sum();
    Duration::from_millis(ticks * 1000 / rustix::param::clock_ticks_per_second())
}

/// Measures a body with this number of operations in a new program.
fn took(count: usize, shape: Shape) -> Duration {
    let server = Server::start(&[]);
    let body = batch((0..count).map(shape));
    let before = worked(&server);
    assert_eq!(server.post("/callback", body).status, 202);
    worked(&server) - before
}

#[test]
#[ignore = "slow: bodies of up to 4 MB; .ci/run runs it"]
fn twice_the_body_takes_at_most_twice_as_long() {
    let _alone = alone();
    let shapes: [(&str, Shape); 4] = [
        ("operations", |number| item(number, "running")),
        ("one context", |number| {
            let mut item = item(number, "running");
            item["resourceData"]["clientContext"] = json!("one for all");
            item
        }),
        ("one operation", |_| item(1, "running")),
        ("changes", |number| {
            let resource = "x".repeat(60);
            json!({"subscriptionId": number.to_string(), "changeType": "created", "resource": resource, "more": number})
        }),
    ];
    for (name, shape) in shapes {
        let counts: Vec<usize> = (0..5).map(|step| FEWEST << step).collect();
        let mut times: Vec<Duration> = counts.iter().map(|count| took(*count, shape)).collect();
        for _ in 0..AGAIN {
            if is_in_proportion(&times) {
                break;
            }
            for (time, count) in times.iter_mut().zip(&counts) {
                *time = took(*count, shape).min(*time);
            }
        }
        println!("{name}: {FEWEST} items and up to 16 times as many: {times:?}");
        assert!(is_in_proportion(&times), "{name}: {times:?}");
    }
}

/// Whether each takes at most twice as long as the one before, and a tenth.
fn is_in_proportion(times: &[Duration]) -> bool {
    let mut pairs = times.windows(2);
    pairs.all(|pair| pair[1] <= pair[0].mul_f64(2.2) + NOISE)
}
