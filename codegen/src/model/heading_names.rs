//! Names of types whose page has no annotation, as in pages that were rendered by a site. The heading capitalizes the
//! name like a title, while other pages have its real spelling.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    edit_distance,
    extract::{Evidence, PageExtract},
    hash_map::HashMap,
    model::index::{file_name, linked_file},
    name::{self, QualifiedName, lower},
};

/// How often each link text is used for a page, by the page's file name in lower case.
type Texts<'a> = HashMap<String, BTreeMap<&'a str, usize>>;

/// Renames types that are named by a heading as the other pages name them.
pub(crate) fn correct(pages: &mut [Arc<PageExtract>]) {
    let corrected: Vec<(usize, QualifiedName)> = {
        let mut titled = pages
            .iter()
            .enumerate()
            .filter_map(|(at, page)| Some((at, title(page)?)))
            .peekable();
        if titled.peek().is_none() {
            return;
        }
        let (texts, spelled) = (texts(pages), spelled(pages));
        let names = titled.map(|(at, title)| (at, named(&pages[at].path, title, &texts, &spelled)));
        names.collect()
    };
    for (at, name) in corrected {
        if pages
            .get(at)
            .and_then(|page| title(page))
            .is_none_or(|title| *title == name)
        {
            continue;
        }
        let page = pages.get_mut(at).map(Arc::make_mut);
        let resource = page.and_then(|page| page.resources.first_mut());
        if let Some(found) = resource.and_then(|resource| resource.name.as_mut()) {
            found.value = name;
        }
    }
}

/// Returns the name of a page if it comes only from its heading.
fn title(page: &PageExtract) -> Option<&QualifiedName> {
    let resource = page.resources.first()?;
    Some(&resource.name.as_ref()?.value).filter(|_| resource.is_titled)
}

fn texts(pages: &[Arc<PageExtract>]) -> Texts<'_> {
    let mut texts = Texts::default();
    for row in pages.iter().flat_map(|page| &page.rows) {
        let phrases = std::iter::once(&row.phrase).chain(&row.inherited);
        for name in phrases.flat_map(|phrase| &phrase.alternatives) {
            let Some(file) = name.target.as_deref().and_then(linked_file) else {
                continue;
            };
            let short = name::short(&name.text);
            *texts
                .entry(lower(&file))
                .or_default()
                .entry(short)
                .or_default() += 1;
        }
    }
    texts
}

/// Returns the qualified names in annotations and in `@odata.type` members, by name in lower case.
fn spelled(pages: &[Arc<PageExtract>]) -> HashMap<String, &str> {
    let mut spelled = HashMap::default();
    for resource in pages.iter().flat_map(|page| &page.resources) {
        let own = resource.name.iter().filter(|_| !resource.is_titled);
        let shown = resource
            .members
            .iter()
            .flatten()
            .filter_map(|member| match &member.evidence {
                Evidence::Named(name) => Some(name.as_str()),
                _ => None,
            });
        let names = own.map(|name| name.value.as_str()).chain(shown);
        // Samples may capitalize types like the classes of client libraries; real names begin in lower case.
        for name in names.filter(|name| !name::short(name).starts_with(char::is_uppercase)) {
            spelled.entry(lower(name)).or_insert(name);
        }
    }
    spelled
}

fn named(
    path: &str,
    title: &QualifiedName,
    texts: &Texts<'_>,
    spelled: &HashMap<String, &str>,
) -> QualifiedName {
    let file = file_name(path);
    let word = lower(title.short());
    // `[workbookChart](chart.md)` names the type of the page `Chart`. `[Chart](chart.md)` says no more than the title,
    // and `[owner](user.md)` refers to something else.
    let stem = lower(file.strip_suffix(".md").unwrap_or(file));
    let fits = |text: &&str| {
        let text_word = lower(text);
        let same = text_word == word;
        // Link text and file name that agree outvote a heading that is almost the same.
        let is_slip = text_word == stem && edit_distance::is_misspelling(&word, &stem);
        let ends = text_word.ends_with(&word) || is_slip;
        ends && !(same && text.starts_with(char::is_uppercase))
    };
    let linked = texts.get(&lower(file)).and_then(|texts| {
        let fitting = texts.iter().filter(|(text, _)| fits(text));
        fitting
            .rev()
            .max_by_key(|(_, count)| **count)
            .map(|(text, _)| *text)
    });
    let short = lower_first(linked.unwrap_or(title.short()));
    let name = match title.namespace() {
        "" => QualifiedName::new(short),
        namespace => QualifiedName::join(namespace, &short),
    };
    match spelled.get(&lower(name.as_str())) {
        Some(spelled) => QualifiedName::new(*spelled),
        None => name,
    }
}

/// Turns a title into an identifier: only its first letter is capitalized for the sake of the title.
fn lower_first(title: &str) -> String {
    let mut chars = title.chars();
    let first = chars.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}
