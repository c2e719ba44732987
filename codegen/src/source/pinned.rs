//! Files of one revision of a git repository, as a configuration names them.

mod cache;

pub use cache::{Cache, Entry};

use std::path::{Component, Path};

use crate::encode::credentials::hidden;

/// Paths in a repository at a revision. The values may come from anywhere, so git must not see them before
/// [`check_url`], [`check_rev`], [`check_branch`] and [`check_path`] have accepted them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pin {
    /// Address of the repository.
    pub git: String,
    /// The commit; `None` until one is chosen.
    pub rev: Option<String>,
    /// The branch that an update follows.
    pub branch: Option<String>,
    /// Files or folders in the repository.
    pub paths: Vec<String>,
}

impl Pin {
    /// Returns the same paths at another revision.
    pub fn at(&self, rev: impl Into<String>) -> Pin {
        Pin {
            rev: Some(rev.into()),
            ..self.clone()
        }
    }
}

/// Schemes that an address may have. All others run programs, or read a folder with the settings of its owner.
pub const SCHEMES: [&str; 4] = ["https", "http", "git", "file"];

/// Checks that an address is safe to give to git, and returns its scheme.
///
/// # Errors
///
/// Returns what is wrong with the address.
pub fn check_url(url: &str) -> Result<&str, String> {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let found = |expected: &str| Err(format!("expected {expected}, found `{}`", hidden(url)));
    if !SCHEMES.contains(&scheme) {
        return found("an address that begins with `https://`, `http://`, `git://` or `file://`");
    }
    let host = rest.split('/').next().unwrap_or_default();
    for (is_there, what) in [
        (host.contains('@'), "a user or a password"),
        (rest.contains(['?', '#']), "a query or a fragment"),
    ] {
        if is_there {
            return Err(format!("the address of a repository must not hold {what}"));
        }
    }
    let is_plain = |c: char| {
        !c.is_control() && !c.is_whitespace() && !matches!(c, '\\' | '"' | '<' | '>' | '`')
    };
    // In an address with IPv6, other colons are within brackets.
    let port = host.rsplit(']').next().and_then(|end| end.split_once(':'));
    let is_port = |port: &str| port.parse::<u16>().is_ok();
    let has_host = match scheme {
        "file" => host.is_empty() && rest.len() > 1,
        _ => {
            !host.is_empty()
                && !host.starts_with(['-', ':'])
                && port.is_none_or(|(_, port)| is_port(port))
                && rest.len() > host.len() + 1
        }
    };
    let is_straight = !rest.split('/').any(|part| matches!(part, "." | ".."));
    match has_host && is_straight && url.chars().all(is_plain) {
        true => Ok(scheme),
        false => found("the address of a repository"),
    }
}

/// Checks that this is the id of a commit. Names of branches and tags are refused, since they may be another commit
/// tomorrow.
///
/// # Errors
///
/// Returns what is wrong if it is not.
pub fn check_rev(rev: &str) -> Result<(), String> {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    match matches!(rev.len(), 40 | 64) && rev.bytes().all(is_hex) {
        true => Ok(()),
        false => Err(format!(
            "expected the 40 hexadecimal digits of a commit, found `{rev}`"
        )),
    }
}

/// Checks the name of a branch.
///
/// # Errors
///
/// Returns what is wrong if git would refuse it or take it for a pattern.
pub fn check_branch(branch: &str) -> Result<(), String> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '+' | '#');
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with(['.', '-'])
            && !part.ends_with('.')
            && !part.ends_with(".lock")
    };
    let is_branch =
        branch.chars().all(is_plain) && !branch.contains("..") && branch.split('/').all(is_part);
    match is_branch {
        true => Ok(()),
        false => Err(format!("expected the name of a branch, found `{branch}`")),
    }
}

/// Checks that a path stays below the top of a repository.
///
/// # Errors
///
/// Returns what is wrong if it does not.
pub fn check_path(path: &str) -> Result<(), String> {
    let is_normal = |part: Component| matches!(part, Component::Normal(name) if !name.eq_ignore_ascii_case(".git"));
    let is_plain = !path.is_empty()
        && !path.starts_with('-')
        && !path.contains(|c: char| c.is_control() || c == '\\');
    match is_plain && Path::new(path).components().all(is_normal) {
        true => Ok(()),
        false => Err(format!(
            "expected a path below the top of the repository, found `{path}`"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_run_no_program_are_accepted() {
        for url in [
            "https://github.com/microsoftgraph/microsoft-graph-docs-contrib",
            "git://127.0.0.1:9418/docs",
            "file:///srv/docs.git",
            "http://[::1]:8080/docs",
            "https://host/a@b/c..d",
        ] {
            assert!(check_url(url).is_ok(), "{url}");
        }
        for url in [
            "ext::sh -c id",
            "--upload-pack=id",
            "-u",
            "",
            "ssh://host/docs",
            "git@host:docs",
            "../docs",
            "/srv/docs",
            "https://",
            "https://host",
            "https://me:secret@host/docs",
            "git://-oProxyCommand=id/docs",
            "file://host/docs",
            "file://",
            "https://host/a b",
            "https://host/a\nb",
            "fd::17",
            "HTTPS://host/docs",
            "https://me:a/b@host/docs",
            "https://host:/docs",
            "https://host:99999/docs",
            "https://host/docs?token=x",
            "https://host/docs#x",
            "file:///srv/docs/../secret",
            "https://host/a/./b",
        ] {
            assert!(check_url(url).is_err(), "{url}");
        }
    }

    #[test]
    fn revision_is_a_commit_id_and_branch_a_valid_name() {
        assert!(check_rev(&"0a".repeat(20)).is_ok());
        let long = "f".repeat(41);
        for rev in [
            "main",
            "HEAD",
            "--upload-pack=id",
            "0a0a0a0",
            "",
            &long,
            &"G".repeat(40),
        ] {
            assert!(check_rev(rev).is_err(), "{rev}");
        }
        assert!(check_branch("live/2026").is_ok() && check_branch("main").is_ok());
        for branch in [
            "-u", "", "a..b", "a*", "a b", "a:b", "refs/", ".a", "a.lock", "a@{1}", "a\n",
        ] {
            assert!(check_branch(branch).is_err(), "{branch}");
        }
    }

    #[test]
    fn paths_stay_inside_the_repository() {
        assert!(check_path("api-reference/v1.0/resources").is_ok());
        for path in [
            "",
            "..",
            "a/../b",
            "/etc",
            "-x",
            ".git/config",
            "a/.GIT",
            "a\\b",
            "a\nb",
            ".",
        ] {
            assert!(check_path(path).is_err(), "{path:?}");
        }
    }
}
