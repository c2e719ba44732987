//! What the receivers of a report can take. The gravest findings come first, and what is left out is said.

use graphdoc_codegen::unstable::{diagnostic::Level, finding::Finding};

use super::word;
use crate::summary::counted;

/// Annotations that GitHub shows of each level of a step.
pub const GITHUB_ANNOTATIONS: usize = 10;
/// Results that GitHub shows of a SARIF file.
pub const SARIF_RESULTS: usize = 5_000;
/// Characters of a comment on GitHub; a job summary may be longer.
pub const COMMENT: usize = 65_536;

/// The findings, the gravest first, in their order otherwise.
pub fn by_gravity<'a>(findings: &[&'a Finding]) -> Vec<&'a Finding> {
    let mut sorted = findings.to_vec();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    sorted
}

/// How many findings of each level there are, in words.
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

/// The first so many, and what is to be said of the others.
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
