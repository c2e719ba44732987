//! Every command and Rust block in the README and docs/operations.md works, in a copy of the project.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Returns the blocks in this language, in order.
fn blocks(language: &str) -> Vec<String> {
    let text = |file: &str| fs::read_to_string(Path::new(ROOT).join(file)).expect("a text");
    let readme = text("README.md") + &text("docs/operations.md");
    let opening = format!("```{language}\n");
    let found = readme.split(opening.as_str()).skip(1);
    found
        .filter_map(|rest| Some(rest.split_once("```")?.0.to_owned()))
        .collect()
}

/// Creates an empty folder with this name.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("readme")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a writable folder");
    folder
}

/// Copies a folder without build results.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        let Some(name) = path.file_name() else {
            continue;
        };
        if name == "target" || name == ".git" {
            continue;
        }
        match path.is_dir() {
            true => copy(&path, &to.join(name)),
            false => drop(fs::copy(&path, to.join(name)).expect("a readable file")),
        }
    }
}

/// Runs a command. Fails with its whole output.
#[track_caller]
fn run(command: &mut Command) -> String {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("readme/target");
    let output = command
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO", env!("CARGO"))
        .env_remove("GRAPHDOC")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("the command runs");
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "{command:?}\n{text}");
    text
}

#[test]
fn readme_is_short() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).expect("the readme");
    assert!(readme.lines().count() < 200);
}

#[test]
fn readme_rust_versions_match_the_manifests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let declared = |manifest: &str| {
        let text = fs::read_to_string(root.join(manifest)).expect("a manifest");
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("rust-version = \""));
        line.expect("a version").trim_end_matches('"').to_owned()
    };
    let readme = fs::read_to_string(root.join("README.md")).expect("the readme");
    let program = format!("The program needs Rust {} to build", declared("Cargo.toml"));
    let crates = format!(
        "the crates that it writes need Rust {} ",
        declared("generated/Cargo.toml")
    );
    assert!(
        readme.contains(&program) && readme.contains(&crates),
        "{program}, {crates}"
    );
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn every_command_works_in_a_fresh_clone() {
    let clone = folder("clone");
    copy(Path::new(ROOT), &clone);
    let _ = fs::remove_dir_all(clone.join("target"));
    let blocks = blocks("sh");
    assert!(blocks.len() >= 4, "{blocks:?}");
    for block in blocks {
        // This test is itself a part of what that command runs.
        let block = block.replace("cargo test --workspace\n", "");
        let text = run(Command::new("sh")
            .args(["-e", "-c", &block])
            .current_dir(&clone));
        if block.starts_with("cargo run -p graphdoc\n") {
            let pages = fs::read_dir(clone.join("docs-input/resources"))
                .expect("pages")
                .count();
            assert!(text.contains(&format!("{pages} pages: ")), "{text}");
        }
    }
    assert!(clone.join("target/my-graph/Cargo.toml").is_file());
    // The committed files are what the commands generate.
    run(Command::new("diff")
        .arg("-r")
        .arg("--exclude=target")
        .arg("--exclude=Cargo.lock")
        .arg(Path::new(ROOT).join("generated"))
        .arg(clone.join("generated")));
}

#[test]
#[ignore = "slow: builds a copy of the project; .ci/run runs it"]
fn every_rust_block_works() {
    let program = folder("blocks");
    fs::create_dir_all(program.join("src/bin")).expect("a writable folder");
    copy(
        &Path::new(ROOT).join("docs-input/resources"),
        &program.join("docs/resources"),
    );
    let manifest = format!(
        "[package]\nname = \"blocks\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         graphdoc-codegen = {{ path = '{ROOT}/codegen' }}\nmsgraph-types = {{ path = '{ROOT}/generated' }}\nserde_json = \"1\"\n\n[workspace]\n"
    );
    fs::write(program.join("Cargo.toml"), manifest).expect("a writable folder");
    let _ = fs::copy(
        Path::new(ROOT).join("Cargo.lock"),
        program.join("Cargo.lock"),
    );
    let blocks = blocks("rust");
    assert!(blocks.len() >= 2, "{blocks:?}");
    for (at, block) in blocks.iter().enumerate() {
        let source = match block.contains("fn main()") {
            true => block.clone(),
            false => format!(
                "fn main() -> Result<(), Box<dyn std::error::Error>> {{\n{block}\nOk(())\n}}\n"
            ),
        };
        fs::write(program.join(format!("src/bin/block{at}.rs")), source)
            .expect("a writable folder");
    }
    for at in 0..blocks.len() {
        let out = folder("out");
        let bin = format!("block{at}");
        run(Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--bin", &bin])
            .current_dir(&program)
            .env("OUT_DIR", &out));
    }
}
