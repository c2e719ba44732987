//! Checks that need all pages: links, conventions, bases and inherited rows.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    diagnostic::Diagnostic,
    extract::{PageExtract, ResourceExtract, type_word},
    hash_map::{HashMap, HashSet},
    lint::{
        checks::{inherited_rows, type_names},
        docset::{Docset, folder, local},
        page_context::PageReport,
    },
    model::{
        ENTITY, QualifiedName,
        index::{file_name, linked_file},
    },
    name::{self, lower},
    rules,
};

/// Checks all pages together.
pub(crate) fn check(docset: &Docset<'_>, out: &mut Vec<Diagnostic>) {
    conventions(docset, out);
    let declarations = type_names::declarations(docset);
    for (page, report) in docset.pages() {
        links(docset, page, report, out);
        type_names::shown_types(docset, page, report, out);
        type_names::heading_case(page, out);
        for resource in &page.resources {
            names(docset, page, report, resource, out);
            base(docset, page, resource, out);
        }
        type_names::link_texts(docset, page, &declarations, out);
        type_names::shown_names(docset, page, out);
        inherited(docset, page, out);
        inherited_rows::check(docset, page, out);
        without_type(page, out);
    }
    several_pages(docset, out);
}

/// Drops findings about conventions that most pages of the set do not follow. A single page has no conventions.
fn conventions(docset: &Docset<'_>, out: &mut Vec<Diagnostic>) {
    if docset.reports.len() < 2 {
        return;
    }
    let reports = docset.reports.iter();
    let with = reports.filter(|report| report.has_doc_type).count();
    if with * 2 < docset.reports.len() {
        out.retain(|found| found.rule() != &rules::DOC_TYPE_MISSING);
    }
    let is_bare = |found: &&Diagnostic| found.rule() == &rules::RESOURCE_WITHOUT_ANNOTATION;
    let bare = out.iter().filter(is_bare).count();
    let is_annotated = |page: &&Arc<PageExtract>| {
        let heading = page.heading.as_ref().map(|heading| &heading.place);
        let first = page.resources.first().map(|resource| &resource.place);
        first.is_some() && first != heading
    };
    if docset.extracts.iter().filter(is_annotated).count() < bare {
        out.retain(|found| found.rule() != &rules::RESOURCE_WITHOUT_ANNOTATION);
    }
}

/// Reports links to pages in this folder that do not exist, or that differ in letter case.
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
                let file = file_name(real);
                Diagnostic::new(rules::link_case(target), &page.path, *span)
                    .label(file)
                    .names([&**target])
                    .expected(file)
                    .help(format!("the file is `{file}`"))
            }
            None => {
                let file = file_name(&path);
                let message = match in_cell {
                    true => rules::link_target_missing(file),
                    false => rules::broken_link(file),
                };
                let found = Diagnostic::new(message, &page.path, *span).names([file]);
                let files = docset.files.values().map(|real| file_name(real));
                let otherwise = "link to an existing page, or add the page";
                docset.suggest(found, file, files, Some(otherwise))
            }
        };
        out.push(found);
    }
}

/// Checks the names in `optionalProperties` and `keyProperty`.
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
    // The property may be in a block that cannot be read, or in a base that no page describes.
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
    let optional = resource.optional.iter();
    let listed: HashSet<&str> = optional.clone().map(|name| name.value.as_str()).collect();
    let stated = optional.map(|name| (name, false));
    let key = resource.key.iter().map(|name| (name, true));
    for (name, is_key) in stated.chain(key) {
        let text = name.value.as_str();
        // A name that is not an identifier is a sample, as in the block of an open type.
        let is_told = report.spoken_of.contains(text);
        if !type_word::is_identifier(text) || known.contains(text) || is_told {
            continue;
        }
        let owner = ty.name.short();
        let message = match is_key {
            true => rules::key_property_unknown(text, owner),
            false => rules::optional_property_unknown(text, owner),
        };
        let found = Diagnostic::at(message, &name.place).about(ty.name.as_str(), Some(text));
        // A name that is in the list as well cannot be the one that was meant.
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
    if let Some(known) = docset.name(&base.value)
        && *known != base.value
    {
        out.push(type_names::other_case(
            page,
            base.place.span,
            &base.value,
            known,
        ));
    }
    let bare = !text.contains('.') && docset.is_short_name(text);
    if is_entity || bare || docset.name(&base.value).is_some() {
        return;
    }
    let found = Diagnostic::at(rules::base_undeclared(text), &base.place)
        .names([text])
        .about(name.value.as_str(), None);
    let known = docset.model.types.keys().map(QualifiedName::as_str);
    out.push(docset.suggest(found, text, known, None));
}

/// Reports inherited rows on a page that states no base type.
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
        let short = name::short(&named.text);
        let other = !short.eq_ignore_ascii_case(ty.name.short()) && short != "entity";
        // A word that is neither a link nor a declared name is just a word.
        let is_type = named.target.as_deref().and_then(linked_file).is_some()
            || named.text.contains('.')
            || docset.is_short_name(short);
        (other && is_type).then_some((phrase, short))
    });
    if row.is_none() {
        return;
    }
    // On a rendered page without an annotation, a row states the base as well as anything.
    let heading = page.heading.as_ref().map(|heading| &heading.place);
    let is_annotated = heading != Some(&resource.place);
    let states = resource.base.is_some() || !page.bases.is_empty() || !is_annotated;
    if states || docset.is_said_to_extend(ty.name.short()) {
        return;
    }
    if let Some((phrase, short)) = row {
        let message = rules::base_unstated(short);
        let found = Diagnostic::at(message, &phrase.place);
        out.push(
            found
                .names([short])
                .help("state the base with `baseType` in the annotation or with a sentence `Inherits from ..`")
                .about(ty.name.as_str(), None),
        );
    }
}

/// Reports rows on a page without a type.
fn without_type(page: &PageExtract, out: &mut Vec<Diagnostic>) {
    let has_type = page
        .resources
        .iter()
        .any(|resource| resource.name.is_some());
    if let Some(row) = page.rows.first().filter(|_| !has_type) {
        let found = Diagnostic::new(rules::table_without_type(), &page.path, row.row);
        out.push(found.help("add an annotated JSON representation that names the type"));
    }
}

/// Minimum number of pages with the same prefix to take it for the name of a product.
const PRODUCT: usize = 3;

/// Returns the product prefix of a file name: `intune` for `intune-mam-app.md`.
fn product(path: &str) -> Option<&str> {
    let file = file_name(path);
    file.split_once('-').map(|(product, _)| product)
}

/// Judges types that are described on several pages. A product's view of a type has a prefix in its file name; any
/// other page defines the type twice.
fn several_pages(docset: &Docset<'_>, out: &mut [Diagnostic]) {
    let mut products: HashMap<&str, usize> = HashMap::default();
    for product in docset
        .extracts
        .iter()
        .filter_map(|page| product(&page.path))
    {
        *products.entry(product).or_default() += 1;
    }
    let is_view = |path: &str| {
        let pages = product(path).and_then(|product| products.get(product));
        pages.is_some_and(|pages| *pages >= PRODUCT)
    };
    let mut names_of_rows: HashMap<Arc<str>, BTreeSet<&str>> = HashMap::default();
    for found in out
        .iter_mut()
        .filter(|found| found.rule() == &rules::TYPE_ON_SEVERAL_PAGES)
    {
        let Some((here, there)) = found.labels.first().zip(found.labels.get(1)) else {
            continue;
        };
        let name = found.type_name.as_deref().unwrap_or_default();
        let short = name::short(name);
        let is_namesake = |path: &str| {
            let file = file_name(path).to_lowercase();
            let stem = file.strip_suffix(".md").unwrap_or(&file);
            let short = short.to_lowercase();
            stem == short || stem.ends_with(&format!("-{short}"))
        };
        let mut is_copy = || {
            for path in [&here.file, &there.file] {
                names_of_rows.entry(path.clone()).or_insert_with(|| {
                    let page = docset.page(path);
                    let rows = page.map(|page| page.rows.as_slice()).unwrap_or_default();
                    rows.iter().map(|row| row.name.as_str()).collect()
                });
            }
            let rows = |path: &Arc<str>| names_of_rows.get(path);
            let (mine, theirs) = (rows(&here.file), rows(&there.file));
            // Views for a product repeat what they show.
            let is_view = is_view(&here.file) || is_view(&there.file);
            mine.is_some_and(|mine| mine.len() > 1) && mine == theirs && !is_view
        };
        if !is_namesake(&here.file) || !is_namesake(&there.file) || is_copy() {
            found.message = rules::type_defined_twice(name);
            found.help = Some("describe a type on one page".to_owned());
        }
    }
}
