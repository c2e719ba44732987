//! The lines of a page that a finding is about, short enough for a terminal and safe to show there.
//!
//! A table row is often a thousand characters long, and pages are untrusted. So lines are cut around what is marked,
//! control characters are escaped, and marks move along with the text.

use std::{collections::BTreeMap, ops::Range};

use graphdoc_codegen::unstable::{source::SourceFile, span::Span};

use crate::encode::terminal;

/// Number of columns shown of a line; rustc's limit on a wide terminal.
const WIDTH: usize = 110;
/// Number of columns shown before a mark in a line that is cut.
const BEFORE: usize = 24;
/// Number of columns shown of a mark in a line that is cut.
const MARK: usize = 60;

/// Lines of a file with marks in them.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The lines, from the first marked one to the last.
    pub text: String,
    /// Number of the first line, counting from 1.
    pub first_line: usize,
    /// The marked byte ranges of `text`, in the order in which the marks were given.
    pub marks: Vec<Range<usize>>,
}

/// Takes the lines in which the spans begin. A span that ends on a later line is marked to the end of its first line.
pub fn take(file: &SourceFile, spans: &[Span]) -> Excerpt {
    let mut lines: BTreeMap<usize, Vec<(usize, Range<usize>)>> = BTreeMap::new();
    for (index, span) in spans.iter().enumerate() {
        let start = file.text.floor_char_boundary(span.start);
        let end = file.text.ceil_char_boundary(span.end).max(start);
        let begin = line_start(&file.text, start);
        lines
            .entry(begin)
            .or_default()
            .push((index, start - begin..end - begin));
    }
    let mut excerpt = Excerpt {
        text: String::new(),
        first_line: 1,
        marks: vec![0..0; spans.len()],
    };
    let mut last: Option<usize> = None;
    for (begin, marked) in lines {
        let number = file.line(begin);
        match last {
            None => excerpt.first_line = number,
            // Of unmarked lines, only a single one between two marked lines is shown.
            Some(last) if number == last + 2 => {
                let before = line_start(&file.text, begin.saturating_sub(1));
                excerpt.text.push('\n');
                excerpt
                    .text
                    .push_str(&cut(line_at(&file.text, before), &[]).0);
                excerpt.text.push('\n');
            }
            Some(last) => excerpt
                .text
                .extend(std::iter::repeat_n('\n', number - last)),
        }
        last = Some(number);
        let ranges: Vec<_> = marked.iter().map(|(_, range)| range.clone()).collect();
        let (shown, moved) = cut(line_at(&file.text, begin), &ranges);
        let offset = excerpt.text.len();
        excerpt.text.push_str(&shown);
        for ((index, _), range) in marked.iter().zip(moved) {
            if let Some(mark) = excerpt.marks.get_mut(*index) {
                *mark = range.start + offset..range.end + offset;
            }
        }
    }
    excerpt
}

fn line_start(text: &str, offset: usize) -> usize {
    text.get(..offset)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1)
}

fn line_at(text: &str, begin: usize) -> &str {
    let rest = text.get(begin..).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    line.strip_suffix('\r').unwrap_or(line)
}

/// Returns a line as it is shown, and where its marks are.
fn cut(line: &str, marks: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    let marks: Vec<_> = marks.iter().map(|mark| within(line, mark)).collect();
    let pieces = pieces(line, &marks);
    let mut shown = String::new();
    let mut moved: Vec<Option<Range<usize>>> = vec![None; marks.len()];
    for piece in &pieces {
        if piece.start > 0 {
            shown.push_str("...");
        }
        // A mark may begin or end after the last character.
        let places = line
            .get(piece.clone())
            .unwrap_or("")
            .char_indices()
            .map(|(at, c)| (piece.start + at, Some(c)));
        for (at, c) in places.chain([(piece.end, None)]) {
            for (mark, slot) in marks.iter().zip(&mut moved) {
                match slot {
                    None if mark.start == at => *slot = Some(shown.len()..shown.len()),
                    Some(range) if mark.end >= at => range.end = shown.len(),
                    _ => {}
                }
            }
            if let Some(c) = c {
                terminal::push(&mut shown, c);
            }
        }
    }
    if pieces.last().is_some_and(|piece| piece.end < line.len()) {
        shown.push_str("...");
    }
    let moved = moved
        .into_iter()
        .map(|range| range.unwrap_or(shown.len()..shown.len()))
        .collect();
    (shown, moved)
}

/// The part of a mark that is in the line, without the blanks that pad a cell.
fn within(line: &str, mark: &Range<usize>) -> Range<usize> {
    let start = mark.start.min(line.len());
    let marked = line.get(start..mark.end.min(line.len())).unwrap_or("");
    let text = marked.trim_end();
    start
        ..start
            + if text.is_empty() {
                marked.len()
            } else {
                text.len()
            }
}

/// The parts of a line to show: the whole line, or what is around each mark.
fn pieces(line: &str, marks: &[Range<usize>]) -> Vec<Range<usize>> {
    if forward(line, 0, WIDTH) == line.len() {
        return vec![Range {
            start: 0,
            end: line.len(),
        }];
    }
    let mut around: Vec<Range<usize>> = marks
        .iter()
        .map(|mark| {
            backward(line, mark.start, BEFORE)
                ..forward(line, mark.end.min(forward(line, mark.start, MARK)), BEFORE)
        })
        .collect();
    if around.is_empty() {
        around.push(0..0);
    }
    around.sort_by_key(|piece| (piece.start, piece.end));
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for piece in around {
        match pieces.last_mut() {
            Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
            _ => pieces.push(piece),
        }
    }
    let used: usize = pieces
        .iter()
        .filter_map(|piece| line.get(piece.clone()))
        .flat_map(str::chars)
        .map(columns)
        .sum();
    if let Some(last) = pieces.last_mut() {
        last.end = forward(line, last.end, WIDTH.saturating_sub(used));
    }
    pieces
}

fn columns(c: char) -> usize {
    // Most scripts from here on are two columns wide.
    if c >= '\u{1100}' { 2 } else { 1 }
}

fn forward(line: &str, from: usize, width: usize) -> usize {
    let mut left = width;
    for (at, c) in line.get(from..).unwrap_or("").char_indices() {
        match left.checked_sub(columns(c)) {
            Some(rest) => left = rest,
            None => return from + at,
        }
    }
    line.len()
}

fn backward(line: &str, from: usize, width: usize) -> usize {
    let mut left = width;
    let mut start = from;
    for (at, c) in line.get(..from).unwrap_or("").char_indices().rev() {
        match left.checked_sub(columns(c)) {
            Some(rest) => (left, start) = (rest, at),
            None => return start,
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, spans: &[(usize, usize)]) -> (String, Vec<String>) {
        let spans: Vec<Span> = spans
            .iter()
            .map(|(start, end)| Span::new(*start, *end))
            .collect();
        let excerpt = take(&SourceFile::new("a.md", text), &spans);
        let marks = excerpt
            .marks
            .iter()
            .map(|mark| excerpt.text[mark.clone()].to_owned())
            .collect();
        (excerpt.text, marks)
    }

    #[test]
    fn short_line_is_shown_as_it_is() {
        let text = "one\r\n| id | String |\r\nthree\n";
        let (shown, marks) = marked(text, &[(7, 9)]);
        assert_eq!(
            (shown.as_str(), marks),
            ("| id | String |", vec!["id".to_owned()])
        );
    }

    #[test]
    fn long_line_is_cut_around_each_mark() {
        let text = format!(
            "| id | {} | needle | {} | pin |",
            "x ".repeat(400),
            "y ".repeat(400)
        );
        let needle = text.find("needle").unwrap();
        let pin = text.find("pin").unwrap();
        let (shown, marks) = marked(&text, &[(2, 4), (pin, pin + 3), (needle, needle + 6)]);
        assert_eq!(marks, ["id", "pin", "needle"]);
        assert!(shown.chars().count() < 250, "{shown}");
        assert!(shown.contains("..."));
    }

    #[test]
    fn marks_survive_escapes() {
        let text = "\"a\u{202e}b\": \"In\u{1b}t\"\n";
        let at = text.find("In").unwrap();
        let (shown, marks) = marked(text, &[(at, at + 4)]);
        assert_eq!(marks, [r"In\u{1b}t"]);
        assert!(!shown.contains(terminal::needs_escape), "{shown:?}");
    }

    #[test]
    fn padding_of_a_cell_is_not_marked() {
        assert_eq!(marked("| id    | x |\n", &[(2, 8)]).1, ["id"]);
    }

    #[test]
    fn gaps_between_marked_lines_are_shown() {
        let text = "a\nb\nc\nd\ne\nf\n";
        assert_eq!(
            marked(text, &[(0, 1), (4, 5), (10, 11)]).0,
            "a\nb\nc\n\n\nf"
        );
    }

    #[test]
    fn any_span_of_any_text_gives_marks_inside_the_text() {
        let long = format!("ü漢{}\n\r\n\t\u{feff}", "漢字".repeat(200));
        for text in ["", "\n", "ü", "a\r\nb", long.as_str()] {
            for start in 0..text.len() + 3 {
                for end in [
                    start,
                    start + 1,
                    start + 90,
                    usize::MAX,
                    start.saturating_sub(2),
                ] {
                    let excerpt = take(
                        &SourceFile::new("a", text),
                        &[Span::new(start, end), Span::new(0, 1)],
                    );
                    for mark in excerpt.marks {
                        assert!(excerpt.text.get(mark).is_some(), "{text:?} {start} {end}");
                    }
                }
            }
        }
    }
}
