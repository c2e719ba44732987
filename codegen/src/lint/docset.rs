//! What shows only when all pages are known.

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    diagnostic::Diagnostic,
    edit_distance,
    extract::{EnumHome, MemberExtract, PageExtract, ResourceExtract, phrase},
    first::First,
    hash_map::{HashMap, HashSet},
    lint::{checks::type_names, page_context::PageReport},
    model::{ENTITY, Model, Property, QualifiedName, Type, TypeRef},
    name::lower,
    rules,
    source::is_page,
    span::{Place, Span},
};

/// All pages.
pub(super) struct Docset<'a> {
    pub facts: &'a [Arc<PageExtract>],
    pub reports: &'a [PageReport],
    pub model: &'a Model,
    /// Types and enums by qualified name in lower case.
    declared: HashMap<String, &'a QualifiedName>,
    /// Short names in lower case.
    short: HashSet<String>,
    /// Pages by path.
    pages: HashMap<&'a str, &'a PageExtract>,
    /// Names of files in lower case, with the folder.
    files: BTreeMap<String, &'a str>,
    /// How often a similar name was looked for, and how many names were compared.
    suggestions: Cell<(usize, usize)>,
    enums: OnceCell<Enums<'a>>,
    properties: RefCell<HashMap<&'a QualifiedName, First>>,
    members: RefCell<HashMap<&'a str, First>>,
    by_place: OnceCell<HashMap<(&'a str, Span), &'a Property>>,
    extended: OnceCell<HashSet<String>>,
}

/// What is known of enums.
pub(super) struct Enums<'a> {
    /// Sections of pages that define one.
    pub sections: HashSet<(&'a str, Span)>,
    /// Names of those that are the type of a property.
    pub used: HashSet<&'a str>,
}

impl<'a> Docset<'a> {
    pub(super) fn new(
        facts: &'a [Arc<PageExtract>],
        reports: &'a [PageReport],
        model: &'a Model,
    ) -> Docset<'a> {
        let names = || model.types.keys().chain(model.enums.keys());
        Docset {
            facts,
            reports,
            model,
            declared: names().map(|name| (lower(name.as_str()), name)).collect(),
            short: names().map(|name| lower(name.short())).collect(),
            pages: facts.iter().map(|page| (&*page.path, &**page)).collect(),
            files: facts
                .iter()
                .map(|page| (lower(&page.path), &*page.path))
                .collect(),
            suggestions: Cell::default(),
            enums: OnceCell::new(),
            properties: RefCell::default(),
            members: RefCell::default(),
            by_place: OnceCell::new(),
            extended: OnceCell::new(),
        }
    }

    pub(super) fn pages(&self) -> impl Iterator<Item = (&'a PageExtract, &'a PageReport)> {
        let pages = self.facts.iter().map(|page| &**page);
        pages.zip(self.reports)
    }

    /// The page of this path.
    pub(super) fn page(&self, path: &str) -> Option<&'a PageExtract> {
        self.pages.get(path).copied()
    }

    /// The declared name, whatever its letter case.
    pub(super) fn name(&self, name: &QualifiedName) -> Option<&'a QualifiedName> {
        self.declared.get(&lower(name.as_str())).copied()
    }

    /// Whether anything has this short name.
    pub(super) fn is_short_name(&self, name: &str) -> bool {
        self.short.contains(&lower(name))
    }

    /// Names the known word that was meant, as long as there are not too many such questions, or else gives other help.
    fn suggest<'k>(
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
        let near = edit_distance::of(word, known).map(|near| format!("did you mean `{near}`?"));
        self.suggestions.set((asked + 1, compared + count));
        match near.or_else(|| otherwise.map(str::to_owned)) {
            Some(help) => found.help(help),
            None => found,
        }
    }

    /// The type's own property of this name, whatever its letter case.
    pub(super) fn property(&self, ty: &'a Type, name: &str) -> Option<&'a Property> {
        let mut known = self.properties.borrow_mut();
        let first = known.entry(&ty.name).or_insert_with(First::in_any_case);
        let at = first.find(&ty.properties, |property| &property.name, name)?;
        ty.properties.get(at)
    }

    /// The member that the page's representation shows under this name, whatever its letter case.
    pub(super) fn member(&self, page: &'a PageExtract, name: &str) -> Option<&'a MemberExtract> {
        let members = page.resources.first()?.members.as_deref()?;
        let mut known = self.members.borrow_mut();
        let first = known.entry(&page.path).or_insert_with(First::in_any_case);
        members.get(first.find(members, |member| &member.name, name)?)
    }

    /// The property that was read in this place.
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
            let pages = self.facts.iter();
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

    /// Whether a page says of a type with this short name that it extends its own.
    fn is_said_to_extend(&self, short: &str) -> bool {
        let known = self.extended.get_or_init(|| {
            let said = self.facts.iter().flat_map(|page| &page.derived);
            let names = said.flat_map(|said| &said.value.alternatives);
            names
                .map(|name| name.text.rsplit('.').next().unwrap_or_default())
                .map(str::to_ascii_lowercase)
                .collect()
        });
        known.contains(&short.to_ascii_lowercase())
    }

    pub(super) fn ty(&self, resource: &ResourceExtract) -> Option<&'a Type> {
        let name = self.name(&resource.name.as_ref()?.value)?;
        self.model.types.get(name)
    }
}

/// A suggestion looks at every name there is: where this many were not enough, more do not help either, and would take
/// time that grows with the square of the pages.
const MOST_SUGGESTIONS: usize = 100;

/// Fewer comparisons take no time.
const MOST_COMPARED: usize = 20_000;

/// Runs all rules that need the set.
pub(super) fn check(docset: &Docset<'_>, out: &mut Vec<Diagnostic>) {
    conventions(docset, out);
    let declarations = type_names::declarations(docset);
    for (page, report) in docset.pages() {
        links(docset, page, report, out);
        type_names::shown_types(docset, page, report, out);
        for resource in &page.resources {
            names(docset, page, report, resource, out);
            base(docset, page, resource, out);
        }
        type_names::link_texts(docset, page, &declarations, out);
        type_names::shown_names(docset, page, out);
        inherited(docset, page, out);
        without_type(page, out);
    }
    several_pages(docset, out);
}

/// What most pages of a set leave out is no convention of that set; a single page is none.
fn conventions(docset: &Docset<'_>, out: &mut Vec<Diagnostic>) {
    if docset.reports.len() < 2 {
        return;
    }
    let reports = docset.reports.iter();
    let with = reports.filter(|report| report.has_doc_type).count();
    if with * 2 < docset.reports.len() {
        out.retain(|found| found.rule.id != rules::DOC_TYPE_MISSING.id);
    }
    let is_bare = |found: &&Diagnostic| found.rule.id == rules::RESOURCE_WITHOUT_ANNOTATION.id;
    let bare = out.iter().filter(is_bare).count();
    let is_annotated = |page: &&Arc<PageExtract>| {
        let heading = page.heading.as_ref().map(|heading| &heading.place);
        let first = page.resources.first().map(|resource| &resource.place);
        first.is_some() && first != heading
    };
    if docset.facts.iter().filter(is_annotated).count() < bare {
        out.retain(|found| found.rule.id != rules::RESOURCE_WITHOUT_ANNOTATION.id);
    }
}

/// Links to pages of this folder that are not there, or in another letter case.
fn links(docset: &Docset<'_>, page: &PageExtract, report: &PageReport, out: &mut Vec<Diagnostic>) {
    let folder = folder(&page.path);
    for (target, span, in_cell) in &report.links {
        let Some(name) = local(folder, target) else {
            continue;
        };
        let path = match folder {
            "" => name.to_owned(),
            folder => [folder, "/", name].concat(),
        };
        if docset.page(&path).is_some() {
            continue;
        }
        let found = match docset.files.get(&lower(&path)) {
            Some(real) => {
                let file = real.rsplit('/').next().unwrap_or(real);
                let message =
                    format!("`{target}` differs from the name of the file in letter case");
                Diagnostic::new(&rules::LINK_CASE, &page.path, *span, message)
                    .label(file)
                    .names([&**target])
                    .expected(file)
                    .help(format!("the file is `{file}`"))
            }
            None => {
                let file = path.rsplit('/').next().unwrap_or(&path);
                let message = format!("the page `{file}` does not exist");
                let code = if *in_cell {
                    &rules::LINK_TARGET_MISSING
                } else {
                    &rules::BROKEN_LINK
                };
                let found = Diagnostic::new(code, &page.path, *span, message).names([file]);
                let files = docset
                    .files
                    .values()
                    .filter_map(|real| real.rsplit('/').next());
                let otherwise = "link to an existing page, or add the page";
                docset.suggest(found, file, files, Some(otherwise))
            }
        };
        out.push(found);
    }
}

/// The folder of a page.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name of a page in the same folder; links to other folders lead out of the set.
pub(super) fn local<'t>(folder: &str, target: &'t str) -> Option<&'t str> {
    let end = target.bytes().position(|byte| matches!(byte, b'#' | b'?'));
    let path = &target[..end.unwrap_or(target.len())];
    let path = path.strip_prefix("./").unwrap_or(path);
    let name = folder.rsplit('/').next().unwrap_or_default();
    let path = path
        .strip_prefix("../")
        .and_then(|rest| rest.strip_prefix(name)?.strip_prefix('/'))
        .unwrap_or(path);
    let is_far = path
        .bytes()
        .any(|byte| matches!(byte, b'/' | b'\\' | b':' | b'%'));
    (path.len() > 3 && is_page(path) && !is_far).then_some(path)
}

/// `optionalProperties` and `keyProperty` name properties.
fn names(
    docset: &Docset<'_>,
    page: &PageExtract,
    report: &PageReport,
    resource: &ResourceExtract,
    out: &mut Vec<Diagnostic>,
) {
    if resource.optional.is_empty() && resource.key.is_none() {
        return;
    }
    // What cannot be read, or lies in a base that no page describes, may have the property.
    let (Some(ty), Some(members)) = (docset.ty(resource), &resource.members) else {
        return;
    };
    let line = docset.model.lineage_of(ty);
    let root = line.last().and_then(|last| last.base.as_ref());
    if root.is_some_and(|root| root.as_str() != ENTITY) {
        return;
    }
    let inherited = docset.model.properties(&ty.name);
    let known: HashSet<&str> = inherited
        .iter()
        .map(|property| property.name.as_str())
        .chain(members.iter().map(|member| member.name.as_str()))
        .chain(page.rows.iter().map(|row| row.name.as_str()))
        .chain(["id"])
        .collect();
    let stated = resource.optional.iter().map(|name| {
        (
            name,
            &rules::OPTIONAL_PROPERTY_UNKNOWN,
            "optionalProperties",
        )
    });
    let key = resource
        .key
        .iter()
        .map(|name| (name, &rules::KEY_PROPERTY_UNKNOWN, "keyProperty"));
    let optional = resource.optional.iter();
    let listed: HashSet<&str> = optional.map(|name| name.value.as_str()).collect();
    for (name, code, list) in stated.chain(key) {
        let text = name.value.as_str();
        // What is no identifier is a sample, as in the block of an open type.
        let is_told = report.spoken_of.contains(text);
        if !phrase::is_identifier(text) || known.contains(text) || is_told {
            continue;
        }
        let message = format!(
            "`{list}` names `{text}`, which is not a property of `{}`",
            ty.name.short()
        );
        let found = Diagnostic::new(code, &page.path, name.place.span, message)
            .about(ty.name.as_str(), Some(text));
        // A name that the list has as well is not the one that was meant.
        let others = known.difference(&listed).copied();
        out.push(docset.suggest(found, text, others, None));
    }
}

fn base(
    docset: &Docset<'_>,
    page: &PageExtract,
    resource: &ResourceExtract,
    out: &mut Vec<Diagnostic>,
) {
    let (Some(base), Some(name)) = (&resource.base, &resource.name) else {
        return;
    };
    let text = base.value.as_str();
    let is_entity = text.eq_ignore_ascii_case(ENTITY) || text.eq_ignore_ascii_case("entity");
    let bare = !text.contains('.') && docset.is_short_name(text);
    if is_entity || bare || docset.name(&base.value).is_some() {
        return;
    }
    let message = format!("no page declares the base type `{text}`");
    let found = Diagnostic::new(
        &rules::BASE_UNDECLARED,
        &page.path,
        base.place.span,
        message,
    )
    .names([text])
    .about(name.value.as_str(), None);
    let known = docset.model.types.keys().map(QualifiedName::as_str);
    out.push(docset.suggest(found, text, known, None));
}

/// Rows say that they are inherited, and nothing on the page says from what it derives.
fn inherited(docset: &Docset<'_>, page: &PageExtract, out: &mut Vec<Diagnostic>) {
    let Some(resource) = page.resources.first() else {
        return;
    };
    let Some(ty) = docset.ty(resource) else {
        return;
    };
    let row = page.rows.iter().find_map(|row| {
        let phrase = row.inherited.first()?;
        let named = phrase.alternatives.first()?;
        let short = named.text.rsplit('.').next().unwrap_or_default();
        let other = !short.eq_ignore_ascii_case(ty.name.short()) && short != "entity";
        other.then_some((phrase, short))
    });
    if row.is_none() {
        return;
    }
    let states = resource.base.is_some() || !page.bases.is_empty();
    if states || docset.is_said_to_extend(ty.name.short()) {
        return;
    }
    if let Some((phrase, short)) = row {
        let message = format!(
            "this row is inherited from `{short}`, but the page does not state it as its base"
        );
        let found = Diagnostic::new(
            &rules::BASE_UNSTATED,
            &page.path,
            phrase.place.span,
            message,
        );
        out.push(
            found
                .names([short])
                .help("state the base with `baseType` in the annotation or with a sentence `Inherits from ..`")
                .about(ty.name.as_str(), None),
        );
    }
}

/// Rows that no type on the page could take.
fn without_type(page: &PageExtract, out: &mut Vec<Diagnostic>) {
    let has_type = page
        .resources
        .iter()
        .any(|resource| resource.name.is_some());
    if let Some(row) = page.rows.first().filter(|_| !has_type) {
        let message = "the rows of this table belong to no type";
        let found = Diagnostic::new(&rules::TABLE_WITHOUT_TYPE, &page.path, row.row, message);
        out.push(found.help("add an annotated JSON representation that names the type"));
    }
}

/// One type on several pages: views of it per product have a prefix in their file names, others define it twice.
fn several_pages(docset: &Docset<'_>, out: &mut [Diagnostic]) {
    for found in out
        .iter_mut()
        .filter(|found| found.rule.id == rules::TYPE_ON_SEVERAL_PAGES.id)
    {
        let Some((here, there)) = found.labels.first().zip(found.labels.get(1)) else {
            continue;
        };
        let short = found
            .type_name
            .as_deref()
            .and_then(|name| name.rsplit('.').next())
            .unwrap_or_default();
        let is_namesake = |path: &str| {
            let file = path.rsplit('/').next().unwrap_or(path).to_lowercase();
            let stem = file.strip_suffix(".md").unwrap_or(&file);
            let name = short.to_lowercase();
            stem == name || stem.ends_with(&format!("-{name}"))
        };
        let is_copy = || {
            let rows = |path: &str| -> BTreeSet<&str> {
                let page = docset.page(path);
                let rows = page.map(|page| page.rows.as_slice()).unwrap_or_default();
                rows.iter().map(|row| row.name.as_str()).collect()
            };
            let (mine, theirs) = (rows(&here.file), rows(&there.file));
            mine.len() > 1 && mine == theirs
        };
        if !is_namesake(&here.file) || !is_namesake(&there.file) || is_copy() {
            found.rule = &rules::TYPE_DEFINED_TWICE;
            found.help = Some("describe a type on one page".to_owned());
        }
    }
}
