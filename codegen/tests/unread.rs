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
    let Err(error) = generator(root).plan(&root.join("crate")) else {
        panic!("a plan was made of {words}");
    };
    assert!(error.to_string().contains(words), "{error}");
    let Err(error) = generator(root).ignore_lock().plan(&root.join("crate")) else {
        panic!("a plan was made of {words}");
    };
    assert!(error.to_string().contains(words), "{error}");
}

#[test]
fn unreadable_input_ends_build_script_and_plan() {
    let cases: [(&str, Option<&[u8]>, &str); 9] = [
        (
            "docs/tree.md",
            Some(b"# \xe4\n"),
            "docs/tree.md:1:3: expected UTF-8",
        ),
        (
            "docs/tree.md",
            Some(&[0; 64]),
            "docs/tree.md:1:1: expected UTF-8",
        ),
        ("docs/tree.md", Some(b"# Trees\n"), "tree.md"),
        ("docs/tree.md", None, "found no page in this folder"),
        (
            "facts/own.toml",
            Some(b"\xe4"),
            "facts/own.toml:1:1: expected UTF-8",
        ),
        ("facts/own.toml", Some(b"[[fact]\n"), "facts/own.toml:1:"),
        ("facts/own.toml", Some(b""), "found no fact"),
        (
            "facts/own.toml",
            Some(b"[[fact]]\nid = \"a\"\n"),
            "facts/own.toml:2:",
        ),
        ("facts/own.toml", None, "found no fact file"),
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
    assert!(
        generator(&root)
            .plan(&root.join("crate"))
            .unwrap()
            .unchanged
    );
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
