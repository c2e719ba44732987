//! Output for people that may end up in the log of a build service. These act on lines that begin with `::` (GitHub,
//! with or without leading blanks) and on words like `##[` and `##vso[` anywhere in a line (GitHub, Azure, TeamCity).

use std::io::{self, Write};

pub use graphdoc_codegen::unstable::encode::log::is_marked;

/// A writer that passes everything on, but spells out one character of whatever would be a command.
pub struct Log<W> {
    inner: W,
    state: State,
    /// Whether a style, which is invisible, is being written.
    in_style: bool,
}

/// What was written last.
#[derive(Clone, Copy, Default)]
enum State {
    /// Nothing but blanks on this line.
    #[default]
    Start,
    /// A single colon, and nothing else on this line.
    Colon,
    /// Anything else.
    Inside,
    /// One hash.
    Hash,
    /// Two or more hashes, and a word.
    Word,
}

impl<W: Write> Log<W> {
    /// Creates a writer that writes to `inner`.
    pub fn new(inner: W) -> Log<W> {
        let (state, in_style) = (State::default(), false);
        Log {
            inner,
            state,
            in_style,
        }
    }

    /// Returns the inner writer, for documents and for commands of our own.
    pub fn raw(&mut self) -> &mut W {
        &mut self.inner
    }
}

impl<W> Log<W> {
    /// Whether the next byte must be spelled out.
    fn is_command(&mut self, byte: u8) -> bool {
        self.in_style = match (self.in_style, byte) {
            (_, 0x1b) | (true, b'[' | b';' | b'0'..=b'9') => true,
            (true, b'A'..=b'Z' | b'a'..=b'z') => {
                self.in_style = false;
                return false;
            }
            _ => false,
        };
        if self.in_style {
            return false;
        }
        let (next, is_command) = self.state.next(byte);
        self.state = next;
        is_command
    }
}

impl State {
    /// The state after a byte, and whether the byte must be spelled out.
    fn next(self, byte: u8) -> (State, bool) {
        let next = match (self, byte) {
            (_, b'\n' | b'\r') => State::Start,
            // Some of these are dropped later if styles are not wanted.
            (state, 0..0x20 | 0x7f) => state,
            (State::Start, b':') => State::Colon,
            (State::Colon, b':') => return (State::Inside, true),
            // Some non-ASCII characters are blanks, too.
            (State::Start, b' ' | 0x80..) => State::Start,
            (State::Hash | State::Word, b'#') => State::Word,
            (_, b'#') => State::Hash,
            (State::Word, b'[') => return (State::Inside, true),
            (State::Word, byte) if byte.is_ascii_alphanumeric() => State::Word,
            _ => State::Inside,
        };
        (next, false)
    }
}

impl<W: Write> Write for Log<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut from = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if self.is_command(*byte) {
                self.inner.write_all(&bytes[from..at])?;
                write!(self.inner, "\\u{{{byte:x}}}")?;
                from = at + 1;
            }
        }
        self.inner.write_all(&bytes[from..])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
