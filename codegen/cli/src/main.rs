//! The command `graphdoc`.

use std::process::ExitCode;

fn main() -> ExitCode {
    graphdoc::run(std::env::args_os())
}
