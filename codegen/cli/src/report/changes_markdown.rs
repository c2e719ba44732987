//! Changes as Markdown for a comment on a pull request.

use std::io::{self, Write};

use graphdoc_codegen::unstable::finding::{Finding, Severity};

use super::{
    Sources,
    change_summary::ChangeSummary,
    contracts::broken,
    grouping::{self, Lot},
};
use crate::encode::markdown;

/// Maximum number of characters in a comment.
const COMMENT: usize = 65_536;
/// Room reserved for the sentence about changes that are left out.
const END: usize = 200;
/// Number of lines beyond which changes of the same kind are grouped.
const ROOM: usize = 60;

/// Prints the comment.
pub fn print(
    out: &mut dyn Write,
    sources: &Sources,
    findings: &[Finding],
    summary: &ChangeSummary,
) -> io::Result<()> {
    let mut text = format!("## What the documentation changed\n\n{}.\n", summary.line());
    let lots = grouping::fold(findings, ROOM);
    let mut left = 0;
    let mut heading = None;
    for lot in &lots {
        let mut part = String::new();
        if heading != Some(lot.severity()) {
            part = format!("\n### {}\n\n", title(lot.severity()));
        }
        part += &entry(sources, lot);
        if left > 0 || text.chars().count() + part.chars().count() + END > COMMENT {
            left += lot.len();
            continue;
        }
        heading = Some(lot.severity());
        text += &part;
    }
    if left > 0 {
        text += &format!("\n{left} more: too many for a comment.\n");
    }
    out.write_all(text.as_bytes())
}

fn title(severity: Severity) -> &'static str {
    match severity {
        Severity::Breaking => "Breaking",
        Severity::Dangerous => "Dangerous",
        Severity::Minor => "New",
        Severity::Patch => "Documentation",
        Severity::None => "Nothing",
    }
}

fn entry(sources: &Sources, lot: &Lot) -> String {
    let mut text = format!("- `{}` {}.", lot.rule(), markdown::text(&lot.message()));
    if let [found] = lot.findings() {
        if let Some(broken) = broken(&found.contracts) {
            text += &format!(" Breaks {broken}.");
        }
        if let Some(help) = &found.help {
            text += &format!(" *{}*", markdown::text(help));
        }
        if let Some(label) = found.primary() {
            let (line, _) = sources
                .get(&label.file)
                .map_or((1, 1), |file| file.position(label.span.start));
            let place = format!("{}:{line}", sources.place(&label.file));
            text += &format!(" ({})", markdown::code(&place));
        }
        if found.severity == Severity::Breaking {
            text += &format!(" <sub>{}</sub>", found.fingerprint);
        }
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use graphdoc_codegen::unstable::rules::{self, Message};

    use super::*;

    fn comment(findings: &[Finding]) -> String {
        let mut out = Vec::new();
        let summary = ChangeSummary::new(findings, findings.len());
        print(&mut out, &Sources::default(), findings, &summary).expect("memory");
        String::from_utf8(out).expect("text")
    }

    fn finding(rule: &'static str, after: &str) -> Finding {
        let rule = rules::find(rule).expect("a rule");
        let message = Message::plain(rule, format!("`{after}` *is* <new> @all"));
        Finding {
            severity: Severity::Breaking,
            type_name: Some(after.to_owned()),
            after: Some(after.to_owned()),
            ..Finding::new(message)
        }
    }

    #[test]
    fn text_of_pages_is_not_markup() {
        let text = comment(&[finding("type-added", "a_b")]);
        assert!(text.contains("`a_b` \\*is\\* &lt;new> \\@all."), "{text}");
    }

    #[test]
    fn report_never_exceeds_the_limit() {
        let long = "x".repeat(3_000);
        let findings: Vec<_> = (0..50)
            .map(|at| finding("type-added", &format!("{long}{at}")))
            .collect();
        let text = comment(&findings);
        assert!(text.chars().count() <= COMMENT && text.chars().count() > COMMENT / 2);
        assert!(
            text.trim_end().ends_with("too many for a comment."),
            "{}",
            text.len()
        );
        let many: Vec<_> = (0..5_000)
            .map(|at| finding("type-added", &format!("t{at}")))
            .collect();
        assert!(comment(&many).contains("5000 of this kind: `t0`, `t1`, `t2` and 4997 more"));
    }
}
