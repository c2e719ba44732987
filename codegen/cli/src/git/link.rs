//! Resolves links in a revision, whose files are not on disk where the system could resolve them.

use std::collections::{BTreeMap, BTreeSet};

use graphdoc_codegen::unstable::rules::{Message, link_not_followed};

/// The contents of a revision, by paths from its top.
#[derive(Default)]
pub struct Entries {
    /// Ids of the plain files.
    pub files: BTreeMap<String, String>,
    /// Targets of the links, as written.
    pub links: BTreeMap<String, String>,
    /// Submodules: links to commits of other repositories, whose files this one does not have.
    pub submodules: BTreeSet<String>,
    /// All folders, including those outside the requested ones.
    pub folders: BTreeSet<String>,
    /// The folders that links may not leave.
    pub roots: Vec<String>,
}

/// Maximum length of a chain of links; longer ones are taken for cycles, as by the system.
const HOPS: usize = 40;

impl Entries {
    /// Returns the file that a link leads to, or else why it is not followed: `None` if it could not be a page anyway.
    pub fn follow(&self, link: &str, is_page: bool) -> Result<&str, Option<Message>> {
        if self.submodules.contains(link) {
            return Err(Some(link_not_followed::submodule()));
        }
        let leads = self.links.get(link).map_or("", String::as_str);
        let mut path = link.to_owned();
        for _ in 0..HOPS {
            let Some(target) = self.links.get(&path) else {
                break;
            };
            let Some(next) = joined(&path, target) else {
                return Err(is_page.then(|| link_not_followed::outside(leads)));
            };
            path = next;
        }
        let is_inside = self.roots.iter().any(|root| is_below(&path, root));
        match self.files.get_key_value(&path) {
            _ if path.is_empty() || self.folders.contains(&path) => {
                Err(Some(link_not_followed::folder(leads)))
            }
            Some(_) if !is_page => Err(None),
            Some((file, _)) if is_inside => Ok(file),
            _ if !is_inside => Err(is_page.then(|| link_not_followed::outside(leads))),
            // Links to pictures and the like do not matter.
            _ if !is_page && name(link).contains('.') => Err(None),
            _ => Err(Some(link_not_followed::missing(leads))),
        }
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn is_below(path: &str, root: &str) -> bool {
    let below = path.strip_prefix(root);
    root.is_empty() || below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

/// Returns the path that a link leads to; `None` if it is outside the checkout.
fn joined(link: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = link.split('/').collect();
    parts.pop();
    if target.starts_with('/') {
        return None;
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_resolve_as_the_system_resolves_them() {
        let all = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter();
            pairs
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect()
        };
        let entries = Entries {
            files: all(&[("docs/a.md", "1"), ("docs/sub/b.txt", "2"), ("c.md", "3")]),
            links: all(&[
                ("docs/own.md", "./sub/../a.md"),
                ("docs/far.md", "step"),
                ("docs/step", "sub//b.txt"),
                ("docs/out.md", "../c.md"),
                ("docs/root.md", "/docs/a.md"),
                ("docs/top.md", "../../x.md"),
                ("docs/gone.md", "b.md"),
                ("docs/loop.md", "loop.md"),
                ("docs/folder", "sub"),
                ("docs/up", ".."),
                ("docs/other", "../src"),
                ("docs/license", "../license"),
                ("docs/picture.png", "nowhere.png"),
            ]),
            folders: ["docs", "docs/sub", "src"].map(str::to_owned).into(),
            roots: vec!["docs".to_owned()],
            ..Entries::default()
        };
        for (link, led) in [
            ("own.md", "docs/a.md"),
            ("far.md", "docs/sub/b.txt"),
            ("out.md", "out of"),
            ("root.md", "out of"),
            ("top.md", "out of"),
            ("gone.md", "does not exist"),
            ("loop.md", "does not exist"),
            ("folder", "the folder `sub`"),
            ("up", "the folder `..`"),
            ("other", "the folder `../src`"),
            ("license", ""),
            ("step", ""),
            ("picture.png", ""),
        ] {
            let is_page = link.ends_with(".md");
            let said = match entries.follow(&format!("docs/{link}"), is_page) {
                Ok(file) => file.to_owned(),
                Err(reason) => reason.map_or(String::new(), |reason| reason.to_string()),
            };
            assert!(
                said.contains(led) && said.is_empty() == led.is_empty(),
                "{link}: {said}"
            );
        }
    }
}
