//! Colours, the same as cargo's, for everything that the renderer of findings does not draw.

use anstyle::{AnsiColor, Style};

/// Plain text.
pub const NONE: Style = Style::new();
/// Names of files.
pub const BOLD: Style = Style::new().bold();
/// Added lines of a diff.
pub const ADDED: Style = AnsiColor::Green.on_default();
/// Removed lines of a diff.
pub const REMOVED: Style = AnsiColor::Red.on_default();
/// Position of a hunk in a diff.
pub const HUNK: Style = AnsiColor::Cyan.on_default();
/// Errors, which stop the run.
pub const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
/// Warnings, which stop nothing.
pub const WARNING: Style = AnsiColor::BrightYellow.on_default().bold();
/// Help and notes.
pub const HELP: Style = AnsiColor::BrightCyan.on_default().bold();
