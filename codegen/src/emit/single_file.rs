//! A generated crate in a single file.

use std::collections::{BTreeMap, BTreeSet};

use super::{MARKER, Output, struct_item::NEEDS};

/// Someone else's build should not show lints about generated code.
const QUIET: &str = "#[allow(unused, deprecated, missing_docs, clippy::all)]";

/// Returns the crate as one file for `include!` in any module of another crate. Modules are nested, all areas are
/// included, and of the optional features only the given ones.
pub fn embed(output: &Output, features: &[String]) -> String {
    let files: BTreeMap<&str, &str> = output
        .files
        .iter()
        .map(|file| (file.path.as_str(), file.text.as_str()))
        .collect();
    let all = output.features.iter().chain(features);
    let tree = Tree {
        features: all.map(String::as_str).collect(),
        files,
    };
    let root = tree.files.get("src/lib.rs").copied().unwrap_or_default();
    // Attributes and documentation of a whole crate are not allowed in the middle of another.
    let root: Vec<&str> = root
        .lines()
        .filter(|line| !line.starts_with("//!") && !line.starts_with("#!["))
        .collect();
    let mut text = format!("{MARKER}\n");
    tree.nest(&root, "src", &mut text);
    text
}

struct Tree<'a> {
    /// Features that are on.
    features: BTreeSet<&'a str>,
    files: BTreeMap<&'a str, &'a str>,
}

impl Tree<'_> {
    /// Writes the lines of a file, with each module declaration replaced by the text of the module.
    fn nest(&self, lines: &[&str], folder: &str, out: &mut String) {
        let mut lines = lines.iter().filter(|line| **line != MARKER);
        let is_root = folder == "src";
        while let Some(line) = lines.next() {
            // An included file cannot begin with an inner attribute, so each item of the root gets its own.
            if is_root && (declaration(line).is_some() || line.starts_with("pub use ")) {
                push_line(QUIET, out);
            }
            if line.trim_start().starts_with("#[cfg(") {
                let mut condition = (*line).to_owned();
                while !condition.ends_with(")]") {
                    let Some(more) = lines.next() else { break };
                    condition.push_str(more);
                }
                match self.is_on(&condition) {
                    true => trim_need(out),
                    false => {
                        skip_item(&mut lines);
                        trim_docs(out);
                    }
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

    /// Whether a condition holds with the features that are on.
    fn is_on(&self, condition: &str) -> bool {
        let mut names = condition.split('"').skip(1).step_by(2);
        match condition.contains("any(") {
            true => names.any(|name| self.features.contains(name)),
            false => names.all(|name| self.features.contains(name)),
        }
    }
}

/// Skips an item, which ends at a line with the same indentation as its first line.
fn skip_item<'l>(lines: &mut impl Iterator<Item = &'l &'l str>) {
    let Some(first) = lines.next() else { return };
    let indent = first.len() - first.trim_start().len();
    let is_end = |line: &str| {
        let is_level = line
            .get(..indent)
            .is_some_and(|front| front.trim().is_empty());
        let end = line.get(indent..).unwrap_or_default();
        is_level && !end.starts_with(' ') && (end.ends_with(';') || end.ends_with('}'))
    };
    if !is_end(first) {
        let _ = lines.find(|line| is_end(line));
    }
}

/// Removes the documentation of an item that was skipped.
fn trim_docs(out: &mut String) {
    let is_doc =
        |line: &str| line.trim_start().starts_with("///") || line.trim_start().starts_with("#[doc");
    while let Some(line) = out.lines().next_back().filter(|line| is_doc(line)) {
        out.truncate(out.len() - line.len() - 1);
    }
}

/// Removes the remark about a feature that is on.
fn trim_need(out: &mut String) {
    let is_need = |line: &&str| {
        let text = line.trim_start().strip_prefix("/// ");
        text.is_some_and(|text| text.starts_with(NEEDS))
    };
    if let Some(line) = out.lines().next_back().filter(is_need) {
        out.truncate(out.len() - line.len() - 1);
    }
}

/// Returns `pub mod name` and `name` if the line is a module declaration such as `pub mod name;`.
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
