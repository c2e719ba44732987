//! Tells without parsing whether a crate is up to date.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use xxhash_rust::xxh3::Xxh3;

use crate::{
    config::Config,
    emit::{self, MARKER, manifest},
    generator::{
        Error, Generator,
        contents::{Contents, counts},
        second_source::SecondSource,
    },
    input,
    pipeline::Outcome,
    source::{Raw, SourceFile},
    sync::{
        self, Lock, MetadataLock, PageLock, Target, checksum, hash, lock::model_codec,
        text_checksum,
    },
};

/// Outcome of a page that declares something, as the lock file writes it.
pub(super) const GENERATED: &str = "generated";
/// Prefix of the outcome of a page that declares nothing; the reason follows.
pub(super) const SKIPPED: &str = "skipped: ";
/// Outcome of a page that could not be used.
pub(super) const ERROR: &str = "error";

/// Checksum of a page that could not be used. No page has it.
const UNKNOWN: &str = "-";

/// Key of the checksum of the manifest's section in the lock file. The rest of the manifest is the user's.
const SECTION: &str = "Cargo.toml features";

/// Checksums of everything that a crate is made from.
pub(super) struct Stamp {
    options: String,
    pages: BTreeMap<String, String>,
    /// Revision of the pages, if it is known.
    pub(super) revision: Option<String>,
    pub(super) metadata: Option<MetadataLock>,
}

impl Stamp {
    pub(super) fn new(
        generator: &Generator,
        pages: &[Raw],
        facts: &[SourceFile],
        metadata: Option<&SecondSource>,
    ) -> Stamp {
        let stamp = |raw: &Raw| {
            let sum = match raw.found.refused {
                None => text_checksum(&raw.bytes),
                Some(_) => UNKNOWN.to_owned(),
            };
            (raw.found.name.clone(), sum)
        };
        let Config {
            only,
            default_features,
            name,
            license,
            no_texts,
            ..
        } = &generator.config;
        let mut options = format!("{only:?} {default_features:?} {name:?} {license:?} {no_texts}");
        for file in facts {
            let sum = text_checksum(file.text.as_bytes());
            options.push_str(&format!(" {:?} {sum}", file.path));
        }
        Stamp {
            options: checksum(options.as_bytes()),
            pages: pages.iter().map(stamp).collect(),
            revision: generator.revision.clone(),
            metadata: metadata.map(SecondSource::lock),
        }
    }

    /// Makes this differ from the stamp of any crate, so that the next run reports what is wrong again.
    pub(super) fn spoil(&mut self) {
        self.options = "facts in error".to_owned();
    }

    /// Whether the crate of this lock is up to date. It is not if something changed, or if a page is in error and
    /// should be reported again.
    pub(super) fn is_unchanged(
        &self,
        generator: &Generator,
        root: &Path,
        lock: &Lock,
    ) -> Result<bool, Error> {
        Ok((lock.gone.is_empty() || !generator.prune)
            && lock.generator == version()
            && lock.options == self.options
            && generator
                .revision
                .iter()
                .all(|named| lock.revision.as_ref() == Some(named))
            && lock.kept == lock.sum_of_gone()
            && self.has_metadata_of(lock)
            && self.has_pages_of(lock)
            && lock.pages.values().all(|page| page.outcome != ERROR)
            && manifests(generator, root)
                .all(|section| section.as_ref() == lock.files.get(SECTION))
            && sync::matches_disk(root, lock, MARKER, SECTION)?)
    }

    /// Whether the metadata is the same as when the crate of this lock was made. Its revision counts only if one is
    /// named.
    fn has_metadata_of(&self, lock: &Lock) -> bool {
        let (now, then) = (self.metadata.as_ref(), lock.metadata.as_ref());
        let is_same = |(now, then): (&MetadataLock, &MetadataLock)| {
            now.is_of(then) && (now.revision.is_none() || now.revision == then.revision)
        };
        now.is_some() == then.is_some() && now.zip(then).is_none_or(is_same)
    }

    /// Takes revisions that are not named from the lock: that of the pages if all are the same, and that of the metadata
    /// if it is the same.
    pub(super) fn recall_revisions(&mut self, before: &Lock) {
        if self.revision.is_none() && self.has_pages_of(before) {
            self.revision.clone_from(&before.revision);
        }
        if let (Some(now), Some(then)) = (&mut self.metadata, &before.metadata)
            && now.sum == then.sum
            && now.revision.is_none()
        {
            now.revision.clone_from(&then.revision);
        }
    }

    /// Whether all pages are the same as when the crate of this lock was made.
    fn has_pages_of(&self, lock: &Lock) -> bool {
        let known = lock.pages.iter().map(|(path, page)| (path, &page.bytes));
        known.eq(&self.pages)
    }

    /// Whether a page differs from when the crate of this lock was made.
    pub(super) fn is_changed(&self, page: &str, lock: &Lock) -> bool {
        let known = lock.pages.get(page).map(|page| &page.bytes);
        self.pages.get(page) != known
    }

    /// Returns the lock of a crate with these contents, still without its files. What only the lock knew is kept.
    pub(super) fn lock(
        &self,
        generator: &Generator,
        outcomes: &[(Arc<str>, Outcome)],
        contents: &Contents<'_>,
        before: Option<&Lock>,
    ) -> Lock {
        let mut words = words(outcomes);
        let encoded = model_codec::encode(&contents.described);
        let page = |(path, bytes): (&String, &String)| {
            let outcome = words.remove(path.as_str());
            let (model, text) = match encoded.pages.get(path) {
                Some((model, text)) => (model.clone(), text.clone()),
                None => ("-".to_owned(), "-".to_owned()),
            };
            let outcome = outcome.unwrap_or_else(|| ERROR.to_owned());
            let page = PageLock {
                // A crate with a page that could not be used is never up to date.
                bytes: if outcome == ERROR { UNKNOWN } else { bytes }.to_owned(),
                model,
                text,
                outcome,
            };
            (path.clone(), page)
        };
        let locked = self.pages.iter().map(page).collect();
        let mut only = generator.config.only.clone();
        only.sort();
        only.dedup();
        let facts = contents.described.type_facts.values();
        let facts = facts.flat_map(|facts| facts.provenances());
        let known = before.map(|lock| (lock.accepted.clone(), lock.unknown.clone()));
        let (accepted, unknown) = known.unwrap_or_default();
        let mut lock = Lock {
            generator: version(),
            options: self.options.clone(),
            revision: self.revision.clone(),
            metadata: self.metadata.clone(),
            only,
            counts: counts(&contents.model),
            pages: locked,
            facts: facts
                .map(|provenance| (provenance.fact.clone(), hash(&provenance.sentence)))
                .collect(),
            gone: contents.kept.clone(),
            accepted,
            unknown,
            model: encoded.lines,
            ..Lock::default()
        };
        lock.kept = lock.sum_of_gone();
        lock
    }
}

/// Returns the checksums of the files of a crate, of which one is a manifest with this section.
pub(super) fn checksums(targets: &[Target], section: &str) -> BTreeMap<String, String> {
    let files = targets.iter().filter(|target| target.path != "Cargo.toml");
    let files = files.map(|target| (target.path.clone(), checksum(target.text.as_bytes())));
    let section = (SECTION.to_owned(), checksum(section.as_bytes()));
    files.chain([section]).collect()
}

/// Returns the version of the generator with a hash of its code and of the texts that it copies, which tells states
/// between two versions apart.
fn version() -> String {
    let mut hasher = Xxh3::new();
    hasher.update(env!("GRAPHDOC_SOURCES").as_bytes());
    for text in emit::copied_texts() {
        hasher.update(text.as_bytes());
    }
    format!("{}+{:016x}", env!("CARGO_PKG_VERSION"), hasher.digest())
}

/// Returns the checksums of the marked sections of all manifests that must agree.
fn manifests(generator: &Generator, root: &Path) -> impl Iterator<Item = Option<String>> {
    let paths = [
        Some(root.join("Cargo.toml")),
        generator.config.mirror.clone(),
    ];
    paths.into_iter().flatten().map(|path| {
        let text = sync::unix_lines(input::text(&path, input::WRITTEN).ok()?);
        manifest::current_section(&text).map(|section| checksum(section.as_bytes()))
    })
}

/// Returns the outcome of each page as the lock file writes it.
fn words(outcomes: &[(Arc<str>, Outcome)]) -> BTreeMap<&str, String> {
    let word = |outcome: &Outcome| match outcome {
        Outcome::Generated => GENERATED.to_owned(),
        Outcome::Skipped(reason) => format!("{SKIPPED}{reason}"),
        Outcome::Error => ERROR.to_owned(),
    };
    outcomes
        .iter()
        .map(|(page, outcome)| (&**page, word(outcome)))
        .collect()
}
