//! Markdown for a comment on a pull request or a job summary: counts by rule, then as many findings as fit.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use graphdoc_codegen::unstable::{diagnostic::Level, finding::Finding, rules};

use crate::encode::markdown;

use super::{Sources, limits, word};

/// Room reserved for the sentence about findings that are left out.
const END: usize = 300;

/// Prints the report.
pub fn print(out: &mut dyn Write, sources: &Sources, findings: &[&Finding]) -> io::Result<()> {
    let sorted = limits::by_gravity(findings);
    let mut text = format!("## graphdoc lint\n\n{} found.\n", limits::counts(&sorted));
    if !sorted.is_empty() {
        text += &by_rule(&sorted);
    }
    let mut length = text.chars().count();
    let mut shown = 0;
    for finding in &sorted {
        let line = entry(sources, finding);
        let more = line.chars().count();
        if length + more + END > limits::COMMENT {
            break;
        }
        text += &line;
        length += more;
        shown += 1;
    }
    if let (_, Some(folded)) = limits::first(&sorted, shown) {
        text += &format!("\n{folded}.\n");
    }
    out.write_all(text.as_bytes())
}

fn by_rule(findings: &[&Finding]) -> String {
    let mut counts: BTreeMap<(std::cmp::Reverse<Level>, &str), usize> = BTreeMap::new();
    for finding in findings {
        let key = (std::cmp::Reverse(finding.level), finding.rule().id);
        *counts.entry(key).or_default() += 1;
    }
    let mut text = "\n| | rule | findings | meaning |\n| --- | --- | ---: | --- |\n".to_owned();
    for ((level, id), count) in counts {
        let meaning = rules::meaning(id);
        text += &format!(
            "| {} | `{id}` | {count} | {} |\n",
            word(level.0),
            markdown::cell(meaning)
        );
    }
    text + "\n"
}

fn entry(sources: &Sources, finding: &Finding) -> String {
    let place = finding.primary().map(|label| {
        let (line, _) = sources.position(&label.file, label.span.start);
        format!("{}:{line}", sources.place(&label.file))
    });
    let place = place.map(|place| format!(" at {}", markdown::code(&place)));
    let help = finding
        .help
        .as_deref()
        .map(|help| format!(" *{}*", markdown::text(help)));
    format!(
        "- **{}** `{}`{}: {}.{}\n",
        word(finding.level),
        finding.rule().id,
        place.unwrap_or_default(),
        markdown::text(&finding.message.to_string()),
        help.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::printed;

    #[test]
    fn report_fits_a_comment_and_counts_the_rest() {
        let text = printed(5_000, print);
        assert!(text.chars().count() <= limits::COMMENT);
        assert!(text.chars().count() > limits::COMMENT / 2);
        assert!(text.ends_with("not shown: the report format is limited.\n"));
        assert!(text.contains("| error | `name-case` | 1667 |"));
    }

    #[test]
    fn page_text_is_not_markup() {
        assert_eq!(markdown::text("a `b*` *c* <d>"), "a `b*` \\*c\\* &lt;d>");
        assert_eq!(markdown::text("a ` [b]"), "a \\` \\[b\\]");
    }
}
