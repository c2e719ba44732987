//! Reads the pages of a git revision, with the `git` program.

mod command;
mod fetch;
mod link;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::Stdio,
};

use graphdoc_codegen::unstable::{
    input, path,
    source::MAX_BYTES,
    source::{
        self, Found, Raw,
        pinned::{Entry, check_url},
    },
    sync::temporary,
};

pub use self::fetch::{How, default_branch, fetch, head};
use self::{
    command::{git, last, run, text},
    link::Entries,
};
use crate::{failure::Failure, paths};

/// Suffix for links without the name of a page, so that they are sorted like pages.
const LINK: &str = "/link.md";

/// A commit, and the checkout that contains it.
pub struct Revision {
    /// The revision as the user wrote it.
    spec: String,
    commit: String,
    /// The folders of pages, by their present or former paths in the checkout.
    roots: Vec<PathBuf>,
    top: PathBuf,
}

impl Revision {
    /// Finds a revision of the checkout that contains the folders. Returns `None` if there is no checkout or no such
    /// revision.
    pub fn find(spec: &str, folders: &[PathBuf]) -> Option<Revision> {
        if spec.starts_with('-') {
            return None;
        }
        let folder = folders.first()?.canonicalize().ok()?;
        let top = PathBuf::from(text(&folder, &["rev-parse", "--show-toplevel"])?);
        let commit = format!("{spec}^{{commit}}");
        let words = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ];
        let commit = text(&folder, &words)?;
        if !commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let roots: Option<Vec<_>> = folders
            .iter()
            .map(|folder| folder.canonicalize().ok())
            .collect();
        let top = top.canonicalize().ok()?;
        Some(Revision {
            spec: spec.to_owned(),
            commit,
            roots: roots?
                .into_iter()
                .filter(|root| root.starts_with(&top))
                .collect(),
            top,
        })
    }

    /// Reads the pages of the revision. Their paths are `revision:path`.
    ///
    /// # Errors
    /// Returns an error if git fails.
    pub fn read(&self) -> Result<Vec<Raw>, Failure> {
        let entries = self.list().map_err(|error| self.failure(&error))?;
        if entries.files.is_empty() && entries.links.is_empty() {
            // Git has no empty folders: a folder without files does not exist.
            return Err(self.failure("the docs folder does not exist"));
        }
        let found = self.arrange(&entries);
        if found.iter().all(|page| page.refused.is_some()) {
            return Err(self.failure("found no page in the docs folder"));
        }
        if let Some(fault) = source::mixed(&found) {
            return Err(self.failure(&fault.to_string()));
        }
        for page in &found {
            let shown = |error| format!("`{}`: {error}", page.path.display());
            path::check(&page.path).map_err(|error| self.failure(&shown(error)))?;
        }
        let id = |page: &Found| {
            let path = page.path.to_str()?;
            let file = entries.follow(path, true).unwrap_or(path);
            entries.files.get(file).map(String::as_str)
        };
        let ids: Vec<&str> = found.iter().filter_map(id).collect();
        let bytes = self.blobs(&ids).map_err(|error| self.failure(&error))?;
        let mut bytes = bytes.into_iter();
        let mut raw = Vec::with_capacity(found.len());
        for mut page in found {
            let bytes = match page.refused {
                None => bytes.next().unwrap_or_default(),
                Some(_) => Vec::new(),
            };
            page.path = PathBuf::from(format!("{}:{}", self.spec, page.path.display()));
            raw.push(Raw { found: page, bytes });
        }
        Ok(raw)
    }

    /// Returns the pages by their paths from the top of the checkout, in the order in which they would be listed on
    /// disk.
    fn arrange(&self, entries: &Entries) -> Vec<Found> {
        // A link with another name may lead to a folder, and sorts where a page in its place would.
        let asked = |path: &String| {
            self.top
                .join(path.to_owned() + if source::is_page(path) { "" } else { LINK })
        };
        let files = entries.files.keys().map(|path| self.top.join(path));
        let all: Vec<PathBuf> = files.chain(entries.links.keys().map(asked)).collect();
        let (mut found, mut links) = (Vec::new(), Vec::new());
        for page in source::arrange(&self.roots, &all) {
            let path = slashes(page.path.strip_prefix(&self.top).unwrap_or(&page.path));
            let is_file = entries.files.contains_key(&path);
            let plain = path.strip_suffix(LINK).filter(|_| !is_file);
            let name = page.name.strip_suffix(LINK).filter(|_| !is_file);
            let mut page = Found::new(name.unwrap_or(&page.name), plain.unwrap_or(&path));
            if is_file {
                found.push(page);
                continue;
            }
            match entries.follow(plain.unwrap_or(&path), plain.is_none()) {
                Err(None) => {}
                Ok(file) => links.push((page, file.into())),
                Err(reason) => {
                    page.refused = reason;
                    found.push(page);
                }
            }
        }
        source::add_links(&mut found, links);
        found.sort_unstable();
        found
    }

    /// Returns the plain files and the links below the folders.
    fn list(&self) -> Result<Entries, String> {
        let mut words = vec![
            "ls-tree",
            "-r",
            "-z",
            "--full-tree",
            // It is hexadecimal, so it cannot be an option; after `--end-of-options`, git takes `--` for a path.
            &self.commit,
            "--",
        ];
        let roots: Vec<String> = self
            .roots
            .iter()
            .filter_map(|root| root.strip_prefix(&self.top).ok())
            .map(slashes)
            .collect();
        // An empty path would match nothing, while no path at all matches everything.
        if !roots.iter().any(String::is_empty) {
            words.extend(roots.iter().map(String::as_str));
        }
        let listed = run(&self.top, &words)?;
        let (mut files, mut links) = (BTreeMap::new(), Vec::new());
        let mut submodules = BTreeSet::new();
        for line in listed.split(|byte| *byte == 0) {
            // Mode, kind and id are ASCII; a path can be any bytes.
            let mut parts = line.splitn(2, |byte| *byte == b'\t');
            let (Some(what), Some(path)) = (parts.next(), parts.next()) else {
                continue;
            };
            let what = String::from_utf8_lossy(what);
            let [mode, _, id] = what.split(' ').collect::<Vec<_>>()[..] else {
                return Err(format!("git lists an entry without an id: `{what}`"));
            };
            let Ok(path) = std::str::from_utf8(path) else {
                let shown = source::escaped(path);
                match source::is_page(&shown) {
                    true => return Err(format!("the name of the page `{shown}` is not UTF-8")),
                    false => continue,
                }
            };
            match mode {
                "160000" => drop(submodules.insert(path.to_owned())),
                "120000" => links.push((path.to_owned(), id.to_owned())),
                mode if mode.starts_with("100") => {
                    files.insert(path.to_owned(), id.to_owned());
                }
                _ => {}
            }
        }
        let mut entries = Entries {
            files,
            roots,
            ..Entries::default()
        };
        if !links.is_empty() {
            let ids: Vec<&str> = links.iter().map(|(_, id)| id.as_str()).collect();
            let texts = self.blobs(&ids)?;
            let texts = texts.iter().map(|text| source::escaped(text));
            entries.links = links.into_iter().map(|(path, _)| path).zip(texts).collect();
            let words = [
                "ls-tree",
                "-r",
                "-d",
                "-z",
                "--name-only",
                "--full-tree",
                &self.commit,
            ];
            let folders = run(&self.top, &words)?;
            let folders = folders.split(|byte| *byte == 0);
            entries.folders = folders.map(source::escaped).collect();
        }
        let named = submodules.iter().map(|path| (path.clone(), String::new()));
        entries.links.extend(named);
        entries.submodules = submodules;
        Ok(entries)
    }

    /// Returns the contents of files by their ids, in the same order.
    fn blobs(&self, ids: &[&str]) -> Result<Vec<Vec<u8>>, String> {
        let mut child = git(&self.top)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (Some(mut input), Some(output)) = (input, output) else {
            return Err("cannot communicate with git".to_owned());
        };
        let list: String = ids.iter().map(|id| format!("{id}\n")).collect();
        // Written and read at the same time, because the buffers of both pipes are small.
        let ask = move || input.write_all(list.as_bytes());
        let asking = std::thread::Builder::new().spawn(ask);
        let mut output = BufReader::new(output);
        let read: std::io::Result<Vec<_>> = match asking {
            Ok(asking) => {
                let read = ids.iter().map(|_| blob(&mut output)).collect();
                drop(output);
                let _ = asking.join();
                read
            }
            Err(error) => Err(error),
        };
        let ended = child.wait().map_err(|error| error.to_string())?;
        match read {
            Ok(read) if ended.success() => Ok(read),
            Ok(_) => Err("git failed while reading pages".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Returns the date of the pages.
    pub fn date(&self) -> Option<String> {
        let roots = self.roots.iter().map(|root| root.to_string_lossy());
        written(&self.top, &self.commit, roots)
    }

    /// Returns how reports name the revision.
    pub fn described(&self) -> String {
        let date = self.date().unwrap_or_default();
        let day = date.split('T').next().unwrap_or_default();
        format!("{}, revision {} {day}", self.spec, self.commit)
    }

    /// Returns the folders of pages.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    fn failure(&self, error: &str) -> Failure {
        let message = format!("cannot read the revision `{}`: {}", self.spec, error.trim());
        Failure::Incomplete(message, None)
    }
}

/// Returns the revision of docs, its date and the URL of its repository. Returns `None` if files differ from it, or if
/// the crate is in the same checkout, where each commit would make it out of date.
pub fn revision(docs: &[PathBuf], crate_root: &Path) -> Option<String> {
    let folder = docs.first()?;
    match entry(folder) {
        Some(entry) => Some(entry.revision()),
        None => committed(folder, crate_root, || is_committed(docs)),
    }
}

/// Like the function above, for a single file.
pub fn revision_of_file(file: &Path, crate_root: &Path) -> Option<String> {
    if let Some(entry) = entry(file) {
        return Some(entry.revision());
    }
    let name = format!("HEAD:./{}", file.file_name()?.to_str()?);
    let folder = temporary::parent(file);
    committed(folder, crate_root, || {
        let there = input::bytes(file, input::METADATA).ok()?;
        Some(run(folder, &["cat-file", "blob", &name]).ok()? == there)
    })
}

/// Returns the last revision of a folder, if nothing in it differs from the commit and the crate is not in the same
/// checkout.
fn committed(
    folder: &Path,
    crate_root: &Path,
    is_committed: impl Fn() -> Option<bool>,
) -> Option<String> {
    let top = |folder: &Path| text(folder, &["rev-parse", "--show-toplevel"]);
    // The crate may not exist yet; a relative path starts in the current folder.
    let whole = std::path::absolute(crate_root).ok()?;
    let home = whole.ancestors().find(|folder| folder.is_dir())?;
    let checkout = top(folder)?;
    if Some(&checkout) == top(home).as_ref() {
        return None;
    }
    last_revision(folder, is_committed)
}

/// Returns how reports name docs: their path, and the revision with date and repository if nothing differs from the
/// commit.
pub fn described(docs: &[PathBuf]) -> String {
    let known = docs.first().and_then(|folder| match entry(folder) {
        Some(entry) => Some(entry.revision()),
        None => last_revision(folder, || is_committed(docs)),
    });
    let shown: Vec<_> = docs.iter().map(|folder| paths::shown(folder)).collect();
    let known = known.unwrap_or_else(|| "unknown".to_owned());
    format!("{}, revision {known}", shown.join(" and "))
}

/// Returns the last revision of a folder, if nothing in it differs from the commit.
fn last_revision(folder: &Path, is_committed: impl Fn() -> Option<bool>) -> Option<String> {
    if !is_committed()? {
        return None;
    }
    let revision = last(folder, "HEAD", ["%H %cd", "%Y-%m-%d"], &["."])?;
    // Reports must not reveal local paths or account names.
    let url = text(folder, &["config", "remote.origin.url"]);
    let url = url.filter(|url| check_url(url).is_ok_and(|scheme| scheme == "https"));
    Some(match url {
        Some(url) => format!("{revision} {url}"),
        None => revision,
    })
}

/// Whether the pages are those of the last commit, byte for byte. Asking git would run the filters of the checkout.
fn is_committed(docs: &[PathBuf]) -> Option<bool> {
    let committed = Revision::find("HEAD", docs)?.read().ok()?;
    let there = source::bytes(docs).ok()?;
    let is_same = |(a, b): (&Raw, &Raw)| a.found.name == b.found.name && a.bytes == b.bytes;
    Some(committed.len() == there.len() && committed.iter().zip(&there).all(is_same))
}

/// Returns the fetched revision that the docs belong to, if they were fetched.
fn entry(folder: &Path) -> Option<Entry> {
    Entry::of(&folder.canonicalize().ok()?)
}

/// Returns the date of the pages below a folder, if they are in a checkout.
pub fn date(docs: &[PathBuf]) -> Option<String> {
    if let Some(entry) = entry(docs.first()?) {
        return Some(format!("{}T00:00:00Z", entry.date));
    }
    written(docs.first()?, "HEAD", [Cow::Borrowed(".")].into_iter())
}

/// Returns the day of the same, `YYYY-MM-DD`.
pub fn day(docs: &[PathBuf]) -> Option<String> {
    date(docs)?.split('T').next().map(str::to_owned)
}

/// Returns the date of the last commit up to `commit` that touches these paths.
fn written<'p>(
    folder: &Path,
    commit: &str,
    paths: impl Iterator<Item = Cow<'p, str>>,
) -> Option<String> {
    let paths: Vec<_> = paths.collect();
    let paths: Vec<&str> = paths.iter().map(|path| &**path).collect();
    last(folder, commit, ["%cd", "%Y-%m-%dT%H:%M:%SZ"], &paths)
}

/// Reads one answer of `git cat-file --batch`: a line with id, kind and size, then the content and a line break.
fn blob(output: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut line = String::new();
    output.read_line(&mut line)?;
    let size = line
        .rsplit(' ')
        .next()
        .and_then(|size| size.trim().parse::<u64>().ok());
    let size = size.ok_or_else(|| std::io::Error::other(format!("git has no {}", line.trim())))?;
    if size > MAX_BYTES as u64 {
        let message = format!("a page has {size} bytes, but the maximum is {MAX_BYTES}");
        return Err(std::io::Error::other(message));
    }
    let mut bytes = Vec::new();
    output.by_ref().take(size).read_to_end(&mut bytes)?;
    let mut end = [0];
    output.read_exact(&mut end)?;
    Ok(bytes)
}

fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
