//! Tests do their work, are ignored, or fail; none passes because something is missing.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// How a test begins that looks for the material itself, or says that it does nothing.
const EXCUSES: [&str; 4] = [
    concat!("var_os(\"GRAPHDOC", "_SHARED"),
    concat!("var(\"GRAPHDOC", "_SHARED"),
    concat!("!(\"skip", "ped"),
    concat!("!(\"skip", "ping"),
];

/// Returns the files of all tests: those in folders of tests, and modules beside the code that they test.
fn tests(folder: &Path, is_test: bool, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        if path.is_dir() && name != "target" && name != "material" {
            tests(&path, is_test || name == "tests", found);
        } else if name == "tests.rs" || is_test && name.ends_with(".rs") {
            found.push(path);
        }
    }
}

#[test]
fn tests_without_material_are_ignored() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    tests(&root.join("codegen"), false, &mut files);
    tests(&root.join("tests"), true, &mut files);
    assert!(files.len() > 50, "{files:?}");
    for file in files {
        let text = fs::read_to_string(&file).expect("a file");
        let excuse = EXCUSES.iter().find(|excuse| text.contains(**excuse));
        let excuse = excuse.map_or("", |excuse| excuse);
        assert!(excuse.is_empty(), "{}: {excuse}", file.display());
    }
}
