//! What a build does in each mode, and what a crate gets that generates in its own build script; in a copy of
//! the project, with cargo as a user runs it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::{Mutex, MutexGuard},
    time::SystemTime,
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const REPAIR: &str = "cargo run -p graphdoc";
const PAGE: &str = "docs-input/resources/commsoperation.md";
const FACTS: &str = "docs-input/facts/comms.toml";
const TYPE: &str = "src/cloud_communications/comms_operation.rs";

/// All tests work in one copy, one after another: a second copy would compile the generator a second time.
static TURN: Mutex<()> = Mutex::new(());

/// The copy, as the project is when the test begins.
struct Project {
    root: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

impl Project {
    fn new() -> Project {
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

    fn cargo(&self, folder: &str, mode: &str, arguments: &[&str]) -> Output {
        let target = self.root.with_file_name("target");
        Command::new(env!("CARGO"))
            .args(arguments)
            // What the workspace needs has been downloaded to build this test.
            .arg("--offline")
            .current_dir(self.root.join(folder))
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_TERM_COLOR", "never")
            .env("GRAPHDOC", mode)
            .env_remove("RUSTFLAGS")
            .output()
            .expect("cargo runs")
    }

    /// A build that must work; gives what cargo said.
    #[track_caller]
    fn build(&self, mode: &str) -> String {
        passed(self.cargo(".", mode, &["build"]))
    }

    /// A build that must not work; gives what cargo said.
    #[track_caller]
    fn fail(&self, mode: &str) -> String {
        failed(self.cargo(".", mode, &["build"]))
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).expect("a readable file")
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(path, bytes).expect("a writable file");
    }

    /// Adds a row to the properties of the seed page.
    fn add_row(&self, row: &str) {
        let page = self.read(PAGE);
        let at = page.find("| id ").expect("the row of the key");
        let (before, after) = page.split_at(at);
        self.write(PAGE, format!("{before}{row}\n{after}"));
    }

    /// All files of the generated crate with their times.
    fn generated(&self) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
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

/// What lies in a folder, build results left out.
fn children(folder: &Path) -> Vec<PathBuf> {
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

/// Makes `to` the same as `from`. What is the same already keeps its time, so that cargo need not build it again.
fn mirror(from: &Path, to: &Path) {
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
fn passed(output: Output) -> String {
    let text = text(&output);
    assert!(output.status.success(), "{text}");
    text
}

#[track_caller]
fn failed(output: Output) -> String {
    let text = text(&output);
    assert!(!output.status.success(), "this should have failed:\n{text}");
    text
}

/// The line of `text` that names `file`.
#[track_caller]
fn line<'t>(text: &'t str, file: &str) -> &'t str {
    let line = text.lines().find(|line| line.contains(file));
    line.unwrap_or_else(|| panic!("nothing names {file}:\n{text}"))
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn an_edited_row_is_in_that_very_build() {
    let project = Project::new();
    project.build("write");
    project.add_row("| freshNote | String | A note. |");
    project.write(
        "examples/fresh.rs",
        "fn main() {\n    let _: Option<String> = msgraph_types::CommsOperation::default().fresh_note;\n}\n",
    );
    passed(project.cargo(".", "write", &["build", "--example", "fresh"]));
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn a_second_build_compiles_and_writes_nothing() {
    let project = Project::new();
    project.build("write");
    let before = project.generated();
    let text = project.build("write");
    assert!(!text.contains("Compiling"), "{text}");
    assert_eq!(project.generated(), before);
    // Saved again without a change, a page makes cargo ask, and the answer is that nothing changed.
    project.write(PAGE, project.read(PAGE));
    project.build("write");
    assert_eq!(project.generated(), before);
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn what_is_committed_is_what_the_docs_say() {
    // A check takes nothing for granted: every file is made and compared.
    Project::new().build("check");
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn a_build_does_not_do_without_the_lock_of_the_crate() {
    let project = Project::new();
    fs::remove_file(project.root.join("generated/graphdoc.lock")).expect("a lock");
    let before = project.generated();
    for mode in ["check", "write"] {
        let text = project.fail(mode);
        assert!(text.contains("graphdoc.lock` is missing"), "{text}");
    }
    assert_eq!(project.generated(), before);
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn check_names_an_edit_by_hand_and_the_repair() {
    let project = Project::new();
    project.build("check");
    let path = format!("generated/{TYPE}");
    project.write(&path, project.read(&path) + "\n// by hand\n");
    let edited = project.generated();
    let text = project.fail("check");
    assert!(text.contains(&format!("{TYPE} (edited by hand)")), "{text}");
    assert!(text.contains(REPAIR), "{text}");
    assert_eq!(project.generated(), edited, "a check writes nothing");
    project.build("write");
    assert!(!project.read(&path).contains("by hand"));
    project.build("check");
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn check_tells_stale_from_missing_from_left_over() {
    let project = Project::new();
    project.build("check");
    let marker = project.read(&format!("generated/{TYPE}"));
    let marker = marker.lines().next().expect("a first line");
    project.write("generated/src/gone.rs", format!("{marker}\n"));
    project.write("generated/src/theirs.rs", "// not ours\n");
    let missing = "src/cloud_communications/result_info.rs";
    fs::remove_file(project.root.join("generated").join(missing)).expect("a file");
    project.add_row("| freshNote | String | A note. |");
    let text = project.fail("check");
    let named = |file: &str, cause: &str| {
        assert!(
            text.contains(&format!("{file} ({cause})")),
            "{file}\n{text}"
        );
    };
    named(TYPE, "stale, the docs changed");
    named("src/gone.rs", "left over");
    named(missing, "missing");
    assert!(!text.contains("theirs.rs"), "{text}");
    project.build("write");
    assert!(!project.root.join("generated/src/gone.rs").exists());
    assert_eq!(project.read("generated/src/theirs.rs"), "// not ours\n");
    project.build("check");
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn off_leaves_the_crate_alone_and_no_other_word_is_a_mode() {
    let project = Project::new();
    let before = project.generated();
    project.add_row("| freshNote | String | A note. |");
    project.build("off");
    assert_eq!(project.generated(), before);
    assert!(project.fail("of").contains("GRAPHDOC"));
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn a_generator_that_fails_fails_the_build() {
    let project = Project::new();
    project.build("write");
    let before = project.generated();
    let page = project.read(PAGE);
    project.write(PAGE, b"# commsOperation \xff resource type\n");
    let text = project.fail("write");
    assert!(text.contains("commsoperation.md:1:18: "), "{text}");
    assert_eq!(project.generated(), before);
    project.write(PAGE, page);

    let facts = project.read(FACTS);
    project.write(FACTS, [facts.as_bytes(), b"# \xe4\n"].concat());
    for mode in ["write", "check"] {
        let text = project.fail(mode);
        assert!(text.contains("comms.toml:"), "{text}");
        assert_eq!(project.generated(), before);
    }
    project.write(FACTS, facts);

    // A folder where a file must be written stands for whatever a system may refuse.
    let path = project.root.join("generated").join(TYPE);
    fs::remove_file(&path).expect("a file");
    fs::create_dir(&path).expect("a writable folder");
    project.add_row("| freshNote | String | A note. |");
    let text = project.fail("write");
    assert!(text.contains("comms_operation.rs"), "{text}");
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn a_feature_that_the_root_lacks_fails_the_build() {
    let project = Project::new();
    let area = "ms.prod: \"cloud-communications\"";
    let page = project.read(PAGE);
    assert!(page.contains(area));
    project.write(PAGE, page.replace(area, "ms.prod: \"elsewhere\""));
    for mode in ["write", "check"] {
        assert!(project.fail(mode).contains(REPAIR));
    }
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn both_manifests_have_the_same_features_and_dependencies() {
    let read = |path: &str| fs::read_to_string(Path::new(ROOT).join(path)).expect("a manifest");
    let (root, generated) = (read("Cargo.toml"), read("generated/Cargo.toml"));
    for table in ["[features]\n", "[dependencies]\n"] {
        let lines = |manifest: &str| {
            let (_, rest) = manifest.split_once(table).expect("the table");
            let end = rest.find("\n[").unwrap_or(rest.len());
            let lines = rest[..end].lines().map(str::trim);
            let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(lines(&root), lines(&generated), "{table}");
    }
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn a_build_script_generates_what_its_crate_needs() {
    let project = Project::new();
    let text = passed(project.cargo("tests/downstream", "off", &["run", "--quiet"]));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..2], ["done", "code Some(200)"], "{text}");
    let body: serde_json::Value = serde_json::from_str(lines[2]).expect("a body");
    let sent = serde_json::json!({
        "id": "1", "resultInfo": {"code": 200}, "status": "completed", "newer": [1, null]
    });
    assert_eq!(body, sent);

    assert_eq!(lines[3], "nothing follows", "{text}");

    // Three types were asked for and their properties need some more, but not this one.
    let main = project.read("tests/downstream/src/main.rs");
    let main = main.replace("CommsOperation,", "Call, CommsOperation,");
    project.write("tests/downstream/src/main.rs", main);
    let text = failed(project.cargo("tests/downstream", "off", &["build"]));
    assert!(text.contains("no `Call` in `graph`"), "{text}");
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn a_docs_folder_may_be_read_only_and_its_path_have_blanks() {
    let mut project = Project::new();
    let root = project.root.with_file_name("a project");
    set_read_only(&root.join("docs-input"), false);
    mirror(&project.root, &root);
    project.root = root;
    set_read_only(&project.root.join("docs-input"), true);
    let text = passed(project.cargo("tests/downstream", "off", &["run", "--quiet"]));
    assert!(text.starts_with("done\n"), "{text}");
    let text = passed(project.cargo("tests/downstream", "off", &["build", "-v"]));
    let idle = text.contains("Fresh downstream")
        && !text.contains("Compiling")
        && !text.contains("Running");
    assert!(idle, "{text}");
    set_read_only(&project.root.join("docs-input"), false);
}

/// Lets nobody write below a folder, or its owner again.
fn set_read_only(folder: &Path, read_only: bool) {
    let Ok(about) = fs::metadata(folder) else {
        return;
    };
    let mut rights = about.permissions();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let writing = if read_only { 0 } else { 0o200 };
        rights.set_mode(rights.mode() & !0o222 | writing);
    }
    #[cfg(not(unix))]
    rights.set_readonly(read_only);
    if !read_only {
        fs::set_permissions(folder, rights.clone()).expect("a folder of ours");
    }
    if about.is_dir() {
        for child in children(folder) {
            set_read_only(&child, read_only);
        }
    }
    if read_only {
        fs::set_permissions(folder, rights).expect("a folder of ours");
    }
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn a_build_script_runs_again_and_warns_when_a_page_changes() {
    let project = Project::new();
    passed(project.cargo("tests/downstream", "off", &["build"]));
    // The block still has none of it, and says that the result is an object.
    project.add_row("| freshNote | String | A note. |");
    let page = project.read(PAGE).replace(
        "| resultInfo         | [resultInfo](resultinfo.md) ",
        "| resultInfo         | Int32 ",
    );
    project.write(PAGE, &page);
    let row = 1 + page
        .lines()
        .position(|line| line.starts_with("| resultInfo"))
        .expect("a row");
    let main = project.read("tests/downstream/src/main.rs");
    let main = main.replacen(
        "    match",
        "    let _: &Option<String> = &operation.fresh_note;\n    match",
        1,
    );
    let main = main.replace("info.code", "info");
    project.write("tests/downstream/src/main.rs", main);
    let text = passed(project.cargo("tests/downstream", "off", &["build"]));
    let place = format!("commsoperation.md:{row}:");
    assert!(
        line(&text, &place).starts_with("warning: downstream"),
        "{text}"
    );
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn a_build_script_that_asks_for_an_unknown_type_fails_with_the_nearest() {
    let project = Project::new();
    let script = project.read("tests/downstream/build.rs");
    let script = script.replace("graph.commsOperation", "graph.comsOperation");
    project.write("tests/downstream/build.rs", script);
    let text = failed(project.cargo("tests/downstream", "off", &["build"]));
    for name in [
        "microsoft.graph.comsOperation",
        "microsoft.graph.commsOperation",
    ] {
        assert!(text.contains(name), "{text}");
    }
}

/// A name that is a second line to cargo, and what a program would see of it.
const ATTACK: &str = "x\ncargo::rustc-env=GRAPHDOC_ATTACK=1\ncargo::rustc-cfg=attacked\ny";

/// A build that must not work, say why, and take nothing from the name for an instruction.
#[cfg(unix)]
#[track_caller]
fn refused(project: &Project, folder: &str) {
    let text = failed(project.cargo(folder, "write", &["build", "-vv"]));
    assert!(text.contains("control character"), "{text}");
    let acts = |line: &str| line.contains("] cargo:") && line.contains("ATTACK=");
    assert!(!text.lines().any(acts), "{text}");
    assert!(!text.contains("--cfg attacked"), "{text}");
}

#[cfg(unix)]
#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn no_name_of_a_page_or_folder_is_an_instruction_to_cargo() {
    let project = Project::new();
    let before = project.generated();
    let page = project.read("docs-input/resources/resultinfo.md");
    for path in [
        format!("docs-input/resources/{ATTACK}.md"),
        format!("docs-input/resources/{ATTACK}/a.md"),
        format!("docs-input/facts/{ATTACK}.toml"),
    ] {
        project.write(&path, &page);
        refused(&project, ".");
        refused(&project, "tests/downstream");
        let whole = project.root.join(&path);
        fs::remove_file(&whole).expect("a file");
        if whole
            .parent()
            .is_some_and(|folder| folder.ends_with(ATTACK))
        {
            fs::remove_dir(whole.parent().expect("a folder")).expect("an empty folder");
        }
    }
    // Nor is the folder of the docs, where a build script or a configuration names it.
    let there = project.root.join(ATTACK);
    mirror(&project.root.join("docs-input"), &there);
    let script = project.read("tests/downstream/build.rs");
    let named = script.replace("docs-input", &ATTACK.escape_default().to_string());
    assert_ne!(script, named);
    project.write("tests/downstream/build.rs", named);
    refused(&project, "tests/downstream");
    let config = project.read("docs-input/graphdoc.toml");
    let hostile = format!("docs = \"../{}\"", ATTACK.escape_default());
    let lines = config.lines().map(|line| {
        if line.starts_with("docs") {
            &*hostile
        } else {
            line
        }
    });
    project.write(
        "docs-input/graphdoc.toml",
        lines.collect::<Vec<_>>().join("\n"),
    );
    refused(&project, ".");
    assert_eq!(project.generated(), before);
    fs::remove_dir_all(there).expect("a folder");
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn no_warning_of_a_build_is_a_command_to_its_service() {
    let project = Project::new();
    let evil = "##vso[task.setvariable]y ##[group]z \u{1b}[31m";
    project.add_row(&format!("| freshNote | Int3{evil} | A note. {evil} |"));
    project.write(
        "docs-input/resources/::stop-commands::x.md",
        format!("# {evil}\n|{evil}|\n"),
    );
    let text = passed(project.cargo("tests/downstream", "off", &["build"]));
    assert!(text.contains("commsoperation.md"), "{text}");
    project.write("docs-input/resources/::stop-commands::x.md", b"\xff");
    let text = text + &failed(project.cargo("tests/downstream", "off", &["build"]));
    let text = text + &project.fail("write");
    for line in text.lines() {
        assert!(!line.trim_start().starts_with("::"), "{text}");
        assert!(
            !line.contains("##vso[") && !line.contains("##[") && !line.contains('\u{1b}'),
            "{text}"
        );
    }
}
