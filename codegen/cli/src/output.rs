//! The streams for findings and progress, and their colours.

use std::io::{self, BufWriter, StderrLock, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};

use crate::{args::Color, encode::log::Log};

/// A stream whose reader may go away. Output after that is silently dropped, as the users of `head` expect; every other
/// failure is reported.
pub struct Output<W: Write> {
    inner: Log<BufWriter<W>>,
    /// Whether the output is for people, and not commands or a document that programs read.
    is_log: bool,
    closed: bool,
}

impl Output<AutoStream<StdoutLock<'static>>> {
    /// Standard output, for findings in a format for people or in another.
    pub fn stdout(color: Color, is_log: bool) -> Self {
        let stream = io::stdout();
        let choice = choose(color, AutoStream::choice(&stream));
        Output::new(AutoStream::new(stream.lock(), choice), is_log)
    }
}

impl Output<AutoStream<StderrLock<'static>>> {
    /// Standard error, for what stops the run.
    pub fn stderr(color: Color) -> Self {
        let stream = io::stderr();
        let choice = choose(color, AutoStream::choice(&stream));
        Output::new(AutoStream::new(stream.lock(), choice), true)
    }
}

impl<W: Write> Output<W> {
    fn new(inner: W, is_log: bool) -> Self {
        Output {
            inner: Log::new(BufWriter::new(inner)),
            is_log,
            closed: false,
        }
    }

    fn tolerate<T>(&mut self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(instead)
            }
            result => result,
        }
    }
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let result = match self.is_log {
            true => self.inner.write(bytes),
            false => self.inner.raw().write(bytes),
        };
        self.tolerate(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let result = self.inner.flush();
        self.tolerate(result, ())
    }
}

/// Chooses as cargo does: by `--color`, then `CARGO_TERM_COLOR`, then `NO_COLOR` and whether the stream is a terminal.
fn choose(asked: Color, otherwise: ColorChoice) -> ColorChoice {
    let variable = || match std::env::var("CARGO_TERM_COLOR").as_deref() {
        Ok("always") => Color::Always,
        Ok("never") => Color::Never,
        _ => Color::Auto,
    };
    let color = if asked == Color::Auto {
        variable()
    } else {
        asked
    };
    match color {
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
        Color::Auto => otherwise,
    }
}
