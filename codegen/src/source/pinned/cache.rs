//! Fetched files in the user's cache folder, with one folder for the paths of a revision, shared by all projects. It
//! holds plain files, and a list with their checksums that reveals damage.

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

/// Environment variable that overrides the system's cache folder.
const VARIABLE: &str = "GRAPHDOC_CACHE";
/// Folder of the files of an entry.
const FILES: &str = "files";
/// Name of the list of these files.
const LIST: &str = "graphdoc.fetched";

/// The folder of everything that was fetched.
#[derive(Clone, Debug)]
pub struct Cache(PathBuf);

/// The files of a revision, exactly as they were fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Folder of the entry.
    folder: PathBuf,
    /// Address of the repository.
    pub git: String,
    /// The commit.
    pub rev: String,
    /// Date of the commit, `YYYY-MM-DD`.
    pub date: String,
}

impl Cache {
    /// Returns the folder that `GRAPHDOC_CACHE` names, or one in the user's cache folder.
    ///
    /// # Errors
    ///
    /// Returns an error if the user has no cache folder.
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

    /// Returns the folder for the files of a pinned revision.
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

    /// Returns the files of a pinned revision; `None` if they were not fetched or have changed since.
    pub fn read(&self, pin: &Pin) -> Option<Entry> {
        let folder = self.folder(pin)?;
        let list = input::text(&folder.join(LIST), input::MADE).ok()?;
        let entry = Entry::parse(&folder, &list)?;
        let is_asked = entry.git == pin.git && Some(&entry.rev) == pin.rev.as_ref();
        let is_whole = || entry.list().is_ok_and(|now| now == list);
        (is_asked && is_whole()).then_some(entry)
    }

    /// Like [`Cache::read`], for callers that must not fetch.
    ///
    /// # Errors
    ///
    /// Returns an error that names the command to run if the revision is not in the cache.
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
    /// Writes the list of the files that were fetched to `folder`, where they are below `files`.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be read or the list cannot be written.
    pub fn write(folder: &Path, pin: &Pin, date: &str) -> io::Result<()> {
        let entry = Entry {
            folder: folder.to_owned(),
            git: pin.git.clone(),
            rev: pin.rev.clone().unwrap_or_default(),
            date: date.to_owned(),
        };
        fs::write(folder.join(LIST), entry.list()?)
    }

    /// Returns the folder that holds the files of an entry.
    pub fn files(folder: &Path) -> PathBuf {
        folder.join(FILES)
    }

    /// Returns the entry to which a file or folder belongs. Only paths in the cache count, since any docs folder may
    /// look alike.
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

    /// Returns the pinned paths as they are on disk.
    pub fn paths(&self, pin: &Pin) -> Vec<PathBuf> {
        let files = self.folder.join(FILES);
        pin.paths.iter().map(|path| files.join(path)).collect()
    }

    /// Returns revision, date and repository as the lock file writes them.
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

    /// Returns the list for the files as they are now.
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

/// Like [`checksum`], for the content of a file, which may be larger than memory.
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
