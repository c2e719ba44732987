//! The changes to a file, as a unified diff.

use std::{
    io::{self, Write},
    time::Duration,
};

use similar::TextDiff;

use crate::{
    encode::{log::Log, terminal},
    style,
};

/// Number of lines shown of the diff of each file, unless everything is requested.
const LINES: usize = 24;

/// Prints the difference between `old` and `new`. A file that does not exist is empty.
pub fn print(
    out: &mut dyn Write,
    path: &str,
    old: Option<&str>,
    new: Option<&str>,
    whole: bool,
) -> io::Result<()> {
    // Before annotations, it is printed together with workflow commands of our own.
    let out = &mut Log::new(out);
    let path = terminal::line(path);
    let name = |text: Option<&str>, side| {
        text.map_or("/dev/null".to_owned(), |_| format!("{side}/{path}"))
    };
    let (old_name, new_name) = (name(old, "a"), name(new, "b"));
    // The smallest diff of two large and very different files takes minutes to find; any diff will do.
    let diff = TextDiff::configure()
        .timeout(Duration::from_secs(1))
        .diff_lines(old.unwrap_or(""), new.unwrap_or(""));
    let text = diff
        .unified_diff()
        .context_radius(3)
        .header(&old_name, &new_name)
        .to_string();
    let lines: Vec<&str> = text.lines().collect();
    let limit = if whole { lines.len() } else { LINES };
    for (number, line) in lines.iter().take(limit).enumerate() {
        let style = match line.as_bytes().first() {
            _ if number < 2 => style::BOLD,
            Some(b'+') => style::ADDED,
            Some(b'-') => style::REMOVED,
            Some(b'@') => style::HUNK,
            _ => style::NONE,
        };
        writeln!(out, "{style}{}{style:#}", terminal::line(line))?;
    }
    match lines.len().saturating_sub(limit) {
        0 => Ok(()),
        more => writeln!(out, "... {more} more lines; `-v` shows them"),
    }
}
