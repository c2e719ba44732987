//! Paths with control characters are refused, wherever they come from: a line break in the name of a folder would be an
//! instruction of its own in what a build script prints for cargo.

#![cfg(unix)]

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};

use graphdoc_codegen::{
    Generator,
    unstable::{input, source},
};

/// Name of a folder that would run code in a build if it were not refused.
const ATTACK: &str = "x\ncargo::rustc-env=LD_PRELOAD=evil";

const PAGE: &str = "# a resource type\n\nNamespace: microsoft.graph\n\n<!-- {\"blockType\": \"resource\", \
    \"@odata.type\": \"microsoft.graph.a\"} -->\n```json\n{\"id\": \"String\"}\n```\n";

/// A folder that is removed when the value is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let unique = format!("graphdoc-paths-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(unique);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Folder(folder)
    }

    fn write(&self, path: impl AsRef<Path>, text: &str) -> PathBuf {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, text).expect("a file");
        path
    }

    fn generator(&self, docs: impl AsRef<Path>) -> Generator {
        fs::create_dir_all(self.0.join("out")).expect("a folder");
        Generator::new(self.0.join(docs)).out_dir(self.0.join("out"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Asserts that both ways to generate refuse with a single line, and write nothing.
#[track_caller]
fn refused(folder: &Folder, generator: &Generator) {
    let planned = generator.plan(&folder.0.join("crate")).map(|_| ());
    for outcome in [generator.generate().map(|_| ()), planned] {
        let text = outcome.expect_err("refused").to_string();
        assert!(!text.contains(char::is_control), "{text:?}");
        assert!(text.contains("control character"), "{text}");
    }
    assert!(!folder.0.join("out/graph.rs").exists());
    assert!(!folder.0.join("crate").exists());
}

#[test]
fn docs_folder_with_a_line_break_is_rejected() {
    let folder = Folder::new("docs");
    for name in [ATTACK, "a\rb", "a\u{1b}[31m", "a\u{85}b", "a\u{7f}"] {
        folder.write(Path::new(name).join("resources/a.md"), PAGE);
        refused(&folder, &folder.generator(name));
    }
}

#[test]
fn page_path_with_a_line_break_is_rejected() {
    for inside in [
        format!("docs/resources/{ATTACK}.md"),
        format!("docs/resources/{ATTACK}/a.md"),
        format!("docs/{ATTACK}/resources/a.md"),
    ] {
        let folder = Folder::new("inside");
        folder.write("docs/resources/b.md", PAGE);
        folder.write(inside, PAGE);
        refused(&folder, &folder.generator("docs"));
    }
}

#[test]
fn link_to_a_folder_with_a_line_break_is_rejected() {
    let folder = Folder::new("link");
    folder.write(Path::new(ATTACK).join("resources/a.md"), PAGE);
    symlink(folder.0.join(ATTACK), folder.0.join("docs")).expect("a link");
    refused(&folder, &folder.generator("docs"));
}

#[test]
fn facts_path_with_a_line_break_is_rejected() {
    let folder = Folder::new("facts");
    folder.write("docs/resources/a.md", PAGE);
    folder.write(Path::new(ATTACK).join("a.toml"), "");
    folder.write(format!("facts/{ATTACK}.toml"), "");
    for facts in [ATTACK, "facts"] {
        let generator = folder.generator("docs").facts(folder.0.join(facts));
        refused(&folder, &generator);
    }
}

#[test]
fn crate_path_with_a_line_break_is_rejected() {
    let folder = Folder::new("out");
    folder.write("docs/resources/a.md", PAGE);
    let out = folder.0.join(ATTACK);
    fs::create_dir_all(&out).expect("a folder");
    let generator = folder.generator("docs").out_dir(&out);
    assert!(generator.generate().is_err());
    assert!(generator.plan(&out).is_err());
    assert!(fs::read_dir(&out).expect("a folder").next().is_none());
}

#[test]
fn configuration_path_with_a_line_break_is_rejected() {
    let folder = Folder::new("config");
    let file = folder.write(Path::new(ATTACK).join("graphdoc.toml"), "docs = [\".\"]\n");
    let error = source::read_text(&file, input::WRITTEN)
        .expect_err("refused")
        .to_string();
    assert!(!error.contains(char::is_control), "{error:?}");
}

#[test]
fn other_files_may_have_any_name() {
    let folder = Folder::new("others");
    folder.write("docs/resources/a.md", PAGE);
    // On some systems, folders with their own icon contain this file.
    folder.write("docs/resources/Icon\r", "");
    assert!(folder.generator("docs").generate().is_ok());
}
