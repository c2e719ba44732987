//! Parses the lines of a lock file.

use std::{
    fmt,
    path::{Component, Path},
};

use super::{END, HEAD, Lock, MetadataLock, PageLock, Quarantined, model_codec};
use crate::{edit_distance, hash_map::HashMap};

/// What no other line may repeat: the kind of a line, and the name of what it is about if there may be several of the
/// kind.
type Key<'a> = (&'a str, &'a str);

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
                "expected {stated} different `{kind}` lines, found {found}; after a merge, {BOTH}, then run \
                 this again; otherwise {RESTORE}"
            ),
        }
    }
}

impl Lock {
    /// Parses a lock file. Its first line says nothing. Lines of another version or of a person, comments included, are
    /// kept as they are.
    ///
    /// # Errors
    ///
    /// Returns the number of a line and what is wrong there if the file is not complete or not valid.
    pub fn parse(text: &str) -> Result<Lock, (usize, Fault)> {
        let mut lock = Lock::default();
        let mut known: HashMap<Key, usize> = HashMap::default();
        let (mut last, mut last_line) = (0, "");
        let mut stated = None;
        // Lines of a model are long, and `str::lines` searches for their ends byte by byte.
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
        let mut start = 0;
        for (at, end) in ends.enumerate() {
            let line = text[std::mem::replace(&mut start, end + 1)..end].trim_end();
            if line.is_empty() || line.starts_with(HEAD) {
                continue;
            }
            (last, last_line) = (at + 1, line);
            if line.starts_with('#') {
                lock.unknown.push(line.to_owned());
                continue;
            }
            if ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
                .contains(&line.get(..7).unwrap_or_default())
            {
                return Err((last, Fault::Conflict));
            }
            let key = match line.strip_prefix("lines ") {
                Some(totals) => {
                    stated = Totals::parse(totals);
                    stated.map(|_| Some(("lines", "")))
                }
                None => lock.add(line),
            };
            let key = key.filter(|_| !has_control(line));
            if let Some(key) = key.ok_or((last, Fault::Damaged))?
                && let Some(first) = known.insert(key, last)
            {
                return Err((last, Fault::Repeated(first)));
            }
        }
        if last_line != END {
            return Err((last.max(1), Fault::Cut));
        }
        if let (Some(stated), Some(line)) = (stated, known.get(&("lines", "")))
            && let Some(fault) = stated.fault(lock.totals())
        {
            return Err((*line, fault));
        }
        for word in ["generator", "options", "counts"] {
            if !known.contains_key(&(word, "")) {
                return Err((1, Fault::Lacks(word)));
            }
        }
        Ok(lock)
    }

    /// Adds what a line says. Returns what no other line may repeat, if anything: both sides of a merge may have
    /// quarantined or accepted the same. `None` means that the line is damaged.
    fn add<'a>(&mut self, line: &'a str) -> Option<Option<Key<'a>>> {
        let Some((word, rest)) = line.split_once(' ') else {
            return match line {
                END => Some(Some((END, ""))),
                line => self.add_unknown(line, line),
            };
        };
        let mut name = "";
        match word {
            "generator" => self.generator = rest.to_owned(),
            "options" => self.options = rest.to_owned(),
            "counts" => {
                let (types, enums) = rest.split_once(' ')?;
                self.counts = (types.parse().ok()?, enums.parse().ok()?);
            }
            "docs" => self.revision = Some(rest.to_owned()),
            "metadata" => {
                let mut words = rest.splitn(3, ' ');
                let (sum, preferred) = (words.next()?, words.next()?);
                ["docs", "metadata"].contains(&preferred).then_some(())?;
                self.metadata = Some(MetadataLock {
                    sum: sum.to_owned(),
                    prefers_docs: preferred == "docs",
                    revision: words.next().map(str::to_owned),
                });
            }
            "only" => {
                self.only.push(rest.to_owned());
                return Some(None);
            }
            "page" => {
                let mut words = rest.splitn(4, ' ');
                let mut word = || words.next().map(str::to_owned);
                let (bytes, model, text) = (word()?, word()?, word()?);
                let (path, outcome) = words.next()?.split_once('\t')?;
                let page = PageLock {
                    bytes,
                    model,
                    text,
                    outcome: outcome.to_owned(),
                };
                self.pages.insert(path.to_owned(), page);
                name = path;
            }
            "file" => {
                let (sum, path) = rest.split_once(' ')?;
                let mut parts = Path::new(path).components();
                parts
                    .all(|part| matches!(part, Component::Normal(_)))
                    .then_some(())?;
                self.files.insert(path.to_owned(), sum.to_owned());
                name = path;
            }
            "fact" => {
                let (hash, fact) = rest.split_once(' ')?;
                self.facts.insert(fact.to_owned(), hash.to_owned());
                name = fact;
            }
            "gone" => {
                self.add_gone(rest)?;
                return Some(None);
            }
            "kept" => self.kept = rest.to_owned(),
            "accept" => {
                self.accepted.insert(rest.to_owned());
                return Some(None);
            }
            "type" | "enum" => {
                self.model.push(line.to_owned());
                return Some(Some(("model", line.split('\t').next()?)));
            }
            word => return self.add_unknown(word, line),
        }
        Some(Some((word, name)))
    }

    /// Keeps a line of another version.
    fn add_unknown<'a>(&mut self, word: &str, line: &str) -> Option<Option<Key<'a>>> {
        is_word(word).then(|| {
            self.unknown.push(line.to_owned());
            None
        })
    }

    /// Adds a member in quarantine. If both sides of a merge have it, the earlier date wins.
    fn add_gone(&mut self, words: &str) -> Option<()> {
        let mut words = words.splitn(3, ' ');
        let (since, owner, property) = (words.next()?, words.next()?, words.next()?);
        model_codec::decode_word(owner)?;
        (since == Quarantined::NO_DATE || is_day(since)).then_some(())?;
        model_codec::property(property, &model_codec::no_place())?;
        let gone = Quarantined {
            since: since.to_owned(),
            words: property.to_owned(),
        };
        let key = (owner.to_owned(), property.split(' ').next()?.to_owned());
        match self.gone.get_mut(&key) {
            Some(known) if gone.is_earlier_than(known) => *known = gone,
            Some(_) => {}
            None => drop(self.gone.insert(key, gone)),
        }
        Some(())
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
