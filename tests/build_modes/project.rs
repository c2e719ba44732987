//! A copy of the project, to be built.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::{Mutex, MutexGuard},
    time::SystemTime,
};

use crate::PAGE;

pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// All tests use one copy, one after another, because a second copy would compile the generator again.
static TURN: Mutex<()> = Mutex::new(());

/// A copy of the project in its current state.
pub struct Project {
    pub root: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

impl Project {
    pub fn new() -> Project {
        let turn = TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("build_modes/project");
        for name in [
            "Cargo.toml",
            "Cargo.lock",
            "build.rs",
            "codegen",
            "docs-input",
            "generated",
            "tests/await-op",
            "tests/client",
            "tests/downstream",
            "tests/material",
            "tests/webhook",
        ] {
            mirror(&Path::new(ROOT).join(name), &root.join(name));
        }
        mirror(
            &Path::new(ROOT).join("Cargo.lock"),
            &root.join("tests/downstream/Cargo.lock"),
        );
        let _ = fs::remove_dir_all(root.join("examples"));
        Project { root, _turn: turn }
    }

    pub fn cargo(&self, folder: &str, mode: &str, arguments: &[&str]) -> Output {
        let target = self.root.with_file_name("target");
        Command::new(env!("CARGO"))
            .args(arguments)
            // Building this test has downloaded everything that the workspace needs.
            .arg("--offline")
            .current_dir(self.root.join(folder))
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_TERM_COLOR", "never")
            .env("GRAPHDOC", mode)
            .env_remove("RUSTFLAGS")
            .output()
            .expect("cargo runs")
    }

    /// Runs a build that must succeed, and returns cargo's output.
    #[track_caller]
    pub fn build(&self, mode: &str) -> String {
        passed(self.cargo(".", mode, &["build"]))
    }

    /// Runs a build that must fail, and returns cargo's output.
    #[track_caller]
    pub fn fail(&self, mode: &str) -> String {
        failed(self.cargo(".", mode, &["build"]))
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).expect("a readable file")
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(path, bytes).expect("a writable file");
    }

    /// Replaces a part of a file, which must be there.
    #[track_caller]
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from:?}");
        self.write(path, text.replace(from, to));
    }

    /// Adds a row to the properties of the seed page.
    pub fn add_row(&self, row: &str) {
        self.edit(PAGE, "| id ", &format!("{row}\n| id "));
    }

    /// Returns all files of the generated crate with their modification times.
    pub fn generated(&self) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        let mut found = BTreeMap::new();
        let mut open = vec![self.root.join("generated")];
        while let Some(folder) = open.pop() {
            for path in children(&folder) {
                if path.is_dir() {
                    open.push(path);
                } else {
                    let time = fs::metadata(&path).and_then(|data| data.modified());
                    let bytes = fs::read(&path).expect("a readable file");
                    found.insert(path, (bytes, time.expect("a time")));
                }
            }
        }
        found
    }
}

/// Returns the entries of a folder, without build results.
pub fn children(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a readable folder");
    entries
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| {
            !["target", "corpus", "artifacts"]
                .iter()
                .any(|name| path.ends_with(name))
        })
        .collect()
}

/// Makes `to` equal to `from`. Equal files keep their modification time, so that cargo need not build them again.
pub fn mirror(from: &Path, to: &Path) {
    if from.is_file() {
        if to.is_dir() {
            fs::remove_dir_all(to).expect("a writable folder");
        }
        let bytes = fs::read(from).expect("a readable file");
        if fs::read(to).ok().as_ref() != Some(&bytes) {
            fs::create_dir_all(to.parent().expect("a folder")).expect("a writable folder");
            fs::write(to, bytes).expect("a writable file");
        }
        return;
    }
    fs::create_dir_all(to).expect("a writable folder");
    for path in children(to) {
        let kept = path
            .file_name()
            .is_some_and(|name| from.join(name).exists());
        match path.is_dir() {
            _ if kept => {}
            true => fs::remove_dir_all(&path).expect("a writable folder"),
            false => fs::remove_file(&path).expect("a writable folder"),
        }
    }
    for path in children(from) {
        if let Some(name) = path.file_name() {
            mirror(&path, &to.join(name));
        }
    }
}

fn text(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    format!(
        "{}{}",
        String::from_utf8_lossy(out),
        String::from_utf8_lossy(err)
    )
}

#[track_caller]
pub fn passed(output: Output) -> String {
    let text = text(&output);
    assert!(output.status.success(), "{text}");
    text
}

#[track_caller]
pub fn failed(output: Output) -> String {
    let text = text(&output);
    assert!(!output.status.success(), "this should have failed:\n{text}");
    text
}

/// Returns the line of `text` that names `file`.
#[track_caller]
pub fn line<'t>(text: &'t str, file: &str) -> &'t str {
    let line = text.lines().find(|line| line.contains(file));
    line.unwrap_or_else(|| panic!("nothing names {file}:\n{text}"))
}
