//! Input that cannot be read completely is an error of the library that names it, and nothing is written.

use std::{
    fs,
    path::{Path, PathBuf},
};

use graphdoc_codegen::Generator;

mod support;

const FACT: &str =
    "[[fact]]\nid = \"a\"\npage = \"tree.md\"\nbecause = \"said so\"\ncontext = \"height\"\n";

/// Docs with one page, and a fact file.
fn folder(name: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("unread-{name}"));
    let _ = fs::remove_dir_all(&root);
    for folder in ["docs", "facts", "out"] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    let page = support::resource("tree", "|height|String|Metres.|", "");
    fs::write(root.join("docs/tree.md"), page).unwrap();
    fs::write(root.join("facts/own.toml"), FACT).unwrap();
    root
}

fn generator(root: &Path) -> Generator {
    Generator::new(root.join("docs"))
        .facts(root.join("facts"))
        .out_dir(root.join("out"))
}

#[track_caller]
fn refused(root: &Path, words: &str) {
    let text = fs::read(root.join("out/graph.rs")).unwrap();
    let error = generator(root).generate().unwrap_err().to_string();
    assert!(error.contains(words), "{error}");
    assert_eq!(fs::read(root.join("out/graph.rs")).unwrap(), text);
    for generator in [generator(root), generator(root).ignore_lock()] {
        let planned = generator.plan(&root.join("crate")).map(|_| ());
        let error = planned.expect_err(words).to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn unreadable_input_ends_build_script_and_plan() {
    let (page, facts) = ("docs/tree.md", "facts/own.toml");
    let cases: [(&str, Option<&[u8]>, &str); 9] = [
        (page, Some(b"# \xe4\n"), "docs/tree.md:1:3: expected UTF-8"),
        (page, Some(&[0; 64]), "docs/tree.md:1:1: expected UTF-8"),
        (page, Some(b"# Trees\n"), "tree.md"),
        (page, None, "found no page in this folder"),
        (facts, Some(b"\xe4"), "facts/own.toml:1:1: expected UTF-8"),
        (facts, Some(b"[[fact]\n"), "facts/own.toml:1:"),
        (facts, Some(b""), "found no fact"),
        (facts, Some(b"[[fact]]\nid = \"a\"\n"), "facts/own.toml:2:"),
        (facts, None, "found no fact file"),
    ];
    let root = folder("whole");
    generator(&root).generate().unwrap();
    // While this exists, a run has the crate to itself.
    let planned = generator(&root).plan(&root.join("crate"));
    planned.unwrap().apply().unwrap();
    for (file, bytes, words) in cases {
        let file = root.join(file);
        let kept = fs::read(&file).unwrap();
        match bytes {
            Some(bytes) => fs::write(&file, bytes).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        refused(&root, words);
        fs::write(&file, kept).unwrap();
    }
    let planned = generator(&root).plan(&root.join("crate"));
    assert!(planned.unwrap().unchanged);
}

#[test]
#[cfg(unix)]
fn unfollowed_link_ends_a_build_script() {
    let root = folder("link");
    std::os::unix::fs::symlink("../facts/own.toml", root.join("docs/leaf.md")).unwrap();
    let error = generator(&root).generate().unwrap_err().to_string();
    assert!(
        error.contains("leaf.md") && error.contains("out of the docs folder"),
        "{error}"
    );
    let run = generator(&root).plan(&root.join("crate")).unwrap();
    assert_eq!((run.tally.generated, run.tally.errors), (1, 1));
}
