//! Files of users that are overwritten: reports, pages, the configuration, READMEs and manifests.

#![cfg(unix)]

use std::{
    fs,
    os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, chown, symlink},
    path::{Path, PathBuf},
    process::Stdio,
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::sandbox::{self, GRAPHDOC, Ran, Sandbox, Text, page};

/// A user and a group that do not exist.
const OTHER: u32 = 4321;

/// Docs with a repair to make, and a contradiction without a repair.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::with_docs();
    let rows = "|size|Int32|See [thing](./Thing.md).|\n|odd|Int32|x|";
    let members = "\"size\": 1,\n  \"odd\": \"String\"";
    sandbox.add_page("docs", "odd", rows, members);
    sandbox
}

/// A way to overwrite a file of a user: the file, and the command that writes it.
type Way = (&'static str, &'static str);

const WAYS: [Way; 5] = [
    (
        "report.sarif",
        "lint --docs docs --output sarif=report.sarif",
    ),
    ("report.md", "diff docs docs --output markdown=report.md"),
    ("graphdoc.toml", "lint --write-baseline"),
    ("out/README.md", "generate --out out --docs docs"),
    ("out/Cargo.toml", "generate --docs docs --out out"),
];

/// A sandbox in which the file of each way exists and will be changed.
fn before(way: Way) -> (Sandbox, PathBuf) {
    let sandbox = sandbox();
    match way.0 {
        "graphdoc.toml" => sandbox.write(way.0, "docs = \"docs\"\n"),
        "out/README.md" => {
            sandbox.run(way.1).code(0);
            let old = sandbox.read(way.0) + "edited\n";
            sandbox.write(way.0, old);
        }
        "out/Cargo.toml" => {
            sandbox.run(way.1).code(0);
            sandbox.edit(way.0, "core = []\n", "");
        }
        path => sandbox.write(path, "old\n"),
    }
    let path = sandbox.path().join(way.0);
    (sandbox, path)
}

fn is_root(path: &Path) -> bool {
    fs::metadata(path).expect("a file").uid() == 0
}

/// Asserts that no other files exist.
fn tidy(sandbox: &Sandbox) {
    for (path, _) in sandbox.files(".") {
        path.to_string_lossy().lacks(".graphdoc-");
    }
}

#[test]
fn replaced_file_keeps_mode_owner_and_links() {
    for way in WAYS {
        let (sandbox, path) = before(way);
        let old = fs::read(&path).expect("a file");
        let real = path.with_file_name("real");
        fs::rename(&path, &real).expect("a folder");
        symlink("real", &path).expect("a link");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("permissions");
        if is_root(&real) {
            chown(&real, Some(OTHER), Some(OTHER)).expect("an owner");
        }
        let is = || {
            let is = fs::metadata(&real).expect("a file");
            (is.mode(), is.uid(), is.gid())
        };
        let was = is();
        sandbox.run(way.1);
        assert_ne!(fs::read(&real).expect("a file"), old, "{way:?}");
        assert_eq!(is(), was, "{way:?}");
        assert!(path.is_symlink(), "{way:?}");
        tidy(&sandbox);
    }
}

#[test]
fn hard_links_show_the_new_text() {
    for way in WAYS {
        let (sandbox, path) = before(way);
        let other = sandbox.path().join("other-name");
        fs::hard_link(&path, &other).expect("a link");
        sandbox.run(way.1);
        let text = fs::read(&path).expect("a file");
        assert_eq!(fs::read(&other).expect("a file"), text, "{way:?}");
        let (sandbox, alone) = before(way);
        sandbox.run(way.1);
        assert_eq!(fs::read(&alone).expect("a file"), text, "{way:?}");
    }
}

#[test]
fn dangling_link_creates_its_target() {
    let sandbox = sandbox();
    symlink("far/report", sandbox.path().join("report.md")).expect("a link");
    fs::create_dir(sandbox.path().join("far")).expect("a folder");
    sandbox.run(WAYS[1].1).code(0);
    assert!(!sandbox.read("far/report").is_empty());
    assert!(sandbox.path().join("report.md").is_symlink());
    symlink("round", sandbox.path().join("round")).expect("a link");
    let ran = sandbox.run("diff docs docs --output markdown=round");
    ran.code(101).err.has("`round`");
}

#[test]
fn repaired_page_keeps_mode_and_links() {
    let sandbox = sandbox();
    let path = sandbox.path().join("docs/resources/odd.md");
    let real = sandbox.path().join("docs/real");
    fs::rename(&path, &real).expect("a folder");
    symlink("../real", &path).expect("a link");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o604)).expect("permissions");
    let old = fs::read(&real).expect("a file");
    sandbox.run("lint --docs docs --fix");
    assert_ne!(fs::read(&real).expect("a file"), old);
    assert_eq!(fs::metadata(&real).expect("a file").mode() & 0o777, 0o604);
    assert!(path.is_symlink());
    tidy(&sandbox);
}

#[test]
fn new_file_has_the_default_mode() {
    let sandbox = sandbox();
    sandbox.write("any", "");
    sandbox.run(WAYS[1].1).code(0);
    sandbox.run("generate --out new/crate --docs docs").code(0);
    fs::create_dir(sandbox.path().join("folder")).expect("a folder");
    let mode = |path: &str| fs::metadata(sandbox.path().join(path)).expect(path).mode();
    for path in [
        "report.md",
        "new/crate/README.md",
        "new/crate/graphdoc.lock",
        "new/crate/src/lib.rs",
    ] {
        assert_eq!(mode(path), mode("any"), "{path}");
    }
    for path in ["new", "new/crate", "new/crate/src"] {
        assert_eq!(mode(path), mode("folder"), "{path}");
    }
}

/// Returns a device that accepts any input: one of our own where the one of the system could be damaged.
fn device(sandbox: &Sandbox) -> PathBuf {
    if !is_root(sandbox.path()) {
        return PathBuf::from("/dev/null");
    }
    let path = sandbox.path().join("null");
    let mut mknod = sandbox.command("mknod");
    let made = mknod.arg(&path).args(["c", "1", "3"]).status();
    assert!(made.expect("mknod runs").success());
    path
}

#[test]
fn devices_are_not_replaced() {
    let sandbox = sandbox();
    let path = device(&sandbox);
    let is = || {
        let is = fs::symlink_metadata(&path).expect("a device");
        (is.file_type().is_char_device(), is.ino(), is.mode())
    };
    let was = is();
    assert!(was.0);
    let report = format!("markdown={}", path.display());
    let words = format!("diff docs docs --output {report}");
    sandbox.run(words).code(0);
    assert_eq!(is(), was);
    // A link to one is followed.
    symlink(&path, sandbox.path().join("report.md")).expect("a link");
    sandbox.run(WAYS[1].1).code(0);
    assert_eq!(is(), was);
    assert!(sandbox.path().join("report.md").is_symlink());
}

#[test]
fn report_to_dev_stdout_is_printed() {
    let sandbox = sandbox();
    // Like `/dev/stdout`.
    let link = sandbox.path().join("stdout");
    symlink("/proc/self/fd/1", &link).expect("a link");
    if !Path::new("/proc/self/fd").exists() {
        fs::remove_file(&link).expect("a link");
        symlink("/dev/fd/1", &link).expect("a link");
    }
    let words = "diff docs docs --output changelog=stdout";
    let piped = sandbox.run(words).code(0).out;
    piped.has("no page differs");
    assert!(piped.starts_with('{'), "{piped}");
    let path = sandbox.path().join("printed");
    let file = fs::File::create(&path).expect("a file");
    let was = fs::metadata(&path).expect("a file").ino();
    let mut command = sandbox.command(GRAPHDOC);
    command.stdout(file);
    Ran::of(command, words).code(0);
    assert_eq!(sandbox.read("printed"), piped);
    assert_eq!(fs::metadata(&path).expect("a file").ino(), was);
    assert!(link.is_symlink());
}

#[test]
fn report_to_a_pipe_is_delivered() {
    let sandbox = sandbox();
    let pipe = sandbox.path().join("report.md");
    let made = sandbox.command("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo runs").success());
    let mut command = sandbox.command(GRAPHDOC);
    let mut child = command
        .args(sandbox::words(WAYS[1].1))
        .stdout(Stdio::null())
        .spawn()
        .expect("it runs");
    let (told, hear) = mpsc::channel();
    let reading = pipe.clone();
    thread::spawn(move || {
        let text = fs::read_to_string(reading).expect("a text");
        let _ = told.send(text);
    });
    assert!(child.wait().expect("it ends").success());
    let text = hear.recv_timeout(Duration::from_secs(300));
    let text = text.expect("what was written");
    assert!(!text.is_empty());
    let kind = fs::symlink_metadata(&pipe).expect("a pipe").file_type();
    assert!(kind.is_fifo());
}

#[test]
fn unreadable_readme_is_left_alone() {
    type Make = fn(&Path);
    let makes: [Make; 3] = [
        |path| symlink("nowhere", path).expect("a link"),
        |path| fs::create_dir(path).expect("a folder"),
        |path| {
            let made = std::process::Command::new("mkfifo").arg(path).status();
            assert!(made.expect("mkfifo runs").success());
        },
    ];
    for make in makes {
        let sandbox = Sandbox::with_docs();
        fs::create_dir(sandbox.path().join("out")).expect("a folder");
        make(&sandbox.path().join("out/README.md"));
        let ran = sandbox.run(WAYS[3].1).code(101);
        ran.err.has("README.md");
        assert!(!sandbox.exists("out/src"));
    }
}

#[test]
fn similar_folders_of_the_user_are_kept() {
    let sandbox = Sandbox::with_docs();
    let theirs = [
        ".graphdoc-notes/a",
        ".graphdoc-1234/a",
        ".graphdoc-old.tmp/a",
        ".README.md.4321",
    ];
    for path in theirs {
        sandbox.write(&format!("out/{path}"), "mine");
        sandbox.write(path, "mine");
    }
    sandbox.run(WAYS[3].1).code(0);
    sandbox.run(WAYS[4].1).code(0);
    for path in theirs {
        assert_eq!(sandbox.read(path), "mine");
        assert_eq!(sandbox.read(&format!("out/{path}")), "mine");
    }
}

#[test]
fn writing_a_baseline_preserves_the_rest_of_the_file() {
    let sandbox = sandbox();
    let mine = "# here\ndocs = \"docs\"\n";
    sandbox.write("graphdoc.toml", mine);
    sandbox.run("lint --write-baseline").code(0);
    let rules = "\n# ours\n[rules]\nname-case = \"deny\"\n\n[[allow]]\nrule = \"type-case\"\nreason = \"agreed\"\n";
    sandbox.write("graphdoc.toml", sandbox.read("graphdoc.toml") + rules);
    sandbox.run("lint --write-baseline").code(0);
    let text = sandbox.read("graphdoc.toml");
    assert!(text.starts_with(mine) && text.contains(rules), "{text}");
    sandbox.run("lint").code(0);
}

#[test]
fn baseline_paths_may_contain_any_letters() {
    let sandbox = Sandbox::empty();
    let docs = "cafe\u{301} \u{feff}\"\\";
    let text = page("odd", "|odd|Int32|x|", "\"odd\": \"String\"");
    sandbox.write(&format!("{docs}/odd.md"), text);
    let words = ["lint", "--docs", docs, "--write-baseline"];
    sandbox.run_words(&words).code(0);
    sandbox.run("lint").code(0);
}

#[test]
fn manifest_that_features_would_break_is_rejected() {
    let (sandbox, path) = before(WAYS[4]);
    let theirs = sandbox.read("out/Cargo.toml") + "\n[dependencies.uuid]\nversion = \"1\"\n";
    fs::write(&path, &theirs).expect("a file");
    let ran = sandbox.run(WAYS[4].1).code(101);
    let line = theirs.lines().count();
    ran.err.has("Cargo.toml");
    ran.err.has(format!("line {line}"));
    assert_eq!(sandbox.read("out/Cargo.toml"), theirs);
}
