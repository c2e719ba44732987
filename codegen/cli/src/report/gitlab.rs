//! GitLab's code quality report. GitLab shows only the first of equal fingerprints; ours are unique.

use std::io::{self, Write};

use graphdoc_codegen::unstable::{diagnostic::Level, finding::Finding};
use serde::Serialize;

use super::Sources;
use crate::encode::json;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// Prints a single array.
pub fn print(out: &mut dyn Write, sources: &Sources, findings: &[&Finding]) -> io::Result<()> {
    let issues: Vec<Issue<'_>> = findings
        .iter()
        .map(|finding| {
            let label = finding.primary();
            let place = label.map(|label| {
                let (line, _) = sources.position(&label.file, label.span.start);
                (sources.place(&label.file), line)
            });
            let (path, begin) = place.unwrap_or((".", 1));
            Issue {
                description: finding.message.to_string(),
                check_name: finding.rule().id,
                fingerprint: &finding.fingerprint,
                severity: match finding.level {
                    Level::Deny => "major",
                    Level::Warn => "minor",
                    Level::Allow => "info",
                },
                location: Location {
                    path,
                    lines: Lines { begin },
                },
            }
        })
        .collect();
    json::line(out, &issues)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::printed;

    #[test]
    fn fingerprints_are_unique_and_every_issue_is_whole() {
        let issues: serde_json::Value = serde_json::from_str(&printed(300, print)).unwrap();
        let issues = issues.as_array().unwrap();
        let prints: std::collections::BTreeSet<_> = issues
            .iter()
            .map(|issue| issue["fingerprint"].as_str().unwrap())
            .collect();
        assert_eq!(prints.len(), 300);
        for issue in issues {
            assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() > 0);
            assert!(["major", "minor", "info"].contains(&issue["severity"].as_str().unwrap()));
        }
    }
}
