//! JUnit XML, which most test reporting tools can show. Only denied findings are failures.

use std::io::{self, Write};

use graphdoc_codegen::unstable::{diagnostic::Level, finding::Finding};

use super::{Sources, short, word};
use crate::encode::xml;

/// Prints one suite with a case for each finding. A clean run is one case that passed.
pub fn print(out: &mut dyn Write, sources: &Sources, findings: &[&Finding]) -> io::Result<()> {
    let failures = findings
        .iter()
        .filter(|finding| finding.level == Level::Deny)
        .count();
    let cases = findings.len().max(1);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites tests=\"{cases}\" failures=\"{failures}\">"
    )?;
    writeln!(
        out,
        "  <testsuite name=\"graphdoc\" tests=\"{cases}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">"
    )?;
    if findings.is_empty() {
        writeln!(
            out,
            "    <testcase classname=\"graphdoc\" name=\"nothing found\"/>"
        )?;
    }
    for finding in findings {
        case(out, sources, finding)?;
    }
    writeln!(out, "  </testsuite>\n</testsuites>")
}

fn case(out: &mut dyn Write, sources: &Sources, finding: &Finding) -> io::Result<()> {
    let mut line = Vec::new();
    short::print(&mut line, sources, finding, word(finding.level))?;
    let text = xml::text(String::from_utf8_lossy(&line).trim_end());
    let file = finding
        .primary()
        .map_or("graphdoc", |label| sources.place(&label.file));
    let at = finding
        .primary()
        .map_or(1, |label| sources.position(&label.file, label.span.start).0);
    writeln!(
        out,
        "    <testcase classname=\"{}\" name=\"{} {}\" file=\"{}\" line=\"{at}\">",
        xml::text(file),
        finding.rule().id,
        finding.fingerprint,
        xml::text(file)
    )?;
    match finding.level {
        Level::Deny => writeln!(
            out,
            "      <failure type=\"{}\" message=\"{}\">{text}</failure>",
            finding.rule().id,
            xml::text(&finding.message.to_string())
        )?,
        _ => writeln!(out, "      <system-out>{text}</system-out>")?,
    }
    writeln!(out, "    </testcase>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::printed;

    #[test]
    fn only_denied_findings_fail() {
        let text = printed(3, print);
        assert!(text.contains("tests=\"3\" failures=\"1\""));
        assert_eq!(text.matches("<failure ").count(), 1);
        assert_eq!(
            text.matches("<testcase ").count(),
            text.matches("</testcase>").count()
        );
        assert!(text.contains("100% :: of&#10;&lt;b&gt; &amp; &quot;x&quot;"));
    }

    #[test]
    fn clean_run_is_a_passed_case() {
        assert!(printed(0, print).contains("tests=\"1\" failures=\"0\""));
    }
}
