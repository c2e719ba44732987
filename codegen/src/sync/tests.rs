use std::{fs, path::PathBuf};

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
        plan(&self.0, targets, MARKER, Some(&lock_of(targets))).unwrap()
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
    let gone = Gone {
        since: "2021-07-09".into(),
        words: "size Edm.Int32 ro".into(),
    };
    Lock {
        generator: "1".into(),
        options: "2".into(),
        revision: Some("abc 2021-07-16".into()),
        only: vec!["a.b".into()],
        counts: (3, 4),
        pages: [("resources/a b.md".into(), page)].into(),
        files,
        facts: [("life".into(), "22".into())].into(),
        gone: [(("a.b".into(), "size".into()), gone)].into(),
        accepted: ["33".into()].into(),
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
fn what_was_written_is_as_it_should_be() {
    let folder = Folder::new("idempotent");
    let files = targets(&[("src/lib.rs", "mod a;"), ("src/a/mod.rs", "1")]);
    let report = folder.plan(&files).apply().unwrap();
    assert_eq!(
        report,
        Report {
            written: 2,
            unchanged: 0,
            deleted: 0
        }
    );
    let again = folder.plan(&files);
    assert!(again.is_clean() && again.lock.is_none());
    assert_eq!(
        again.apply().unwrap(),
        Report {
            written: 0,
            unchanged: 2,
            deleted: 0
        }
    );
    let names: Vec<_> = fs::read_dir(folder.0.join("src"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(
        names.len(),
        2,
        "nothing is left beside the files: {names:?}"
    );
}

#[test]
fn each_cause_is_told_apart() {
    let folder = Folder::new("causes");
    let files = targets(&[
        ("src/a.rs", "1"),
        ("src/b.rs", "2"),
        ("src/c.rs", "3"),
        ("src/d.rs", "4"),
    ]);
    folder.plan(&files).apply().unwrap();
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
    let stale = |lock: Lock| {
        plan(&folder.0, &now, MARKER, Some(&lock))
            .unwrap()
            .differences[2]
            .cause
    };
    assert_eq!(
        stale(Lock {
            generator: "9".into(),
            ..lock_of(&now)
        }),
        Cause::Generator
    );
    assert_eq!(
        stale(Lock {
            options: "9".into(),
            ..lock_of(&now)
        }),
        Cause::Options
    );
    folder.plan(&now).apply().unwrap();
    assert!(folder.plan(&now).is_clean());
    assert_eq!(folder.read("src/d.rs"), None);
}

#[test]
fn only_files_that_we_wrote_are_deleted() {
    let folder = Folder::new("foreign");
    folder.write("src/hand.rs", "// theirs\n");
    folder.write("src/old/left.rs", "// ours\n");
    folder
        .plan(&targets(&[("src/lib.rs", "")]))
        .apply()
        .unwrap();
    assert_eq!(folder.read("src/hand.rs").as_deref(), Some("// theirs\n"));
    assert!(!folder.0.join("src/old").exists());
}

#[test]
fn a_file_that_is_not_ours_is_not_overwritten() {
    let folder = Folder::new("in-the-way");
    folder.write("src/lib.rs", "// theirs\n");
    let files = targets(&[("src/lib.rs", "")]);
    let planned = plan(&folder.0, &files, MARKER, Some(&lock_of(&files)));
    assert!(matches!(planned, Err(SyncError::Foreign(_))));
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let folder = Folder::new("escape");
    for path in ["../x.rs", "/x.rs", "src/../../x.rs", ""] {
        let files = [Target {
            path: path.into(),
            text: String::new(),
            shared: false,
        }];
        let planned = plan(&folder.0, &files, MARKER, Some(&Lock::default()));
        assert!(
            path.is_empty() || matches!(planned, Err(SyncError::Path(_))),
            "{path}"
        );
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let (folder, other) = (Folder::new("links"), Folder::new("links-other"));
    std::os::unix::fs::symlink(&other.0, folder.0.join("src")).unwrap();
    let planned = plan(
        &folder.0,
        &targets(&[("src/lib.rs", "")]),
        MARKER,
        Some(&Lock::default()),
    );
    assert!(matches!(planned, Err(SyncError::Path(_))));
}

#[test]
fn a_failure_leaves_the_old_files() {
    let folder = Folder::new("failure");
    let old = targets(&[("src/a.rs", "old"), ("src/z.rs", "old")]);
    folder.plan(&old).apply().unwrap();
    let planned = folder.plan(&targets(&[("src/a.rs", "new"), ("src/z.rs", "new")]));
    // A folder in the way of the last file stands for whatever a system may refuse.
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
fn a_lock_reads_back_and_names_its_wrong_line() {
    let folder = Folder::new("lock");
    let lock = lock_of(&targets(&[("src/a b.rs", "1")]));
    folder.write(lock::NAME, &lock.text());
    assert_eq!(Lock::read(&folder.0).unwrap(), Some(lock.clone()));
    let open = || LockFile::open(&folder.0.join(lock::NAME)).unwrap().unwrap();
    let pages = lock.pages.iter();
    let pages: Vec<_> = pages.map(|(path, page)| (&**path, &*page.bytes)).collect();
    assert_eq!(open().pages().unwrap(), pages);
    folder.write(lock::NAME, &format!("{}<<<<<<< HEAD\n", lock.text()));
    let lines = lock.text().lines().count();
    let is_last = |error| matches!(error, SyncError::Lock(_, line) if line == lines + 1);
    assert!(is_last(Lock::read(&folder.0).unwrap_err()));
    // Though what is wrong is no page.
    assert!(is_last(open().pages().unwrap_err()));
}
