//! Cargo in the scratch workspace.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Returns the folder of release builds.
pub fn release(scratch: &Path) -> PathBuf {
    scratch.join("target/release")
}

/// Returns a cargo command for the scratch workspace, unaffected by the user's settings.
pub fn cargo(scratch: &Path) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("RUSTFLAGS");
    cargo
}
