//! Findings drawn with the lines of the page, in the style of rustc.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use graphdoc_codegen::unstable::{
    diagnostic::{self, Edit, Label},
    finding::Finding,
    source::SourceFile,
};

use super::{Sources, limits};
use crate::{encode::terminal, excerpt, style};

/// Number of findings drawn by a run without `--verbose`: together with the summary they fill a screen or two.
const DRAWN: usize = 6;

/// Draws the findings. Unless all were asked for, takes the first of each rule in turn, the most severe rules first,
/// and says how many are folded.
pub fn print(
    out: &mut dyn Write,
    sources: &Sources,
    found: &[&Finding],
    verbose: bool,
) -> io::Result<()> {
    let limit = if verbose { found.len() } else { DRAWN };
    for index in choose(found, limit) {
        if let Some(found) = found.get(index) {
            writeln!(out, "{}\n", draw(sources, found))?;
        }
    }
    if found.len() > limit {
        writeln!(
            out,
            "note: {limit} shown of {}; `-v` draws all of them, `--message-format short` prints one a line\n",
            limits::counts(found)
        )?;
    }
    Ok(())
}

/// Indexes of the findings to draw, in the order in which they were found.
fn choose(found: &[&Finding], limit: usize) -> Vec<usize> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut order: Vec<_> = found
        .iter()
        .enumerate()
        .map(|(index, found)| {
            let turn = seen.entry(found.rule().id).or_default();
            *turn += 1;
            (std::cmp::Reverse(found.level), *turn, index)
        })
        .collect();
    order.sort();
    let mut chosen: Vec<usize> = order
        .into_iter()
        .take(limit)
        .map(|(_, _, index)| index)
        .collect();
    chosen.sort();
    chosen
}

/// Draws one finding, without a line break at the end. The caller strips the colours where they are not wanted.
pub fn draw(sources: &Sources, found: &Finding) -> String {
    let level = match found.level {
        diagnostic::Level::Allow => Level::NOTE,
        diagnostic::Level::Warn => Level::WARNING,
        diagnostic::Level::Deny => Level::ERROR,
    };
    let mut moved = Vec::new();
    let mut group = Group::with_title(
        level
            .primary_title(terminal::line(&found.message.to_string()).into_owned())
            .id(found.rule().id),
    );
    for (file, labels) in by_file(&found.spans) {
        let path = terminal::line(sources.place(file));
        match sources.get(file) {
            Some(source) => {
                let (snippet, place) = snippet(source, &path, &labels, found.spans.first());
                moved.push(place);
                group = group.element(snippet);
            }
            None => group = group.element(Origin::path(path.into_owned())),
        }
    }
    if let Some(help) = &found.help {
        group = group.element(Level::HELP.message(terminal::line(help)));
    }
    // Lines were cut beforehand; the renderer must not cut them again.
    let drawn = Renderer::styled().term_width(4096).render(&[group]);
    // The renderer counts columns in the cut line, but users need those of the file.
    let drawn = moved
        .iter()
        .fold(drawn, |drawn, (shown, real)| match drawn.split_once('\n') {
            Some((title, body)) if shown != real => {
                format!("{title}\n{}", body.replacen(shown.as_str(), real, 1))
            }
            _ => drawn,
        });
    let edits = found
        .fix
        .iter()
        .filter_map(|edit| suggestion(sources, edit));
    edits.fold(drawn, |drawn, edit| drawn + &edit)
}

/// Number of columns shown on either side of a repair.
const AROUND: usize = 40;

/// A certain repair, as a diff with its surroundings.
fn suggestion(sources: &Sources, edit: &Edit) -> Option<String> {
    let text = &sources.get(&edit.file)?.text;
    let (before, after) = (text.get(..edit.span.start)?, text.get(edit.span.end..)?);
    let old = text.get(edit.span.start..edit.span.end)?;
    let before = before.rsplit('\n').next()?;
    let skipped = before.chars().count().saturating_sub(AROUND);
    let before: String = before.chars().skip(skipped).collect();
    let after: String = after
        .lines()
        .next()
        .unwrap_or("")
        .chars()
        .take(AROUND)
        .collect();
    let (removed, added) = (style::REMOVED, style::ADDED);
    let line = |sign: char, text: &str| {
        terminal::line(&format!("{sign} {before}{text}{after}")).into_owned()
    };
    Some(format!(
        "\n   {removed}{}{removed:#}\n   {added}{}{added:#}",
        line('-', old),
        line('+', &edit.text)
    ))
}

/// Groups labels by file, in the order in which files are first named.
fn by_file(labels: &[Label]) -> Vec<(&str, Vec<&Label>)> {
    let mut files: Vec<(&str, Vec<&Label>)> = Vec::new();
    for label in labels {
        match files.iter_mut().find(|(file, _)| *file == &*label.file) {
            Some((_, labels)) => labels.push(label),
            None => files.push((&label.file, vec![label])),
        }
    }
    files
}

/// The lines with their labels, and the position in the header both as the renderer counts it and as it really is.
pub(super) fn snippet<'a>(
    source: &SourceFile,
    path: &str,
    labels: &[&'a Label],
    primary: Option<&Label>,
) -> (Snippet<'a, Annotation<'a>>, (String, String)) {
    let spans: Vec<_> = labels.iter().map(|label| label.span).collect();
    let cut = excerpt::take(source, &spans);
    let is_primary = |label: &Label| primary.is_some_and(|primary| std::ptr::eq(label, primary));
    // The header names the primary label or, in another file, the first one.
    let named = labels
        .iter()
        .zip(&cut.marks)
        .min_by_key(|(label, mark)| (!is_primary(label), mark.start));
    let place = named.map_or_else(Default::default, |(label, mark)| {
        let (line, column) = source.position(label.span.start);
        let before = cut.text.get(..mark.start).unwrap_or("");
        let shown = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (
            format!("{path}:{line}:{shown}"),
            format!("{path}:{line}:{column}"),
        )
    });
    let annotations = labels.iter().zip(cut.marks).map(|(label, mark)| {
        let kind = if is_primary(label) {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let text = (!label.text.is_empty()).then(|| terminal::line(&label.text));
        kind.span(mark).label(text)
    });
    let snippet = Snippet::source(cut.text)
        .line_start(cut.first_line)
        .path(path.to_owned())
        .annotations(annotations);
    (snippet, place)
}
