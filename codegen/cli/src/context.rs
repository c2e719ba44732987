//! The context in which every verb runs.

use std::{
    io::{self, StdoutLock, Write},
    time::Instant,
};

use anstream::AutoStream;

use crate::{
    args::{CommonArgs, MessageFormat, ReportFile},
    invocation::Invocation,
    output::Output,
};

/// The context in which every verb runs.
pub struct Context {
    /// The options of every verb.
    pub common: CommonArgs,
    /// How the program was called.
    pub invocation: Invocation,
    /// Standard output.
    pub out: Output<AutoStream<StdoutLock<'static>>>,
    /// When the run began.
    pub started: Instant,
}

impl Context {
    /// Creates the context of a run.
    pub fn new(common: CommonArgs, invocation: Invocation) -> Context {
        let format = common.message_format;
        use MessageFormat::{Human, Markdown, Short};
        let is_log = matches!(format, Human | Short | Markdown);
        let out = Output::stdout(common.color, is_log);
        Context {
            common,
            invocation,
            out,
            started: Instant::now(),
        }
    }

    /// Prints on standard error.
    ///
    /// # Errors
    /// Returns an error if that fails.
    pub fn tell(&self, print: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut err = Output::stderr(self.common.color);
        print(&mut err)?;
        err.flush()
    }

    /// Whether a report in this format is printed, or written to one of these files.
    pub fn reports(&self, format: MessageFormat, files: &[ReportFile]) -> bool {
        self.common.message_format == format || files.iter().any(|file| file.format == format)
    }
}
