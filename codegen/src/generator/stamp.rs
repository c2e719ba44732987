//! Knows without parsing whether a crate is up to date.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use crate::{
    emit::{MARKER, manifest},
    generator::{Error, Generator, run::words},
    pipeline::Outcome,
    source::{Raw, Sources},
    sync::{self, Lock, SyncError, Target, hash},
};

/// How the lock file calls a page that declares something.
pub(super) const GENERATED: &str = "generated";
/// How it begins for a page that declares nothing; the reason follows.
pub(super) const SKIPPED: &str = "skipped: ";
/// How it calls a page that could not be used.
pub(super) const ERROR: &str = "error";

/// The name under which the lock file keeps the hash of the manifest's section: the rest is the user's.
const SECTION: &str = "Cargo.toml features";

/// Hashes of all that a crate is made of.
pub(super) struct Stamp {
    options: String,
    pages: BTreeMap<String, String>,
}

impl Stamp {
    pub(super) fn new(generator: &Generator, pages: &[Raw], facts: &Sources) -> Stamp {
        // What cannot be read is reported when it is taken for text; no crate is up to date with it.
        let stamp = |raw: &Raw| {
            (
                raw.page.to_string(),
                raw.bytes
                    .as_ref()
                    .map_or_else(|_| String::new(), |bytes| hash(bytes)),
            )
        };
        let mut options = format!("{:?} {:?}", generator.only, generator.default_features);
        for file in &facts.files {
            options.push_str(&format!(" {:?} {:?}", file.path, file.text));
        }
        Stamp {
            options: hash(options.as_bytes()),
            pages: pages.iter().map(stamp).collect(),
        }
    }

    /// Makes it that of no crate that is up to date, so that what is wrong is reported again.
    pub(super) fn spoil(&mut self) {
        self.options = "facts in error".to_owned();
    }

    /// The lock of a crate that is up to date; `None` when something changed, or when a page is in error and
    /// should be reported again.
    pub(super) fn unchanged(
        &self,
        generator: &Generator,
        root: &Path,
    ) -> Result<Option<Lock>, Error> {
        let lock = match Lock::read(root) {
            Err(SyncError::Lock(..)) => None,
            read => read?,
        };
        let Some(lock) = lock else { return Ok(None) };
        let known = lock.pages.iter().map(|(path, (hash, _))| (path, hash));
        let current = lock.generator == version()
            && lock.options == self.options
            && known.eq(&self.pages)
            && lock.pages.values().all(|(_, outcome)| outcome != ERROR)
            && manifests(generator, root)
                .all(|section| section.as_ref() == lock.files.get(SECTION))
            && sync::untouched(root, &lock, MARKER, SECTION)?;
        Ok(current.then_some(lock))
    }

    pub(super) fn lock(
        &self,
        outcomes: &[(Arc<str>, Outcome)],
        counts: (usize, usize),
        targets: &[Target],
        section: &str,
    ) -> Lock {
        let mut words = words(outcomes);
        let mut page = |(path, hash): (&String, &String)| {
            let outcome = words
                .remove(path.as_str())
                .unwrap_or_else(|| ERROR.to_owned());
            (path.clone(), (hash.clone(), outcome))
        };
        let pages = self.pages.iter().map(&mut page).collect();
        let sources = targets.iter().filter(|target| target.path != "Cargo.toml");
        let mut files: BTreeMap<String, String> = sources
            .map(|target| (target.path.clone(), hash(target.text.as_bytes())))
            .collect();
        files.insert(SECTION.to_owned(), hash(section.as_bytes()));
        Lock {
            generator: version(),
            options: self.options.clone(),
            counts,
            pages,
            files,
        }
    }
}

/// The generator's version with a hash of its sources, which tells apart states between two versions.
fn version() -> String {
    format!("{}+{}", env!("CARGO_PKG_VERSION"), env!("GRAPHDOC_SOURCES"))
}

/// Hashes of the marked sections of all manifests that must agree.
fn manifests(generator: &Generator, root: &Path) -> impl Iterator<Item = Option<String>> {
    let paths = [Some(root.join("Cargo.toml")), generator.mirror.clone()];
    paths.into_iter().flatten().map(|path| {
        let text = fs::read_to_string(path).ok()?;
        manifest::current_section(&text).map(|section| hash(section.as_bytes()))
    })
}
