//! The formats of findings, and the files that reports are written to.

use std::path::PathBuf;

use clap::{ValueEnum, builder::PossibleValue};

/// Format of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageFormat {
    /// Diagnostics with an excerpt of the page.
    Human,
    /// One line per finding.
    Short,
    /// One JSON object per line.
    Json,
    /// GitHub Actions annotations.
    Github,
    /// GitLab code quality report.
    Gitlab,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit XML.
    Junit,
    /// Markdown.
    Markdown,
    /// A page for a browser.
    Html,
    /// The format of Microsoft's changelog.
    Changelog,
}

/// The subcommands that report findings or changes.
const REPORTS: &[&str] = &["diff", "generate", "lint", "update"];

impl MessageFormat {
    /// Its name, its description, and the subcommands that support it; empty if all do.
    fn described(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Self::Human => ("human", "Diagnostics with an excerpt of the page", &[]),
            Self::Short => (
                "short",
                "One line per finding",
                &["diff", "facts", "generate", "lint", "model", "update"],
            ),
            Self::Json => (
                "json",
                "One JSON object per line",
                &["diff", "facts", "generate", "lint", "update"],
            ),
            Self::Github => ("github", "GitHub Actions annotations", REPORTS),
            Self::Gitlab => ("gitlab", "GitLab code quality report", REPORTS),
            Self::Sarif => ("sarif", "SARIF 2.1.0", REPORTS),
            Self::Junit => ("junit", "JUnit XML", REPORTS),
            Self::Markdown => (
                "markdown",
                "Markdown, for a comment or a job summary",
                &["diff", "explain", "generate", "lint", "update"],
            ),
            Self::Html => ("html", "A single HTML page", REPORTS),
            Self::Changelog => (
                "changelog",
                "JSON in the format of Microsoft's changelog for Graph",
                &["diff", "update"],
            ),
        }
    }

    /// Returns why a subcommand cannot report in this format, if it cannot.
    pub(super) fn unsuitable(self, verb: &str) -> Option<String> {
        let (name, _, verbs) = self.described();
        let is_suitable = verbs.is_empty() || verbs.contains(&verb);
        (!is_suitable).then(|| {
            let verbs = verbs.join(", ");
            format!("the format `{name}` is for these verbs only: {verbs}")
        })
    }

    /// Whether lines for people may be printed around the findings.
    pub fn is_for_people(self) -> bool {
        matches!(
            self,
            MessageFormat::Human | MessageFormat::Short | MessageFormat::Github
        )
    }
}

impl ValueEnum for MessageFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::Human,
            Self::Short,
            Self::Json,
            Self::Github,
            Self::Gitlab,
            Self::Sarif,
            Self::Junit,
            Self::Markdown,
            Self::Html,
            Self::Changelog,
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, what, verbs) = self.described();
        let verbs = match verbs {
            [] => "every verb".to_owned(),
            verbs => verbs.join(", "),
        };
        Some(PossibleValue::new(name).help(format!("{what} ({verbs})")))
    }
}

/// Parses a format of findings; formats of changes alone are refused.
pub(super) fn report_of_findings(text: &str) -> Result<ReportFile, String> {
    let file = report_file(text)?;
    match file.format.unsuitable("lint") {
        Some(why) => Err(why),
        None => Ok(file),
    }
}

/// A report that is written to a file.
#[derive(Clone, Debug)]
pub struct ReportFile {
    /// Its format.
    pub format: MessageFormat,
    /// The file.
    pub path: PathBuf,
}

/// Parses `FORMAT=PATH`.
pub(super) fn report_file(text: &str) -> Result<ReportFile, String> {
    let (format, path) = text
        .split_once('=')
        .ok_or("expected FORMAT=PATH, as in `sarif=lint.sarif`")?;
    if path.is_empty() {
        return Err("expected a path after `=`".to_owned());
    }
    Ok(ReportFile {
        format: MessageFormat::from_str(format, true)?,
        path: path.into(),
    })
}
