//! Resource usage of a process and all its children.

use std::{
    fs::{self, File},
    io,
    path::Path,
    process::{Command, Stdio},
};

use wait4::Wait4;

use crate::Result;

/// Resources used by a process and the children that it waited for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// User CPU time in seconds, which other load disturbs the least.
    pub user: f64,
    /// The most memory that a single one of them used at once, in megabytes.
    pub memory: f64,
}

/// Runs a command to its end. Its output is kept in `log`, and shown if it fails.
pub fn run(command: &mut Command, log: &Path) -> Result<Usage> {
    let file = File::create(log)?;
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(file)
        .spawn()?;
    let used = child.wait4()?;
    if !used.status.success() {
        return Err(format!("{command:?}\n{}", tail(log)?).into());
    }
    Ok(Usage {
        user: used.rusage.utime.as_secs_f64(),
        memory: used.rusage.maxrss as f64 / 1e6,
    })
}

/// Returns the last lines of a file.
fn tail(log: &Path) -> io::Result<String> {
    let text = fs::read_to_string(log)?;
    let lines: Vec<&str> = text.lines().collect();
    Ok(lines[lines.len().saturating_sub(40)..].join("\n"))
}

/// Returns how busy the machine is: the load average of the last minute.
pub fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}
