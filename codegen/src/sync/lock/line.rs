//! A line of a lock file, read where it stands.

/// What a line says.
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
    /// A type that was asked for.
    Only(&'a str),
    /// A page: its path; the checksums of its bytes, of what it declares and of its words; how it ended.
    Page(&'a str, [&'a str; 3], &'a str),
    /// A file that was written: its path and its checksum.
    File(&'a str, &'a str),
    /// A fact: its name and the hash of its sentence.
    Fact(&'a str, &'a str),
    /// A member in quarantine: since when, of which type, its name and all its words.
    Gone(&'a str, &'a str, &'a str, &'a str),
    /// A change that a person agreed to.
    Accept(&'a str),
    /// A type or an enum of the model.
    Model(&'a str),
}

impl<'a> Line<'a> {
    /// Reads a line; `None` when it means nothing.
    pub fn parse(line: &'a str) -> Option<Line<'a>> {
        let (word, rest) = line.split_once(' ')?;
        Some(match word {
            "generator" => Line::Generator(rest),
            "options" => Line::Options(rest),
            "counts" => {
                let (types, enums) = rest.split_once(' ')?;
                Line::Counts(types.parse().ok()?, enums.parse().ok()?)
            }
            "docs" => Line::Docs(rest),
            "only" => Line::Only(rest),
            "page" => {
                let mut words = rest.splitn(4, ' ');
                let sums = [words.next()?, words.next()?, words.next()?];
                let (path, outcome) = words.next()?.split_once('\t')?;
                Line::Page(path, sums, outcome)
            }
            "file" => {
                let (sum, path) = rest.split_once(' ')?;
                Line::File(path, sum)
            }
            "fact" => {
                let (hash, name) = rest.split_once(' ')?;
                Line::Fact(name, hash)
            }
            "gone" => {
                let mut words = rest.splitn(3, ' ');
                let (since, owner, property) = (words.next()?, words.next()?, words.next()?);
                Line::Gone(since, owner, property.split(' ').next()?, property)
            }
            "accept" => Line::Accept(rest),
            "type" | "enum" => Line::Model(line),
            _ => return None,
        })
    }
}

/// The lines of a lock file, without comments; one that means nothing is an error, its number.
pub fn lines(text: &str) -> impl Iterator<Item = Result<Line<'_>, usize>> {
    // Lines of a model are long, and `str::lines` looks for their ends byte by byte.
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    let lines = ends.map(move |end| text[std::mem::replace(&mut start, end + 1)..end].trim_end());
    lines
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(at, line)| Line::parse(line).ok_or(at + 1))
}
