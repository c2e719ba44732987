//! Time of whole runs grows with size: what is printed, kept and compared grows no faster than the pages.

use std::{
    fs,
    process::{Child, Stdio},
    time::Duration,
};

use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

use crate::sandbox::{self, GRAPHDOC, Sandbox, page};

/// Ratio of the sizes.
const STEP: usize = 4;
/// Number of units of a shape in the small docs.
const FEW: usize = 1500;
/// How often two sizes are measured again before growth counts, because other work on the machine slows single runs
/// down.
const AGAIN: usize = 4;
/// Times below this cannot be told from the resolution of the clock and the cost of an empty run.
const NOISE: Duration = Duration::from_millis(30);

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

/// Returns the CPU time of a finished child itself. Other work on the machine does not affect it, unlike the time that the
/// system spends on its files.
fn worked(mut child: Child, words: &str) -> Duration {
    let ended = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    waitid(WaitId::Pid(Pid::from_child(&child)), ended).expect("the child ends");
    let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).expect("its state");
    let code = child.wait().expect("it has ended").code();
    assert!(matches!(code, Some(0 | 100)), "{words:?}: {code:?}");
    let (_, behind_name) = stat.rsplit_once(") ").expect("a name");
    let ticks = behind_name.split(' ').nth(11).expect("the user time");
    let ticks: u64 = ticks.parse().expect("ticks");
    Duration::from_millis(ticks * 1000 / rustix::param::clock_ticks_per_second())
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
        worked(command.spawn().expect("it runs"), &words)
    };
    runs().into_iter().map(run).collect()
}

/// Returns the runs that took longer than the size explains: for each doubling, twice the time and a fifth.
fn too_slow(few: &[Duration], many: &[Duration]) -> Vec<String> {
    let most = (2.0 * 1.2_f64).powf((STEP as f64).log2());
    let slow = |((words, few), many): ((String, &Duration), &Duration)| {
        let is_slow = *many > few.max(&NOISE).mul_f64(most);
        is_slow.then(|| format!("{words:?}: {few:?}, {many:?}"))
    };
    let both = runs().into_iter().zip(few).zip(many);
    both.filter_map(slow).collect()
}

#[test]
#[ignore = "slow: every verb on docs of two sizes; .ci/run runs it"]
fn four_times_the_docs_take_little_more_than_four_times_as_long() {
    let mut wrong = Vec::new();
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
        println!("{name}: {few:?}, {STEP} times as much: {many:?}");
        let slow = too_slow(&few, &many).into_iter();
        wrong.extend(slow.map(|slow| format!("{name}: {slow}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
