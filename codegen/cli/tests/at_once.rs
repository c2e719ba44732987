//! Runs that are killed at any moment, and runs at the same time: a crate is whole or the exit code says that it is not,
//! and the next run leaves nothing behind.

#![cfg(unix)]

use std::{
    collections::BTreeMap,
    fs,
    hash::{BuildHasher, RandomState},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const KILLS: usize = 500;
const PAIRS: usize = 200;
const PAGES: usize = 12;

/// Every file and folder below one, by path; of a file the content.
type Snapshot = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// A folder to run in, gone with the value.
struct Room(PathBuf);

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Room {
    fn new(name: &str) -> Room {
        let name = format!("graphdoc-{name}-{}", std::process::id());
        let room = Room(std::env::temp_dir().join(name));
        let _ = fs::remove_dir_all(&room.0);
        fs::create_dir_all(&room.0).expect("a folder");
        room
    }

    fn start(&self, words: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_graphdoc"));
        command
            .current_dir(&self.0)
            .args(words)
            .args(["-q", "--jobs", "1"]);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.spawn().expect("it runs")
    }

    /// Runs to the end; gives the exit code.
    fn run(&self, words: &[&str]) -> i32 {
        end(self.start(words))
    }

    fn snapshot(&self) -> Snapshot {
        let mut found = Snapshot::new();
        let mut open = vec![self.0.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                let content = match path.is_dir() {
                    true => None,
                    false => Some(fs::read(&path).expect("a file")),
                };
                if content.is_none() {
                    open.push(path.clone());
                }
                found.insert(
                    path.strip_prefix(&self.0).expect("below").to_owned(),
                    content,
                );
            }
        }
        found
    }

    /// Makes everything as it was.
    fn restore(&self, snapshot: &Snapshot) {
        for entry in fs::read_dir(&self.0).expect("a folder") {
            let path = entry.expect("an entry").path();
            let _ = fs::remove_dir_all(&path);
            let _ = fs::remove_file(&path);
        }
        for (path, content) in snapshot {
            let path = self.0.join(path);
            match content {
                None => fs::create_dir_all(path).expect("a folder"),
                Some(content) => fs::write(path, content).expect("a file"),
            }
        }
    }

    /// Writes pages of which the later state has a property more, and lacks one.
    fn add_docs(&self, folder: &str, rows: &str) {
        fs::create_dir_all(self.0.join(folder)).expect("a folder");
        for at in 0..PAGES {
            let text = format!(
                "# thing{at} resource type\n\nNamespace: microsoft.graph\n\nSee [it](./Thing{at}.md).\n\n## Properties\n\n\
                 |Property|Type|Description|\n|:--|:--|:--|\n|id|String|Its identifier.|\n|odd|Int32|x|\n{rows}\n\n\
                 ## JSON representation\n\n<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.thing{at}\" }}-->\n\
                 ```json\n{{ \"id\": \"String\", \"odd\": \"String\" }}\n```\n"
            );
            fs::write(self.0.join(format!("{folder}/thing{at}.md")), text).expect("a file");
        }
    }
}

fn end(mut child: Child) -> i32 {
    child.wait().expect("it ends").code().unwrap_or(-1)
}

/// A number below `end`, another one each time.
fn random(end: u128) -> u64 {
    let number = u128::from(RandomState::new().hash_one(0));
    u64::try_from(number % end.max(1)).expect("a small number")
}

fn docs(name: &str) -> Room {
    let room = Room::new(name);
    room.add_docs("old", "|colour|String|Of it.|");
    room.add_docs("new", "|weight|Int32|Kilograms.|");
    room
}

/// What is different, by path.
fn difference<'s>(is: &'s Snapshot, should: &'s Snapshot) -> Vec<&'s Path> {
    let paths = is.keys().chain(should.keys());
    let differ = paths.filter(|path| is.get(*path) != should.get(*path));
    differ.map(PathBuf::as_path).collect()
}

const OLD: &[&str] = &["generate", "--docs", "old", "--out", "out"];
const NEW: &[&str] = &["generate", "--docs", "new", "--out", "out"];
const UPDATE: &[&str] = &["update", "--docs", "new", "--out", "out"];
const VENDOR: &[&str] = &["generate", "--out", "out", "--docs", "new"];
const DEEP: &[&str] = &["generate", "--out", "far/away/out", "--docs", "new"];
const BASELINE: &[&str] = &["lint", "--docs", "new", "--write-baseline"];
const FIX: &[&str] = &["lint", "--docs", "new", "--fix"];

#[test]
#[ignore = "slow; .ci/run runs it"]
fn a_run_that_is_killed_leaves_nothing_broken_or_behind() {
    let room = docs("kills");
    let empty = room.snapshot();
    assert_eq!(room.run(OLD), 0);
    let old = room.snapshot();
    // Where runs begin, what is killed, and the folder of the crate where there is one.
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
        room.restore(before);
        let started = Instant::now();
        let code = room.run(words);
        assert!([0, 100].contains(&code), "{words:?}: {code}");
        (code, started.elapsed(), room.snapshot())
    });
    for at in 0..KILLS {
        let (before, words, out) = cases[at % cases.len()];
        let (code, took, whole) = &wholes[at % cases.len()];
        room.restore(before);
        let mut child = room.start(words);
        thread::sleep(Duration::from_nanos(random(took.as_nanos())));
        child.kill().expect("a process");
        killed += usize::from(end(child) == -1);
        let left = room.snapshot();
        between += usize::from(left != *before && left != *whole);
        if !out.is_empty() {
            let check = ["generate", "--docs", "new", "--out", out, "--check"];
            let is_clean = room.run(&check) == 0;
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
            let found = room.snapshot();
            assert!(
                found == left,
                "a check wrote {:?}",
                difference(&found, &left)
            );
        }
        let again = room.run(words);
        // Pages that were repaired before the kill need no further repair.
        assert!(again == *code, "kill {at} of {words:?}: {again}");
        let found = room.snapshot();
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
fn two_runs_at_once_are_as_one_after_the_other() {
    let room = docs("pairs");
    let empty = room.snapshot();
    assert_eq!(room.run(OLD), 0);
    let old = room.snapshot();
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
            room.restore(before);
            let codes = order.map(|words| room.run(words));
            assert!(
                codes.iter().all(|code| [0, 100].contains(code)),
                "{order:?}: {codes:?}"
            );
            room.snapshot()
        })
    });
    for at in 0..PAIRS {
        let (before, one, two) = pairs[at % pairs.len()];
        room.restore(before);
        let first = room.start(one);
        thread::sleep(Duration::from_micros(random(20_000)));
        let second = room.start(two);
        let codes = [end(first), end(second)];
        assert!(
            codes.iter().all(|code| [0, 100].contains(code)),
            "pair {at}, {one:?} and {two:?}: {codes:?}"
        );
        let found = room.snapshot();
        let [a, b] = &wholes[at % pairs.len()];
        assert!(
            found == *a || found == *b,
            "pair {at}, {one:?} and {two:?}: {:?}",
            difference(&found, a)
        );
    }
}
