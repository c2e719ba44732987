//! The pages of one side of a comparison.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use graphdoc_codegen::{
    Error,
    diagnostic::{Diagnostic, Level},
    model::Model,
    pipeline::{self, Outcome, Understood},
    source::{self, SourceFile},
};

use crate::{
    failure::Failure,
    git::{Pages, Revision},
    paths,
};

/// What the pages of one side say, and where they are.
pub struct Tree {
    /// What they say together.
    pub model: Model,
    /// The pages themselves.
    pub files: Vec<SourceFile>,
    /// What a page is called on this side, by the name that it has on both.
    pub places: BTreeMap<String, String>,
    /// What kept pages from being used, in files that are called as on this side.
    pub denied: Vec<Diagnostic>,
}

impl Tree {
    /// Reads what was asked for: a folder, or else a revision of the checkout in which `docs` are.
    ///
    /// # Errors
    /// What is neither, and what cannot be read.
    pub fn read(spec: &str, docs: &[PathBuf], jobs: usize) -> Result<Tree, Failure> {
        let folder = Path::new(spec);
        if folder.is_dir() {
            return Tree::folders(&[folder.to_owned()], jobs);
        }
        let here = [PathBuf::from(".")];
        let checkout = if docs.is_empty() { &here[..] } else { docs };
        if let Some(revision) = Revision::find(spec, checkout) {
            let Pages { raw, places } = revision.read()?;
            return Ok(Tree::new(source::Sources::new(raw), places, jobs));
        }
        let checkout: Vec<_> = checkout
            .iter()
            .map(|folder| format!("`{}`", paths::shown(folder)))
            .collect();
        let message = format!(
            "`{spec}` is no folder and no revision of {}",
            checkout.join(" and ")
        );
        let help = "name a folder of resource pages, or with `--docs` the git checkout of which it is a revision";
        Err(Failure::Side(message, Some(help.to_owned())))
    }

    /// Reads the pages below folders. An empty folder says nothing, a missing one is an error.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn folders(roots: &[PathBuf], jobs: usize) -> Result<Tree, Failure> {
        let found = source::list(roots).map_err(Error::from)?;
        let sources = source::read(roots).map_err(Error::from)?;
        let places = found
            .into_iter()
            .map(|found| (found.name, paths::shown(&found.path)))
            .collect();
        Ok(Tree::new(sources, places, jobs))
    }

    /// Takes pages that were read, under the names that `places` has for them.
    pub fn new(sources: source::Sources, places: BTreeMap<String, String>, jobs: usize) -> Tree {
        let Understood {
            model,
            outcomes,
            diagnostics,
            ..
        } = pipeline::understand(&sources.files, jobs);
        let unusable = |found: &Diagnostic| {
            let is_page = |(page, outcome): &(std::sync::Arc<str>, Outcome)| {
                *outcome == Outcome::Error && found.labels.iter().any(|label| label.file == *page)
            };
            found.code.level == Level::Deny && outcomes.iter().any(is_page)
        };
        let mut denied: Vec<_> = diagnostics.into_iter().filter(unusable).collect();
        denied.extend(sources.diagnostics);
        let mut tree = Tree {
            model,
            files: sources.files,
            places,
            denied,
        };
        let mut denied = std::mem::take(&mut tree.denied);
        for label in denied.iter_mut().flat_map(|found| &mut found.labels) {
            label.file = tree.place(&label.file).into();
        }
        tree.denied = denied;
        tree
    }

    /// What a page is called on this side.
    pub fn place(&self, page: &str) -> String {
        self.places
            .get(page)
            .map_or(page, String::as_str)
            .to_owned()
    }

    /// The pages by what they are called on this side.
    pub fn by_place(&self) -> impl Iterator<Item = (&str, &SourceFile)> {
        self.files.iter().map(|file| {
            let place = self
                .places
                .get(&*file.path)
                .map_or(&*file.path, String::as_str);
            (place, file)
        })
    }
}

/// Numbers of pages that only one side has, or that are other bytes on it.
pub fn changed_pages(base: &Tree, head: &Tree) -> usize {
    let texts = |tree: &'_ Tree| -> BTreeMap<std::sync::Arc<str>, usize> {
        tree.files
            .iter()
            .enumerate()
            .map(|(at, file)| (file.path.clone(), at))
            .collect()
    };
    let (old, new) = (texts(base), texts(head));
    let text = |tree: &Tree, at: Option<&usize>| {
        at.and_then(|at| tree.files.get(*at))
            .map(|file| file.text.clone())
    };
    let differs =
        |page: &&std::sync::Arc<str>| text(base, old.get(*page)) != text(head, new.get(*page));
    let gained = new.keys().filter(|page| !old.contains_key(*page)).count();
    old.keys().filter(differs).count() + gained
}
