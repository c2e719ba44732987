//! A single HTML file: which docs it is about, counts, filters by level, rule and type, and each finding with its
//! lines. The filters are in the fragment of the URL, `#rule=ID&type=NAME`, so that a link can lead to part of the
//! report.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use graphdoc_codegen::unstable::{
    diagnostic::Label,
    finding::{Finding, Severity},
};

use super::{Sources, limits, word};
use crate::{encode::html::text, excerpt};

/// The page loads nothing from elsewhere, and browsers enforce it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const STYLE: &str = include_str!("html.css");
const SCRIPT: &str = include_str!("html.js");

/// Prints the page.
pub fn print(out: &mut dyn Write, sources: &Sources, findings: &[&Finding]) -> io::Result<()> {
    let sorted = limits::by_gravity(findings);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>graphdoc: findings</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>graphdoc</h1>\n"
    )?;
    for line in &sources.about {
        writeln!(out, "<p class=\"about\">{}</p>", text(line))?;
    }
    let counts = text(&limits::counts(&sorted));
    writeln!(out, "<p id=\"counts\">{counts} found.</p>")?;
    filters(out, &sorted)?;
    writeln!(out, "<ol id=\"findings\">")?;
    for finding in &sorted {
        entry(out, sources, finding)?;
    }
    write!(out, "</ol>\n<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

fn filters(out: &mut dyn Write, findings: &[&Finding]) -> io::Result<()> {
    let count = |value: fn(&Finding) -> &str| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for finding in findings {
            *counts.entry(value(finding).to_owned()).or_default() += 1;
        }
        counts
    };
    let levels = count(gravity);
    let rules = count(|finding| finding.rule().id);
    let types = count(|finding| finding.type_name.as_deref().unwrap_or_default());
    writeln!(out, "<form>")?;
    for (name, all, counts) in [
        ("level", "all levels", levels),
        ("rule", "all rules", rules),
        ("type", "all types", types),
    ] {
        writeln!(
            out,
            "<label>{name} <select id=\"{name}\"><option value=\"*\">{all}</option>"
        )?;
        for (value, count) in counts {
            let shown = if value.is_empty() { "none" } else { &value };
            let (value, shown) = (text(&value), text(shown));
            writeln!(out, "<option value=\"{value}\">{shown} ({count})</option>")?;
        }
        writeln!(out, "</select></label>")?;
    }
    writeln!(out, "<output id=\"shown\"></output>\n</form>")
}

fn entry(out: &mut dyn Write, sources: &Sources, finding: &Finding) -> io::Result<()> {
    let (rule, meaning) = (finding.rule().id, finding.rule().meaning);
    let gravity = gravity(finding);
    writeln!(
        out,
        "<li class=\"{}\" data-level=\"{gravity}\" data-rule=\"{rule}\" data-type=\"{}\">\n\
         <p><b>{gravity}</b> <a href=\"#rule={rule}\" title=\"{}\">{rule}</a> {}</p>",
        match finding.severity {
            Severity::None => finding.level.as_str(),
            severity => severity.as_str(),
        },
        text(finding.type_name.as_deref().unwrap_or_default()),
        text(meaning),
        text(&finding.message.to_string())
    )?;
    for label in &finding.spans {
        place(out, sources, label)?;
    }
    if let Some(help) = &finding.help {
        writeln!(out, "<p class=\"help\">{}</p>", text(help))?;
    }
    writeln!(out, "</li>")
}

/// The severity of a change, or the level of any other finding.
fn gravity(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::None => word(finding.level),
        severity => severity.as_str(),
    }
}

fn place(out: &mut dyn Write, sources: &Sources, label: &Label) -> io::Result<()> {
    let (line, column) = sources.position(&label.file, label.span.start);
    let path = text(sources.place(&label.file));
    write!(
        out,
        "<p class=\"place\">{path}:{line}:{column} {}</p>",
        text(&label.text)
    )?;
    if let Some(source) = sources.get(&label.file) {
        let cut = excerpt::take(source, &[label.span]);
        let mark = cut.marks.first().cloned().unwrap_or_default();
        let part = |range: std::ops::Range<usize>| text(cut.text.get(range).unwrap_or_default());
        let (before, marked) = (part(0..mark.start), part(mark.start..mark.end));
        let after = part(mark.end..cut.text.len());
        write!(out, "<pre>{before}<mark>{marked}</mark>{after}</pre>")?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::printed;

    #[test]
    fn page_text_is_not_markup_and_all_findings_are_there() {
        let page = printed(3, print);
        assert_eq!(page.matches("<li ").count(), 3);
        assert!(page.contains("&lt;b&gt; &amp; &quot;x&quot;"));
        assert!(!page.contains("<b> "));
        assert!(page.contains("<option value=\"name-case\">name-case (1)</option>"));
        let attributes = page
            .match_indices("href=\"")
            .chain(page.match_indices("src=\""));
        assert!(
            attributes
                .clone()
                .all(|(at, name)| page[at + name.len()..].starts_with('#')),
            "it needs nothing from elsewhere"
        );
        assert_eq!(attributes.count(), 3);
    }
}
