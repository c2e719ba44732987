//! A generated crate as one file.

use std::collections::BTreeMap;

use super::{MARKER, Output};

/// A build of somebody else's crate is not where to learn what of ours is unused or could be tidier.
const QUIET: &str = "#[allow(unused, deprecated, missing_docs, clippy::all)]";

/// The same crate as one file for `include!` inside any module of another crate: modules are nested, all
/// areas are there, and what needs another crate than serde is not.
pub fn embed(output: &Output) -> String {
    let files: BTreeMap<&str, &str> = output
        .files
        .iter()
        .map(|file| (file.path.as_str(), file.text.as_str()))
        .collect();
    let tree = Tree { output, files };
    let root = tree.files.get("src/lib.rs").copied().unwrap_or_default();
    // What describes a whole crate is refused in the middle of one.
    let root: Vec<&str> = root
        .lines()
        .filter(|line| !line.starts_with("//!") && !line.starts_with("#!["))
        .collect();
    let mut text = format!("{MARKER}\n");
    tree.nest(&root, "src", &mut text);
    text
}

struct Tree<'a> {
    output: &'a Output,
    files: BTreeMap<&'a str, &'a str>,
}

impl Tree<'_> {
    /// Writes the lines of a file, with the text of each module in the place of its declaration.
    fn nest(&self, lines: &[&str], folder: &str, out: &mut String) {
        let mut lines = lines.iter().filter(|line| **line != MARKER);
        let is_root = folder == "src";
        while let Some(line) = lines.next() {
            // An included file cannot begin with an inner attribute, so that each item of the root has it.
            if is_root && (declaration(line).is_some() || line.starts_with("pub use ")) {
                push_line(QUIET, out);
            }
            if line.trim_start().starts_with("#[cfg(") {
                let mut condition = (*line).to_owned();
                while !condition.ends_with(")]") {
                    let Some(more) = lines.next() else { break };
                    condition.push_str(more);
                }
                // What needs another crate is left out.
                if !self.is_of_areas(&condition) {
                    out.push_str("#[cfg(any())]\n");
                }
            } else if let Some((head, name)) = declaration(line) {
                let below = format!("{folder}/{name}");
                let file = self.files.get(format!("{below}.rs").as_str());
                let file = file.or_else(|| self.files.get(format!("{below}/mod.rs").as_str()));
                let Some(file) = file else { continue };
                push_line(&format!("{head} {{"), out);
                self.nest(&file.lines().collect::<Vec<_>>(), &below, out);
                push_line("}", out);
            } else {
                push_line(line, out);
            }
        }
    }

    /// Whether a condition asks for areas, all of which are here.
    fn is_of_areas(&self, condition: &str) -> bool {
        let texts = condition.split('"').skip(1).step_by(2);
        texts
            .into_iter()
            .all(|feature| self.output.features.iter().any(|area| area.name == feature))
    }
}

/// `pub mod name` and `name` of `pub mod name;` at the start of a line.
fn declaration(line: &str) -> Option<(&str, &str)> {
    let head = line.strip_suffix(';')?;
    let (before, name) = head.rsplit_once(' ')?;
    ["mod", "pub mod", "pub(super) mod", "pub(crate) mod"]
        .contains(&before)
        .then_some((head, name))
}

fn push_line(line: &str, out: &mut String) {
    out.push_str(line);
    out.push('\n');
}
