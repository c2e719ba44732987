//! The documentation of the items in one file, kept apart from their syntax. As literals in attributes, all of it would
//! be quoted only to be parsed again, which costs more than the rest of the emitter.

use std::cell::RefCell;

use syn::Attribute;

use super::ast::note;

/// The lines of each item, by its number. When printed, a line of a page begins with a space, whereas a number does
/// not.
#[derive(Default)]
pub(super) struct DocTexts(RefCell<Vec<Vec<String>>>);

impl DocTexts {
    /// Adds the lines of an item, and returns an attribute as their placeholder.
    pub fn add(&self, lines: Vec<String>) -> Attribute {
        let mut texts = self.0.borrow_mut();
        texts.push(lines);
        note("doc", &(texts.len() - 1).to_string())
    }

    /// Returns printed items with the lines in place of the placeholders.
    pub fn fill(&self, printed: &str) -> String {
        let texts = self.0.borrow();
        let mut out = String::with_capacity(printed.len() * 2);
        for line in printed.split_inclusive('\n') {
            let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
            let number = rest.trim_end().strip_prefix("///");
            let lines = number.and_then(|number| texts.get(number.parse::<usize>().ok()?));
            match lines {
                Some(lines) => lines.iter().for_each(|line| push(indent, line, &mut out)),
                None => out.push_str(line),
            }
        }
        out
    }
}

fn push(indent: &str, line: &str, out: &mut String) {
    out.extend([indent, "///"]);
    let line = line.trim_end();
    if !line.is_empty() {
        out.extend([" ", line]);
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_where_their_attribute_was_as_deep_as_it() {
        let texts = DocTexts::default();
        for lines in [&["A type.", "", "1 "][..], &["A field."], &[]] {
            texts.add(lines.iter().map(|&line| line.to_owned()).collect());
        }
        let printed = "///0\nstruct A {\n    ///1\n    b: C,\n    ///2\n    /// 1\n    ///9\n}\n";
        assert_eq!(
            texts.fill(printed),
            "/// A type.\n///\n/// 1\nstruct A {\n    /// A field.\n    b: C,\n    /// 1\n    ///9\n}\n"
        );
    }
}
