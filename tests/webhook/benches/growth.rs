//! Whether time grows with size: twice the notifications should take twice the time. Exits with 1 and a mark on what
//! took longer.
//!
//! ```text
//! cargo bench -p webhook --bench growth
//! ```

#[allow(dead_code, reason = "shared with the tests")]
#[path = "../tests/end_to_end/server.rs"]
mod server;

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use server::{Server, batch, item};

/// How often each number is measured. The shortest time counts.
const REPEATED: usize = 3;
/// Number of notifications in one body.
const IN_BODY: usize = 2000;
/// Fewest notifications.
const FEWEST: usize = 4000;
/// Differences below this cannot be told from noise.
const NOISE: Duration = Duration::from_millis(10);

/// Creates the notification with this number.
type Shape = fn(usize) -> Value;

const SHAPES: &[(&str, Shape)] = &[
    ("operations", |number| item(number, "running")),
    ("finished operations", |number| item(number, "completed")),
    ("one operation", |_| item(1, "running")),
    ("one context", |number| {
        with_context(item(number, "running"))
    }),
    ("one context, half unattributed", |number| {
        let mut item = with_context(item(number, "running"));
        if number % 2 == 0 {
            item["resourceData"]["id"] = Value::Null;
        }
        item
    }),
    ("one address", |number| {
        let mut item = item(number, "running");
        item["resourceUrl"] = json!("/communications/calls/1");
        item
    }),
    (
        "content of unknown types",
        |_| json!({"resourceUrl": "/x", "resourceData": vec![json!({"@odata.type": "#x.y"}); 20]}),
    ),
    ("changes", |number| {
        let resource = "x".repeat(60);
        json!({"subscriptionId": number.to_string(), "changeType": "created", "resource": resource, "more": number})
    }),
];

fn with_context(mut item: Value) -> Value {
    item["resourceData"]["clientContext"] = json!("one for all");
    item
}

/// Measures this number of notifications in a new program.
fn took(count: usize, shape: Shape) -> Duration {
    let server = Server::start(&[]);
    let numbers: Vec<usize> = (0..count).collect();
    let bodies = numbers.chunks(IN_BODY);
    let bodies: Vec<String> = bodies
        .map(|some| batch(some.iter().map(|number| shape(*number))))
        .collect();
    let start = Instant::now();
    for body in bodies {
        assert_eq!(server.post("/callback", body).status, 202);
    }
    start.elapsed()
}

/// Whether time grows at most half way between linearly and with the square of the number.
fn is_in_proportion(times: &[Duration]) -> bool {
    let mut pairs = times.windows(2);
    pairs.all(|pair| pair[1] <= pair[0].mul_f64(2_f64.powf(1.5)) + NOISE)
}

fn main() -> ExitCode {
    let mut slow = 0;
    for (name, shape) in SHAPES {
        let counts = (0..4).map(|step| FEWEST << step);
        let least = |count| (0..REPEATED).map(|_| took(count, *shape)).min();
        let times: Vec<Duration> = counts.filter_map(least).collect();
        let is_slow = !is_in_proportion(&times);
        let mark = if is_slow { " !" } else { "" };
        println!("{name}: {FEWEST} notifications and up to 8 times as many: {times:.1?}{mark}");
        slow += u8::from(is_slow);
    }
    println!("{slow} shapes took longer than their size explains");
    ExitCode::from(u8::from(slow > 0))
}
