//! Runs that are killed at any moment, and runs at the same time: either the crate is complete or the exit code says
//! that it is not, and the next run leaves nothing behind.

#![cfg(unix)]

#[path = "cli/sandbox.rs"]
#[allow(dead_code, reason = "a part is used here")]
mod sandbox;

use std::{
    collections::BTreeMap,
    fs,
    hash::{BuildHasher, RandomState},
    path::{Path, PathBuf},
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use sandbox::{GRAPHDOC, Sandbox, page, words};

const KILLS: usize = 500;
const PAIRS: usize = 200;
const PAGES: usize = 12;

/// All files and folders below a folder, by path, with the content of files.
type Snapshot = BTreeMap<PathBuf, Option<Vec<u8>>>;

fn start(sandbox: &Sandbox, line: &str) -> Child {
    let mut command = sandbox.command(GRAPHDOC);
    command.args(words(line)).args(["-q", "--jobs", "1"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("it runs")
}

/// Runs to the end and returns the exit code.
fn run(sandbox: &Sandbox, line: &str) -> i32 {
    end(start(sandbox, line))
}

fn snapshot(sandbox: &Sandbox) -> Snapshot {
    let root = sandbox.path();
    let mut found = Snapshot::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let content = match path.is_dir() {
                true => None,
                false => Some(fs::read(&path).expect("a file")),
            };
            let name = path.strip_prefix(root).expect("below").to_owned();
            if content.is_none() {
                open.push(path);
            }
            found.insert(name, content);
        }
    }
    found
}

/// Restores the initial state.
fn restore(sandbox: &Sandbox, snapshot: &Snapshot) {
    for entry in fs::read_dir(sandbox.path()).expect("a folder") {
        let path = entry.expect("an entry").path();
        let _ = fs::remove_dir_all(&path);
        let _ = fs::remove_file(&path);
    }
    for (path, content) in snapshot {
        let path = sandbox.path().join(path);
        match content {
            None => fs::create_dir_all(path).expect("a folder"),
            Some(content) => fs::write(path, content).expect("a file"),
        }
    }
}

fn end(mut child: Child) -> i32 {
    child.wait().expect("it ends").code().unwrap_or(-1)
}

/// Returns a number below `end`, a different one each time.
fn random(end: u128) -> u64 {
    let number = u128::from(RandomState::new().hash_one(0));
    u64::try_from(number % end.max(1)).expect("a small number")
}

/// Pages with a repair to make. The later version has one more property and lacks another.
fn docs() -> Sandbox {
    let sandbox = Sandbox::empty();
    for (folder, row) in [
        ("old", "|colour|String|Of it.|"),
        ("new", "|weight|Int32|Kilograms.|"),
    ] {
        for at in 0..PAGES {
            let name = format!("thing{at}");
            let rows = format!("|odd|Int32|x|\n{row}");
            let text = page(&name, &rows, "\"odd\": \"String\"");
            let text = text.replace(&format!("A {name}."), &format!("See [it](./Thing{at}.md)."));
            sandbox.write(&format!("{folder}/{name}.md"), text);
        }
    }
    sandbox
}

/// Returns what differs, by path.
fn difference<'s>(is: &'s Snapshot, should: &'s Snapshot) -> Vec<&'s Path> {
    let paths = is.keys().chain(should.keys());
    let differ = paths.filter(|path| is.get(*path) != should.get(*path));
    differ.map(PathBuf::as_path).collect()
}

const OLD: &str = "generate --docs old --out out";
const NEW: &str = "generate --docs new --out out";
const UPDATE: &str = "update --docs new --out out";
const VENDOR: &str = "generate --out out --docs new";
const DEEP: &str = "generate --out far/away/out --docs new";
const BASELINE: &str = "lint --docs new --write-baseline";
const FIX: &str = "lint --docs new --fix";

#[test]
#[ignore = "slow; .ci/run runs it"]
fn killed_runs_leave_no_broken_or_temporary_files() {
    let sandbox = docs();
    let empty = snapshot(&sandbox);
    assert_eq!(run(&sandbox, OLD), 0);
    let old = snapshot(&sandbox);
    // Where runs start, what is killed, and the folder of the crate, if there is one.
    let cases = [
        (&empty, NEW, "out"),
        (&old, NEW, "out"),
        (&empty, VENDOR, "out"),
        (&old, VENDOR, "out"),
        (&empty, DEEP, "far/away/out"),
        (&old, UPDATE, "out"),
        (&empty, BASELINE, ""),
        (&empty, FIX, ""),
    ];
    let mut killed = 0;
    let mut between = 0;
    let wholes = cases.map(|(before, words, _)| {
        restore(&sandbox, before);
        let started = Instant::now();
        let code = run(&sandbox, words);
        assert!([0, 100].contains(&code), "{words:?}: {code}");
        (code, started.elapsed(), snapshot(&sandbox))
    });
    for at in 0..KILLS {
        let (before, words, out) = cases[at % cases.len()];
        let (code, took, whole) = &wholes[at % cases.len()];
        restore(&sandbox, before);
        let mut child = start(&sandbox, words);
        thread::sleep(Duration::from_nanos(random(took.as_nanos())));
        child.kill().expect("a process");
        killed += usize::from(end(child) == -1);
        let left = snapshot(&sandbox);
        between += usize::from(left != *before && left != *whole);
        if !out.is_empty() {
            let check = format!("generate --docs new --out {out} --check");
            let is_clean = run(&sandbox, &check) == 0;
            let crate_of = |snapshot: &Snapshot| -> Snapshot {
                let files = snapshot
                    .iter()
                    .filter(|(path, _)| path.starts_with(Path::new(out).join("src")));
                files
                    .map(|(path, content)| (path.clone(), content.clone()))
                    .collect()
            };
            assert!(
                !is_clean || crate_of(&left) == crate_of(whole),
                "kill {at} of {words:?}"
            );
            let found = snapshot(&sandbox);
            assert!(
                found == left,
                "a check wrote {:?}",
                difference(&found, &left)
            );
        }
        let again = run(&sandbox, words);
        // Pages that were repaired before the kill need no further repair.
        assert!(again == *code, "kill {at} of {words:?}: {again}");
        let found = snapshot(&sandbox);
        assert!(
            found == *whole,
            "kill {at} of {words:?}: {:?}",
            difference(&found, whole)
        );
    }
    println!("{KILLS} kills: {killed} before the end, {between} between the states");
    assert!(
        killed > KILLS / 4 && between > 0,
        "{killed} killed, {between} between"
    );
}

#[test]
#[ignore = "slow; .ci/run runs it"]
fn concurrent_runs_equal_consecutive_runs() {
    let sandbox = docs();
    let empty = snapshot(&sandbox);
    assert_eq!(run(&sandbox, OLD), 0);
    let old = snapshot(&sandbox);
    let pairs = [
        (&empty, NEW, NEW),
        (&empty, OLD, NEW),
        (&empty, VENDOR, VENDOR),
        (&empty, DEEP, DEEP),
        (&empty, NEW, VENDOR),
        (&old, NEW, NEW),
        (&old, UPDATE, NEW),
        (&old, VENDOR, UPDATE),
        (&empty, BASELINE, BASELINE),
        (&empty, FIX, FIX),
    ];
    let wholes = pairs.map(|(before, one, two)| {
        [[one, two], [two, one]].map(|order| {
            restore(&sandbox, before);
            let codes = order.map(|words| run(&sandbox, words));
            assert!(
                codes.iter().all(|code| [0, 100].contains(code)),
                "{order:?}: {codes:?}"
            );
            snapshot(&sandbox)
        })
    });
    for at in 0..PAIRS {
        let (before, one, two) = pairs[at % pairs.len()];
        restore(&sandbox, before);
        let first = start(&sandbox, one);
        thread::sleep(Duration::from_micros(random(20_000)));
        let second = start(&sandbox, two);
        let codes = [end(first), end(second)];
        assert!(
            codes.iter().all(|code| [0, 100].contains(code)),
            "pair {at}, {one:?} and {two:?}: {codes:?}"
        );
        let found = snapshot(&sandbox);
        let [a, b] = &wholes[at % pairs.len()];
        assert!(
            found == *a || found == *b,
            "pair {at}, {one:?} and {two:?}: {:?}",
            difference(&found, a)
        );
    }
}
