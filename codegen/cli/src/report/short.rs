//! One line per finding: `file:line:col: level[code]: message`, which editors can follow.

use std::io::{self, Write};

use graphdoc_codegen::unstable::finding::Finding;

use super::Sources;
use crate::encode::terminal;

/// Prints one finding, with the word for its level or severity.
pub fn print(
    out: &mut dyn Write,
    sources: &Sources,
    found: &Finding,
    grave: &str,
) -> io::Result<()> {
    if let Some(label) = found.primary() {
        let (line, column) = sources.position(&label.file, label.span.start);
        write!(
            out,
            "{}:{line}:{column}: ",
            terminal::line(sources.place(&label.file))
        )?;
    }
    writeln!(
        out,
        "{grave}[{}]: {}",
        found.rule().id,
        terminal::line(&found.message.to_string())
    )
}
