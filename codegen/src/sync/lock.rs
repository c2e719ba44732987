//! What a crate was generated from: `graphdoc.lock`.
//!
//! A TOML file with one line a page and one line an output, sorted, so that two branches merge line by
//! line. One that cannot be read, as after a merge that went wrong, counts as none at all.

use std::{collections::BTreeMap, fmt, fmt::Write as _};

use toml::de::{DeTable, DeValue};

use super::path;

/// Version of the format.
const FORMAT: i64 = 1;

/// The first lines.
const HEAD: &str = "# Written by graphdoc: what this crate was generated from.\n\
                    # After a merge conflict in this file, generate again.\n";

/// The first 16 bytes of a BLAKE3 hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash([u8; 16]);

/// What a crate was generated from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// Version of the generator.
    pub generator: String,
    /// All options that the output depends on.
    pub options: Hash,
    /// The pages by path.
    pub pages: BTreeMap<String, PageLine>,
    /// The hash of each file by path; of the manifest only our section counts.
    pub outputs: BTreeMap<String, Hash>,
}

/// A page and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLine {
    /// Of the page's bytes.
    pub hash: Hash,
    /// How it ended.
    pub state: PageState,
    /// How many types were generated that it declares.
    pub types: usize,
    /// How many enums.
    pub enums: usize,
    /// How many warnings it raised.
    pub warnings: usize,
}

/// How a page ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageState {
    /// It declares something.
    Generated,
    /// It declares nothing, for this reason.
    Skipped(String),
    /// It could not be used.
    Error,
}

impl Hash {
    /// Of bytes.
    pub fn of(bytes: &[u8]) -> Hash {
        let mut short = [0; 16];
        short.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
        Hash(short)
    }

    fn parse(text: &str) -> Option<Hash> {
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        let mut short = [0; 16];
        for (at, byte) in short.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Hash(short))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Lock {
    /// Reads a lock; `None` for one that is not whole or of another format.
    pub fn parse(text: &str) -> Option<Lock> {
        let root = DeTable::parse(text).ok()?;
        let root = root.get_ref();
        if integer(root, "format")? != FORMAT {
            return None;
        }
        let pages = table(root, "pages")?.iter().map(|(path, line)| {
            let line = PageLine::parse(line.get_ref().as_table()?)?;
            Some((path.get_ref().to_string(), line))
        });
        let outputs = table(root, "outputs")?.iter().map(|(path, hash)| {
            path::check(path.get_ref()).ok()?;
            Some((path.get_ref().to_string(), Hash::parse(hash.get_ref().as_str()?)?))
        });
        Some(Lock {
            generator: string(root, "generator")?.to_owned(),
            options: Hash::parse(string(root, "options")?)?,
            pages: pages.collect::<Option<_>>()?,
            outputs: outputs.collect::<Option<_>>()?,
        })
    }

    /// Whether `other` was made from the same pages, by the same generator with the same options.
    pub fn has_same_input(&self, other: &Lock) -> bool {
        self.generator == other.generator
            && self.options == other.options
            && self.has_same_pages(other)
    }

    /// Whether `other` was made from the same pages.
    pub fn has_same_pages(&self, other: &Lock) -> bool {
        let page = |(path, line): (&String, &PageLine)| (path.clone(), line.hash);
        self.pages.len() == other.pages.len()
            && self.pages.iter().map(page).eq(other.pages.iter().map(page))
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEAD)?;
        writeln!(f, "format = {FORMAT}")?;
        writeln!(f, "generator = {}", Quoted(&self.generator))?;
        writeln!(f, "options = \"{}\"", self.options)?;
        writeln!(f, "\n[pages]")?;
        for (path, line) in &self.pages {
            writeln!(f, "{} = {line}", Quoted(path))?;
        }
        writeln!(f, "\n[outputs]")?;
        for (path, hash) in &self.outputs {
            writeln!(f, "{} = \"{hash}\"", Quoted(path))?;
        }
        Ok(())
    }
}

impl PageLine {
    fn parse(line: &DeTable<'_>) -> Option<PageLine> {
        let count = |key| integer(line, key).map_or(Some(0), |n| usize::try_from(n).ok());
        let state = match (string(line, "skipped"), line.contains_key("error")) {
            (Some(reason), false) => PageState::Skipped(reason.to_owned()),
            (None, true) => PageState::Error,
            (None, false) => PageState::Generated,
            (Some(_), true) => return None,
        };
        Some(PageLine {
            hash: Hash::parse(string(line, "hash")?)?,
            state,
            types: count("types")?,
            enums: count("enums")?,
            warnings: count("warnings")?,
        })
    }
}

impl fmt::Display for PageLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{ hash = \"{}\"", self.hash)?;
        match &self.state {
            PageState::Generated => {}
            PageState::Skipped(reason) => write!(f, ", skipped = {}", Quoted(reason))?,
            PageState::Error => f.write_str(", error = true")?,
        }
        let counts = [("types", self.types), ("enums", self.enums), ("warnings", self.warnings)];
        for (key, count) in counts.iter().filter(|(_, count)| *count > 0) {
            write!(f, ", {key} = {count}")?;
        }
        f.write_str(" }")
    }
}

/// A basic string of TOML.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => write!(f, "\\{c}")?,
                c if c.is_control() => write!(f, "\\u{:04X}", u32::from(c))?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

fn string<'t>(table: &'t DeTable<'_>, key: &str) -> Option<&'t str> {
    table.get(key)?.get_ref().as_str()
}

fn integer(table: &DeTable<'_>, key: &str) -> Option<i64> {
    match table.get(key)?.get_ref() {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    }
}

fn table<'t, 'i>(root: &'t DeTable<'i>, key: &str) -> Option<&'t DeTable<'i>> {
    root.get(key)?.get_ref().as_table()
}
