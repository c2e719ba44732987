//! Pages as a revision of a checkout has them, through the `git` program.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use graphdoc_codegen::source::{self, Found, Raw};

use crate::failure::Failure;

/// A commit, and the checkout that has it.
pub struct Revision {
    /// As it was asked for.
    spec: String,
    commit: String,
    /// The folders of pages, as they are or were called in the checkout.
    roots: Vec<PathBuf>,
    top: PathBuf,
}

/// The pages of a revision, and what each is called there.
pub struct Pages {
    /// The pages.
    pub raw: Vec<Raw>,
    /// `revision:path`, by the name of the page.
    pub places: BTreeMap<String, String>,
}

impl Revision {
    /// Finds a revision of the checkout in which the folders are; nothing if they are in none or it has no such one.
    pub fn find(spec: &str, folders: &[PathBuf]) -> Option<Revision> {
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

    /// Reads the pages.
    ///
    /// # Errors
    /// When git fails.
    pub fn read(&self) -> Result<Pages, Failure> {
        let blobs = self.list().map_err(|error| self.failure(&error))?;
        if blobs.is_empty() {
            // Git knows no empty folder: what holds nothing is not there.
            return Err(self.failure("the docs folder is not there"));
        }
        let files: Vec<PathBuf> = blobs.keys().map(|path| self.top.join(path)).collect();
        let found = source::arrange(&self.roots, &files);
        let mut pages = Vec::new();
        let mut places = BTreeMap::new();
        for found in found {
            let Ok(path) = found.path.strip_prefix(&self.top) else {
                continue;
            };
            let path = slashes(path);
            if let Some(id) = blobs.get(&path) {
                places.insert(found.name.clone(), format!("{}:{path}", self.spec));
                pages.push((found.name, id.as_str()));
            }
        }
        let ids: Vec<&str> = pages.iter().map(|(_, id)| *id).collect();
        let bytes = self.blobs(&ids).map_err(|error| self.failure(&error))?;
        let raw = pages.into_iter().zip(bytes).map(|((name, _), bytes)| {
            let path = places.get(&name).unwrap_or(&name).clone();
            let found = Found::new(name, path);
            Raw { found, bytes }
        });
        let raw: Vec<Raw> = raw.collect();
        if raw.is_empty() {
            return Err(self.failure("there is no page in the docs folder"));
        }
        Ok(Pages { raw, places })
    }

    /// The plain files below the folders: their ids by path.
    fn list(&self) -> Result<BTreeMap<String, String>, String> {
        let mut words = vec!["ls-tree", "-r", "-z", "--full-tree", &self.commit, "--"];
        let below: Vec<String> = self
            .roots
            .iter()
            .filter_map(|root| root.strip_prefix(&self.top).ok())
            .map(slashes)
            .collect();
        // An empty path would match nothing; none at all matches everything.
        if !below.iter().any(String::is_empty) {
            words.extend(below.iter().map(String::as_str));
        }
        let listed = run(&self.top, &words)?;
        let entry = |line: &[u8]| {
            let line = std::str::from_utf8(line).ok()?;
            let (what, path) = line.split_once('\t')?;
            let mut what = what.split(' ');
            let is_file = what.next()?.starts_with("100") && what.next()? == "blob";
            is_file.then_some((path.to_owned(), what.next()?.to_owned()))
        };
        Ok(listed.split(|byte| *byte == 0).filter_map(entry).collect())
    }

    /// The contents of files by their ids, in the same order.
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
            return Err("git cannot be talked to".to_owned());
        };
        let list: String = ids.iter().map(|id| format!("{id}\n")).collect();
        // Asked and read at the same time: each of the two pipes holds little.
        let asking = std::thread::spawn(move || input.write_all(list.as_bytes()));
        let mut output = BufReader::new(output);
        let read: std::io::Result<Vec<_>> = ids.iter().map(|_| blob(&mut output)).collect();
        drop(output);
        let _ = asking.join();
        let ended = child.wait().map_err(|error| error.to_string())?;
        match read {
            Ok(read) if ended.success() => Ok(read),
            Ok(_) => Err("git failed while reading pages".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// When the pages were written.
    pub fn date(&self) -> Option<String> {
        let roots = self.roots.iter().map(|root| root.to_string_lossy());
        written(&self.top, &self.commit, roots)
    }

    /// The folders of pages.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    fn failure(&self, error: &str) -> Failure {
        let message = format!("cannot read the revision `{}`: {}", self.spec, error.trim());
        Failure::Side(message, None)
    }
}

/// The revision of docs and its date, where they come from another checkout than the crate: with docs and crate in one,
/// the crate would be out of date with each commit.
pub fn revision(docs: &[PathBuf], crate_root: &Path) -> Option<String> {
    let folder = docs.first()?;
    let top = |folder: &Path| text(folder, &["rev-parse", "--show-toplevel"]);
    let existing = crate_root.ancestors().find(|folder| folder.is_dir())?;
    let home = match existing.as_os_str().is_empty() {
        true => Path::new("."),
        false => existing,
    };
    let (docs, home) = (top(folder)?, top(home));
    if Some(&docs) == home.as_ref() {
        return None;
    }
    text(
        folder,
        &[
            "log",
            "-1",
            "--format=%h %cd",
            "--date=format-local:%Y-%m-%d",
            "--",
            ".",
        ],
    )
}

/// When the pages below a folder were written, if they are in a checkout.
pub fn date(docs: &[PathBuf]) -> Option<String> {
    written(docs.first()?, "HEAD", [Cow::Borrowed(".")].into_iter())
}

/// The day of that, `YYYY-MM-DD`.
pub fn day(docs: &[PathBuf]) -> Option<String> {
    date(docs)?.split('T').next().map(str::to_owned)
}

/// The date of the last commit up to `commit` that concerns these paths.
fn written<'p>(
    folder: &Path,
    commit: &str,
    paths: impl Iterator<Item = Cow<'p, str>>,
) -> Option<String> {
    let date = "--date=format-local:%Y-%m-%dT%H:%M:%SZ";
    let paths: Vec<_> = paths.collect();
    let mut words = vec!["log", "-1", "--format=%cd", date, commit, "--"];
    words.extend(paths.iter().map(|path| &**path));
    text(folder, &words).filter(|date| !date.is_empty())
}

/// One answer of `git cat-file --batch`: a line with id, kind and size, the content, a line break.
fn blob(output: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut line = String::new();
    output.read_line(&mut line)?;
    let size = line
        .rsplit(' ')
        .next()
        .and_then(|size| size.trim().parse::<u64>().ok());
    let size = size.ok_or_else(|| std::io::Error::other(format!("git has no {}", line.trim())))?;
    let mut bytes = Vec::new();
    output.by_ref().take(size).read_to_end(&mut bytes)?;
    let mut end = [0];
    output.read_exact(&mut end)?;
    Ok(bytes)
}

/// Git in a folder. It neither fetches what a partial clone lacks nor writes.
fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(folder)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("TZ", "UTC");
    command
}

fn run(folder: &Path, words: &[&str]) -> Result<Vec<u8>, String> {
    let output = git(folder).args(words).output();
    let output = output.map_err(|error| format!("git does not run: {error}"))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

fn text(folder: &Path, words: &[&str]) -> Option<String> {
    let text = String::from_utf8(run(folder, words).ok()?).ok()?;
    Some(text.trim_end_matches(['\n', '\r']).to_owned())
}

fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
