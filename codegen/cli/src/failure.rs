//! Why a run could not complete.

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

/// Why a run could not complete.
#[derive(Debug)]
pub enum Failure {
    /// The command line asks for something impossible; with a suggestion.
    Usage(String, Option<String>),
    /// The configuration is wrong.
    Config(ConfigError),
    /// An input is wrong, with its location.
    Input(ConfigError),
    /// What was asked for is not available or not possible; with a suggestion.
    Incomplete(String, Option<String>),
    /// The library reported an error.
    Generate(graphdoc_codegen::Error),
    /// Standard output could not be written.
    Output(io::Error),
}

impl Failure {
    /// The exit code for the failure.
    pub fn exit(&self) -> Exit {
        match self {
            Failure::Usage(..) | Failure::Config(_) => Exit::Usage,
            Failure::Incomplete(..)
            | Failure::Input(_)
            | Failure::Generate(_)
            | Failure::Output(_) => Exit::Failed,
        }
    }

    /// Prints the failure.
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

/// Draws the configuration with carets under the error.
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
        if let graphdoc_codegen::Error::Option(message) = error {
            return Failure::Usage(message, None);
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
