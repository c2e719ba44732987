//! Workflow commands of GitHub Actions, which become annotations on the lines of a pull request.

use std::io::{self, Write};

use graphdoc_codegen::unstable::{diagnostic::Level, finding::Finding};

use super::{Sources, limits};
use crate::encode::github::{data, property};

/// Prints a command for each finding, as many of each level as GitHub shows; the last one says how many are left out.
pub fn print(out: &mut dyn Write, sources: &Sources, findings: &[&Finding]) -> io::Result<()> {
    for level in [Level::Deny, Level::Warn, Level::Allow] {
        let of_level: Vec<&Finding> = findings
            .iter()
            .copied()
            .filter(|finding| finding.level == level)
            .collect();
        let most = match of_level.len() > limits::GITHUB_ANNOTATIONS {
            true => limits::GITHUB_ANNOTATIONS - 1,
            false => limits::GITHUB_ANNOTATIONS,
        };
        let (shown, folded) = limits::first(&of_level, most);
        for finding in shown {
            command(out, sources, finding)?;
        }
        if let Some(folded) = folded {
            writeln!(out, "::{} title=graphdoc::{}", name(level), data(&folded))?;
        }
    }
    Ok(())
}

fn command(out: &mut dyn Write, sources: &Sources, finding: &Finding) -> io::Result<()> {
    write!(out, "::{} ", name(finding.level))?;
    if let Some(label) = finding.primary() {
        let (line, column) = sources.position(&label.file, label.span.start);
        let (end_line, end_column) = sources.position(&label.file, label.span.end);
        write!(
            out,
            "file={},line={line},endLine={end_line},",
            property(sources.place(&label.file))
        )?;
        // Columns are only accepted for a single line.
        if line == end_line {
            write!(out, "col={column},endColumn={end_column},")?;
        }
    }
    let help = finding.help.iter().map(|help| format!("\n{help}"));
    let text = finding.message.to_string() + &help.collect::<String>();
    writeln!(
        out,
        "title={}::{}",
        property(finding.rule().id),
        data(&text)
    )
}

fn name(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "notice",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::printed;

    #[test]
    fn commands_are_one_line_for_any_text() {
        assert_eq!(
            printed(1, print),
            "::error file=a%2Cb.md,line=1,endLine=1,col=1,endColumn=2,title=name-case::100%25 :: of%0A<b> & \"x\"%0Ado, it\n"
        );
    }

    #[test]
    fn annotations_stop_at_the_limit_and_the_rest_is_counted() {
        let text = printed(5_000, print);
        for level in ["error", "warning", "notice"] {
            let mut lines = text
                .lines()
                .filter(|line| line.starts_with(&format!("::{level} ")));
            assert_eq!(lines.clone().count(), 10);
            assert!(lines.next_back().unwrap().contains("not shown"));
        }
    }
}
