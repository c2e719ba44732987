//! Whether the time of whole runs grows with size: what is printed, kept and compared should grow no faster than the
//! pages. Exits with 1 and lists the runs that took longer.
//!
//! ```text
//! cargo bench -p graphdoc --bench growth
//! ```

#[allow(dead_code, reason = "shared with the tests")]
#[path = "../tests/cli/sandbox.rs"]
mod sandbox;

use std::{
    process::{ExitCode, Stdio},
    time::{Duration, Instant},
};

use sandbox::{GRAPHDOC, Sandbox, page};

/// Ratio of the sizes.
const STEP: usize = 4;
/// Number of units of a shape in the small docs.
const FEW: usize = 4000;
/// How often two sizes are measured again before growth counts. The shortest time counts.
const AGAIN: usize = 4;
/// Times below this cannot be told from the resolution of the clock and the cost of an empty run.
const NOISE: Duration = Duration::from_millis(10);

const FORMATS: &[&str] = &[
    "human", "short", "json", "sarif", "github", "gitlab", "junit", "markdown", "html",
];

/// Metadata that has little of what the docs have.
const SERVICE: &str = "<Edmx><Schema Namespace=\"microsoft.graph\">\n<EntityType Name=\"thing\"><Key><PropertyRef \
     Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.String\"/></EntityType>\n</Schema></Edmx>\n";

/// The docs before and after a change.
type Docs = [Vec<(String, String)>; 2];

/// What the docs have many of, and a function that creates them.
type Shape = (&'static str, fn(usize) -> Docs);

const SHAPES: &[Shape] = &[
    ("rows that the block lacks, and that are renamed", |n| {
        both(|age| {
            let row = |at| format!("|{age}Name{at:06}|String|Words.|");
            one(&many(n, "\n", row))
        })
    }),
    ("rows of which each is of another type", |n| {
        both(|age| {
            let ty = if age == "old" { "String" } else { "Int32" };
            one(&many(n, "\n", |at| format!("|name{at:06}|{ty}|Words.|")))
        })
    }),
    ("rows that go", |n| {
        let rows = many(n, "\n", |at| format!("|name{at:06}|String|Words.|"));
        [one(&rows), one("|other|String|Words.|")]
    }),
    ("members of one list", |n| {
        both(|age| {
            let members = many(n, ", ", |at| format!("`{age}Member{at:06}`"));
            one(&format!("|a|String|Possible values are: {members}.|"))
        })
    }),
    ("words of one line, half of which change", |n| {
        both(|age| {
            let words = many(4 * n, " ", |at| {
                format!("word{}", if at % 2 == 0 { age } else { "" })
            });
            one(&format!("|a||{words}|"))
        })
    }),
    ("findings on one line", |n| {
        both(|age| {
            let names = many(n, ", ", |at| format!("\"{age}Name{at:06}\""));
            let optional = format!("\"optionalProperties\": [{names}],\n  \"keyProperty\"");
            let page = page("thing", "", "\"x\": 1").replace("\"keyProperty\"", &optional);
            vec![("thing.md".to_owned(), page)]
        })
    }),
    ("types", |n| {
        both(|age| {
            let row = format!("|size|String|The {age} size.|");
            let file = |at| {
                let name = format!("thing{at:05}");
                (format!("{name}.md"), page(&name, &row, "\"x\": 1"))
            };
            (0..n / 8).map(file).collect()
        })
    }),
];

fn both(docs: impl Fn(&str) -> Vec<(String, String)>) -> Docs {
    ["old", "new"].map(docs)
}

fn one(rows: &str) -> Vec<(String, String)> {
    vec![("thing.md".to_owned(), page("thing", rows, "\"x\": 1"))]
}

fn many(count: usize, between: &str, unit: impl Fn(usize) -> String) -> String {
    let units: Vec<String> = (0..count).map(unit).collect();
    units.join(between)
}

/// Every measured run, in an order in which the crate is made, updated and compared.
fn runs() -> Vec<String> {
    let mut runs: Vec<String> = [
        "model --docs old --format json",
        "facts --docs old",
        "generate --docs old --out out",
        "generate --docs old --out out",
        "generate --docs new --out out",
        "generate --docs new --out out",
        "generate --docs old --out out --check",
    ]
    .map(str::to_owned)
    .into();
    for format in FORMATS {
        runs.push(format!("lint --docs old --message-format {format}"));
        runs.push(format!("diff old new --message-format {format}"));
    }
    runs.push("lint --docs old -v".to_owned());
    let metadata = "--metadata service.xml";
    for words in [
        "lint --docs old",
        "diff old new",
        "generate --docs old --out merged",
        "generate --docs new --out merged",
    ] {
        runs.push(format!("{words} {metadata}"));
    }
    // The second time, the baseline already has all findings.
    runs.push("lint --write-baseline".to_owned());
    runs.push("lint --write-baseline".to_owned());
    runs.push("lint".to_owned());
    runs
}

/// Measures each run on docs with this number of units.
fn times(docs: &Docs) -> Vec<Duration> {
    let sandbox = Sandbox::empty();
    sandbox.write("graphdoc.toml", "docs = \"old\"\n");
    sandbox.write("service.xml", SERVICE);
    for (folder, files) in ["old", "new"].iter().zip(docs) {
        for (path, text) in files {
            sandbox.write(&format!("{folder}/resources/{path}"), text);
        }
    }
    let run = |words: String| {
        let mut command = sandbox.command(GRAPHDOC);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.args(sandbox::words(&words));
        let start = Instant::now();
        let code = command.status().expect("it runs").code();
        assert!(matches!(code, Some(0 | 100)), "{words:?}: {code:?}");
        start.elapsed()
    };
    runs().into_iter().map(run).collect()
}

/// Returns the runs whose time grows more than half way between linearly and with the square of the size.
fn too_slow(few: &[Duration], many: &[Duration]) -> Vec<String> {
    let most = (STEP as f64).powf(1.5);
    let slow = |((words, few), many): ((String, &Duration), &Duration)| {
        let is_slow = *many > few.max(&NOISE).mul_f64(most);
        is_slow.then(|| format!("{words:?}: {few:?}, {many:?}"))
    };
    let both = runs().into_iter().zip(few).zip(many);
    both.filter_map(slow).collect()
}

fn main() -> ExitCode {
    let mut slow = 0;
    for (name, make) in SHAPES {
        let (small, large) = (make(FEW), make(FEW * STEP));
        let (mut few, mut many) = (times(&small), times(&large));
        for _ in 0..AGAIN {
            if too_slow(&few, &many).is_empty() {
                break;
            }
            for (kept, docs) in [(&mut few, &small), (&mut many, &large)] {
                let again = times(docs).into_iter().zip(kept);
                again.for_each(|(time, kept)| *kept = time.min(*kept));
            }
        }
        let sum = |times: &[Duration]| times.iter().sum::<Duration>();
        println!(
            "{name}: {:.1?}, {STEP} times as much: {:.1?}",
            sum(&few),
            sum(&many)
        );
        let runs = too_slow(&few, &many);
        runs.iter().for_each(|run| println!("  ! {run}"));
        slow += runs.len();
    }
    println!("{slow} runs took longer than their size explains");
    ExitCode::from(u8::from(slow > 0))
}
