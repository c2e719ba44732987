//! The checks of lint, one file per kind of mistake.

mod annotation;
mod beta_notice;
mod cross_page;
mod front_matter;
mod identity;
mod inherited_rows;
pub(super) mod json;
mod links;
mod mixed_script;
pub(super) mod renamed_property;
pub(super) mod rows;
mod sections;
mod type_names;
pub(super) mod undeclared_type;
mod value_lists;
pub(super) mod value_mentions;

use crate::{
    diagnostic::Diagnostic,
    extract::{PageExtract, section::Placed},
    hash_map::HashSet,
    lint::{
        disputed::Disputed,
        docset::Docset,
        page_context::{PageContext, PageReport},
    },
    page::Page,
    source::SourceFile,
};

/// Checks a single page.
pub(super) fn page(
    page: &Page,
    placed: &[Placed<'_>],
    extract: &PageExtract,
    file: &SourceFile,
) -> PageReport {
    let mut context = PageContext {
        page,
        extract,
        file,
        placed,
        report: PageReport::default(),
    };
    annotation::check(&mut context);
    sections::check(&mut context);
    rows::check(&mut context);
    links::check(&mut context);
    mixed_script::check(&mut context);
    front_matter::check(&mut context);
    context.report.beta_notice = beta_notice::place(&context);
    context.report.describes_marker = rows::describe_marker(&context);
    context.report.spoken_of = spoken_of(&context);
    context.report
}

/// Checks all pages together. Returns the names about which pages contradict themselves.
pub(super) fn docset(docset: &Docset<'_>, out: &mut Vec<Diagnostic>) -> Disputed {
    cross_page::check(docset, out);
    value_lists::check(docset, out);
    beta_notice::check(docset, out);
    identity::check(docset, out)
}

/// Returns optional properties without a row that running text mentions.
fn spoken_of(context: &PageContext<'_>) -> HashSet<String> {
    let mut resources = context.extract.resources.iter();
    if resources.all(|resource| resource.optional.is_empty()) {
        return HashSet::default();
    }
    let rows: HashSet<&str> = context.extract.rows.iter().map(|row| &*row.name).collect();
    let said: HashSet<&str> = marked(&context.file.text).collect();
    let resources = context.extract.resources.iter();
    let names = resources.flat_map(|resource| &resource.optional);
    names
        .map(|name| &name.value)
        .filter(|name| !rows.contains(name.as_str()) && said.contains(name.as_str()))
        .cloned()
        .collect()
}

/// Returns the text between code marks, and between marks of strong emphasis.
fn marked(text: &str) -> impl Iterator<Item = &str> {
    let mut stars = 0;
    let mut start = 0;
    let strong = text.match_indices('*').filter_map(move |(at, _)| {
        let before = text.get(start..at).unwrap_or_default();
        start = at + 1;
        if before.is_empty() {
            stars += 1;
            return None;
        }
        let is_open = std::mem::replace(&mut stars, 1) > 1;
        let is_closed = text.as_bytes().get(at + 1) == Some(&b'*');
        (is_open && is_closed).then_some(before)
    });
    // Nothing is quoted after the last mark.
    let (code, _) = text.rsplit_once('`').unwrap_or_default();
    code.split('`').skip(1).chain(strong)
}
