//! What a build does in each mode, and crates that generate in their own build script. Everything happens in a copy of
//! the project, with cargo as users run it.

mod build_script;
mod hostile_names;
mod project;

use std::{fs, path::Path};

use project::{Project, ROOT, passed};

const REPAIR: &str = "cargo run -p graphdoc";
const PAGE: &str = "docs-input/resources/commsoperation.md";
const FACTS: &str = "docs-input/facts/comms.toml";
const TYPE: &str = "src/cloud_communications/comms_operation.rs";

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn edited_row_is_part_of_the_same_build() {
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
fn second_build_compiles_and_writes_nothing() {
    let project = Project::new();
    project.build("write");
    let before = project.generated();
    let text = project.build("write");
    assert!(!text.contains("Compiling"), "{text}");
    assert_eq!(project.generated(), before);
    // If a page is saved without a change, cargo runs the build script, which finds nothing to do.
    project.write(PAGE, project.read(PAGE));
    project.build("write");
    assert_eq!(project.generated(), before);
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn build_needs_the_lock_of_the_crate() {
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
    // A check takes nothing for granted: every file is made and compared, and the committed crate matches the docs.
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
fn check_distinguishes_stale_missing_and_left_over_files() {
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
fn mode_off_leaves_the_crate_alone() {
    let project = Project::new();
    let before = project.generated();
    project.add_row("| freshNote | String | A note. |");
    project.build("off");
    assert_eq!(project.generated(), before);
    assert!(project.fail("of").contains("GRAPHDOC"));
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn mode_off_does_not_need_the_pinned_sources() {
    let project = Project::new();
    let before = project.generated();
    let config = project.read("docs-input/graphdoc.toml");
    let pin = format!("git = \"file:///nowhere\"\nrev = \"{}\"\n", "0".repeat(40));
    let pinned = format!(
        "{}\n[source]\n{pin}paths = \"docs\"\n\n[metadata]\n{pin}path = \"a.xml\"\n",
        config.replace("docs = ", "# docs = ")
    );
    project.write("docs-input/graphdoc.toml", pinned);
    project.build("off");
    assert_eq!(project.generated(), before);
    let text = project.fail("check");
    assert!(text.contains("run `graphdoc fetch`"), "{text}");
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn failed_generation_fails_the_build() {
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

    // A folder in the place of a file stands for anything that the system may refuse.
    let path = project.root.join("generated").join(TYPE);
    fs::remove_file(&path).expect("a file");
    fs::create_dir(&path).expect("a writable folder");
    project.add_row("| freshNote | String | A note. |");
    let text = project.fail("write");
    assert!(text.contains("comms_operation.rs"), "{text}");
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn feature_that_the_root_lacks_fails_the_build() {
    let project = Project::new();
    let area = "ms.prod: \"cloud-communications\"";
    project.edit(PAGE, area, "ms.prod: \"elsewhere\"");
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
