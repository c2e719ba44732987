//! A crate that generates its types in its own build script.

use std::{fs, path::Path};

use crate::{
    PAGE,
    project::{Project, children, failed, line, mirror, passed},
};

const SCRIPT: &str = "tests/downstream/build.rs";
const MAIN: &str = "tests/downstream/src/main.rs";

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn build_script_generates_what_its_crate_needs() {
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

    // Three types were requested. Their properties need some more, but not this one.
    project.edit(MAIN, "CommsOperation,", "Call, CommsOperation,");
    let text = failed(project.cargo("tests/downstream", "off", &["build"]));
    assert!(text.contains("no `Call` in `graph`"), "{text}");
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn docs_folder_may_be_read_only_with_blanks_in_its_path() {
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

/// Removes write permission from a folder, or restores it.
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
fn build_script_runs_again_and_warns_when_a_page_changes() {
    let project = Project::new();
    passed(project.cargo("tests/downstream", "off", &["build"]));
    // The block still lacks it, and says that the result is an object.
    project.add_row("| freshNote | String | A note. |");
    let resource = "| resultInfo         | [resultInfo](resultinfo.md) ";
    project.edit(PAGE, resource, "| resultInfo         | Int32 ");
    let page = project.read(PAGE);
    let mut lines = page.lines();
    let before = lines.position(|line| line.starts_with("| resultInfo"));
    let row = 1 + before.expect("a row");
    let main = project.read(MAIN);
    let note = "    let _: &Option<String> = &operation.fresh_note;\n    match";
    project.write(MAIN, main.replacen("    match", note, 1));
    project.edit(MAIN, "info.code", "info");
    let text = passed(project.cargo("tests/downstream", "off", &["build"]));
    let place = format!("commsoperation.md:{row}:");
    assert!(
        line(&text, &place).starts_with("warning: downstream"),
        "{text}"
    );
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn build_script_with_an_unknown_type_fails_with_the_nearest() {
    let project = Project::new();
    project.edit(SCRIPT, "graph.commsOperation", "graph.comsOperation");
    let text = failed(project.cargo("tests/downstream", "off", &["build"]));
    for name in [
        "microsoft.graph.comsOperation",
        "microsoft.graph.commsOperation",
    ] {
        assert!(text.contains(name), "{text}");
    }
}

/// Two generators with features, used in two modules, without warnings from the compiler or clippy.
const TWO: &str = r##"
fn main() -> Result<(), graphdoc_codegen::Error> {
    let generator = || graphdoc_codegen::Generator::new("../../docs-input/resources").quiet();
    generator().only(["microsoft.graph.call"]).features(["json", "time"]).file_name("calls.rs").generate()?;
    generator().only(["microsoft.graph.commsOperation"]).file_name("operations.rs").generate()?;
    Ok(())
}
"##;
const USER: &str = r##"
mod calls {
    include!(concat!(env!("OUT_DIR"), "/calls.rs"));
}
pub mod operations {
    include!(concat!(env!("OUT_DIR"), "/operations.rs"));
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let call: calls::Call = calls::json::from_str(r#"{"id": "1"}"#)?;
    println!("{:?}", call.id);
    println!("{:?}", calls::Date::from("2021-07-16").to_time()?);
    println!("{:?}", operations::CommsOperation::default().status);
    Ok(())
}
"##;

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn output_of_build_scripts_has_no_warning_in_any_edition() {
    let project = Project::new();
    let manifest = project.read("tests/downstream/Cargo.toml");
    let with_features = manifest.replace(
        "serde_json = \"1\"",
        "serde_json = { version = \"1\", features = [\"raw_value\"] }\n\
         time = { version = \"0.3\", default-features = false, features = [\"formatting\", \"parsing\", \"std\"] }",
    );
    assert_ne!(manifest, with_features);
    in_each_edition(&project, &manifest, "nothing follows\n");
    project.write(SCRIPT, TWO);
    project.write(MAIN, USER);
    in_each_edition(&project, &with_features, "Some(\"1\")\n2021-07-16\nNone\n");
}

/// Builds, lints, documents and runs the crate in each edition with warnings denied. Its output must end with this text.
fn in_each_edition(project: &Project, manifest: &str, printed: &str) {
    let lints = "[lints.rust]\nwarnings = \"deny\"\n[lints.clippy]\nall = \"deny\"\n";
    for edition in ["2021", "2024"] {
        let manifest = manifest.replace("edition = \"2024\"", &format!("edition = \"{edition}\""));
        assert!(
            manifest.contains(&format!("edition = \"{edition}\"")),
            "{manifest}"
        );
        project.write("tests/downstream/Cargo.toml", manifest + lints);
        for command in [&["clippy"][..], &["doc", "--no-deps"]] {
            let text = passed(project.cargo("tests/downstream", "off", command));
            assert!(!text.contains("warning"), "{edition}: {text}");
        }
        let text = passed(project.cargo("tests/downstream", "off", &["run", "--quiet"]));
        assert!(text.ends_with(printed), "{edition}: {text}");
    }
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn warnings_concern_requested_pages_with_valid_paths() {
    let project = Project::new();
    // The blocks still say that the result is an object.
    for page in [PAGE, "docs-input/resources/call.md"] {
        let text = project.read(page);
        let wrong = text
            .lines()
            .map(|line| match line.starts_with("| resultInfo") {
                true => "| resultInfo | Int32 | The result. |",
                false => line,
            });
        let wrong = wrong.collect::<Vec<_>>().join("\n");
        assert_ne!(text, wrong);
        project.write(page, wrong);
    }
    project.edit(MAIN, "info.code", "info");
    let text = passed(project.cargo("tests/downstream", "off", &["build"]));
    let path = text.lines().filter_map(|line| {
        let (_, rest) = line.split_once("warning: downstream@0.0.0: ")?;
        Some(rest.split_once(".md:")?.0.to_owned() + ".md")
    });
    let paths: Vec<String> = path.collect();
    assert!(!paths.is_empty(), "{text}");
    for path in &paths {
        let path = project.root.join("tests/downstream").join(path);
        assert!(path.is_file(), "{text}");
        assert!(!path.ends_with("call.md"), "{text}");
    }
    project.edit(SCRIPT, ".generate()", ".quiet().generate()");
    let text = passed(project.cargo("tests/downstream", "off", &["build"]));
    assert!(!text.contains("warning"), "{text}");
}
