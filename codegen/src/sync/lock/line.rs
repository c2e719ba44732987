//! A line of a lock file, borrowed from its text.

use std::{
    fmt,
    path::{Component, Path},
};

use super::Quarantined;
use crate::{edit_distance, hash_map::HashMap, sync::lock::model_codec};

/// The content of a line.
#[derive(Clone, Copy, Debug)]
pub enum Line<'a> {
    /// Version of the generator.
    Generator(&'a str),
    /// Checksum of the options.
    Options(&'a str),
    /// Numbers of types and of enums.
    Counts(usize, usize),
    /// Revision of the docs.
    Docs(&'a str),
    /// The metadata: its checksum, whether the pages won where both had a say, its revision.
    Metadata(&'a str, bool, Option<&'a str>),
    /// A type that was asked for.
    Only(&'a str),
    /// A page: its path; the checksums of its bytes, of what it declares and of its words; its outcome.
    Page(&'a str, [&'a str; 3], &'a str),
    /// A file that was written: its path and its checksum.
    File(&'a str, &'a str),
    /// A fact: its name and the hash of its sentence.
    Fact(&'a str, &'a str),
    /// A member in quarantine: since when, its type, its name, and all its words.
    Gone(&'a str, &'a str, &'a str, &'a str),
    /// Checksum of all members in quarantine that the crate has.
    Kept(&'a str),
    /// A change that someone accepted.
    Accept(&'a str),
    /// A type or an enum of the model.
    Model(&'a str),
    /// A line of another version, or of a person.
    Unknown(&'a str),
    /// Number of lines.
    Lines(Totals),
    /// The last line.
    End,
}

/// Numbers of lines in a lock file, so that lines lost from its middle are noticed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Lines that one run writes and no merge combines: types that were asked for, pages, files, facts and the model.
    pub made: usize,
    /// Members in quarantine. A merge keeps those of both sides, so there may be more.
    pub gone: usize,
    /// Accepted changes. A merge keeps those of both sides as well.
    pub accepted: usize,
}

impl Totals {
    /// Parses the numbers of a line.
    fn parse(text: &str) -> Option<Totals> {
        let mut numbers = text.split(' ').map(|number| number.parse().ok());
        let mut next = || numbers.next().flatten();
        let (made, gone, accepted) = (next()?, next()?, next()?);
        let totals = Totals {
            made,
            gone,
            accepted,
        };
        numbers.next().is_none().then_some(totals)
    }

    fn count(&mut self, line: Line<'_>) {
        match line {
            Line::Only(_) | Line::Page(..) | Line::File(..) | Line::Fact(..) | Line::Model(_) => {
                self.made += 1
            }
            Line::Gone(..) => self.gone += 1,
            Line::Accept(_) => self.accepted += 1,
            _ => {}
        }
    }

    /// Returns what a file with these numbers of lines lacks, or has too many of.
    fn fault(self, found: Totals) -> Option<Fault> {
        let fault = |kind, stated, found| Fault::Miscounted {
            kind,
            stated,
            found,
        };
        if found.made != self.made {
            return Some(fault(
                "page, file, fact, type and enum",
                self.made,
                found.made,
            ));
        }
        if found.gone < self.gone {
            return Some(fault("gone", self.gone, found.gone));
        }
        (found.accepted < self.accepted).then(|| fault("accept", self.accepted, found.accepted))
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.made, self.gone, self.accepted)
    }
}

/// Reason why a lock file is not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A conflict marker that git left.
    Conflict,
    /// A line that is damaged or does not belong in a lock file.
    Damaged,
    /// A line that repeats what an earlier one, of this number, says.
    Repeated(usize),
    /// The last line is missing.
    Cut,
    /// A line that every lock file has is missing.
    Lacks(&'static str),
    /// Lines are missing, or there are too many.
    Miscounted {
        /// The words with which these lines begin.
        kind: &'static str,
        /// Number of lines that the file states.
        stated: usize,
        /// Number of lines that were found.
        found: usize,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const BOTH: &str = "keep one side, and the `gone` and `accept` lines of both";
        const RESTORE: &str = "restore the file, for example with `git checkout`";
        match self {
            Fault::Conflict => write!(f, "unresolved merge conflict; {BOTH}, then run this again"),
            Fault::Damaged => write!(f, "expected a line of a lock file; {RESTORE}"),
            Fault::Repeated(line) => write!(
                f,
                "line {line} says the same; after a merge, {BOTH}, then run this again"
            ),
            Fault::Cut => write!(
                f,
                "its last line `end` is missing: the file is cut off, or an earlier version wrote it; {RESTORE}, or \
                 add that line if nothing else is missing"
            ),
            Fault::Lacks(word) => write!(f, "the line `{word}` is missing; {RESTORE}"),
            Fault::Miscounted {
                kind,
                stated,
                found,
            } => write!(
                f,
                "expected {stated} `{kind}` lines, found {found}; after a merge, {BOTH}, then run \
                 this again; otherwise {RESTORE}"
            ),
        }
    }
}

impl<'a> Line<'a> {
    /// Parses a line; `None` if it is damaged.
    fn parse(line: &'a str) -> Option<Line<'a>> {
        let Some((word, rest)) = line.split_once(' ') else {
            return match line {
                "end" => Some(Line::End),
                line => is_word(line).then_some(Line::Unknown(line)),
            };
        };
        Some(match word {
            "generator" => Line::Generator(rest),
            "options" => Line::Options(rest),
            "counts" => {
                let (types, enums) = rest.split_once(' ')?;
                Line::Counts(types.parse().ok()?, enums.parse().ok()?)
            }
            "docs" => Line::Docs(rest),
            "metadata" => {
                let mut words = rest.splitn(3, ' ');
                let (sum, preferred) = (words.next()?, words.next()?);
                ["docs", "metadata"].contains(&preferred).then_some(())?;
                Line::Metadata(sum, preferred == "docs", words.next())
            }
            "only" => Line::Only(rest),
            "page" => {
                let mut words = rest.splitn(4, ' ');
                let sums = [words.next()?, words.next()?, words.next()?];
                let (path, outcome) = words.next()?.split_once('\t')?;
                Line::Page(path, sums, outcome)
            }
            "file" => {
                let (sum, path) = rest.split_once(' ')?;
                let mut parts = Path::new(path).components();
                parts
                    .all(|part| matches!(part, Component::Normal(_)))
                    .then_some(())?;
                Line::File(path, sum)
            }
            "fact" => {
                let (hash, name) = rest.split_once(' ')?;
                Line::Fact(name, hash)
            }
            "gone" => {
                let mut words = rest.splitn(3, ' ');
                let (since, owner, property) = (words.next()?, words.next()?, words.next()?);
                model_codec::decode_word(owner)?;
                (since == Quarantined::NO_DATE || is_day(since)).then_some(())?;
                model_codec::property(property, &model_codec::no_place())?;
                Line::Gone(since, owner, property.split(' ').next()?, property)
            }
            "kept" => Line::Kept(rest),
            "accept" => Line::Accept(rest),
            "type" | "enum" => Line::Model(line),
            "lines" => Line::Lines(Totals::parse(rest)?),
            word => return is_word(word).then_some(Line::Unknown(line)),
        })
    }

    /// Returns what no other line may repeat, if anything. Both sides of a merge may have quarantined or accepted the
    /// same.
    fn key(self) -> Option<(&'static str, &'a str)> {
        let name = |line: &'a str| line.split('\t').next().unwrap_or_default();
        Some(match self {
            Line::Generator(_) => ("generator", ""),
            Line::Options(_) => ("options", ""),
            Line::Counts(..) => ("counts", ""),
            Line::Docs(_) => ("docs", ""),
            Line::Metadata(..) => ("metadata", ""),
            Line::Kept(_) => ("kept", ""),
            Line::Page(path, ..) => ("page", path),
            Line::File(path, _) => ("file", path),
            Line::Fact(fact, _) => ("fact", fact),
            Line::Model(line) => ("model", name(line)),
            Line::Lines(_) => ("lines", ""),
            Line::End => ("end", ""),
            Line::Only(_) | Line::Gone(..) | Line::Accept(_) | Line::Unknown(_) => return None,
        })
    }
}

/// Whether this may be the first word of a line of another version, as opposed to a misspelled `gone` or `accept`.
fn is_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        && ["gone", "accept"]
            .iter()
            .all(|kept| edit_distance::within(word, kept, 1).is_none())
}

/// Whether this has the form of `2030-01-31`.
fn is_day(text: &str) -> bool {
    let is_digit = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(is_digit)
}

/// Whether a line contains a control character. The lock file never has any, and a terminal would act on it.
fn has_control(line: &str) -> bool {
    let is_control = |byte: u8| byte.is_ascii_control() && byte != b'\t';
    line.bytes().any(is_control)
}

/// Parses the lines of a lock file, without its first one. A line of another version or of a person, comments included,
/// becomes [`Line::Unknown`].
///
/// # Errors
///
/// Returns the number of a line and what is wrong there if the file is not complete or not valid.
pub fn lines<'a>(text: &'a str, head: &str) -> Result<Vec<Line<'a>>, (usize, Fault)> {
    let mut lines = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::default();
    let mut last = 0;
    let mut found = Totals::default();
    // Lines of a model are long, and `str::lines` searches for their ends byte by byte.
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    for (at, end) in ends.enumerate() {
        let line = text[std::mem::replace(&mut start, end + 1)..end].trim_end();
        if line.is_empty() || line.starts_with(head) {
            continue;
        }
        last = at + 1;
        if line.starts_with('#') {
            lines.push(Line::Unknown(line));
            continue;
        }
        if ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].contains(&line.get(..7).unwrap_or_default())
        {
            return Err((last, Fault::Conflict));
        }
        let parsed = Line::parse(line).filter(|_| !has_control(line));
        let parsed = parsed.ok_or((last, Fault::Damaged))?;
        if let Some(key) = parsed.key()
            && let Some(first) = known.insert(key, last)
        {
            return Err((last, Fault::Repeated(first)));
        }
        found.count(parsed);
        lines.push(parsed);
    }
    if !matches!(lines.last(), Some(Line::End)) {
        return Err((last.max(1), Fault::Cut));
    }
    let stated = lines.iter().rev().find_map(|line| match line {
        Line::Lines(totals) => Some(*totals),
        _ => None,
    });
    if let (Some(stated), Some(line)) = (stated, known.get(&("lines", "")))
        && let Some(fault) = stated.fault(found)
    {
        return Err((*line, fault));
    }
    for word in ["generator", "options", "counts"] {
        if !known.contains_key(&(word, "")) {
            return Err((1, Fault::Lacks(word)));
        }
    }
    Ok(lines)
}
