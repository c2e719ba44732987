//! Colours of what is not drawn by the renderer of findings; they are cargo's.

use anstyle::{AnsiColor, Style};

/// Plain text.
pub const NONE: Style = Style::new();
/// Names of files.
pub const BOLD: Style = Style::new().bold();
/// Lines of a diff that come.
pub const ADDED: Style = AnsiColor::Green.on_default();
/// Lines of a diff that go.
pub const REMOVED: Style = AnsiColor::Red.on_default();
/// Where in a file a part of a diff is.
pub const HUNK: Style = AnsiColor::Cyan.on_default();
/// What stopped the run.
pub const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
/// What is not as it should be, and stops nothing.
pub const WARNING: Style = AnsiColor::BrightYellow.on_default().bold();
/// Words that explain.
pub const HELP: Style = AnsiColor::BrightCyan.on_default().bold();
