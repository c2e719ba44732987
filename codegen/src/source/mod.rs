//! From a docs folder to texts with line numbers. Knows nothing about Markdown.

mod fact_files;
mod folder;
pub mod pinned;
mod read;
mod submodule;
mod text;
mod unread;

use std::sync::{Arc, OnceLock};

use arcstr::ArcStr;

pub use fact_files::list_facts;
pub use folder::{Found, add_links, align, arrange, list, mixed};
pub use read::{Raw, Room, Sources, bytes, read, read_text, read_whole, read_xml};
pub use text::{MAX_BYTES, decode, decode_page, decode_xml};
pub use unread::{SourceError, Unread, escaped, shown};

/// Whether a file name or path has the extension of a page.
pub fn is_page(file: &str) -> bool {
    let tail = file.len().checked_sub(".md".len());
    let tail = tail.and_then(|at| file.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(".md"))
}

/// One page as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path below the given docs folder, with `/` on every system.
    pub path: Arc<str>,
    /// The whole text as on disk, including a byte order mark and carriage returns.
    pub text: ArcStr,
    /// Offsets of line starts, computed on first use.
    lines: OnceLock<Vec<u32>>,
    /// Number of characters before each stretch, computed when a position in a line longer than a stretch is first
    /// asked for.
    characters: OnceLock<Vec<usize>>,
}

/// Number of bytes in a stretch.
const STRETCH: usize = 1024;

impl SourceFile {
    /// Creates a source file from a path and a text.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<ArcStr>) -> SourceFile {
        SourceFile {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
            characters: OnceLock::new(),
        }
    }

    /// Returns the offsets of line starts; the first is 0. No page is too large for `u32`.
    pub(crate) fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            // Lines of pages are long; this capacity is enough for most.
            let mut lines = Vec::with_capacity(2 + self.text.len() / 48);
            lines.push(0);
            let start = |end: usize| u32::try_from(end + 1).unwrap_or(u32::MAX);
            lines.extend(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(start));
            lines
        })
    }

    /// Returns the line of a byte offset, counted from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.line_starts()
            .partition_point(|start| *start as usize <= offset)
    }

    /// Returns the line and column of a byte offset, both counted from 1. Columns count characters.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.line_starts()[line - 1] as usize;
        (line, 1 + self.characters(start, offset))
    }

    /// Counts the characters that begin in a part of the text. Lines may be very long, with many lookups in the same
    /// one.
    fn characters(&self, start: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let count = |part: &[u8]| part.iter().filter(|byte| !is_continuation(**byte)).count();
        let near = |start: usize, end: usize| bytes.get(start..end).map_or(0, count);
        if end.saturating_sub(start) <= STRETCH {
            return near(start, end);
        }
        let before = self.characters.get_or_init(|| {
            let mut sum = 0;
            let up_to = bytes.chunks(STRETCH).map(|part| {
                sum += count(part);
                sum
            });
            std::iter::once(0).chain(up_to).collect()
        });
        let up_to = |offset: usize| {
            let stretch = offset / STRETCH;
            before.get(stretch).copied().unwrap_or_default() + near(stretch * STRETCH, offset)
        };
        up_to(end) - up_to(start)
    }
}

/// Whether this is a continuation byte of UTF-8.
fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn columns_count_characters_on_lines_of_any_length(
            words in prop::collection::vec("[aä漢🦀]{1,900}|\n", 0..12),
        ) {
            let text = words.concat();
            let file = SourceFile::new("a.md", text.as_str());
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for at in ends.step_by(97).chain([text.len()]) {
                let before = &text[..at];
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                prop_assert_eq!(file.position(at), (line, column));
            }
        }
    }
}
