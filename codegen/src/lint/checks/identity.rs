//! Checks what a page describes according to its annotation, heading, title and file name.

use crate::{
    diagnostic::Diagnostic,
    edit_distance,
    extract::{HeadingKind, PageExtract},
    lint::{disputed::Disputed, docset::Docset, page_context::PageReport},
    model::index::file_name,
    name::short,
    rules,
};

/// Reports pages that contradict themselves, and returns all names that these pages claim. Any other findings about
/// such a name are consequences.
pub(crate) fn check(docset: &Docset<'_>, out: &mut Vec<Diagnostic>) -> Disputed {
    let mut disputed = Disputed::default();
    for (page, report) in docset.pages() {
        if let Some((found, names)) = contradiction(docset, page, report) {
            out.push(found);
            names.iter().for_each(|name| disputed.insert(name));
        }
    }
    disputed
}

fn contradiction(
    docset: &Docset<'_>,
    page: &PageExtract,
    report: &PageReport,
) -> Option<(Diagnostic, Vec<String>)> {
    let heading = page.heading.as_ref()?;
    if heading.value.kind == HeadingKind::Other {
        return None;
    }
    let word = short(heading.value.word.as_deref()?);
    let file = file_name(&page.path);
    let stem = file.strip_suffix(".md").unwrap_or(file);
    // The file name of a product's view of a type begins with the product.
    let is_file = |name: &str| {
        let (product, tail) = match stem.len().checked_sub(name.len()) {
            Some(at) if stem.is_char_boundary(at) => stem.split_at(at),
            _ => return false,
        };
        tail.eq_ignore_ascii_case(name) && (product.is_empty() || product.ends_with('-'))
    };
    let title = report.title.as_deref().map(short);
    let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    let annotated = page
        .resources
        .first()
        .filter(|resource| resource.place.span != heading.place.span)
        .and_then(|resource| resource.name.as_ref());
    let Some(annotated) = annotated else {
        // Without an annotation, title and file name together outvote the heading. Without a title, the heading must be
        // a misspelling.
        let Some(title) = title else {
            return misspelt_heading(page, word, stem);
        };
        let outvoted = !same(word, title) && is_file(title) && !is_file(word);
        return outvoted.then(|| {
            let message = rules::heading_type::title(word, title);
            let found = Diagnostic::at(message, &heading.place);
            (found, vec![word.to_owned(), title.to_owned()])
        });
    };
    let name = annotated.value.short();
    if same(name, word) {
        return None;
    }
    let supported = title.is_some_and(|title| same(title, word)) || is_file(word);
    let claims = vec![word.to_owned(), name.to_owned(), stem.to_owned()];
    // `System facet` is the heading of the page for `systemFacet`, and its file has that name.
    let is_begun = name.to_lowercase().starts_with(&word.to_lowercase()) && is_file(name);
    let is_short = (is_begun || is_alias(word, name)) && !is_misspelt(word, name);
    if is_short && !is_declared_elsewhere(docset, page, word) {
        return None;
    }
    let (of_heading, of_annotation) = (heading.place.span, annotated.place.span);
    let (message, at, there, wrong) = if supported && !is_file(name) {
        let message = rules::annotation_type(name, word);
        (message, of_annotation, of_heading, name)
    } else {
        let message = rules::heading_type::annotation(word, name);
        (message, of_heading, of_annotation, word)
    };
    let found = Diagnostic::new(message, &page.path, at)
        .also(&page.path, there, "contradicted here")
        .about(annotated.value.as_str(), None);
    let known = [word, name].into_iter().filter(|known| is_file(known));
    let near = edit_distance::closest(wrong, known.filter(|known| *known != wrong));
    Some((found.meant(near), claims))
}

/// Reports a heading that nearly matches the file name, without its product prefix.
fn misspelt_heading(
    page: &PageExtract,
    word: &str,
    stem: &str,
) -> Option<(Diagnostic, Vec<String>)> {
    let tail = stem.rsplit('-').next().unwrap_or(stem);
    if word.eq_ignore_ascii_case(tail)
        || word.eq_ignore_ascii_case(stem)
        || !is_misspelt(word, tail)
    {
        return None;
    }
    let at = page.heading.as_ref()?.place.span;
    let found = Diagnostic::new(rules::heading_type::file(word, stem), &page.path, at);
    Some((
        found.meant(Some(tail)),
        vec![word.to_owned(), tail.to_owned()],
    ))
}

/// Whether the heading is an abbreviation, such as `chart` for `workbookChart`. Headings often omit what all types of a
/// family share.
fn is_alias(word: &str, name: &str) -> bool {
    let (word, name) = (word.to_lowercase(), name.to_lowercase());
    word.len() > 2 && (name.ends_with(&word) || word.ends_with(&name))
}

fn is_misspelt(word: &str, name: &str) -> bool {
    // A longer name begins with what a family shares.
    word.len().abs_diff(name.len()) < 2
        && edit_distance::is_misspelling(&word.to_lowercase(), &name.to_lowercase())
}

fn is_declared_elsewhere(docset: &Docset<'_>, page: &PageExtract, word: &str) -> bool {
    // Few words are names that any page declares.
    docset.is_short_name(word) && docset.is_declared_beside(word, &page.path)
}
