//! Kind and size of a file are checked before it is read: no subcommand waits for a pipe or fills the memory.

use std::{fs, path::Path, process::Command};

use crate::{
    sandbox::{GRAPHDOC, Ran, Sandbox, Text, page},
    unread::project,
};

/// How to replace a file by something that cannot be read to its end, and how that is reported.
type Trap = (&'static str, fn(&Path));

const TRAPS: [Trap; 3] = [
    ("expected a file, found a pipe", |file| {
        let made = Command::new("mkfifo").arg(file).status();
        assert!(made.unwrap().success());
    }),
    ("has 3221225472 bytes, but the maximum is", |file| {
        let sparse = fs::File::create(file).unwrap();
        sparse.set_len(3 << 30).unwrap();
    }),
    ("expected a file, found a pipe", |file| {
        std::os::unix::fs::symlink("/dev/zero", file).unwrap();
    }),
];

/// Runs the program with a limit on its time and memory.
fn bounded(sandbox: &Sandbox, words: &str) -> Ran {
    let mut command = sandbox.command("timeout");
    command.args(["300", "prlimit", "--as=3000000000", GRAPHDOC]);
    Ran::of(command, words)
}

/// Puts each trap in the place of `file`, for each subcommand. `told` says whether the kind of file must be reported.
#[track_caller]
fn sprung(file: &str, traps: &[Trap], verbs: &[&str]) {
    for (words, set) in traps {
        let sandbox = project();
        let before = sandbox.files("out/src");
        let path = sandbox.path().join(file);
        let _ = fs::remove_file(&path);
        set(&path);
        for verb in verbs {
            let ran = bounded(&sandbox, verb);
            assert_eq!(ran.code, 101, "{file} {verb:?}: {ran:?}");
            let told = ran.err.contains(words) && ran.err.contains(file);
            assert!(told, "{file} {verb:?}: no {words}: {ran:?}");
        }
        assert!(sandbox.files("out/src") == before, "{file}");
    }
}

const EVERY: &[&str] = &[
    "generate",
    "generate --check",
    "generate --out vendored",
    "lint",
    "lint --fix",
    "lint --write-baseline",
    "diff old docs",
    "update --check",
    "update",
    "model",
    "facts",
    "facts suggest",
];

#[test]
fn endless_or_blocking_pages_are_rejected() {
    sprung("docs/resources/thing.md", &TRAPS[..2], EVERY);
}

#[test]
fn page_of_50_megabytes_is_rejected() {
    let sandbox = Sandbox::with_docs();
    let words = "Words without end, and `code`.\n\n".repeat(50_000_000 / 32);
    let text = sandbox.read("docs/resources/thing.md") + &words;
    sandbox.write("docs/resources/thing.md", text);
    let ran = sandbox.generate("").code(101);
    ran.err.has("docs/resources/thing.md");
    ran.err.has("[page-too-large]");
    assert!(!sandbox.exists("out"));
}

#[test]
fn endless_or_blocking_facts_are_rejected() {
    sprung("facts/own.toml", &TRAPS, EVERY);
}

#[test]
fn endless_or_blocking_configuration_is_rejected() {
    sprung("graphdoc.toml", &TRAPS, EVERY);
    let named = "lint --config other.toml";
    sprung("other.toml", &TRAPS, &[named]);
    let device = "lint --config /dev/zero";
    assert_eq!(bounded(&project(), device).code, 101);
}

#[test]
fn endless_or_blocking_metadata_is_rejected() {
    let verbs: &[&str] = &[
        "lint",
        "lint --write-baseline",
        "update",
        "generate",
        "model",
        "diff old",
    ];
    sprung("service.xml", &TRAPS, verbs);
    let device = "lint --metadata /dev/zero";
    assert_eq!(bounded(&project(), device).code, 101);
}

#[test]
fn endless_or_blocking_lock_file_is_rejected() {
    let verbs: &[&str] = &[
        "generate",
        "generate --check",
        "diff lock:out/graphdoc.lock docs",
        "update --check --docs docs",
        "update",
    ];
    sprung("out/graphdoc.lock", &TRAPS[..2], verbs);
    let linked = &verbs[2..];
    sprung("out/graphdoc.lock", &TRAPS[2..], linked);
}

#[test]
fn endless_or_blocking_output_file_is_rejected() {
    sprung("out/Cargo.toml", &TRAPS[..2], &["generate"]);
    for (_, set) in TRAPS {
        let sandbox = project();
        fs::create_dir(sandbox.path().join("vendored")).unwrap();
        set(&sandbox.path().join("vendored/README.md"));
        let ran = bounded(&sandbox, "generate --out vendored --docs docs");
        assert!(matches!(ran.code, 2 | 101), "{ran:?}");
    }
}

#[test]
fn metadata_on_standard_input_is_read_up_to_the_limit() {
    let sandbox = project();
    let fed = |from: &str| {
        let line = format!(
            "exec timeout 300 prlimit --as=3000000000 {GRAPHDOC} lint --metadata /dev/stdin {from}"
        );
        let mut command = sandbox.command("sh");
        Ran::from(command.args(["-c", &line]).output().unwrap())
    };
    let piped = fed("< service.xml");
    assert_ne!(piped.code, 101, "{piped:?}");
    let endless = fed("< /dev/zero").code(101);
    endless.err.has("more than 67108864 bytes");
}

/// Runs the program as a user who may have one thread, because the limit does not apply to root.
fn alone(sandbox: &Sandbox, words: &str) -> Ran {
    let mut command = sandbox.command("prlimit");
    command.arg("--nproc=1");
    if rustix::process::getuid().is_root() {
        let nobody = 1_000_000 + std::process::id();
        command.args(["setpriv", &format!("--reuid={nobody}"), "--clear-groups"]);
    }
    command.arg(GRAPHDOC);
    Ran::of(command, words)
}

/// Returns the output without the line that says how long a run took.
fn without_times(out: &str) -> Vec<&str> {
    let lines = out.lines().filter(|line| !line.ends_with(" s"));
    lines.collect()
}

#[test]
fn output_is_the_same_if_no_thread_can_start() {
    let sandbox = project();
    for verb in ["generate --check", "model", "lint"] {
        let verb = format!("{verb} --jobs 8");
        let (many, one) = (sandbox.run(&verb), alone(&sandbox, &verb));
        assert_eq!(many.code, one.code, "{one:?}");
        assert_eq!(without_times(&many.out), without_times(&one.out));
        one.err.lacks("panicked");
    }
    // Git is a process of its own, for which there is no room either.
    sandbox.commit(".");
    let ran = alone(&sandbox, "diff HEAD --docs docs").code(101);
    ran.err.lacks("panicked");
}

#[test]
fn file_with_the_longest_name_is_replaced() {
    let sandbox = Sandbox::with_docs();
    let name = format!("docs/resources/{}.md", "ä".repeat(126));
    let text = page("other", "|size|Int32|See [it](Thing.md).|", "\"size\": 1");
    sandbox.write(&name, text);
    let fixed = sandbox.run("lint --docs docs --fix");
    assert!(fixed.code != 101, "{fixed:?}");
    assert!(sandbox.read(&name).contains("(thing.md)"), "{fixed:?}");
    assert_eq!(sandbox.files("docs").len(), 3);
}

#[test]
fn facts_and_metadata_are_read_from_standard_input() {
    let sandbox = project();
    let facts = sandbox.read("facts/own.toml");
    sandbox.remove("out");
    let words = "generate --docs docs --out out --facts /dev/stdin";
    sandbox.run_on(&facts, words).code(0);
    sandbox.source("thing.rs").has("has at most 20 chars");
    let ran = sandbox.run_on("nonsense", words).code(101);
    ran.err.has("/dev/stdin");
    let words = "lint --docs docs --metadata /dev/stdin";
    let ran = sandbox.run_on(sandbox.read("service.xml"), words);
    assert!(ran.code < 101, "{}", ran.err);
}

#[test]
fn dash_as_a_path_is_rejected_with_a_suggestion() {
    let sandbox = project();
    let folder = "expected a folder of pages, found standard input";
    for (words, help) in [
        ("generate --docs docs --facts -", "write `/dev/stdin`"),
        ("lint --docs docs --metadata -", "write `/dev/stdin`"),
        ("lint --docs -", folder),
        ("lint --docs /dev/stdin", folder),
    ] {
        let ran = sandbox.run_on("x", words).code(101);
        assert!(ran.err.contains(help), "{words:?}: {}", ran.err);
    }
}

/// Runs `model` with the output of a shell command as the types of the metadata, and a limit on its memory.
fn streamed(printed: &str) -> Ran {
    let sandbox = project();
    let line = format!(
        "(echo '<Edmx><Schema Namespace=\"a\">'; {printed}) | timeout 300 prlimit --as=2000000000 {GRAPHDOC} model --docs docs --metadata /dev/stdin"
    );
    Ran::from(sandbox.command("sh").args(["-c", &line]).output().unwrap())
}

#[test]
fn metadata_of_500_megabytes_is_rejected_in_bounded_memory() {
    let types = "yes '<ComplexType Name=\"a\"><Property Name=\"b\" Type=\"c\"/></ComplexType>'";
    let ran = streamed(&format!("{types} | head -c 500000000")).code(101);
    ran.err.has("more than 67108864 bytes");
}

#[test]
#[ignore = "slow; .ci/run runs it"]
fn too_many_metadata_types_are_rejected_in_bounded_memory() {
    let numbered = "seq 1 1100000 | sed 's/.*/<ComplexType Name=\"a&\"\\/>/'";
    let ran = streamed(numbered).code(101);
    ran.err.has("at most 1048576 elements");
}
