//! Hostile files through the command line: it must not panic, must not write outside its output, and must say what it
//! did not use.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A folder `name/docs` with these pages, beside an empty place for the output.
fn set(name: &str, pages: &[(&str, &[u8])]) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("hostile-input")
        .join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("docs")).expect("a writable folder");
    for (file, text) in pages {
        fs::write(root.join("docs").join(file), text).expect("a writable folder");
    }
    root
}

/// Generates from `root/docs` into `root/out/crate`; asserts what must hold of every run.
#[track_caller]
fn generate(root: &Path) -> (Output, String) {
    let before = outside(root);
    let output = Command::new(env!("CARGO_BIN_EXE_graphdoc"))
        .args(["generate", "-v", "--docs", "docs", "--out", "out/crate"])
        .current_dir(root)
        .output()
        .expect("graphdoc runs");
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(!text.contains("panicked at"), "{text}");
    assert!(
        matches!(output.status.code(), Some(0 | 100)),
        "{:?}\n{text}",
        output.status
    );
    assert_eq!(outside(root), before, "files appeared outside the output");
    let left: BTreeSet<PathBuf> = files(&root.join("out"))
        .into_iter()
        .filter(|path| !path.starts_with(root.join("out/crate")))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    (output, text)
}

fn outside(root: &Path) -> BTreeSet<PathBuf> {
    files(root)
        .into_iter()
        .filter(|path| !path.starts_with(root.join("out")))
        .collect()
}

fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return BTreeSet::new();
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                BTreeSet::from([path])
            }
        })
        .collect()
}

fn page(name: &str, rows: &str) -> Vec<u8> {
    format!(
        "# {name} resource type\n\nNamespace: microsoft.graph\n\n## Properties\n|Property|Type|Description|\n|:--|:--|:--|\n{rows}\n\n\
         ## JSON representation\n<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.{name}\" }} -->\n```json\n{{}}\n```\n"
    )
    .into_bytes()
}

#[test]
fn names_cannot_leave_the_output() {
    let names = [
        "../../x", "/tmp/x", "..", ".", "a/b", "con", "Self", "mod", "lib", "nul.txt", "x\\y",
    ];
    let pages: Vec<(String, Vec<u8>)> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            (
                format!("page{at}.md"),
                page(name, &format!("|{name}|[{name}]({name}.md)|{name}|")),
            )
        })
        .collect();
    let pages: Vec<(&str, &[u8])> = pages
        .iter()
        .map(|(file, text)| (file.as_str(), text.as_slice()))
        .collect();
    let root = set("names", &pages);
    let (_, text) = generate(&root);
    assert!(text.contains(&format!("{} pages: ", names.len())), "{text}");
    for path in files(&root.join("out")) {
        let stem = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default()
            .to_owned();
        assert!(
            !["con", "nul", "aux", "prn"].contains(&stem.as_str()),
            "{path:?}"
        );
    }
}

#[test]
fn file_names_are_not_trusted_either() {
    let text = page("tree", "|height|Double|Metres.|");
    let root = set(
        "files",
        &[
            ("a b.md", &text),
            ("-x.md", &text),
            ("ünï.md", &text),
            ("con.md", &text),
        ],
    );
    generate(&root);
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text = page("tree", "|hei\u{1b}[31mght|Dou\u{202e}ble|Metres.|");
    let root = set("terminal", &[("tree.md", &text)]);
    let (_, text) = generate(&root);
    assert!(
        !text.contains("\u{1b}[31mght") && !text.contains('\u{202e}'),
        "{text:?}"
    );
}

#[test]
fn a_page_of_fifty_megabytes_is_refused() {
    let mut text = page("tree", "|height|Double|Metres.|");
    text.extend(b"Words without end, and `code`.\n\n".repeat(50_000_000 / 32));
    let root = set("large", &[("tree.md", &text)]);
    let output = Command::new(env!("CARGO_BIN_EXE_graphdoc"))
        .args(["generate", "--docs", "docs", "--out", "out/crate"])
        .current_dir(&root)
        .output()
        .expect("graphdoc runs");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(101), "{err}");
    assert!(
        err.contains("docs/tree.md") && err.contains("[page-too-large]"),
        "{err}"
    );
    assert!(!root.join("out").exists());
    let _ = fs::remove_dir_all(root);
}
