//! Checks that docs/architecture.md names every module.

use std::{fs, path::Path};

/// Returns the names of the files and folders in a folder, sorted; folders end with `/`.
fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            let is_folder = entry.file_type().unwrap().is_dir();
            if is_folder { name + "/" } else { name }
        })
        .filter(|name| name.ends_with(".rs") || name.ends_with('/'))
        .collect();
    names.sort();
    names
}

/// Returns modules that the page does not name in the row or the section of their folder.
fn unnamed(page: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (library, rest) = page.split_once("\n### Inside the stages").unwrap();
    let (inside, cli) = rest.split_once("\n## The command line").unwrap();
    let names = |text: &str, name: &str| text.contains(&format!("`{name}`"));
    let unnamed = |folder: &str, text: &str, except: &[&str]| -> Vec<String> {
        entries(&root.join(folder))
            .into_iter()
            .filter(|name| !except.contains(&&**name) && !names(text, name))
            .map(|name| format!("{folder}/{name}"))
            .collect()
    };
    let mut missing = unnamed("src", library, &["lib.rs"]);
    missing.extend(unnamed("cli/src", cli, &[]));
    for folder in entries(&root.join("src")) {
        let Some(name) = folder.strip_suffix('/') else {
            continue;
        };
        let row = inside
            .lines()
            .find(|line| line.starts_with(&format!("| `{folder}` |")));
        let row = row.unwrap_or_else(|| panic!("no row for `{folder}`"));
        let except = ["mod.rs", "tests/", "tests.rs", "lock/"];
        missing.extend(unnamed(&format!("src/{name}"), row, &except));
    }
    missing
}

/// Returns files that the rows of the folders name, but that do not exist.
fn gone(page: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rows = page.lines().filter_map(|line| {
        let (folder, files) = line.strip_prefix("| `")?.split_once("/` | ")?;
        root.join("src")
            .join(folder)
            .is_dir()
            .then_some((folder, files))
    });
    let names = rows.flat_map(|(folder, files)| {
        let words = files.split('`').skip(1).step_by(2);
        let names = words.filter(|word| word.ends_with(".rs") && !word.contains('/'));
        names.map(move |name| format!("{folder}/{name}"))
    });
    names
        .filter(|name| !root.join("src").join(name).is_file())
        .filter(|name| !root.join("cli/src").join(name).is_file())
        .collect()
}

fn page() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/architecture.md");
    fs::read_to_string(file).unwrap()
}

#[test]
fn architecture_page_names_every_module() {
    assert_eq!(unnamed(&page()), [""; 0]);
}

#[test]
fn architecture_page_names_no_missing_module() {
    assert_eq!(gone(&page()), [""; 0]);
    let page = page().replace("`limits.rs`", "`limit.rs`");
    assert_eq!(gone(&page), ["extract/limit.rs"]);
}

#[test]
fn unnamed_module_is_found() {
    let page = page().replace("`limits.rs`", "").replace("`side.rs`", "");
    assert_eq!(unnamed(&page), ["cli/src/side.rs", "src/extract/limits.rs"]);
}
