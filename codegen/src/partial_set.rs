//! Sets that lack most of the pages they link to. Findings that only say that a page is missing are folded into one, so
//! that they do not bury what is wrong with the pages that exist.
//!
//! A set is partial if its links lead to more distinct missing pages than existing ones. A single missing page is a
//! fault of the link, unless the set has only one page, which cannot be expected to link to another.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    diagnostic::Diagnostic,
    extract::PageExtract,
    hash_map::HashSet,
    model::{
        ENTITY, Model, QualifiedName, TypeRef,
        index::{file_name, linked_file},
    },
    name::lower,
    rules,
    span::Span,
};

/// The distinct pages that links lead to, as file names in lower case.
struct Targets {
    missing: BTreeSet<String>,
    present: BTreeSet<String>,
}

impl Targets {
    /// Collects targets from links, given as pairs of page and target. Links of a page to itself are ignored.
    fn new<'a>(files: &HashSet<String>, links: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let (mut missing, mut present) = (BTreeSet::new(), BTreeSet::new());
        for (page, target) in links {
            let Some(file) = linked_file(target) else {
                continue;
            };
            if !file.eq_ignore_ascii_case(file_name(page)) {
                let file = lower(&file);
                let side = if files.contains(&file) {
                    &mut present
                } else {
                    &mut missing
                };
                side.insert(file);
            }
        }
        Targets { missing, present }
    }

    fn are_mostly_missing(&self, pages: usize) -> bool {
        self.missing.len() > self.present.len() && (self.missing.len() > 1 || pages == 1)
    }

    /// Returns the names that the missing pages may declare: `security-alert.md` is the page of
    /// `microsoft.graph.security.alert`.
    fn missing_names(&self) -> HashSet<&str> {
        let stems = self
            .missing
            .iter()
            .map(|file| file.strip_suffix(".md").unwrap_or(file));
        stems
            .flat_map(|stem| [Some(stem), stem.rsplit_once('-').map(|(_, name)| name)])
            .flatten()
            .collect()
    }
}

/// Replaces findings whose only reason is a missing page by a single finding, if most pages are missing. Links in type
/// cells and the like decide; `in_text` are links in running text, as pairs of page and target, which decide about
/// findings on such links.
pub(crate) fn fold<'a>(
    pages: &'a [Arc<PageExtract>],
    model: &Model,
    in_text: impl Iterator<Item = (&'a str, &'a str)>,
    found: &mut Vec<Diagnostic>,
) {
    let is_of_links = |found: &Diagnostic| {
        [&rules::LINK_TARGET_MISSING, &rules::BROKEN_LINK].contains(&found.rule())
    };
    if !found.iter().any(is_of_links) {
        return;
    }
    let files = pages.iter().map(|page| lower(file_name(&page.path)));
    let files: HashSet<String> = files.collect();
    let of_types = Targets::new(&files, links_of_types(pages));
    let all = Targets::new(&files, links_of_types(pages).chain(in_text));
    let types_lack = of_types.are_mostly_missing(pages.len());
    let texts_lack = types_lack || all.are_mostly_missing(pages.len());
    if !texts_lack {
        return;
    }
    let (by_types, by_all) = (of_types.missing_names(), all.missing_names());
    let is_named = |found: &Diagnostic, missing: &HashSet<&str>| {
        let mut names = found.names.iter();
        names.any(|name| missing.contains(&*lower(name.rsplit('.').next().unwrap_or(name))))
    };
    let declared = model.types.keys().chain(model.enums.keys());
    let declared: HashSet<String> = declared.map(|name| lower(name.short())).collect();
    let is_undeclared = |name: &str| {
        let (namespace, short) = name.rsplit_once('.').unwrap_or_default();
        !namespace.is_empty() && namespace.contains('.') && !declared.contains(&*lower(short))
    };
    let unlinked: HashSet<_> = found
        .iter()
        .filter(|found| found.rule() == &rules::LINK_TARGET_MISSING)
        .filter_map(place)
        .collect();
    let follows = |found: &Diagnostic| match found.rule().id {
        id if id == rules::BROKEN_LINK.id => texts_lack,
        id if id == rules::LINK_TARGET_MISSING.id => types_lack,
        id if id == rules::BASE_UNDECLARED.id => is_named(found, &by_all),
        id if id == rules::UNDECLARED_TYPE.id || id == rules::ENUM_UNDECLARED.id => {
            types_lack
                && (is_named(found, &by_types)
                    || place(found).is_some_and(|place| unlinked.contains(&place)))
        }
        // A type without a page may extend any type that has one.
        id if id == rules::TYPE_CONFLICT.id => {
            types_lack
                && names_type(model, found)
                && found.names.iter().any(|name| is_undeclared(name))
        }
        // A property that such a base declares may be missing from a derived page, or may show up there.
        id if id == rules::MISSING_IN_TABLE.id || id == rules::MISSING_IN_BLOCK.id => {
            types_lack
                && last_base(model, found).is_some_and(|base| {
                    let may_have = base.as_str() != ENTITY || found.member.as_deref() == Some("id");
                    may_have && by_types.contains(&*lower(base.short()))
                })
        }
        _ => false,
    };
    let folded: Vec<Diagnostic> = found.extract_if(.., |found| follows(found)).collect();
    // A cell may have two findings: as a link and as a type.
    let places: BTreeSet<_> = folded.iter().filter_map(place).collect();
    let Some((file, _)) = places.first() else {
        return;
    };
    let lacking = if types_lack { &of_types } else { &all };
    let missing = lacking.missing.len();
    let linked = missing + lacking.present.len();
    let message = rules::partial_set(missing, linked, places.len());
    found.push(
        Diagnostic::new(message, file, Span::default())
            .help("read these pages together with the others of their set"),
    );
}

/// Returns the links of type cells and of sentences that name base types and derived types.
fn links_of_types(pages: &[Arc<PageExtract>]) -> impl Iterator<Item = (&str, &str)> {
    pages.iter().flat_map(|page| {
        let rows = page.rows.iter();
        let of_rows = rows.flat_map(|row| row.inherited.iter().chain([&row.phrase]));
        let of_page = page.bases.iter().chain(&page.derived);
        let phrases = of_rows.chain(of_page);
        let names = phrases.flat_map(|phrase| &phrase.alternatives);
        let targets = names.filter_map(|name| name.target.as_deref());
        targets.map(|target| (&*page.path, target))
    })
}

/// Whether the property that a finding is about has a declared type.
fn names_type(model: &Model, found: &Diagnostic) -> bool {
    let names = found.type_name.as_deref().zip(found.member.as_deref());
    let property = names.and_then(|(ty, name)| model.property(&QualifiedName::new(ty), name));
    property.is_some_and(|property| matches!(property.ty, TypeRef::Type(_)))
}

/// Returns the farthest base of the type that a finding is about.
fn last_base<'m>(model: &'m Model, found: &Diagnostic) -> Option<&'m QualifiedName> {
    let name = QualifiedName::new(found.type_name.as_deref()?);
    model.lineage(&name).last()?.base.as_ref()
}

fn place(found: &Diagnostic) -> Option<(Arc<str>, Span)> {
    let label = found.labels.first()?;
    Some((label.file.clone(), label.span))
}
