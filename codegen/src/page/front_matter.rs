//! The `key: value` lines between two `---` at the top of a page.

use crate::{page::Entry, prose::fold, span::Span};

/// Front matter and where in the text the page goes on behind it.
#[derive(Default)]
pub(crate) struct FrontMatter {
    pub entries: Vec<Entry>,
    /// 0 when there is none.
    pub end: usize,
}

/// The front matter of a page whose beginning is read as it stands, without a mark or a carriage return to see to.
pub(crate) fn as_it_stands(text: &str) -> Option<FrontMatter> {
    find(text, 0).filter(|front| memchr::memchr(b'\r', &text.as_bytes()[..front.end]).is_none())
}

/// Finds the lines between a first line `---` and the next one; `offset` is that of the text in the file.
pub(super) fn find(text: &str, offset: usize) -> Option<FrontMatter> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let before = first.len() - 1;
    for at in memchr::memmem::find_iter(&text.as_bytes()[before..], "\n---") {
        let start = before + at + 1;
        let line = text[start..].split_inclusive('\n').next()?;
        if line.trim_end() == "---" {
            let entries = read(&text[first.len()..start], offset + first.len());
            let end = start + line.len();
            return Some(FrontMatter { entries, end });
        }
    }
    None
}

/// Reads the lines between the fences; `offset` is that of the text in the file. The full YAML grammar is
/// never used on pages, and a reader of scalars reads more of them than a strict one.
pub(super) fn read(text: &str, offset: usize) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut at = offset;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len() + 1;
        if line.starts_with(['#', ' ', '\t', '-']) {
            continue;
        }
        // Translators turn colons into full-width ones.
        let Some((key, value)) = line.split_once([':', '：']) else {
            continue;
        };
        let value = value.trim();
        let unquoted = ['"', '\'']
            .iter()
            .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
        entries.push(Entry {
            key: fold(key).into_owned(),
            value: unquoted.unwrap_or(value).to_owned(),
            span,
        });
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_comments_and_dots_in_keys() {
        let text = "title: \"a: b\"\n# note\nms.prod: 'x'\n\ntoc.title: y  \n";
        let entries: Vec<_> = read(text, 4)
            .into_iter()
            .map(|entry| (entry.key, entry.value, entry.span))
            .collect();
        assert_eq!(
            entries[0],
            ("title".into(), "a: b".into(), Span::new(4, 17))
        );
        assert_eq!(
            (entries[1].0.as_str(), entries[1].1.as_str()),
            ("ms.prod", "x")
        );
        assert_eq!(
            (entries[2].0.as_str(), entries[2].1.as_str()),
            ("toc.title", "y")
        );
    }
}
