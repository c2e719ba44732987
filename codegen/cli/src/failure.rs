//! Why a run came to nothing.

use std::io::{self, Write};

use graphdoc_codegen::unstable::{
    config::ConfigError,
    diagnostic::Diagnostic,
    encode::credentials::hidden,
    rules,
    source::{SourceError, SourceFile, Unread},
    sync::SyncError,
};

use crate::{encode::terminal, exit::Exit, paths, report, style};

/// Why a run came to nothing.
#[derive(Debug)]
pub enum Failure {
    /// The command line asks for what cannot be; with what to do about it.
    Usage(String, Option<String>),
    /// The configuration is wrong.
    Config(ConfigError),
    /// An input that is not what it should be, and where.
    Input(ConfigError),
    /// What was asked for cannot be had or done; with what to do about it.
    Incomplete(String, Option<String>),
    /// The library could not do its work.
    Generate(graphdoc_codegen::Error),
    /// Standard output could not be written.
    Output(io::Error),
}

impl Failure {
    /// The exit code that tells of it.
    pub fn exit(&self) -> Exit {
        match self {
            Failure::Usage(..) | Failure::Config(_) => Exit::Usage,
            Failure::Incomplete(..)
            | Failure::Input(_)
            | Failure::Generate(_)
            | Failure::Output(_) => Exit::Failed,
        }
    }

    /// Prints it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn print(&self, err: &mut dyn Write) -> io::Result<()> {
        match self {
            Failure::Usage(message, help) | Failure::Incomplete(message, help) => {
                print(err, message, help.as_deref())
            }
            Failure::Config(error) if error.text.is_empty() => {
                let message = format!("{}: {}", error.file.display(), error.message);
                print(err, &message, error.help.as_deref())
            }
            Failure::Config(error) | Failure::Input(error) => writeln!(err, "{}", draw(error)),
            Failure::Generate(error) => print(err, &error.to_string(), None),
            Failure::Output(error) => print(err, &format!("standard output: {error}"), None),
        }
    }
}

fn print(err: &mut dyn Write, message: &str, help: Option<&str>) -> io::Result<()> {
    let style = style::ERROR;
    for line in message.lines() {
        writeln!(err, "{style}error{style:#}: {}", terminal::line(line))?;
    }
    let style = style::HELP;
    help.map_or(Ok(()), |help| {
        writeln!(err, "{style}help{style:#}: {}", terminal::line(help))
    })
}

/// The configuration with a caret under what is wrong.
fn draw(error: &ConfigError) -> String {
    let file = SourceFile::new(paths::shown(&error.file), hidden(&error.text));
    let message = rules::configuration::error(&error.message);
    let mut found = Diagnostic::new(message, &file.path, error.span);
    found.help.clone_from(&error.help);
    report::draw(&file, &found)
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Failure {
        Failure::Config(error)
    }
}

impl From<graphdoc_codegen::Error> for Failure {
    fn from(mut error: graphdoc_codegen::Error) -> Failure {
        if let graphdoc_codegen::Error::Input(error) = error {
            return Failure::Input(error);
        }
        if let graphdoc_codegen::Error::Source(SourceError { faults }) = &mut error {
            for fault in faults {
                fault.path = paths::below(&fault.path);
            }
        }
        Failure::Generate(error)
    }
}

impl From<SourceError> for Failure {
    fn from(error: SourceError) -> Failure {
        graphdoc_codegen::Error::from(error).into()
    }
}

impl From<Unread> for Failure {
    fn from(fault: Unread) -> Failure {
        SourceError::from(fault).into()
    }
}

impl From<SyncError> for Failure {
    fn from(error: SyncError) -> Failure {
        Failure::Generate(error.into())
    }
}
