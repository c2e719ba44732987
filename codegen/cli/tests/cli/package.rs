//! A crate for another repository, which needs nothing of what it was made from.

use std::{fs, path::Path, process::Command, time::SystemTime};

use reference_material::{material, needs_material};

use crate::sandbox::{Ran, Sandbox, Text};

/// The folder of the crate.
const CRATE: &str = "crates/graph";

fn generate(sandbox: &Sandbox) -> Ran {
    sandbox.run(format!("generate --out {CRATE} --docs docs"))
}

/// A sandbox with a vendored crate, and nothing that it was made from.
fn vendored() -> Sandbox {
    let sandbox = Sandbox::with_docs();
    generate(&sandbox).code(0);
    sandbox.remove("docs");
    sandbox
}

/// Runs cargo on the manifest in a folder; it builds elsewhere.
fn cargo(sandbox: &Sandbox, folder: &str, words: &str) -> Ran {
    let command = cargo_command(sandbox, folder);
    Ran::of(command, words)
}

fn cargo_command(sandbox: &Sandbox, folder: &str) -> Command {
    let mut command = sandbox.command(env!("CARGO"));
    command
        .current_dir(sandbox.path().join(folder))
        .env("CARGO_TARGET_DIR", sandbox.path().join("target"));
    command
}

/// Fetches the dependencies of a package from the registry, or else uses those that were fetched before.
#[track_caller]
fn fetch(sandbox: &Sandbox, folder: &str) {
    let mut ways = ["fetch", "fetch --offline"].into_iter();
    let fetched = ways.any(|words| cargo(sandbox, folder, words).code == 0);
    assert!(fetched, "what {folder} depends on cannot be got");
}

/// Removes write permission from a folder and everything in it, or restores it.
fn read_only(folder: &Path, yes: bool) {
    let set = |path: &Path| {
        let mut permissions = fs::metadata(path).expect("a file").permissions();
        #[allow(clippy::permissions_set_readonly_false)]
        permissions.set_readonly(yes);
        fs::set_permissions(path, permissions).expect("permissions");
    };
    set(folder);
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read_only(&path, yes);
        } else {
            set(&path);
        }
    }
}

/// Returns every file of the crate with its content and modification time.
fn state(sandbox: &Sandbox) -> Vec<(std::path::PathBuf, Vec<u8>, SystemTime)> {
    let files = sandbox.files(CRATE).into_iter();
    let written = |path: &Path| fs::metadata(path).and_then(|file| file.modified());
    files
        .map(|(path, bytes)| {
            let written = written(&path).expect("a time");
            (path, bytes, written)
        })
        .collect()
}

#[test]
fn foreign_readme_is_left_alone() {
    let sandbox = Sandbox::with_docs();
    sandbox.write("crates/graph/README.md", "# Ours\n");
    let ran = generate(&sandbox).code(101);
    ran.err.has("README.md");
    assert_eq!(sandbox.read("crates/graph/README.md"), "# Ours\n");
    assert!(!sandbox.exists("crates/graph/src"));
}

#[test]
fn package_states_its_sources() {
    let sandbox = Sandbox::with_docs();
    generate(&sandbox).code(0);
    let readme = sandbox.read("crates/graph/README.md");
    readme.has("| pages | 2 |");
    let check = format!("update --check --out {CRATE} --docs docs");
    let ran = sandbox.run(check).code(0);
    assert_eq!(ran.out, "no page differs\n");
}

#[test]
#[ignore = "slow: compiles the crate; .ci/run runs it"]
fn package_builds_offline_from_a_read_only_folder() {
    let sandbox = vendored();
    sandbox.write(
        "program/Cargo.toml",
        "[package]\nname = \"program\"\nedition = \"2021\"\n\n[workspace]\n\n[dependencies]\n\
         msgraph-types = { path = \"../crates/graph\", features = [\"all\", \"json\"] }\n",
    );
    sandbox.write(
        "program/src/main.rs",
        "fn main() {\n    let thing = msgraph_types::Thing::default();\n    assert!(thing.size.is_none());\n}\n",
    );
    // Built on its own, cargo keeps the chosen versions beside the manifest; for a dependency it does not.
    fetch(&sandbox, CRATE);
    fetch(&sandbox, "program");
    let folder = sandbox.path().join(CRATE);
    read_only(&folder, true);
    let before = state(&sandbox);
    let check = "check --offline --locked --features=all,json";
    let alone = cargo(&sandbox, CRATE, check);
    let used = cargo(&sandbox, "program", "run --offline --quiet");
    // Root is not prevented from writing, and has not written either.
    let after = state(&sandbox);
    read_only(&folder, false);
    for ran in [alone, used] {
        ran.err.lacks("warning");
        ran.code(0);
    }
    assert!(before == after, "something was written");
}

#[test]
#[ignore = "slow: documents the crate; .ci/run runs it"]
fn docs_rs_shows_the_feature_of_each_type() {
    let sandbox = Sandbox::empty();
    let link = "|crate|[crateBox](cratebox.md)|Where it is.|";
    for (name, area, row) in [
        ("apple", "fruit", link),
        ("leek", "vegetables", link),
        ("crateBox", "boxes", ""),
    ] {
        sandbox.add_page("docs", name, row, "\"id\": \"String\"");
        let head = format!("ms.prod: \"{area}\"\ndoc_type");
        sandbox.edit(&format!("docs/resources/{name}.md"), "doc_type", &head);
    }
    generate(&sandbox).code(0);
    let manifest = sandbox.read("crates/graph/Cargo.toml");
    manifest.has("rustdoc-args = [\"--cfg\", \"docsrs\"]");
    // As on docs.rs, except that the compiler need not be nightly.
    let mut command = cargo_command(&sandbox, CRATE);
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTDOCFLAGS", "--cfg docsrs");
    Ran::of(command, "doc --no-deps --features all").code(0);
    for (item, features) in [
        ("fruit/struct.Apple.html", &["fruit"][..]),
        ("vegetables/struct.Leek.html", &["vegetables"]),
        (
            "boxes/struct.CrateBox.html",
            &["boxes", "fruit", "vegetables"],
        ),
    ] {
        let html = sandbox.read(&format!("target/doc/msgraph_types/{item}"));
        let badge = html.split("Available on ").nth(1).expect("a badge");
        let badge = badge.split("only").next().expect("its end");
        let named = badge.split("<code>").skip(1);
        let named: Vec<&str> = named.filter_map(|rest| rest.split('<').next()).collect();
        assert_eq!(named, features, "{badge}");
    }
}

#[test]
#[ignore = "slow: compiles the crate, and asks crates.io; .ci/run runs it"]
fn package_can_be_published() {
    let sandbox = vendored();
    // As in a user's repository, where it is committed: nothing must need `--force`.
    sandbox.commit("crates");
    let listed = cargo(&sandbox, CRATE, "package --offline --list");
    let listed = format!("\n{}", listed.code(0).out);
    for file in [
        "README.md",
        "LICENSE-MIT",
        "LICENSE-CC-BY-4.0",
        "NOTICE",
        "src/lib.rs",
    ] {
        listed.has(format!("\n{file}\n"));
    }
    fetch(&sandbox, CRATE);
    // Libraries do not commit it.
    sandbox.remove(format!("{CRATE}/Cargo.lock"));
    let packaged = cargo(&sandbox, CRATE, "package --offline").code(0);
    packaged.err.has("Verifying");
    let published = cargo(&sandbox, CRATE, "publish --dry-run").code(0);
    published.err.has("aborting upload due to dry run");
    let clean = Ran::of(sandbox.command("git"), "status --porcelain crates");
    assert_eq!(clean.out, "");
}

/// What crates.io accepts.
const LARGEST: u64 = 10 << 20;

#[needs_material]
#[test]
fn package_of_v1_can_be_published() {
    let sandbox = Sandbox::empty();
    sandbox.link("docs", material!().join("corpus/graph-v1.0/resources"));
    sandbox.link("service.xml", material!().join("oracle/csdl-v1.0.xml"));
    sandbox.generate("--metadata service.xml").code(0);
    let published = cargo(&sandbox, "out", "publish --dry-run --allow-dirty").code(0);
    published.err.has("aborting upload due to dry run");
    cargo(&sandbox, "out", "package --no-verify --allow-dirty").code(0);
    let packages = fs::read_dir(sandbox.path().join("target/package")).expect("a folder");
    let mut packages = packages.map(|entry| entry.expect("an entry").path());
    let package = packages.find(|path| path.extension().is_some_and(|end| end == "crate"));
    let package = package.expect("a package");
    let size = package.metadata().expect("a file").len();
    assert!(size < LARGEST / 5, "{size} bytes");
    let mut tar = sandbox.command("tar");
    let listed = Ran::from(tar.arg("-tzf").arg(&package).output().expect("tar runs"));
    let beside = listed.out.lines().filter_map(|line| line.split_once('/'));
    let mut beside: Vec<&str> = beside.map(|(_, file)| file).collect();
    beside.retain(|file| !file.starts_with("src/"));
    beside.sort_unstable();
    let expected = [
        "Cargo.lock",
        "Cargo.toml",
        "Cargo.toml.orig",
        "LICENSE-CC-BY-4.0",
        "LICENSE-MIT",
        "NOTICE",
        "README.md",
    ];
    assert_eq!(beside, expected);
    let manifest = sandbox.read("out/Cargo.toml");
    manifest.has("\nlicense = \"MIT AND CC-BY-4.0\"\n");
    let notice = sandbox.read("out/NOTICE");
    notice.has("Creative Commons Attribution 4.0");
    notice.has("The texts were adapted");
    let readme = sandbox.read("out/README.md");
    readme.has("MIT AND CC-BY-4.0");
}
