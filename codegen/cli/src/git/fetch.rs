//! Finds the commit of a remote branch, and fetches the files of a commit into the cache.

use std::{fs, path::Path};

use graphdoc_codegen::unstable::{
    source::{
        escaped,
        pinned::{Cache, Entry, Pin, check_url},
    },
    sync::{Turn, Waits, sweep, temporary},
};

use super::command::{last, output, remote};
use crate::{
    failure::Failure,
    progress::{self, Progress},
};

/// Whether revisions may be fetched, and whether progress is printed.
#[derive(Clone, Copy, Debug, Default)]
pub struct How {
    /// Whether to use only the cache.
    pub offline: bool,
    /// Whether to print only errors.
    pub quiet: bool,
}

/// An entry of the cache, and what was transferred for it.
pub struct Fetched {
    /// The entry.
    pub entry: Entry,
    /// Bytes received from the server; 0 if the entry was cached.
    pub bytes: Option<u64>,
}

/// Attributes that would make git write bytes that differ from the commit.
const ATTRIBUTES: &str = "* -text -eol -ident -filter -working-tree-encoding\n";

/// Help for errors of the network.
const NETWORK: &str = "check the address and the network; with `--offline` only the cache is read";

/// Fetches the paths of a pinned revision into the cache, unless it already has them complete.
///
/// # Errors
/// Returns an error if no revision is pinned, if the repository does not have it, or if git or the system fails.
pub fn fetch(pin: &Pin, how: How) -> Result<Fetched, Failure> {
    let cache = Cache::find()?;
    if how.offline {
        let entry = cache.require(pin)?;
        return Ok(Fetched { entry, bytes: None });
    }
    let (Some(rev), Some(folder)) = (&pin.rev, cache.folder(pin)) else {
        // The error says what to do about it.
        let entry = cache.require(pin)?;
        return Ok(Fetched { entry, bytes: None });
    };
    if let Some(entry) = cache.read(pin) {
        return Ok(Fetched { entry, bytes: None });
    }
    let home = temporary::parent(&folder);
    let failed = |path: &Path, error| graphdoc_codegen::Error::Io(path.to_owned(), error);
    fs::create_dir_all(home).map_err(|error| failed(home, error))?;
    let waits = (!how.quiet).then_some(progress::waiting as Waits);
    let _turn = Turn::take(home, waits);
    // The run that held the lock may have fetched the same.
    if let Some(entry) = cache.read(pin) {
        return Ok(Fetched { entry, bytes: None });
    }
    let progress = Progress::start("fetching the pinned revision", how.quiet);
    sweep(home);
    let (stage, _held) = temporary::folder(&folder).map_err(|error| failed(home, error))?;
    let said = |Refused { message, help }| {
        let message = format!(
            "cannot fetch revision {rev} of {}: {}",
            pin.git,
            message.trim()
        );
        Failure::Incomplete(message, Some(help.to_owned()))
    };
    let (date, bytes) = checkout(pin, rev, stage.path()).map_err(said)?;
    Entry::write(stage.path(), pin, &date).map_err(|error| failed(&folder, error))?;
    // The present entry is damaged.
    let _ = fs::remove_dir_all(&folder);
    fs::rename(stage.path(), &folder).map_err(|error| failed(&folder, error))?;
    let _ = stage.keep();
    drop(progress);
    let entry = cache.require(pin)?;
    Ok(Fetched {
        entry,
        bytes: Some(bytes),
    })
}

/// Returns why a revision cannot be fetched, and what to do about it.
struct Refused {
    message: String,
    help: &'static str,
}

impl From<String> for Refused {
    fn from(message: String) -> Refused {
        Refused {
            message,
            help: NETWORK,
        }
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Refused {
        Refused {
            message: error.to_string(),
            help: "check the cache folder, which `GRAPHDOC_CACHE` names",
        }
    }
}

/// Fetches the commit and its files below the paths. Returns its date and the number of bytes received.
fn checkout(pin: &Pin, rev: &str, stage: &Path) -> Result<(String, u64), Refused> {
    check_url(&pin.git)?;
    let files = Entry::files(stage);
    fs::create_dir(&files)?;
    let git = |words: &[&str]| output(remote(&files).args(words));
    let format = match rev.len() {
        64 => "--object-format=sha256",
        _ => "--object-format=sha1",
    };
    git(&["init", "--quiet", "--template=", format])?;
    let own = files.join(".git");
    let info = own.join("info");
    fs::create_dir_all(&info)?;
    fs::write(info.join("attributes"), ATTRIBUTES)?;
    fs::write(info.join("sparse-checkout"), patterns(&pin.paths))?;
    git(&["config", "core.sparseCheckout", "true"])?;
    git(&["config", "core.sparseCheckoutCone", "false"])?;
    git(&["config", "remote.origin.url", &pin.git])?;
    git(&[
        "fetch",
        "--quiet",
        "--depth=1",
        "--no-tags",
        "--no-recurse-submodules",
        "--no-auto-maintenance",
        "--filter=blob:none",
        "origin",
        rev,
    ])?;
    let kind = git(&["cat-file", "-t", rev])?;
    if kind.trim_ascii() != b"commit" {
        return Err(format!("{rev} is no commit").into());
    }
    for path in &pin.paths {
        has(
            path,
            &git(&["ls-tree", "-r", "-z", "--full-tree", rev, "--", path])?,
        )?;
    }
    // With paths, git would request one file after the other.
    git(&["checkout", "--quiet", "--detach", rev])?;
    let date = last(&files, rev, ["%cd", "%Y-%m-%d"], &[])
        .ok_or_else(|| "the commit has no date".to_owned())?;
    let bytes = size(&own.join("objects"))?;
    fs::remove_dir_all(own)?;
    Ok((date, bytes))
}

/// Returns the paths as patterns of a sparse checkout, one per line.
fn patterns(paths: &[String]) -> String {
    let mut patterns = String::new();
    for path in paths {
        for part in Path::new(path) {
            patterns.push('/');
            for c in part.to_string_lossy().chars() {
                if matches!(c, '*' | '?' | '[' | ']' | ' ') {
                    patterns.push('\\');
                }
                patterns.push(c);
            }
        }
        patterns.push('\n');
    }
    patterns
}

/// Refuses a pinned path that the revision does not have or has only in part: git leaves an empty folder for a
/// submodule.
fn has(path: &str, listed: &[u8]) -> Result<(), Refused> {
    let refused = |message| {
        let help = "correct the path in graphdoc.toml";
        Err(Refused { message, help })
    };
    if listed.is_empty() {
        return refused(format!("it has no `{path}`"));
    }
    for entry in listed.split(|byte| *byte == 0) {
        let what = entry.split(|byte| *byte == b' ').next().unwrap_or_default();
        let name = entry.splitn(2, |byte| *byte == b'\t').nth(1);
        let name = escaped(name.unwrap_or_default());
        match what {
            b"160000" => {
                return refused(format!("`{name}` is a submodule, of another repository"));
            }
            // Links among the pages are checked with the pages; this one would be followed.
            b"120000" if Path::new(&name) == Path::new(path) => {
                return refused(format!("`{name}` is a link"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Returns the size of all files below a folder, in bytes.
fn size(folder: &Path) -> std::io::Result<u64> {
    fs::read_dir(folder)?.try_fold(0, |sum, entry| {
        let (path, metadata) = {
            let entry = entry?;
            (entry.path(), entry.metadata()?)
        };
        Ok(sum
            + if metadata.is_dir() {
                size(&path)?
            } else {
                metadata.len()
            })
    })
}

/// Returns the default branch of a repository and its newest commit.
///
/// # Errors
/// Returns an error with git's message if the repository cannot be reached.
pub fn default_branch(url: &str) -> Result<(String, String), Failure> {
    let listed = ask(url, "HEAD")?;
    let branch = listed.lines().find_map(|line| {
        line.strip_prefix("ref: refs/heads/")?
            .strip_suffix("\tHEAD")
    });
    let rev = listed.lines().find_map(|line| {
        line.strip_suffix("\tHEAD")
            .filter(|rev| !rev.starts_with("ref:"))
    });
    match branch.zip(rev) {
        Some((branch, rev)) => Ok((branch.to_owned(), rev.to_owned())),
        None => Err(Failure::Incomplete(
            format!("{url} has no default branch"),
            None,
        )),
    }
}

/// Returns the newest commit of a branch.
///
/// # Errors
/// Returns an error with git's message if the repository cannot be reached, or if the branch does not exist.
pub fn head(url: &str, branch: &str) -> Result<String, Failure> {
    let name = format!("refs/heads/{branch}");
    let listed = ask(url, &name)?;
    let rev = listed
        .lines()
        .find_map(|line| line.strip_suffix(name.as_str())?.strip_suffix('\t'));
    let rev = rev.map(str::to_owned);
    rev.ok_or_else(|| Failure::Incomplete(format!("{url} has no branch `{branch}`"), None))
}

fn ask(url: &str, name: &str) -> Result<String, Failure> {
    let said = |error: String| {
        let message = format!("cannot ask {url}: {}", error.trim());
        Failure::Incomplete(message, Some(NETWORK.to_owned()))
    };
    check_url(url).map_err(said)?;
    let here = std::env::temp_dir();
    let mut command = remote(&here);
    let listed = output(command.args(["ls-remote", "--symref", "--end-of-options", url, name]))
        .map_err(said)?;
    Ok(String::from_utf8_lossy(&listed).into_owned())
}
