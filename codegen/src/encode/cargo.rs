//! Instructions of a build script to cargo. Cargo acts on every line of standard output that begins with `cargo:`, so a
//! line break in a name could inject an instruction such as `cargo::rustc-env=LD_PRELOAD=..`.

use std::{fmt, io, path::Path};

use super::log;
use crate::path;

/// An instruction to cargo, to be printed on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction(String);

impl fmt::Display for Instruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cargo::{}", self.0)
    }
}

/// Returns a warning of the build, which cargo shows on a terminal or in a log.
pub fn warning(text: &str) -> Instruction {
    Instruction(format!("warning={}", log::line(text)))
}

/// Returns an instruction to run the build script again when this file, or a file in this folder, changes.
///
/// # Errors
///
/// Returns an error if the path has control characters (see [`path::check`]), because cargo has no way to write one.
pub fn rerun_if_changed(path: &Path) -> io::Result<Instruction> {
    path::check(path)?;
    // A path that is not valid Unicode is watched under a name that does not exist, so the script runs every time.
    Ok(Instruction(format!("rerun-if-changed={}", path.display())))
}

/// Returns an instruction to run the build script again when this environment variable changes.
pub fn rerun_if_env_changed(name: &'static str) -> Instruction {
    Instruction(format!("rerun-if-env-changed={name}"))
}
