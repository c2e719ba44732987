//! Turns diagnostics into findings: determines what they are about and what the marked places say.

use std::sync::Arc;

use crate::{
    diagnostic::{Diagnostic, Edit, Label},
    extract::{MemberExtract, PageExtract, RowExtract},
    finding::Finding,
    hash_map::HashMap,
    page,
    prose::{fold, is_invisible},
    source::SourceFile,
    span::Span,
};

/// Maximum length of a marked value; longer texts are prose.
const LONG: usize = 160;

/// A page, with its rows by their start offsets.
struct Rows<'a> {
    page: &'a PageExtract,
    by_start: Vec<(usize, usize)>,
}

/// All pages, by path.
pub struct Subjects<'a> {
    pages: HashMap<&'a str, Rows<'a>>,
    files: HashMap<&'a str, &'a SourceFile>,
}

impl<'a> Subjects<'a> {
    /// Collects what the pages say, and their texts.
    pub fn new(extracts: &'a [Arc<PageExtract>], files: &'a [SourceFile]) -> Subjects<'a> {
        Subjects {
            pages: extracts
                .iter()
                .map(|page| {
                    let starts = page.rows.iter().map(|row| row.row.start);
                    let mut by_start: Vec<(usize, usize)> = starts.zip(0..).collect();
                    by_start.sort_unstable();
                    (&*page.path, Rows { page, by_start })
                })
                .collect(),
            files: files.iter().map(|file| (&*file.path, file)).collect(),
        }
    }

    /// Turns a diagnostic into a finding.
    pub fn finding(&self, found: Diagnostic) -> Finding {
        let (ty, member) = found
            .labels
            .first()
            .map_or((None, None), |label| self.subject(label));
        let rule = found.rule();
        let said = |at: usize| {
            let label = found.labels.get(at).filter(|_| rule.quote)?;
            self.marked_value(label)
        };
        let (before, after) = match found.said {
            Some((first, second)) => (Some(first), Some(second)),
            None => (said(0), said(1)),
        };
        let expected = found.expected.as_deref();
        let spans = found.labels.iter().map(|label| self.tidy(label)).collect();
        let mut finding = Finding::new(found.message);
        finding.before = before;
        finding.after = after;
        // A finding in running text is about the page.
        let of_page = member.is_none() && rule.of_page;
        finding.type_name = found.type_name.or(ty.filter(|_| !of_page));
        finding.member = found.member.or(member);
        finding.spans = spans;
        finding.help = found.help;
        finding.fix = found.fix;
        if finding.fix.is_empty() {
            finding.fix.extend(self.repair(&finding, expected));
        }
        finding
    }

    /// Returns the type of the page, and the row or JSON member that contains the place.
    pub(crate) fn subject(&self, label: &Label) -> (Option<String>, Option<String>) {
        let Some(Rows { page, .. }) = self.pages.get(&*label.file) else {
            return (None, None);
        };
        let resource = page.resources.first();
        let ty = resource
            .and_then(|resource| resource.name.as_ref())
            .map(|name| name.value.as_str().to_owned());
        let row = self.row(label).map(|(_, row)| row.name.clone());
        let member = || Some(self.member(label)?.1.name.clone());
        (ty, row.or_else(member))
    }

    /// Returns the row that contains the place, with its index among the rows of the page.
    pub(crate) fn row(&self, label: &Label) -> Option<(usize, &'a RowExtract)> {
        let Rows { page, by_start } = self.pages.get(&*label.file)?;
        let behind = by_start.partition_point(|(start, _)| *start <= label.span.start);
        let (_, at) = *by_start.get(behind.checked_sub(1)?)?;
        let row = page.rows.get(at)?;
        (label.span.end <= row.row.end).then_some((at, row))
    }

    /// Returns the member of the JSON representation that contains the place, with its index.
    pub(crate) fn member(&self, label: &Label) -> Option<(usize, &'a MemberExtract)> {
        let page = self.pages.get(&*label.file)?.page;
        let members = page.resources.first()?.members.as_ref()?;
        let behind = members.partition_point(|key| key.place.span.start <= label.span.start);
        let at = behind.checked_sub(1)?;
        let member = members.get(at)?;
        (label.span.end <= member.value_place.span.end).then_some((at, member))
    }

    /// Returns the place without the line ending that belongs to a Markdown block.
    fn tidy(&self, label: &Label) -> Label {
        let mut label = label.clone();
        let file = self.files.get(&*label.file);
        if let Some(text) = file.and_then(|file| file.text.get(label.span.start..label.span.end)) {
            label.span.end = label.span.start + text.trim_end().len();
        }
        label
    }

    /// Returns a repair that follows from the marked text itself.
    fn repair(&self, finding: &Finding, expected: Option<&str>) -> Option<Edit> {
        let label = finding.primary()?;
        let text = &self.files.get(&*label.file)?.text;
        let marked = text.get(label.span.start..label.span.end)?;
        let edit = |span: Span, new: &str| {
            let (file, old) = (label.file.clone(), text.get(span.start..span.end));
            let text = new.to_owned();
            (old != Some(new)).then_some(Edit { file, span, text })
        };
        match finding.rule().id {
            "invisible-character" | "invisible-in-text" => {
                edit(label.span, &marked.replace(is_invisible, ""))
            }
            "link-case" => {
                // The real name of the file. The text before the destination is the link text, and the text after it is
                // a title.
                let real = expected?;
                let target = match marked.rfind("](") {
                    Some(at) => Span::new(label.span.start + at, label.span.end),
                    None => page::target(text, marked)?,
                };
                let written = text.get(target.start..target.end)?;
                let name = |at: &usize| written.get(*at..*at + real.len());
                let mut starts = written.char_indices().map(|(at, _)| at);
                let first =
                    starts.find(|at| name(at).is_some_and(|name| name.eq_ignore_ascii_case(real)));
                let start = target.start + first?;
                edit(Span::new(start, start + real.len()), real)
            }
            "name-case" => {
                let name = finding.member.as_deref()?;
                let is_plain = marked.eq_ignore_ascii_case(name);
                is_plain.then(|| edit(label.span, name)).flatten()
            }
            "table-header" => {
                let is_word = marked.chars().all(char::is_alphanumeric);
                is_word.then(|| edit(label.span, "Property")).flatten()
            }
            _ => None,
        }
    }

    /// Returns what a place says, without the prose around it: the destination of a link, or the values of a list.
    fn marked_value(&self, label: &Label) -> Option<String> {
        let text = &self.files.get(&*label.file)?.text;
        let text = text.get(label.span.start..label.span.end)?;
        let is_cell = self.subject(label).1.is_some();
        let target = text
            .strip_suffix(')')
            .and_then(|text| text.rsplit_once("]("));
        if let Some((_, target)) = target.filter(|_| !is_cell) {
            return Some(fold(target).into_owned());
        }
        let mut values: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
        if values.len() > 1 {
            values.sort_unstable();
            return Some(values.join(" | "));
        }
        let text = fold(text);
        (!text.is_empty() && text.len() <= LONG).then(|| text.into_owned())
    }
}
