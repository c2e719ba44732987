//! `.github/release`, which turns a tag into packages and programs, and the settings that say where these are.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const SCRIPT: &str = ".github/release";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("release")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect(path)
}

fn run(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(words[0]);
    let command = command.args(&words[1..]).current_dir(folder);
    command.output().expect(words[0])
}

#[track_caller]
fn done(folder: &Path, words: &[&str]) -> String {
    let output = run(folder, words);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {err}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Returns the version of the packages.
fn version() -> String {
    let manifest = read("Cargo.toml");
    let (_, package) = manifest
        .split_once("[workspace.package]\nversion = \"")
        .expect("a version");
    package.split('"').next().expect("its end").to_owned()
}

/// A repository with the files that the script reads, and a version in its changelog.
fn repository(name: &str) -> PathBuf {
    let folder = folder(name);
    for file in [
        "Cargo.toml",
        "CHANGELOG.md",
        "codegen/cli/Cargo.toml",
        SCRIPT,
    ] {
        let to = folder.join(file);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(root().join(file), to).expect(file);
    }
    let heading = format!("## [Unreleased]\n\n## [{}] - 2030-01-31", version());
    let changes = read("CHANGELOG.md").replacen("## [Unreleased]", &heading, 1);
    fs::write(folder.join("CHANGELOG.md"), changes).expect("a file");
    done(&folder, &["git", "init", "--quiet"]);
    for (key, value) in [
        ("user.name", "a"),
        ("user.email", "a@b"),
        ("commit.gpgsign", "false"),
    ] {
        done(&folder, &["git", "config", key, value]);
    }
    commit(&folder);
    folder
}

fn commit(folder: &Path) {
    done(folder, &["git", "add", "--all"]);
    done(folder, &["git", "commit", "--quiet", "--message", "x"]);
}

#[test]
fn tag_is_released_only_if_all_versions_agree() {
    let version = version();
    let tag = format!("v{version}");
    let folder = repository("check");
    done(&folder, &[SCRIPT, "check", &tag]);
    let notes = done(&folder, &[SCRIPT, "notes"]);
    assert!(
        notes.contains("### Added") && !notes.contains("\n## "),
        "{notes}"
    );
    let refuses = |tag: &str, why: &str| {
        let output = run(&folder, &[SCRIPT, "check", tag]);
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(
            !output.status.success() && err.contains(why),
            "{why}: {err}"
        );
    };
    refuses("v99.0.0", &format!("expected the tag {tag}"));
    refuses("", "expected the tag");
    fs::write(folder.join("more"), "").expect("a file");
    refuses(&tag, "files differ");
    fs::remove_file(folder.join("more")).expect("a file");
    for (file, from, to, why) in [
        ("CHANGELOG.md", " - 2030-01-31", "", "has no heading"),
        (
            "codegen/cli/Cargo.toml",
            &*format!("path = \"..\", version = \"{version}\""),
            "path = \"..\", version = \"9\"",
            "another version",
        ),
    ] {
        let old = fs::read_to_string(folder.join(file)).expect(file);
        assert!(old.contains(from), "{file}");
        fs::write(folder.join(file), old.replace(from, to)).expect(file);
        commit(&folder);
        refuses(&tag, why);
        fs::write(folder.join(file), old).expect(file);
        commit(&folder);
    }
    done(&folder, &[SCRIPT, "check", &tag]);
    // The notes of a version do not include those of earlier ones.
    let changes =
        format!("## [{version}] - 2030-01-31\n\n- new\n\n## [0.0.1] - 2029-01-31\n\n- old\n");
    fs::write(folder.join("CHANGELOG.md"), changes).expect("a file");
    assert_eq!(done(&folder, &[SCRIPT, "notes"]).trim(), "- new");
}

#[test]
fn workflow_runs_the_release_script() {
    let workflow = read(".github/workflows/release.yml");
    let steps: Vec<&str> = workflow
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- run: "))
        .collect();
    assert!(steps.len() >= 5, "{steps:?}");
    let script = read(SCRIPT);
    for step in steps {
        let verb = step
            .strip_prefix(".github/release ")
            .and_then(|rest| rest.split(' ').next());
        let is_known = match verb {
            Some(verb) => script.contains(&format!("\n{verb})\n")),
            None => step.starts_with("gh release create "),
        };
        assert!(is_known, "{step}");
    }
}

#[test]
fn library_readme_shows_the_build_script_of_the_readme() {
    let library = read("codegen/README.md");
    let (_, block) = library.split_once("```rust,no_run\n").expect("a block");
    let block = block.split("```").next().expect("its end");
    assert!(read("README.md").contains(block), "{block}");
}

/// Returns where cargo binstall looks for the archive of a target, and for the program in it.
fn binstall(target: &str) -> (String, String) {
    let manifest = read("codegen/cli/Cargo.toml");
    let (_, table) = manifest
        .split_once("[package.metadata.binstall]\n")
        .expect("a table");
    let own = format!("[package.metadata.binstall.overrides.{target}]\n");
    let own = table.split_once(&own).map(|(_, own)| own);
    let value = |key: &str| {
        let line = |table: &str| {
            let mut lines = table.lines().take_while(|line| !line.starts_with('['));
            lines.find_map(|line| Some(line.strip_prefix(key)?.to_owned()))
        };
        let line = own.and_then(line).or_else(|| line(table)).expect(key);
        line.trim_matches([' ', '=', '"']).to_owned()
    };
    let extension = if target.contains("windows") {
        ".exe"
    } else {
        ""
    };
    let filled = |key: &str| {
        let value = value(key).replace("{ version }", &version());
        let value = value.replace("{ target }", target);
        let value = value.replace("{ bin }", "graphdoc");
        value.replace("{ binary-ext }", extension)
    };
    let url = filled("pkg-url");
    let archive = url.rsplit('/').next().expect("a name").to_owned();
    let format = value("pkg-fmt");
    assert!(
        archive.ends_with(&format.replace("tgz", "tar.gz")),
        "{archive} is no {format}"
    );
    (archive, filled("bin-dir"))
}

/// Unpacks the archive of a target like cargo binstall, and returns the program.
fn unpacked(folder: &Path, target: &str) -> PathBuf {
    let (archive, program) = binstall(target);
    let sum = format!("{archive}.sha256");
    done(folder, &["shasum", "-c", &sum]);
    match archive.ends_with(".zip") {
        true => done(folder, &["python3", "-m", "zipfile", "-e", &archive, "."]),
        false => done(folder, &["tar", "-xzf", &archive]),
    };
    let program = folder.join(program);
    let beside = if target.contains("windows") {
        "cargo-graphdoc.exe"
    } else {
        "cargo-graphdoc"
    };
    for file in [beside, "LICENSE", "README.md", "CHANGELOG.md"] {
        assert!(program.with_file_name(file).is_file(), "{file}");
    }
    program
}

#[test]
fn each_system_has_an_archive_where_cargo_binstall_looks_for_it() {
    let built = folder("built");
    for name in ["graphdoc", "cargo-graphdoc"] {
        fs::write(built.join(name), name).expect("a file");
        fs::write(built.join(format!("{name}.exe")), format!("{name}.exe")).expect("a file");
    }
    let folder = folder("packed");
    let (at, built) = (
        folder.to_str().expect("UTF-8"),
        built.to_str().expect("UTF-8"),
    );
    for (target, program) in [
        ("x86_64-unknown-linux-gnu", "graphdoc"),
        ("aarch64-apple-darwin", "graphdoc"),
        ("x86_64-pc-windows-msvc", "graphdoc.exe"),
    ] {
        done(root(), &[SCRIPT, "pack", at, target, built]);
        let unpacked = unpacked(&folder, target);
        assert_eq!(fs::read_to_string(unpacked).expect(program), program);
    }
    let left = fs::read_dir(&folder).expect("a folder").count();
    assert_eq!(
        left,
        3 * 3,
        "an archive, its checksum and what was unpacked"
    );
    let workflow = read(".github/workflows/release.yml");
    for runner in [
        "ubuntu-22.04,",
        "ubuntu-22.04-arm",
        "macos-14",
        "windows-2022",
    ] {
        assert!(workflow.contains(runner), "{runner}");
    }
}

#[test]
#[ignore = "slow: builds the program; .ci/run runs it"]
fn archive_of_this_machine_has_the_program() {
    let folder = folder("archive");
    let at = folder.to_str().expect("UTF-8");
    // Like the release, but with existing builds.
    let mut script = Command::new(root().join(SCRIPT));
    let output = script
        .args(["archive", at])
        .env("PROFILE", "dev")
        .output()
        .expect("the script");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let host = done(root(), &["rustc", "-vV"]);
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("a target");
    let program = unpacked(&folder, host);
    let said = done(&folder, &[program.to_str().expect("UTF-8"), "--version"]);
    assert_eq!(said, format!("graphdoc {}\n", version()));
}

/// Creates a folder like the user's cargo folder, without unpacked packages. Cargo considers packages of one version
/// equal, even if a dry run has packed them again, and would check what an earlier run unpacked.
fn cargo_home(folder: &Path) -> &Path {
    let own = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let own = own.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let own = own.expect("a home");
    let link = |from: &Path, to: &Path, without: &str| {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).into_iter().flatten().flatten() {
            if entry.file_name() != without {
                std::os::unix::fs::symlink(entry.path(), to.join(entry.file_name()))
                    .expect("a link");
            }
        }
    };
    link(&own, folder, "registry");
    link(&own.join("registry"), &folder.join("registry"), "src");
    folder
}

#[test]
#[ignore = "slow: compiles the packages, and asks crates.io; .ci/run runs it"]
fn packages_can_be_published() {
    let folder = folder("publish");
    let output = Command::new(SCRIPT)
        .args(["publish", "--dry-run", "--allow-dirty"])
        .current_dir(root())
        .env("CARGO_HOME", cargo_home(&folder.join("home")))
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .expect(SCRIPT);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{err}");
    assert_eq!(
        err.matches("aborting upload due to dry run").count(),
        2,
        "{err}"
    );
}
