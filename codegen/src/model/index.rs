//! Finds what a name or a link means.

use std::collections::{BTreeMap, HashMap};

use crate::{facts::PageFacts, model::QualifiedName, source::is_page};

/// What a name stands for.
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

/// A page found by a link.
pub(super) struct Target<'a> {
    /// What the page declares first; none for a collection or a topic.
    pub declared: Option<&'a Declared>,
    /// Whether link and file have the same letter case.
    pub same_case: bool,
}

/// All names and all pages.
#[derive(Default)]
pub(super) struct Index {
    /// By qualified name in lower case.
    qualified: HashMap<String, Declared>,
    /// By short name in lower case.
    short: HashMap<String, Vec<Declared>>,
    /// By file name in lower case: the file name as it is, and what the page declares.
    pages: BTreeMap<String, (String, Option<Declared>)>,
}

/// The namespace of a page: its line, else its annotation's, else Graph's.
pub(super) fn namespace(page: &PageFacts) -> &str {
    let named = page
        .resources
        .iter()
        .find_map(|resource| resource.name.as_ref());
    match (&page.namespace, named) {
        (Some(namespace), _) => &namespace.value,
        (None, Some(name)) if !name.value.namespace().is_empty() => name.value.namespace(),
        _ => "microsoft.graph",
    }
}

/// The qualified name of an enum that a page defines.
pub(super) fn enum_name(page: &PageFacts, name: &str) -> QualifiedName {
    match name.contains('.') {
        true => QualifiedName::new(name),
        false => QualifiedName::join(namespace(page), name),
    }
}

impl Index {
    pub(super) fn declare(&mut self, declared: Declared) {
        let name = declared.name();
        let key = name.as_str().to_lowercase();
        if self.qualified.contains_key(&key) {
            return;
        }
        self.short
            .entry(name.short().to_lowercase())
            .or_default()
            .push(declared.clone());
        self.qualified.insert(key, declared);
    }

    pub(super) fn page(&mut self, path: &str, declared: Option<Declared>) {
        let file = file_name(path);
        self.pages
            .entry(file.to_lowercase())
            .or_insert_with(|| (file.to_owned(), declared));
    }

    /// What each page declares.
    pub(super) fn pages(&self) -> impl Iterator<Item = (&str, &Declared)> {
        self.pages
            .iter()
            .filter_map(|(file, (_, declared))| Some((file.as_str(), declared.as_ref()?)))
    }

    pub(super) fn get(&self, name: &QualifiedName) -> Option<&Declared> {
        self.qualified.get(&name.as_str().to_lowercase())
    }

    /// What a bare or qualified name means on a page of `namespace`: the exact name, the page's namespace,
    /// Graph's, and last the only one of that short name.
    pub(super) fn named(&self, name: &str, namespace: &str) -> Option<&Declared> {
        let lower = name.trim_start_matches('#').to_lowercase();
        let within = |namespace: &str| self.qualified.get(&[namespace, ".", &lower].concat());
        let here = || within(&namespace.to_lowercase());
        let graph = || within("microsoft.graph");
        let found = self.qualified.get(&lower).or_else(here).or_else(graph);
        // `Microsoft.Foreign.Name.T` is known by its last segment, but not within Graph's own namespaces:
        // there the namespace tells apart types of one name.
        let short = lower.rsplit('.').next().unwrap_or(&lower);
        let foreign = !lower.contains('.') || !lower.starts_with("microsoft.graph.");
        found.or_else(|| match self.short.get(short).map(Vec::as_slice) {
            Some([only]) if foreign => Some(only),
            _ => None,
        })
    }

    /// The enum that a fragment such as `callstate-values` names.
    pub(super) fn fragment(&self, target: &str, namespace: &str) -> Option<&Declared> {
        let (_, fragment) = target.rsplit_once('#')?;
        let slug = fragment.to_lowercase();
        let name = slug
            .strip_suffix("-values")
            .or_else(|| slug.strip_suffix("-value"))?;
        self.named(name, namespace)
            .filter(|declared| matches!(declared, Declared::Enum(_)))
    }

    /// The page that a link leads to, if it leads to a page of this set at all.
    pub(super) fn target(&self, target: &str) -> Option<Target<'_>> {
        let file = linked_file(target)?;
        let (real, declared) = self.pages.get(&file.to_lowercase())?;
        // Links without an extension are addresses of the site, which are lower case throughout.
        let same_case = *real == file || !target.contains(".md");
        Some(Target {
            declared: declared.as_ref(),
            same_case,
        })
    }
}

/// The file name that a link leads to: `x.md`, or `/graph/api/resources/x` with or without a query.
pub(super) fn linked_file(target: &str) -> Option<String> {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    if path.is_empty() {
        return None;
    }
    let file = file_name(path);
    if is_page(file) {
        return (!path.contains("://")).then(|| file.to_owned());
    }
    (path.contains("/resources/") && !file.is_empty()).then(|| format!("{file}.md"))
}

fn file_name(path: &str) -> &str {
    let slash = path.bytes().rposition(|byte| matches!(byte, b'/' | b'\\'));
    slash.map_or(path, |slash| &path[slash + 1..])
}
