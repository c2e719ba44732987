//! From a docs folder to text with line numbers. Knows nothing of Markdown.

mod fact_files;
mod folder;
pub mod pinned;
mod read;
mod text;
mod unread;

use std::sync::{Arc, OnceLock};

use arcstr::ArcStr;

pub use fact_files::list_facts;
pub use folder::{Found, add_links, arrange, list, mixed};
pub use read::{Raw, Room, Sources, bytes, read, read_text, read_whole};
pub use text::{MAX_BYTES, decode, decode_page};
pub use unread::{SourceError, Unread, escaped, shown};

/// Whether a file or path ends as pages do.
pub fn is_page(file: &str) -> bool {
    let tail = file.len().checked_sub(".md".len());
    let tail = tail.and_then(|at| file.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(".md"))
}

/// One page as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path below the docs folder that was given, with `/` on every system.
    pub path: Arc<str>,
    /// The whole text as on disk, a byte order mark and carriage returns included.
    pub text: ArcStr,
    /// Where lines start, once somebody asked.
    lines: OnceLock<Vec<u32>>,
}

impl SourceFile {
    /// Takes a text under a path.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<ArcStr>) -> SourceFile {
        SourceFile {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
        }
    }

    /// Where the lines start; the first at 0. No page is so long that one starts beyond.
    pub(crate) fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            // Lines of pages are long: this is room for most.
            let mut lines = Vec::with_capacity(2 + self.text.len() / 48);
            lines.push(0);
            let start = |end: usize| u32::try_from(end + 1).unwrap_or(u32::MAX);
            lines.extend(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(start));
            lines
        })
    }

    /// Line of a byte offset, from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.line_starts()
            .partition_point(|start| *start as usize <= offset)
    }

    /// Line and column of a byte offset, both from 1; columns count characters.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.line_starts()[line - 1] as usize;
        let column = self
            .text
            .get(start..offset)
            .map_or(1, |text| text.chars().count() + 1);
        (line, column)
    }
}
