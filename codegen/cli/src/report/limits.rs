//! Limits of the tools that receive reports. The most severe findings come first, and a message says what is left out.

use graphdoc_codegen::unstable::{diagnostic::Level, finding::Finding};

use super::word;
use crate::summary::counted;

/// Number of annotations that GitHub shows for each level of a step.
pub const GITHUB_ANNOTATIONS: usize = 10;
/// Number of results that GitHub shows from a SARIF file.
pub const SARIF_RESULTS: usize = 5_000;
/// Maximum number of characters in a comment on GitHub; a job summary may be longer.
pub const COMMENT: usize = 65_536;

/// Sorts the findings by severity, the most severe first, otherwise keeping their order.
pub fn by_gravity<'a>(findings: &[&'a Finding]) -> Vec<&'a Finding> {
    let mut sorted = findings.to_vec();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    sorted
}

/// Number of findings at each level, in words.
pub fn counts(findings: &[&Finding]) -> String {
    let of = |level| {
        let count = findings
            .iter()
            .filter(|finding| finding.level == level)
            .count();
        (count > 0).then(|| counted(count, word(level)))
    };
    let counts: Vec<String> = [Level::Deny, Level::Warn, Level::Allow]
        .into_iter()
        .filter_map(of)
        .collect();
    match counts.as_slice() {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Returns the first `limit` findings, and a message about the others.
pub fn first<'a, 'f>(
    findings: &'a [&'f Finding],
    most: usize,
) -> (&'a [&'f Finding], Option<String>) {
    if findings.len() <= most {
        return (findings, None);
    }
    let (shown, folded) = findings.split_at(most);
    (
        shown,
        Some(format!(
            "{} not shown: the report format is limited",
            counts(folded)
        )),
    )
}
