//! What a finding is about, and what was said in the places that it marks.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, Label, Level},
    facts::PageFacts,
    finding::Finding,
    prose::fold,
    rules::Rule,
    source::SourceFile,
    span::Span,
};

/// Longer texts are prose.
const LONG: usize = 160;

/// Rules about a page, not about its type.
const OF_PAGE: [&str; 6] = [
    "link-case",
    "broken-link",
    "doc-type-missing",
    "doc-type-unknown",
    "front-matter",
    "area-missing",
];

/// All pages by path.
pub(super) struct Subjects<'a> {
    pages: BTreeMap<&'a str, &'a PageFacts>,
    files: BTreeMap<&'a str, &'a SourceFile>,
}

impl<'a> Subjects<'a> {
    pub(super) fn new(facts: &'a [PageFacts], files: &'a [SourceFile]) -> Subjects<'a> {
        Subjects {
            pages: facts.iter().map(|page| (&*page.path, page)).collect(),
            files: files.iter().map(|file| (&*file.path, file)).collect(),
        }
    }

    /// The finding of a diagnostic.
    pub(super) fn finding(&self, found: Diagnostic, rule: Option<&Rule>, level: Level) -> Finding {
        let (ty, member) = found
            .labels
            .first()
            .map_or((None, None), |label| self.subject(label));
        let quotes = rule.is_some_and(|rule| rule.quote);
        let said = |at: usize| {
            let label = found.labels.get(at).filter(|_| quotes)?;
            self.said(label)
        };
        let (before, after) = (said(0), said(1));
        let spans = found.labels.iter().map(|label| self.tidy(label)).collect();
        let mut finding = Finding::new(found.code.id, level, found.message);
        finding.before = before;
        finding.after = after;
        // What running text says is said of the page.
        let of_page = member.is_none() && OF_PAGE.contains(&found.code.id);
        finding.type_name = found.type_name.or(ty.filter(|_| !of_page));
        finding.member = found.member.or(member);
        finding.spans = spans;
        finding.help = found.help;
        finding
    }

    /// The type of the page, and the row or key in which the place lies.
    fn subject(&self, label: &Label) -> (Option<String>, Option<String>) {
        let Some(page) = self.pages.get(&*label.file) else {
            return (None, None);
        };
        let within = |span: Span| span.start <= label.span.start && label.span.end <= span.end;
        let resource = page.resources.first();
        let ty = resource
            .and_then(|resource| resource.name.as_ref())
            .map(|name| name.value.as_str().to_owned());
        let row = page.rows.iter().find(|row| within(row.row.span));
        let member = row.map(|row| row.name.clone()).or_else(|| {
            let members = resource?.members.iter().flatten();
            let mut keys =
                members.filter(|member| within(member.place.span.to(member.value_place.span)));
            keys.next().map(|member| member.name.clone())
        });
        (ty, member)
    }

    /// The place without the line end that belongs to a block of Markdown.
    fn tidy(&self, label: &Label) -> Label {
        let mut label = label.clone();
        let file = self.files.get(&*label.file);
        if let Some(text) = file.and_then(|file| file.text.get(label.span.start..label.span.end)) {
            label.span.end = label.span.start + text.trim_end().len();
        }
        label
    }

    fn said(&self, label: &Label) -> Option<String> {
        let text = &self.files.get(&*label.file)?.text;
        let text = text.get(label.span.start..label.span.end)?;
        let text = fold(text);
        (!text.is_empty() && text.len() <= LONG).then_some(text)
    }
}
