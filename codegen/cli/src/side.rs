//! The pages of one side of a comparison.

use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::Arc,
};

use graphdoc_codegen::unstable::{
    diagnostic::Diagnostic,
    drift::{self, Change, Texts},
    extract::PageExtract,
    generator,
    metadata::{self, Metadata},
    model::{Model, Place, select},
    page_cache::{self, ReadPage, ReusablePages},
    path,
    pipeline::{self, Input, Outcome},
    source::{self, Found, Raw, SourceFile},
    sync::{Lock, LockFile, lock::model_codec, text_checksum},
};

use crate::{
    calendar,
    failure::Failure,
    git::{self, Revision},
    paths,
    report::changelog::{self, Release},
};

/// One side of a comparison: what its pages say, and where they are.
pub struct Side {
    /// The model of all pages.
    pub model: Arc<Model>,
    /// The pages.
    pub files: Vec<SourceFile>,
    /// The name of each page on this side, by its name in the comparison.
    pub places: BTreeMap<String, String>,
    /// Why pages could not be used, with the file names of this side.
    pub denied: Vec<Diagnostic>,
    /// The lock file, if the side is one.
    pub lock: Option<Lock>,
    /// Where the pages come from.
    origin: Origin,
    /// The second source, if there is one.
    metadata: Option<SourceFile>,
    /// The extract and the outcome of each page, in the order of the files.
    read: Vec<ReadPage>,
}

/// Where the pages of a side come from.
enum Origin {
    Lock,
    Folders(Vec<PathBuf>),
    Revision(Revision),
}

/// How sides are read.
pub struct Reading<'a> {
    /// The docs that git revisions are taken from.
    pub docs: &'a [PathBuf],
    /// The facts.
    pub facts: &'a [SourceFile],
    /// The metadata of the service, and its file.
    pub metadata: Option<(&'a Metadata, &'a Path)>,
    /// The number of threads, if one was asked for.
    pub jobs: Option<NonZeroUsize>,
    /// The other side. Pages that are the same on both sides have the same name and are read only once.
    pub beside: Option<&'a Side>,
}

impl Reading<'_> {
    /// Names pages like those of the other side.
    fn align<'f>(&self, pages: impl Iterator<Item = &'f mut Found>) {
        source::align(pages, self.beside.and_then(Side::first_page));
    }
}

/// The prefix of sides that are lock files.
const LOCK: &str = "lock:";

/// Returns the lock file that a side names, if it names one.
pub fn lock_of(spec: &str) -> Option<&Path> {
    spec.strip_prefix(LOCK).map(Path::new)
}

impl Side {
    /// Reads a side: a lock file, a folder, or else a revision of the checkout that holds the docs.
    ///
    /// # Errors
    /// Returns an error if it is none of these or cannot be read.
    pub fn read(spec: &str, how: &Reading) -> Result<Side, Failure> {
        if let Some(file) = lock_of(spec) {
            return Side::locked(file);
        }
        let folder = Path::new(spec);
        path::check(folder)
            .map_err(|error| graphdoc_codegen::Error::Io(folder.to_owned(), error))?;
        if folder.is_dir() {
            return Side::folders(&[folder.to_owned()], how);
        }
        let here = [PathBuf::from(".")];
        let checkout = if how.docs.is_empty() {
            &here[..]
        } else {
            how.docs
        };
        if let Some(revision) = Revision::find(spec, checkout) {
            let mut raw = revision.read()?;
            how.align(raw.iter_mut().map(|raw| &mut raw.found));
            let place = |raw: &Raw| (raw.found.name.clone(), raw.found.path.display().to_string());
            let places = raw.iter().map(place).collect();
            let sources = source::Sources::new(&raw)?;
            return Side::new(sources, places, Origin::Revision(revision), how);
        }
        let checkout: Vec<_> = checkout
            .iter()
            .map(|folder| format!("`{}`", paths::shown(folder)))
            .collect();
        let message = format!(
            "`{spec}` is neither a folder nor a revision of {}",
            checkout.join(" and ")
        );
        let help = "name a folder of resource pages, or with `--docs` the git checkout of which it is a revision";
        Err(Failure::Incomplete(message, Some(help.to_owned())))
    }

    /// Reads a side from the lock file of a crate.
    ///
    /// # Errors
    /// Returns an error if the file is missing or is not a lock file of graphdoc.
    pub fn locked(file: &Path) -> Result<Side, Failure> {
        Side::of_lock(&lock(file)?)
    }

    /// Reads a side from an open lock file.
    ///
    /// # Errors
    /// Returns an error if its model is not valid or has no types.
    pub fn of_lock(file: &LockFile) -> Result<Side, Failure> {
        let model = file.model()?;
        if model.types.is_empty() && model.enums.is_empty() {
            let shown = paths::shown(&file.path);
            let message = format!("the lock file `{shown}` has no type");
            return Err(Failure::Incomplete(message, None));
        }
        Ok(Side {
            model: Arc::new(model),
            files: Vec::new(),
            places: BTreeMap::new(),
            denied: Vec::new(),
            lock: Some(file.lock.clone()),
            origin: Origin::Lock,
            metadata: None,
            read: Vec::new(),
        })
    }

    /// Reads the pages below folders.
    ///
    /// # Errors
    /// Returns an error if a folder cannot be read whole or its pages declare no types.
    pub fn folders(roots: &[PathBuf], how: &Reading) -> Result<Side, Failure> {
        let mut found = source::list(roots)?;
        how.align(found.iter_mut());
        let before = how.beside.map_or(&[][..], |tree| &tree.files);
        let sources = source::Sources::load(&found, before)?;
        let shown = paths::all_shown(found.iter().map(|found| found.path.as_path()));
        let names = found.iter().map(|found| found.name.clone());
        Side::new(
            sources,
            names.zip(shown).collect(),
            Origin::Folders(roots.to_vec()),
            how,
        )
    }

    /// Makes a side of pages that were read, under the names that `places` gives them.
    fn new(
        sources: source::Sources,
        mut places: BTreeMap<String, String>,
        origin: Origin,
        how: &Reading,
    ) -> Result<Side, Failure> {
        let metadata = how.metadata.map(|(metadata, path)| {
            places.insert(metadata::NAME.to_owned(), paths::shown(path));
            metadata.file.clone()
        });
        let known = how.beside.map(|base| {
            let known = ReusablePages::new(&base.files, &base.read, &sources.files, how.facts);
            (base, known)
        });
        let pages = sources.files.len();
        let is_all = |(base, known): &&(&Side, ReusablePages)| {
            let has_same_metadata = metadata.as_ref().map(|file| &file.text)
                == base.metadata.as_ref().map(|file| &file.text);
            has_same_metadata
                && known.count() == pages
                && base.files.len() == pages
                && base.denied.is_empty()
        };
        let (model, read, mut denied) = match known.as_ref().filter(is_all) {
            // The same pages give the same model.
            Some((base, _)) => (Arc::clone(&base.model), base.read.clone(), Vec::new()),
            None => {
                let known = known.map(|(_, known)| known).unwrap_or_default();
                understand(&sources.files, &known, how)?
            }
        };
        denied.extend(sources.diagnostics);
        let mut tree = Side {
            model,
            files: sources.files,
            places,
            denied: Vec::new(),
            lock: None,
            origin,
            metadata,
            read,
        };
        for label in denied.iter_mut().flat_map(|found| &mut found.labels) {
            label.file = tree.place(&label.file).into();
        }
        tree.denied = denied;
        Ok(tree)
    }

    /// Keeps only the requested types that exist, and the types that they need.
    pub fn select(&mut self, only: &[String]) {
        if only.is_empty() {
            return;
        }
        let mut names = only.to_vec();
        if let Err(unknown) = select::select(&self.model, &names) {
            names.retain(|name| unknown.iter().all(|unknown| unknown.name != *name));
        }
        let model = match names.is_empty() {
            true => Model::default(),
            false => select::select(&self.model, &names)
                .map(|(model, _)| model)
                .unwrap_or_default(),
        };
        self.model = Arc::new(model);
    }

    /// Returns the name of a page.
    fn first_page(&self) -> Option<&str> {
        match &self.lock {
            Some(lock) => lock.pages.keys().next().map(String::as_str),
            None => self.files.first().map(|file| &*file.path),
        }
    }

    /// Returns the texts of all pages.
    fn by_path(&self) -> BTreeMap<&str, &impl PartialEq> {
        let files = self.files.iter();
        files.map(|file| (&*file.path, &file.text)).collect()
    }

    /// Returns the checksums of all pages.
    pub fn bytes(&self) -> BTreeMap<String, String> {
        match &self.lock {
            Some(lock) => lock
                .pages
                .iter()
                .map(|(page, known)| (page.clone(), known.bytes.clone()))
                .collect(),
            None => self
                .files
                .iter()
                .map(|file| (file.path.to_string(), text_checksum(file.text.as_bytes())))
                .collect(),
        }
    }

    /// Returns the checksums of descriptions.
    pub fn texts(&self) -> Texts {
        match &self.lock {
            Some(lock) => lock
                .pages
                .iter()
                .map(|(page, known)| (page.clone(), known.text.clone()))
                .collect(),
            None => model_codec::encode(&self.model)
                .pages
                .into_iter()
                .map(|(page, (_, text))| (page, text))
                .collect(),
        }
    }

    /// Returns the date of the pages: the configured one, or the one that git or the lock file knows.
    pub fn written(&self) -> Option<String> {
        calendar::agreed().or_else(|| match &self.origin {
            Origin::Folders(roots) => git::date(roots),
            Origin::Revision(revision) => revision.date(),
            Origin::Lock => {
                let day = self.lock.as_ref()?.revision.as_ref()?.split(' ').nth(1)?;
                Some(format!("{day}T00:00:00Z"))
            }
        })
    }

    /// Returns how reports name this side.
    pub fn described(&self) -> String {
        match &self.origin {
            Origin::Folders(roots) => git::described(roots),
            Origin::Revision(revision) => revision.described(),
            Origin::Lock => {
                let known = self.lock.as_ref().and_then(|lock| lock.revision.as_deref());
                format!("a crate, revision {}", known.unwrap_or("unknown"))
            }
        }
    }

    /// Returns the API version that the folder names state.
    fn version(&self) -> Option<&'static str> {
        let roots = match &self.origin {
            Origin::Folders(roots) => roots,
            Origin::Revision(revision) => revision.roots(),
            Origin::Lock => return None,
        };
        let whole = |root: &PathBuf| root.canonicalize().ok();
        let mut whole = roots.iter().filter_map(whole);
        whole.find_map(|root| changelog::version(&root.to_string_lossy()))
    }

    /// Returns a page and its extract.
    fn page(&self, path: &str) -> Option<(&SourceFile, &Arc<PageExtract>)> {
        let at = self.files.binary_search_by(|file| (*file.path).cmp(path));
        let at = at.ok()?;
        Some((&self.files[at], &self.read.get(at)?.0))
    }

    /// Turns a place on a page that was read only on the other side into the same place on this side.
    fn relocate(&self, place: &mut Place, beside: &Side) {
        let pages = beside.page(&place.file).zip(self.page(&place.file));
        if let Some(((old, known), (new, facts))) = pages
            && Arc::ptr_eq(known, facts)
        {
            *place = page_cache::relocate(place, old, new);
        }
    }

    /// Returns the name of a page on this side.
    pub fn place(&self, page: &str) -> String {
        self.places
            .get(page)
            .map_or(page, String::as_str)
            .to_owned()
    }

    /// Returns the pages and the metadata by their names on this side.
    pub fn by_place(&self) -> impl Iterator<Item = (&str, &SourceFile)> {
        self.files.iter().chain(&self.metadata).map(|file| {
            let place = self
                .places
                .get(&*file.path)
                .map_or(&*file.path, String::as_str);
            (place, file)
        })
    }
}

/// A model, the extract of each page, and why pages could not be used.
type Made = (Arc<Model>, Vec<ReadPage>, Vec<Diagnostic>);

/// Builds the model of pages, and finds out why some could not be used.
///
/// # Errors
/// Returns an error if the pages declare no types.
fn understand(files: &[SourceFile], known: &ReusablePages, how: &Reading) -> Result<Made, Failure> {
    let analysis = pipeline::analyze(Input {
        facts: how.facts,
        metadata: how.metadata.map(|(metadata, _)| metadata),
        reusable: Some(known),
        jobs: how.jobs,
        ..Input::new(files)
    });
    generator::declared(&analysis, files)?;
    let unusable = |found: &Diagnostic| {
        let is_page = |(page, outcome): &(Arc<str>, Outcome)| {
            *outcome == Outcome::Error && found.labels.iter().any(|label| label.file == *page)
        };
        found.rule().unusable && analysis.outcomes.iter().any(is_page)
    };
    let denied = analysis.diagnostics.iter().filter(|found| unusable(found));
    let denied = denied.cloned().collect();
    let outcomes = analysis.outcomes.iter().map(|(_, outcome)| *outcome);
    let read = analysis.read.into_iter().zip(outcomes).collect();
    Ok((Arc::new(analysis.model), read, denied))
}

/// Reads a lock file.
///
/// # Errors
/// Returns an error if the file is missing or is not a lock file of graphdoc.
pub fn lock(file: &Path) -> Result<LockFile, Failure> {
    let missing = || {
        let message = format!("the lock file `{}` does not exist", paths::shown(file));
        Failure::Incomplete(
            message,
            Some(
                "restore it, for example with `git checkout`; `graphdoc generate` writes one beside a new crate"
                    .to_owned(),
            ),
        )
    };
    LockFile::open(file)?.ok_or_else(missing)
}

/// Returns the changes from one side to the other, most severe first.
pub fn compare(base: &mut Side, head: &mut Side, facts: &[SourceFile]) -> Vec<Change> {
    let only = |tree: &Side| {
        tree.lock
            .as_ref()
            .map(|lock| lock.only.clone())
            .unwrap_or_default()
    };
    let (old, new) = (only(base), only(head));
    if base.lock.is_none() {
        base.select(&new);
    }
    if head.lock.is_none() {
        head.select(&old);
    }
    let mut changes = drift::compare(&base.model, &head.model);
    for place in changes.iter_mut().filter_map(|change| change.head.as_mut()) {
        head.relocate(place, base);
    }
    if base.lock.is_some() || head.lock.is_some() {
        let (old, new) = (base.texts(), head.texts());
        changes = drift::by_page(changes, (&base.model, &old), (&head.model, &new));
    } else {
        changes.extend(drift::facts(facts, &base.files, &head.files, &head.model));
    }
    drift::sort(&mut changes);
    changes
}

/// Returns what a changelog says about all changes from one side to the other.
pub fn release(base: &Side, head: &Side) -> Release {
    let areas = |tree: &Side| {
        let types = tree.model.types.values().map(|ty| (&ty.name, &ty.area));
        let enums = tree.model.enums.values().map(|en| (&en.name, &en.area));
        let all = types.chain(enums);
        all.map(|(name, area)| (name.to_string(), area.clone()))
            .collect::<BTreeMap<_, _>>()
    };
    let mut known = areas(base);
    known.extend(areas(head));
    let enums = |tree: &Side| -> Vec<String> {
        let names = tree.model.enums.keys();
        names.map(ToString::to_string).collect()
    };
    Release {
        enums: enums(base).into_iter().chain(enums(head)).collect(),
        version: head.version().or_else(|| base.version()),
        created: head.written(),
        areas: known,
    }
}

/// Returns the number of pages that exist on one side only or differ in any byte.
pub fn changed_pages(base: &Side, head: &Side) -> usize {
    if base.lock.is_none() && head.lock.is_none() {
        return differences(&base.by_path(), &head.by_path());
    }
    differences(&base.bytes(), &head.bytes())
}

fn differences<K: Ord, V: PartialEq>(old: &BTreeMap<K, V>, new: &BTreeMap<K, V>) -> usize {
    let differs = |(page, bytes): &(&K, &V)| new.get(*page) != Some(*bytes);
    let gained = new.keys().filter(|page| !old.contains_key(*page)).count();
    old.iter().filter(differs).count() + gained
}
