//! One line a finding: `file:line:col: level[code]: message`, which editors can follow.

use std::io::{self, Write};

use graphdoc_codegen::diagnostic::Diagnostic;

use super::{Sources, word};
use crate::escape;

/// Prints one finding.
pub fn print(out: &mut dyn Write, sources: &Sources, found: &Diagnostic) -> io::Result<()> {
    if let Some(label) = found.labels.first() {
        let (line, column) = sources
            .get(&label.file)
            .map_or((1, 1), |file| file.position(label.span.start));
        write!(
            out,
            "{}:{line}:{column}: ",
            escape::line(sources.place(&label.file))
        )?;
    }
    writeln!(
        out,
        "{}[{}]: {}",
        word(found.code.level),
        found.code.id,
        escape::line(&found.message)
    )
}
