//! One line a finding: `file:line:col: level[code]: message`, which editors can follow.

use std::io::{self, Write};

use graphdoc_codegen::unstable::finding::Finding;

use super::{Sources, word};
use crate::encode::terminal;

/// Prints one finding.
pub fn print(out: &mut dyn Write, sources: &Sources, found: &Finding) -> io::Result<()> {
    if let Some(label) = found.spans.first() {
        let (line, column) = sources.position(&label.file, label.span.start);
        write!(
            out,
            "{}:{line}:{column}: ",
            terminal::line(sources.place(&label.file))
        )?;
    }
    writeln!(
        out,
        "{}[{}]: {}",
        word(found.level),
        found.rule,
        terminal::line(&found.message)
    )
}
