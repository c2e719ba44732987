//! Cargo in the scratch workspace.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Where release builds end up.
pub fn release(scratch: &Path) -> PathBuf {
    scratch.join("target/release")
}

/// Cargo in the scratch workspace, undisturbed by the settings of whoever runs this.
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
