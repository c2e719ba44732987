//! All pages together, as the checks see them.

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::BTreeMap,
    sync::Arc,
};

use crate::{
    diagnostic::Diagnostic,
    edit_distance,
    extract::{EnumHome, MemberExtract, PageExtract, ResourceExtract, RowExtract, TypeName},
    first::First,
    hash_map::{HashMap, HashSet},
    lint::{disputed::Disputed, page_context::PageReport},
    model::{Model, Property, QualifiedName, Type, TypeRef},
    name::{self, lower},
    source::is_page,
    span::{Place, Span},
};

/// Maximum number of suggestions, each of which compares all known names. If this many did not suffice, more would not
/// help either, and they would take quadratic time.
const MOST_SUGGESTIONS: usize = 100;

/// Number of comparisons below which suggestions are never limited.
const MOST_COMPARED: usize = 20_000;

/// All pages.
pub(super) struct Docset<'a> {
    pub extracts: &'a [Arc<PageExtract>],
    pub reports: &'a [PageReport],
    pub model: &'a Model,
    /// Types and enums by qualified name in lower case.
    declared: HashMap<String, &'a QualifiedName>,
    /// The same by short name in lower case, types first.
    short: HashMap<String, &'a QualifiedName>,
    /// Pages by path.
    pages: HashMap<&'a str, &'a PageExtract>,
    /// Paths of files, by the path in lower case.
    pub files: BTreeMap<String, &'a str>,
    /// Number of suggestions that were looked for, and number of names that were compared.
    suggestions: Cell<(usize, usize)>,
    enums: OnceCell<Enums<'a>>,
    properties: RefCell<HashMap<&'a QualifiedName, First>>,
    members: RefCell<HashMap<&'a str, First>>,
    by_place: OnceCell<HashMap<(&'a str, Span), &'a Property>>,
    extended: OnceCell<HashSet<String>>,
    /// The first page that declares a short name, and whether others do, by the name in lower case.
    declaring: OnceCell<HashMap<String, (&'a str, bool)>>,
    with_properties: OnceCell<HashSet<&'a str>>,
    /// The alternatives in type cells by their text, and whether one of them is disputed, by page and span.
    alternatives: RefCell<HashMap<(&'a str, Span), Alternatives<'a>>>,
}

/// The names in a type cell.
struct Alternatives<'a> {
    by_text: HashMap<&'a str, &'a TypeName>,
    disputed: Option<bool>,
}

/// What is known about enums.
pub(super) struct Enums<'a> {
    /// Sections of pages that define an enum.
    pub sections: HashSet<(&'a str, Span)>,
    /// Names of enums that are the type of a property.
    pub used: HashSet<&'a str>,
}

impl<'a> Docset<'a> {
    pub(super) fn new(
        extracts: &'a [Arc<PageExtract>],
        reports: &'a [PageReport],
        model: &'a Model,
    ) -> Docset<'a> {
        let names = || model.types.keys().chain(model.enums.keys());
        Docset {
            extracts,
            reports,
            model,
            declared: names().map(|name| (lower(name.as_str()), name)).collect(),
            short: first_of(names().map(|name| (lower(name.short()), name))),
            pages: extracts.iter().map(|page| (&*page.path, &**page)).collect(),
            files: extracts
                .iter()
                .map(|page| (lower(&page.path), &*page.path))
                .collect(),
            suggestions: Cell::default(),
            enums: OnceCell::new(),
            properties: RefCell::default(),
            members: RefCell::default(),
            by_place: OnceCell::new(),
            extended: OnceCell::new(),
            declaring: OnceCell::new(),
            with_properties: OnceCell::new(),
            alternatives: RefCell::default(),
        }
    }

    pub(super) fn pages(&self) -> impl Iterator<Item = (&'a PageExtract, &'a PageReport)> {
        let pages = self.extracts.iter().map(|page| &**page);
        pages.zip(self.reports)
    }

    /// Returns the page with this path.
    pub(super) fn page(&self, path: &str) -> Option<&'a PageExtract> {
        self.pages.get(path).copied()
    }

    /// Returns the page that a finding is about.
    pub(super) fn page_of(&self, found: &Diagnostic) -> Option<&'a PageExtract> {
        self.page(&found.labels.first()?.file)
    }

    /// Returns the declared name, ignoring case.
    pub(super) fn name(&self, name: &QualifiedName) -> Option<&'a QualifiedName> {
        self.declared.get(&lower(name.as_str())).copied()
    }

    /// Whether anything has this short name.
    pub(super) fn is_short_name(&self, name: &str) -> bool {
        self.short_name(name).is_some()
    }

    /// Returns the first type, or else the first enum, with this short name.
    pub(super) fn short_name(&self, name: &str) -> Option<&'a QualifiedName> {
        self.short.get(&lower(name)).copied()
    }

    /// Whether a page other than this one declares a type with this short name.
    pub(super) fn is_declared_beside(&self, short: &str, path: &str) -> bool {
        let known = self.declaring.get_or_init(|| {
            let mut known = HashMap::default();
            for page in self.extracts {
                for name in page
                    .resources
                    .iter()
                    .filter_map(|found| found.name.as_ref())
                {
                    let entry = known.entry(lower(name.value.short()));
                    let (first, more) = entry.or_insert((&*page.path, false));
                    *more |= *first != &*page.path;
                }
            }
            known
        });
        let declared = known.get(&lower(short));
        declared.is_some_and(|(first, more)| *more || *first != path)
    }

    /// Whether a page has a row that is not a relationship.
    pub(super) fn has_table_of_properties(&self, path: &str) -> bool {
        let known = self.with_properties.get_or_init(|| {
            let pages = self.extracts.iter();
            let has = |page: &&Arc<PageExtract>| page.rows.iter().any(|row| !row.relationship);
            pages.filter(has).map(|page| &*page.path).collect()
        });
        known.contains(path)
    }

    /// Returns the first of these names that a row has as an alternative.
    pub(super) fn alternative(
        &self,
        row: &'a RowExtract,
        names: &[String],
    ) -> Option<&'a TypeName> {
        self.alternatives(row, |known| {
            let mut found = names.iter().filter_map(|name| known.by_text.get(&**name));
            found.next().copied()
        })
    }

    /// Whether one of the types of a row is disputed.
    pub(super) fn names_disputed(&self, row: &'a RowExtract, disputed: &Disputed) -> bool {
        self.alternatives(row, |known| {
            *known.disputed.get_or_insert_with(|| {
                let mut short = known.by_text.keys().map(|text| name::short(text));
                short.any(|short| disputed.contains(short))
            })
        })
    }

    fn alternatives<T>(
        &self,
        row: &'a RowExtract,
        look: impl FnOnce(&mut Alternatives<'a>) -> T,
    ) -> T {
        let mut known = self.alternatives.borrow_mut();
        let place = &row.phrase.place;
        let known = known.entry((&*place.file, place.span)).or_insert_with(|| {
            let names = row.phrase.alternatives.iter();
            Alternatives {
                by_text: first_of(names.map(|name| (&*name.text, name))),
                disputed: None,
            }
        });
        look(known)
    }

    /// Adds the known word that was probably meant as help, unless there were too many such questions; otherwise adds
    /// other help.
    pub(super) fn suggest<'k>(
        &self,
        found: Diagnostic,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
        otherwise: Option<&str>,
    ) -> Diagnostic {
        let (asked, compared) = self.suggestions.get();
        if asked >= MOST_SUGGESTIONS && compared >= MOST_COMPARED {
            let untold = "no similar name was looked for, since too many are unknown";
            let help = otherwise.map(|help| format!("{help}; {untold}"));
            return found.help(help.unwrap_or_else(|| untold.to_owned()));
        }
        let mut count = 0;
        let known = known.into_iter().inspect(|_| count += 1);
        let near = edit_distance::closest(word, known);
        self.suggestions.set((asked + 1, compared + count));
        match otherwise.filter(|_| near.is_none()) {
            Some(help) => found.help(help),
            None => found.meant(near),
        }
    }

    /// Returns the type's own property with this name, ignoring case.
    pub(super) fn property(&self, ty: &'a Type, name: &str) -> Option<&'a Property> {
        let mut known = self.properties.borrow_mut();
        let first = known.entry(&ty.name).or_insert_with(First::in_any_case);
        let at = first.find(&ty.properties, |property| &property.name, name)?;
        ty.properties.get(at)
    }

    /// Returns the member of the page's representation with this name, ignoring case.
    pub(super) fn member(&self, page: &'a PageExtract, name: &str) -> Option<&'a MemberExtract> {
        let members = page.resources.first()?.members.as_deref()?;
        let mut known = self.members.borrow_mut();
        let first = known.entry(&page.path).or_insert_with(First::in_any_case);
        members.get(first.find(members, |member| &member.name, name)?)
    }

    /// Returns the property that was read from this place.
    pub(super) fn property_at(&self, place: &Place) -> Option<&'a Property> {
        let known = self.by_place.get_or_init(|| {
            let properties = self.model.types.values().flat_map(|ty| &ty.properties);
            let mut known = HashMap::default();
            for property in properties {
                let Place { file, span, .. } = &property.place;
                known.entry((&**file, *span)).or_insert(property);
            }
            known
        });
        known.get(&(&*place.file, place.span)).copied()
    }

    pub(super) fn enums(&self) -> &Enums<'a> {
        self.enums.get_or_init(|| {
            let pages = self.extracts.iter();
            let sections = pages.flat_map(|page| {
                let sections = page.enums.iter();
                let sections = sections.filter(|found| found.home == EnumHome::Section);
                sections.map(|found| (&*page.path, found.place.span))
            });
            let properties = self.model.types.values().flat_map(|ty| &ty.properties);
            let used = properties.filter_map(|property| match &property.ty {
                TypeRef::Enum(used) => Some(used.as_str()),
                _ => None,
            });
            Enums {
                sections: sections.collect(),
                used: used.collect(),
            }
        })
    }

    /// Whether a page says that a type with this short name extends its own type.
    pub(super) fn is_said_to_extend(&self, short: &str) -> bool {
        let known = self.extended.get_or_init(|| {
            let said = self.extracts.iter().flat_map(|page| &page.derived);
            let names = said.flat_map(|said| &said.alternatives);
            names
                .map(|name| name::short(&name.text).to_ascii_lowercase())
                .collect()
        });
        known.contains(&short.to_ascii_lowercase())
    }

    pub(super) fn ty(&self, resource: &ResourceExtract) -> Option<&'a Type> {
        let name = self.name(&resource.name.as_ref()?.value)?;
        self.model.types.get(name)
    }
}

/// Returns the folder of a page.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Returns the file name if a link leads to a page in the same folder. Links to other folders lead out of the set.
pub(super) fn local<'t>(folder: &str, target: &'t str) -> Option<&'t str> {
    let path = target.strip_prefix("./").unwrap_or(target);
    let path = match path.strip_prefix("../") {
        Some(above) => {
            let name = folder.rsplit('/').next().unwrap_or_default();
            let is_name = !name.contains(['#', '?']);
            let inside = above.strip_prefix(name)?.strip_prefix('/');
            inside.filter(|_| is_name)?
        }
        None => path,
    };
    // The first mark decides: after a fragment, nothing leads elsewhere.
    let is_mark = |byte| matches!(byte, b'#' | b'?' | b'/' | b'\\' | b':' | b'%');
    let end = path.bytes().position(is_mark).unwrap_or(path.len());
    let (path, rest) = path.split_at(end);
    let is_near = rest.is_empty() || rest.starts_with(['#', '?']);
    (is_near && path.len() > 3 && is_page(path)).then_some(path)
}

/// Returns the first value for each key.
fn first_of<K: Eq + std::hash::Hash, V>(pairs: impl Iterator<Item = (K, V)>) -> HashMap<K, V> {
    let mut known = HashMap::default();
    for (key, value) in pairs {
        known.entry(key).or_insert(value);
    }
    known
}
