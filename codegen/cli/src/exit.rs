//! Exit codes, the same for every verb.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Success.
    Clean,
    /// The work was done and there is something to act on: differences, or pages in error.
    Findings,
    /// The work could not be done.
    Failed,
    /// The command line or the configuration is wrong.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 100,
            Exit::Failed => 101,
            Exit::Usage => 2,
        })
    }
}
