use std::{
    fs,
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::*;

const MARKER: &str = "// ours";

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let root =
            std::env::temp_dir().join(format!("graphdoc-sync-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        Folder(root)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.0.join(path)).ok()
    }

    fn plan(&self, targets: &[Target]) -> Plan {
        self.try_plan(targets, &lock_of(targets)).unwrap()
    }

    fn apply(&self, files: &[(&str, &str)]) -> Vec<Target> {
        let targets = targets(files);
        self.plan(&targets).apply().unwrap();
        targets
    }

    fn try_plan(&self, targets: &[Target], now: &Lock) -> Result<Plan, SyncError> {
        let turn = Turn::take(&self.0, None);
        let before = before(&self.0, MARKER)?.map(|file| file.lock);
        plan(&self.0, targets, MARKER, before.as_ref(), Some(now), turn)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn targets(files: &[(&str, &str)]) -> Vec<Target> {
    let target = |(path, text): &(&str, &str)| Target {
        path: (*path).into(),
        text: format!("{MARKER}\n{text}"),
        shared: false,
    };
    files.iter().map(target).collect()
}

fn lock_of(targets: &[Target]) -> Lock {
    let files = targets
        .iter()
        .map(|target| (target.path.clone(), checksum(target.text.as_bytes())))
        .collect();
    let page = PageLock {
        bytes: "00".into(),
        model: "11".into(),
        text: "-".into(),
        outcome: "skipped: for a reason".into(),
    };
    let gone = Quarantined {
        since: "2021-07-09".into(),
        words: "size Edm.Int32 ro".into(),
    };
    Lock {
        generator: "1".into(),
        options: "2".into(),
        revision: Some("abc 2021-07-16".into()),
        metadata: Some(MetadataLock {
            sum: "44".into(),
            prefers_docs: true,
            revision: Some("def 2026-08-01 https://host/csdl".into()),
        }),
        only: vec!["a.b".into()],
        counts: (3, 4),
        pages: [("resources/a b.md".into(), page)].into(),
        files,
        facts: [("life".into(), "22".into())].into(),
        gone: [(("a.b".into(), "size".into()), gone)].into(),
        kept: "0f".to_owned(),
        accepted: ["33".into()].into(),
        unknown: vec!["# why".into(), "later word".into(), "alone".into()],
        model: vec!["type a.b\tentity area=core page=x.md".into()],
    }
}

fn causes(plan: &Plan) -> Vec<(&str, Cause)> {
    plan.differences
        .iter()
        .map(|difference| (difference.path.as_str(), difference.cause))
        .collect()
}

#[test]
fn written_crate_is_up_to_date() {
    let folder = Folder::new("idempotent");
    let files = targets(&[("src/lib.rs", "mod a;"), ("src/a/mod.rs", "1")]);
    let report = |written, unchanged| WriteReport {
        written,
        unchanged,
        deleted: 0,
    };
    assert_eq!(folder.plan(&files).apply().unwrap(), report(2, 0));
    let again = folder.plan(&files);
    assert!(again.is_clean() && again.lock.is_none());
    assert_eq!(again.apply().unwrap(), report(0, 2));
    let count = fs::read_dir(folder.0.join("src")).unwrap().count();
    assert_eq!(count, 2, "nothing is left beside the files");
}

#[test]
fn each_cause_of_a_difference_is_reported() {
    let folder = Folder::new("causes");
    folder.apply(&[
        ("src/a.rs", "1"),
        ("src/b.rs", "2"),
        ("src/c.rs", "3"),
        ("src/d.rs", "4"),
    ]);
    folder.write("src/a.rs", "by hand");
    fs::remove_file(folder.0.join("src/b.rs")).unwrap();
    let now = targets(&[("src/a.rs", "1"), ("src/b.rs", "2"), ("src/c.rs", "new")]);
    let expected = [
        ("src/a.rs", Cause::Edited),
        ("src/b.rs", Cause::Missing),
        ("src/c.rs", Cause::Docs),
        ("src/d.rs", Cause::LeftOver),
    ];
    assert_eq!(causes(&folder.plan(&now)), expected);
    let stale = |lock: &Lock| folder.try_plan(&now, lock).unwrap().differences[2].cause;
    let mut other = lock_of(&now);
    other.options = "9".into();
    assert_eq!(stale(&other), Cause::Options);
    other.generator = "9".into();
    assert_eq!(stale(&other), Cause::Generator);
    folder.plan(&now).apply().unwrap();
    assert!(folder.plan(&now).is_clean());
    assert_eq!(folder.read("src/d.rs"), None);
}

#[test]
fn only_generated_files_are_deleted() {
    let folder = Folder::new("foreign");
    folder.apply(&[]);
    folder.write("src/hand.rs", "// theirs\n");
    folder.write("src/old/left.rs", "// ours\n");
    folder.apply(&[("src/lib.rs", "")]);
    assert_eq!(folder.read("src/hand.rs").as_deref(), Some("// theirs\n"));
    assert!(!folder.0.join("src/old").exists());
}

#[test]
fn foreign_file_is_not_overwritten() {
    let folder = Folder::new("in-the-way");
    folder.write("src/lib.rs", "// theirs\n");
    let files = targets(&[("src/lib.rs", "")]);
    let planned = folder.try_plan(&files, &lock_of(&files));
    assert!(matches!(planned, Err(SyncError::Foreign(_))));
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let folder = Folder::new("escape");
    let planned = |path: &str| {
        let file = Target {
            path: path.into(),
            text: String::new(),
            shared: false,
        };
        folder.try_plan(&[file], &Lock::default())
    };
    for path in ["../x.rs", "/x.rs", "src/../../x.rs"] {
        assert!(matches!(planned(path), Err(SyncError::Path(_))), "{path}");
    }
    // It would be the folder itself.
    assert!(matches!(planned(""), Err(SyncError::Io(..))));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let (folder, other) = (Folder::new("links"), Folder::new("links-other"));
    std::os::unix::fs::symlink(&other.0, folder.0.join("src")).unwrap();
    let planned = folder.try_plan(&targets(&[("src/lib.rs", "")]), &Lock::default());
    assert!(matches!(planned, Err(SyncError::Path(_))));
}

#[test]
fn failed_write_leaves_the_old_files() {
    let folder = Folder::new("failure");
    let old = folder.apply(&[("src/a.rs", "old"), ("src/z.rs", "old")]);
    let planned = folder.plan(&targets(&[("src/a.rs", "new"), ("src/z.rs", "new")]));
    // A folder in place of the last file stands for anything that a system may refuse.
    fs::remove_file(folder.0.join("src/z.rs")).unwrap();
    fs::create_dir(folder.0.join("src/z.rs")).unwrap();
    assert!(planned.apply().is_err());
    assert_eq!(folder.read("src/a.rs"), Some(old[0].text.clone()));
    assert_eq!(
        fs::read_dir(folder.0.join("src")).unwrap().count(),
        2,
        "no temporary file stays"
    );
}

#[test]
fn lock_round_trips() {
    let folder = Folder::new("lock");
    let lock = lock_of(&targets(&[("src/a b.rs", "1")]));
    folder.write(lock::NAME, &lock.text());
    assert_eq!(Lock::read(&folder.0).unwrap(), Some(lock));
}

/// Returns the fault in a lock file with this text, and its line.
fn fault(text: impl AsRef<[u8]>) -> Option<(usize, Fault)> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let folder = Folder::new(&format!("fault-{}", NEXT.fetch_add(1, Ordering::Relaxed)));
    fs::write(folder.0.join(lock::NAME), text).unwrap();
    let read = Lock::read(&folder.0).err();
    read.map(|error| match error {
        SyncError::Lock(_, line, fault) => (line, fault),
        other => panic!("{other}"),
    })
}

#[test]
fn truncated_lock_is_rejected() {
    let text = lock_of(&targets(&[("src/a.rs", "1")])).text();
    assert_eq!(fault(&text), None);
    // The file is complete without its last line break.
    assert_eq!(fault(text.trim_end()), None);
    for end in 0..text.trim_end().len() {
        assert!(fault(&text[..end]).is_some(), "{}", &text[..end]);
    }
    assert_eq!(fault(""), Some((1, Fault::Cut)));
}

#[test]
fn each_fault_of_a_lock_names_its_line() {
    let text = lock_of(&targets(&[("src/a.rs", "1")])).text();
    let lines = text.lines().count();
    let with = |line: &str| text.replace("accept ", &format!("{line}\naccept "));
    let at = with("x y").lines().position(|line| line == "x y").unwrap() + 1;
    for mark in ["<<<<<<< HEAD", "||||||| 1f", "=======", ">>>>>>> theirs"] {
        assert_eq!(fault(with(mark)), Some((at, Fault::Conflict)), "{mark}");
    }
    for (line, expected) in [
        ("page 1", Fault::Damaged),
        ("gone 2021-01-01 a.b x", Fault::Damaged),
        ("counts 1 x", Fault::Damaged),
        ("\0\0\0", Fault::Damaged),
        ("Gone x", Fault::Damaged),
        ("file 1", Fault::Damaged),
        ("metadata 44", Fault::Damaged),
        ("metadata 44 pages", Fault::Damaged),
        ("counts 1 2", Fault::Repeated(7)),
        ("metadata 44 docs", Fault::Repeated(5)),
    ] {
        assert_eq!(fault(with(line)), Some((at, expected)), "{line}");
    }
    assert_eq!(fault(b"end\nx\n\xff"), Some((3, Fault::Damaged)));
    let without = text.replace("options 2\n", "");
    assert_eq!(fault(without), Some((1, Fault::Lacks("options"))));
    let beyond = format!("{text}later word");
    assert_eq!(fault(beyond), Some((lines + 1, Fault::Cut)));
    // Both sides of a merge may add the same line.
    let twice = with("gone 2020-01-01 a.b size Edm.Int32 ro\naccept 33");
    assert_eq!(fault(twice), None);
}

#[test]
fn crate_without_its_lock_is_refused() {
    let folder = Folder::new("no-lock");
    let files = folder.apply(&[("src/lib.rs", "1")]);
    fs::remove_file(folder.0.join(lock::NAME)).unwrap();
    let planned = folder.try_plan(&files, &lock_of(&files));
    assert!(matches!(planned, Err(SyncError::NoLock(_))));
}

#[test]
fn new_folder_is_created_atomically_with_its_parents() {
    let folder = Folder::new("new");
    let new = Folder(folder.0.join("a/b/crate"));
    let files = targets(&[("src/lib.rs", "1")]);
    let planned = new.plan(&files);
    assert!(!folder.0.join("a").exists());
    planned.apply().unwrap();
    drop(planned);
    assert!(new.plan(&files).is_clean());
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
}

#[test]
fn only_leftovers_of_killed_runs_are_deleted() {
    let folder = Folder::new("sweep");
    let left = [
        ".crate.graphdoc-0123456789ab.tmp/x",
        ".README.md.graphdoc-abcdefABCDEF.tmp",
    ];
    let theirs = [
        ".graphdoc-notes/x",
        ".graphdoc-1/x",
        ".a.graphdoc-01234567-9ab.tmp",
        "graphdoc-0123456789ab.tmp",
    ];
    left.iter()
        .chain(&theirs)
        .for_each(|path| folder.write(path, ""));
    let used = temporary::file(&folder.0.join("used")).unwrap();
    let (busy, _held) = temporary::folder(&folder.0.join("busy")).unwrap();
    folder.apply(&[("src/lib.rs", "")]);
    assert!(used.path().exists() && busy.path().exists());
    for path in left {
        assert!(
            !folder.0.join(path.trim_end_matches("/x")).exists(),
            "{path}"
        );
    }
    for path in theirs {
        assert!(folder.0.join(path).exists(), "{path}");
    }
}
