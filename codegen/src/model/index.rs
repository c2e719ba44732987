//! Finds what a name or a link refers to.

use std::borrow::Cow;

use crate::{
    extract::PageExtract,
    hash_map::HashMap,
    model::QualifiedName,
    name::{self, GRAPH, lower},
    source::is_page,
};

/// What a name refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Declared {
    Type(QualifiedName),
    Enum(QualifiedName),
}

impl Declared {
    pub(super) fn name(&self) -> &QualifiedName {
        match self {
            Declared::Type(name) | Declared::Enum(name) => name,
        }
    }
}

/// A page that was found through a link.
pub(super) struct Target<'a> {
    /// What the page declares first; `None` for a collection or a topic.
    pub declared: Option<&'a Declared>,
    /// Whether link and file name have the same letter case.
    pub same_case: bool,
}

/// Index of all names and all pages.
#[derive(Default)]
pub(super) struct Index {
    /// By qualified name in lower case.
    qualified: HashMap<String, Declared>,
    /// By short name in lower case.
    short: HashMap<String, Vec<Declared>>,
    /// Namespaces of all names, by their last segment in lower case.
    namespaces: HashMap<String, String>,
    /// File name and first declaration of each page, by file name in lower case.
    pages: HashMap<String, (String, Option<Declared>)>,
}

/// Returns the qualified name of an enum that a page defines.
pub(super) fn enum_name(page: &PageExtract, name: &str) -> QualifiedName {
    QualifiedName::within(page.default_namespace(), name)
}

impl Index {
    /// Creates an index with capacity for this number of pages.
    pub(super) fn with_capacity(pages: usize) -> Index {
        let mut index = Index::default();
        index.qualified.reserve(pages);
        index.short.reserve(pages);
        index.pages.reserve(pages);
        index
    }

    pub(super) fn declare(&mut self, declared: Declared) {
        let name = declared.name();
        let key = lower(name.as_str());
        if self.qualified.contains_key(&key) {
            return;
        }
        let namespace = name.namespace();
        let segment = namespace.rsplit('.').next().unwrap_or_default();
        self.namespaces
            .entry(lower(segment))
            .or_insert_with(|| namespace.to_owned());
        self.short
            .entry(lower(name.short()))
            .or_default()
            .push(declared.clone());
        self.qualified.insert(key, declared);
    }

    pub(super) fn page(&mut self, path: &str, declared: Option<Declared>) {
        let file = file_name(path);
        self.pages
            .entry(lower(file))
            .or_insert_with(|| (file.to_owned(), declared));
    }

    /// Returns what each page declares, in no particular order.
    pub(super) fn pages(&self) -> impl Iterator<Item = (&str, &Declared)> {
        self.pages
            .iter()
            .filter_map(|(file, (_, declared))| Some((file.as_str(), declared.as_ref()?)))
    }

    pub(super) fn get(&self, name: &QualifiedName) -> Option<&Declared> {
        self.qualified.get(&lower(name.as_str()))
    }

    /// Returns what a bare or qualified name means on a page with this `namespace`. Tries the exact name, the namespace
    /// of the page and that of Graph, and finally whether only one name has this short form.
    pub(super) fn named(&self, name: &str, namespace: &str) -> Option<&Declared> {
        let name = lower(name.trim_start_matches('#'));
        let is_bare = !name.contains('.');
        // A bare name that only one type has refers to that type, whatever its namespace.
        if is_bare {
            match self.short.get(&name).map(Vec::as_slice) {
                None => return None,
                Some([only]) => return Some(only),
                Some(_) => {}
            }
        }
        let within = |namespace: &str| self.qualified.get(&[namespace, ".", &name].concat());
        let here = || within(&lower(namespace));
        let graph = || within(GRAPH);
        let found = self.qualified.get(&name).or_else(here).or_else(graph);
        // `Microsoft.Foreign.Name.T` is identified by its last segment. Within Graph's own namespaces it is not,
        // because there the namespace distinguishes types with the same short name.
        let foreign = !is_bare && !name.starts_with("microsoft.graph.");
        found.or_else(|| {
            let short = Some(name::short(&name)).filter(|_| foreign)?;
            match self.short.get(short).map(Vec::as_slice) {
                Some([only]) => Some(only),
                _ => None,
            }
        })
    }

    /// Returns the namespace of a type that no page of this set declares, judging by the linked file.
    /// `security-alert.md` belongs to the namespace `security` if that exists; `alert.md` and `intune-apps-alert.md`
    /// belong to Graph's own.
    pub(super) fn file_namespace(&self, file: &str, name: &str) -> Option<&str> {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let mut parts = stem.split('-');
        let is_named = parts
            .next_back()
            .is_some_and(|last| lower(last) == lower(name));
        let segment = lower(parts.next().unwrap_or("graph"));
        let known = self
            .namespaces
            .get(&segment)
            .or_else(|| self.namespaces.get("graph"));
        known.filter(|_| is_named).map(String::as_str)
    }

    /// Returns the enum or other type that a fragment such as `callstate-values` names.
    pub(super) fn fragment(&self, target: &str, namespace: &str) -> Option<&Declared> {
        self.named(&enum_of(target)?, namespace)
    }

    /// Returns the page that a link leads to, if that is a page of this set.
    pub(super) fn target(&self, target: &str) -> Option<Target<'_>> {
        let file = linked_file(target)?;
        let (real, declared) = self.pages.get(&lower(&file))?;
        // Links without an extension are URLs of the site, which are always in lower case.
        let same_case = *real == file || !target.contains(".md");
        Some(Target {
            declared: declared.as_ref(),
            same_case,
        })
    }
}

/// Returns the name, in lower case, of the enum whose section of values a link leads to.
pub(super) fn enum_of(target: &str) -> Option<String> {
    let hash = memchr::memrchr(b'#', target.as_bytes())?;
    let mut slug = lower(&target[hash + 1..]);
    let end = slug
        .strip_suffix("-values")
        .or(slug.strip_suffix("-value"))?
        .len();
    slug.truncate(end);
    Some(slug)
}

/// Returns the file name that a link leads to: `x.md`, or `/graph/api/resources/x` with or without a query.
pub(crate) fn linked_file(target: &str) -> Option<Cow<'_, str>> {
    let end = memchr::memchr2(b'#', b'?', target.as_bytes());
    let path = &target[..end.unwrap_or(target.len())];
    if path.is_empty() {
        return None;
    }
    let file = file_name(path);
    if is_page(file) {
        // Few links have a scheme, and searching for one byte is faster than for three.
        let is_far = memchr::memchr(b':', path.as_bytes()).is_some() && path.contains("://");
        return (!is_far).then_some(Cow::Borrowed(file));
    }
    (path.contains("/resources/") && !file.is_empty()).then(|| Cow::Owned(format!("{file}.md")))
}

pub(crate) fn file_name(path: &str) -> &str {
    let slash = path.bytes().rposition(|byte| matches!(byte, b'/' | b'\\'));
    slash.map_or(path, |slash| &path[slash + 1..])
}
