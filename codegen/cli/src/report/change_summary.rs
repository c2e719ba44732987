//! The result of a comparison, as a line and as data.

use std::collections::BTreeMap;

use graphdoc_codegen::unstable::finding::{Bump, Finding, Severity};
use serde::Serialize;

use super::changelog::Release;

/// The result of a comparison.
#[derive(Debug, Serialize)]
pub struct ChangeSummary {
    reason: &'static str,
    /// Pages that were added or removed, or whose bytes differ.
    pub pages: usize,
    /// Findings by severity.
    pub findings: BTreeMap<&'static str, usize>,
    /// The version bump that the crate needs.
    pub bump: &'static str,
    /// What a changelog says about all changes.
    #[serde(skip)]
    pub release: Release,
}

impl ChangeSummary {
    /// Counts the findings.
    pub fn new(findings: &[Finding], pages: usize) -> ChangeSummary {
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for found in findings {
            *counts.entry(found.severity.as_str()).or_default() += 1;
        }
        let bump = findings
            .iter()
            .map(|found| found.bump)
            .max()
            .unwrap_or(Bump::None);
        ChangeSummary {
            reason: "summary",
            pages,
            findings: counts,
            bump: bump.as_str(),
            release: Release::default(),
        }
    }

    /// Formats everything in one line.
    pub fn line(&self) -> String {
        let pages = match self.pages {
            0 => return "no page differs".to_owned(),
            1 => "1 page differs".to_owned(),
            pages => format!("{pages} pages differ"),
        };
        if self.findings.is_empty() {
            return format!("{pages}: no change that affects users of the crate");
        }
        let order = [
            Severity::Breaking,
            Severity::Dangerous,
            Severity::Minor,
            Severity::Patch,
            Severity::None,
        ];
        let counts: Vec<String> = order
            .iter()
            .filter_map(|severity| {
                let count = self.findings.get(severity.as_str())?;
                Some(format!("{count} {}", severity.as_str()))
            })
            .collect();
        format!(
            "{pages}: {}; version bump: {}",
            counts.join(", "),
            self.bump
        )
    }
}
