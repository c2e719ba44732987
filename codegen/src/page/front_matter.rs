//! Front matter: `key: value` lines between two `---` lines at the top of a page.

use crate::{page::Entry, prose::fold, span::Span};

/// Capacity for the lines of most pages.
const USUAL_ENTRIES: usize = 8;

/// Front matter, and the offset of the text after it.
#[derive(Default)]
pub(crate) struct FrontMatter {
    pub entries: Vec<Entry>,
    /// 0 if there is no front matter.
    pub end: usize,
}

/// Returns the front matter of a page if it can be read without preparation: without a byte order mark or carriage
/// returns.
pub(crate) fn as_it_stands(text: &str) -> Option<FrontMatter> {
    find(text, 0).filter(|front| memchr::memchr(b'\r', &text.as_bytes()[..front.end]).is_none())
}

/// Finds the lines between a `---` on the first line and the next one. `offset` is the position of the text in the
/// file.
pub(super) fn find(text: &str, offset: usize) -> Option<FrontMatter> {
    let mut entries = Vec::with_capacity(USUAL_ENTRIES);
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let start = end;
        end += line.len();
        match (start, line.trim_end()) {
            (0, "---") => {}
            (0, _) => return None,
            (_, "---") => return Some(FrontMatter { entries, end }),
            (_, line) => entries.extend(read(line, offset + start)),
        }
    }
    None
}

/// Reads a line that begins at `start`. Pages never use full YAML, and this reader accepts more of their lines than a
/// strict one.
fn read(line: &str, start: usize) -> Option<Entry> {
    if line.starts_with(['#', ' ', '\t', '-']) {
        return None;
    }
    // Translators turn colons into full-width ones.
    let (key, value) = match line.is_ascii() {
        true => line.split_once(':'),
        false => line.split_once([':', '：']),
    }?;
    let value = value.trim();
    let unquoted = ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    Some(Entry {
        key: fold(key).into_owned(),
        value: unquoted.unwrap_or(value).to_owned(),
        span: Span::new(start, start + line.len()),
    })
}
