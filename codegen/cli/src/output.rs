//! Where findings and progress go, and in which colours.

use std::io::{self, BufWriter, StderrLock, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};

use crate::args::Color;

/// A stream whose reader may leave: what is written after that is dropped in silence, as a reader
/// like `head` expects. Every other failure is reported.
pub struct Output<W: Write> {
    inner: BufWriter<W>,
    closed: bool,
}

impl Output<AutoStream<StdoutLock<'static>>> {
    /// Standard output, for findings.
    pub fn stdout(color: Color) -> Self {
        let stream = io::stdout();
        let choice = choose(color, AutoStream::choice(&stream));
        Output::new(AutoStream::new(stream.lock(), choice))
    }
}

impl Output<AutoStream<StderrLock<'static>>> {
    /// Standard error, for what stops the run.
    pub fn stderr(color: Color) -> Self {
        let stream = io::stderr();
        let choice = choose(color, AutoStream::choice(&stream));
        Output::new(AutoStream::new(stream.lock(), choice))
    }
}

impl<W: Write> Output<W> {
    fn new(inner: W) -> Self {
        Output {
            inner: BufWriter::new(inner),
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
        let result = self.inner.write(bytes);
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

/// As in cargo: `--color`, then `CARGO_TERM_COLOR`, then `NO_COLOR` and whether the stream is a terminal.
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
