//! The forms of findings, and the files that they go to.

use std::path::PathBuf;

use clap::ValueEnum;

/// Format of the findings. The help says which verbs have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// Diagnostics with an excerpt of the page (every verb)
    Human,
    /// One line per finding (diff, facts, generate, lint, model, update)
    Short,
    /// One JSON object per line (diff, facts, generate, lint, update)
    Json,
    /// GitHub Actions annotations (diff, generate, lint, update)
    Github,
    /// GitLab code quality report (diff, generate, lint, update)
    Gitlab,
    /// SARIF 2.1.0 (diff, generate, lint, update)
    Sarif,
    /// JUnit XML (diff, generate, lint, update)
    Junit,
    /// Markdown, for a comment or a job summary (diff, explain, generate, lint, update)
    Markdown,
    /// A single HTML page (diff, generate, lint, update)
    Html,
    /// JSON in the format of Microsoft's changelog for Graph (diff, update)
    Changelog,
}

impl MessageFormat {
    /// Why a verb cannot report in this format, if it cannot.
    pub(super) fn unsuitable(self, verb: &str) -> Option<String> {
        let value = self.to_possible_value()?;
        let help = value.get_help()?.to_string();
        let (_, verbs) = help.trim_end_matches(')').rsplit_once('(')?;
        let is_listed = verbs == "every verb" || verbs.split(", ").any(|listed| listed == verb);
        let name = value.get_name();
        (!is_listed).then(|| format!("the format `{name}` is for these verbs only: {verbs}"))
    }

    /// Whether lines for people may stand around the findings.
    pub fn is_for_people(self) -> bool {
        matches!(
            self,
            MessageFormat::Human | MessageFormat::Short | MessageFormat::Github
        )
    }
}

/// Reads a form of findings, which is none of changes.
pub(super) fn report_of_findings(text: &str) -> Result<ReportFile, String> {
    let file = report_file(text)?;
    match file.format.unsuitable("lint") {
        Some(why) => Err(why),
        None => Ok(file),
    }
}

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
