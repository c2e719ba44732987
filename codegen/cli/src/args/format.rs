//! The forms of findings, and the files that they go to.

use std::path::PathBuf;

use clap::ValueEnum;

/// Format of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// Diagnostics with an excerpt of the page
    Human,
    /// One line per finding
    Short,
    /// One JSON object per line
    Json,
    /// GitHub Actions annotations
    Github,
    /// GitLab code quality report
    Gitlab,
    /// SARIF 2.1.0
    Sarif,
    /// JUnit XML
    Junit,
    /// Markdown, for a comment or a job summary
    Markdown,
    /// A single HTML page
    Html,
    /// JSON in the format of Microsoft's changelog for Graph (changes only)
    Changelog,
}

impl MessageFormat {
    /// Whether lines for people may stand around the findings.
    pub fn is_for_people(self) -> bool {
        matches!(
            self,
            MessageFormat::Human | MessageFormat::Short | MessageFormat::Github
        )
    }
}

/// Reads a form of findings, of which all are known but that of changes.
pub(super) fn report_of_findings(text: &str) -> Result<ReportFile, String> {
    let file = report_file(text)?;
    match file.format {
        MessageFormat::Changelog => Err(NO_CHANGES.to_owned()),
        _ => Ok(file),
    }
}

/// Why findings cannot be a changelog.
pub(super) const NO_CHANGES: &str =
    "the format `changelog` is available for `diff` and `update` only";

/// A report that goes to a file.
#[derive(Clone, Debug)]
pub struct ReportFile {
    /// Its form.
    pub format: MessageFormat,
    /// The file.
    pub path: PathBuf,
}

/// Reads `FORMAT=PATH`.
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
