//! The output of other programs is as `docs/comparison.md` says.

use std::{fs, path::Path, process::Command};

/// Returns the text after the next fence of this language, and the rest.
fn block<'t>(text: &'t str, language: &str) -> (&'t str, &'t str) {
    let fence = format!("```{language}\n");
    let (_, rest) = text.split_once(&fence).expect("a block");
    rest.split_once("```").expect("its end")
}

#[test]
#[ignore = "needs npm and its registry"]
fn other_tools_print_what_the_comparison_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/comparison.md");
    let page = fs::read_to_string(page).expect("the page");
    let marked: Vec<&str> = page.split("<!-- run -->\n").skip(1).collect();
    assert_eq!(marked.len(), 2, "blocks that need npm and no more");
    for (at, text) in marked.into_iter().enumerate() {
        let (commands, rest) = block(text, "sh");
        let (expected, _) = block(rest, "text");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("comparison-{at}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let mut shell = Command::new("bash");
        let shell = shell.args(["-ec", commands]).current_dir(&folder);
        let output = shell.output().expect("bash");
        let (out, err) = (output.stdout, String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&out), expected, "{err}");
        let _ = fs::remove_dir_all(&folder);
    }
}
