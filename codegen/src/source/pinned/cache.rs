//! What was fetched, in the user's cache folder: one folder for the paths of a revision, shared by all projects. It holds
//! plain files, and a list of them by which a damaged one is told.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::Pin;
use crate::{
    input,
    source::{Unread, escaped},
};

/// Names the folder instead of the one that the system has for caches.
const VARIABLE: &str = "GRAPHDOC_CACHE";
/// Where the files of an entry are.
const FILES: &str = "files";
/// The list of them.
const LIST: &str = "graphdoc.fetched";

/// The folder of all that was fetched.
#[derive(Clone, Debug)]
pub struct Cache(PathBuf);

/// The files of a revision, all as they were fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The folder of the entry.
    folder: PathBuf,
    /// Address of the repository.
    pub git: String,
    /// The commit.
    pub rev: String,
    /// The day of the commit, `YYYY-MM-DD`.
    pub date: String,
}

impl Cache {
    /// The folder that `GRAPHDOC_CACHE` names, or one in the user's cache folder.
    ///
    /// # Errors
    ///
    /// A system on which the user has none.
    pub fn find() -> Result<Cache, Unread> {
        if let Some(folder) = env::var_os(VARIABLE).filter(|folder| !folder.is_empty()) {
            let folder = PathBuf::from(folder);
            Unread::check(&folder)?;
            return Ok(Cache(folder));
        }
        let user = etcetera::choose_base_strategy().map_err(|error| {
            let message = format!("the user has no cache folder: {error}");
            Unread::new(Path::new("~"), message).help(format!("name one in `{VARIABLE}`"))
        })?;
        Ok(Cache(user.cache_dir().join("graphdoc")))
    }

    /// Where the files of a pinned revision belong.
    pub fn folder(&self, pin: &Pin) -> Option<PathBuf> {
        let rev = pin.rev.as_deref()?;
        let name = pin.git.trim_end_matches('/').rsplit('/').next()?;
        let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let name: String = name.chars().filter(is_plain).take(60).collect();
        let url = &checksum(pin.git.as_bytes())[..16];
        let paths = &checksum(pin.paths.join("\n").as_bytes())[..16];
        Some(
            self.0
                .join(format!("{name}-{url}"))
                .join(format!("{rev}-{paths}")),
        )
    }

    /// The files of a pinned revision; nothing if they were not fetched, or are not as they were then.
    pub fn read(&self, pin: &Pin) -> Option<Entry> {
        let folder = self.folder(pin)?;
        let list = input::text(&folder.join(LIST), input::MADE).ok()?;
        let entry = Entry::parse(&folder, &list)?;
        let is_asked = entry.git == pin.git && Some(&entry.rev) == pin.rev.as_ref();
        let is_whole = || entry.list().is_ok_and(|now| now == list);
        (is_asked && is_whole()).then_some(entry)
    }

    /// As [`Cache::read`], for those who must not fetch.
    ///
    /// # Errors
    ///
    /// A revision that is not there, and the command that fetches it.
    pub fn require(&self, pin: &Pin) -> Result<Entry, Unread> {
        let missing = |message: String, help: &str| Unread::new(&self.0, message).help(help);
        let Some(rev) = &pin.rev else {
            let message = format!("no revision of {} is pinned", pin.git);
            return Err(missing(message, "run `graphdoc update`, which pins one"));
        };
        self.read(pin).ok_or_else(|| {
            let message = format!("has no whole copy of revision {rev} of {}", pin.git);
            missing(message, "run `graphdoc fetch`")
        })
    }
}

impl Entry {
    /// Lists the files that were fetched to a folder, in which they are below `files`.
    ///
    /// # Errors
    ///
    /// Whatever keeps a file from being read or the list from being written.
    pub fn write(folder: &Path, pin: &Pin, date: &str) -> io::Result<()> {
        let entry = Entry {
            folder: folder.to_owned(),
            git: pin.git.clone(),
            rev: pin.rev.clone().unwrap_or_default(),
            date: date.to_owned(),
        };
        fs::write(folder.join(LIST), entry.list()?)
    }

    /// Where the files of an entry are, to be filled.
    pub fn files(folder: &Path) -> PathBuf {
        folder.join(FILES)
    }

    /// The entry to which a file or folder belongs. Only what is in the cache was fetched: docs of anybody may look alike.
    pub fn of(path: &Path) -> Option<Entry> {
        let cache = fs::canonicalize(Cache::find().ok()?.0).ok()?;
        let mut above = path
            .ancestors()
            .take_while(|above| above.starts_with(&cache));
        let files =
            above.find(|above| above.ends_with(FILES) && above.with_file_name(LIST).is_file())?;
        let folder = files.parent()?;
        Entry::parse(folder, &input::text(&folder.join(LIST), input::MADE).ok()?)
    }

    /// The pinned paths, as they are on disk.
    pub fn paths(&self, pin: &Pin) -> Vec<PathBuf> {
        let files = self.folder.join(FILES);
        pin.paths.iter().map(|path| files.join(path)).collect()
    }

    /// Revision, day and repository, in the words of the lock file.
    pub fn revision(&self) -> String {
        format!("{} {} {}", self.rev, self.date, self.git)
    }

    fn parse(folder: &Path, list: &str) -> Option<Entry> {
        let mut lines = list.lines();
        let mut line = |key: &str| Some(lines.next()?.strip_prefix(key)?.trim_start().to_owned());
        Some(Entry {
            folder: folder.to_owned(),
            git: line("git")?,
            rev: line("rev")?,
            date: line("date")?,
        })
    }

    /// What the list must be for the files as they are.
    fn list(&self) -> io::Result<String> {
        let mut files = BTreeMap::new();
        let root = self.folder.join(FILES);
        let mut open = vec![root.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                let below = path.strip_prefix(&root).unwrap_or(&path);
                let name = escaped(below.as_os_str().as_encoded_bytes());
                let kind = path.symlink_metadata()?.file_type();
                let what = if kind.is_dir() {
                    open.push(path);
                    continue;
                } else if kind.is_symlink() {
                    checksum(fs::read_link(&path)?.as_os_str().as_encoded_bytes())
                } else {
                    file_checksum(&path)?
                };
                files.insert(name, what);
            }
        }
        let mut list = format!("git {}\nrev {}\ndate {}\n", self.git, self.rev, self.date);
        for (name, sum) in files {
            list.push_str(&format!("{sum} {name}\n"));
        }
        Ok(list)
    }
}

fn checksum(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
}

/// The same of what is in a file, of which any may be larger than the memory.
fn file_checksum(path: &Path) -> io::Result<String> {
    let mut file = BufReader::new(fs::File::open(path)?);
    let mut sum = Xxh3::new();
    loop {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() {
            return Ok(format!("{:032x}", sum.digest128()));
        }
        sum.update(bytes);
        let read = bytes.len();
        file.consume(read);
    }
}
