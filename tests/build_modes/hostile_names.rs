//! Names and texts of pages that cargo or a CI service would take for instructions.

use std::fs;

use crate::project::{Project, failed, mirror, passed};

/// A name that is another line for cargo, and what a program would see of it.
const ATTACK: &str = "x\ncargo::rustc-env=GRAPHDOC_ATTACK=1\ncargo::rustc-cfg=attacked\ny";

/// Asserts that a build fails, says why, and takes nothing in the name for an instruction.
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
fn page_and_folder_names_are_not_cargo_instructions() {
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
    // Nor is the folder of the docs, if a build script or a configuration names it.
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
fn build_warnings_are_not_workflow_commands() {
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
