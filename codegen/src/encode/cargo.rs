//! What a build script tells cargo. Cargo acts on every line of standard output that begins with `cargo:`, so that a line
//! break in a name would let the name say anything, `cargo::rustc-env=LD_PRELOAD=..` for one.

use std::{fmt, io, path::Path};

use super::log;
use crate::path;

/// One instruction to cargo, to be printed on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction(String);

impl fmt::Display for Instruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cargo::{}", self.0)
    }
}

/// A warning of the build, which cargo shows on a terminal or in a log.
pub fn warning(text: &str) -> Instruction {
    Instruction(format!("warning={}", log::line(text)))
}

/// Runs the build script again when this file, or one in this folder, changes.
///
/// # Errors
///
/// A path with control characters, see [`path::check`]: cargo has no way to write one.
pub fn rerun_if_changed(path: &Path) -> io::Result<Instruction> {
    path::check(path)?;
    // One that is not Unicode is watched under a name that does not exist: the script runs each time.
    Ok(Instruction(format!("rerun-if-changed={}", path.display())))
}

/// Runs the build script again when this variable of the environment changes.
pub fn rerun_if_env_changed(name: &'static str) -> Instruction {
    Instruction(format!("rerun-if-env-changed={name}"))
}
