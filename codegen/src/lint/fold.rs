//! One cause, one finding: what merely follows from another finding is dropped.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    diagnostic::{Code, Diagnostic},
    facts::{PageFacts, codes as of_facts},
    lint::{
        codes, disputed, excused, renamed, repeated, replaced, set::Set, subject::Subjects,
        undeclared,
    },
    map::HashMap,
    model::codes as of_model,
    page::codes as of_page,
    span::Span,
};

type Codes = &'static [&'static Code];

/// On one page, findings of the first kinds make those of the second follow.
static ON_PAGE: &[(Codes, Codes)] = &[
    (
        &[
            &codes::NOT_JSON,
            &codes::FENCE_LANGUAGE,
            &codes::UNKNOWN_BLOCK_TYPE,
            &codes::ANNOTATION_NOT_JSON,
            &codes::UNKNOWN_ANNOTATION_KEY,
            &of_page::UNCLOSED_FENCE,
            &of_page::UNTERMINATED_COMMENT,
        ],
        &[
            &of_facts::UNREADABLE_BLOCK,
            &of_facts::NO_BLOCK,
            &of_facts::NO_ANNOTATION,
            &of_page::LOOSE_JSON,
            &of_page::RECOVERED_JSON,
            &of_page::UNREADABLE_ANNOTATION,
            &codes::TABLE_WITHOUT_TYPE,
            &codes::JSON_MISSING,
            &codes::JSON_HEADING,
            &codes::PROPERTIES_MISSING,
            &of_facts::ANNOTATION_VALUE,
            &codes::BASE_UNSTATED,
        ],
    ),
    (
        &[
            &codes::NOT_JSON,
            &codes::FENCE_LANGUAGE,
            &of_page::UNCLOSED_FENCE,
        ],
        &[
            &codes::NOT_JSON,
            &of_model::MISSING_IN_BLOCK,
            &of_model::MISSING_IN_TABLE,
            &of_model::NAME_CASE,
            &of_model::TYPE_CONFLICT,
            &of_model::COLLECTION_CONFLICT,
            &of_model::VALUES_CONFLICT,
            &codes::ENUM_AND_BLOCK,
            &codes::OPTIONAL_UNKNOWN,
            &codes::KEY_UNKNOWN,
            &of_facts::OPEN_SAMPLE,
            &of_facts::REPEATED_KEY,
        ],
    ),
    (
        &[&codes::ANNOTATION_TYPE, &codes::HEADING_TYPE],
        &[
            &codes::TYPE_TWICE,
            &of_model::SEVERAL_PAGES,
            &of_model::PAGES_CONFLICT,
            &codes::BLOCK_TYPE,
            &of_model::TYPE_CASE,
        ],
    ),
    (
        &[&of_model::NAMESPACE_CONFLICT],
        &[
            &codes::BLOCK_TYPE,
            &codes::ENUM_AND_BLOCK,
            &of_model::ENUM_AND_LIST,
        ],
    ),
    (
        &[&codes::JSON_MISSING],
        &[
            &of_facts::NO_ANNOTATION,
            &codes::TABLE_WITHOUT_TYPE,
            &codes::BASE_UNSTATED,
        ],
    ),
    (
        &[&of_facts::NO_ANNOTATION],
        &[
            &codes::TABLE_WITHOUT_TYPE,
            &of_facts::NO_BLOCK,
            &codes::BASE_UNSTATED,
        ],
    ),
    (&[&of_facts::UNKNOWN_HEADER], &[&codes::PROPERTIES_MISSING]),
    (
        &[&of_facts::UNKNOWN_HEADER, &codes::PROPERTIES_MISSING],
        &[&of_model::MISSING_IN_TABLE],
    ),
    (&[&codes::BASE_UNDECLARED], &[&of_model::BASE_CONFLICT]),
    (
        &[&codes::TABLE_HEADER],
        &[&of_model::PRIMITIVE_RELATIONSHIP],
    ),
    (
        &[&codes::TYPE_TWICE],
        &[&of_model::PAGES_CONFLICT, &of_model::TYPE_CASE],
    ),
];

/// The same on one row.
static ON_ROW: &[(Codes, Codes)] = &[
    (
        &[&of_page::INVISIBLE],
        &[
            &of_facts::BAD_NAME,
            &of_facts::BAD_TYPE,
            &of_model::NAME_CASE,
        ],
    ),
    (
        &[&of_model::LINK_MISSING],
        &[&of_model::UNDECLARED, &of_model::TEXT_AND_TARGET],
    ),
    (
        &[&codes::UNKNOWN_PRIMITIVE, &of_model::UNDECLARED],
        &[
            &of_model::TYPE_CONFLICT,
            &of_model::PRIMITIVE_RELATIONSHIP,
            &of_model::ENUM_FROM_LIST,
        ],
    ),
    (
        &[&of_model::TEXT_AND_TARGET],
        &[
            &of_model::TYPE_CONFLICT,
            &of_model::PAGES_CONFLICT,
            &of_model::REDECLARED,
        ],
    ),
    (
        &[
            &of_model::TYPE_CONFLICT,
            &of_model::COLLECTION_CONFLICT,
            &of_facts::DUPLICATE_ROW_TYPE,
        ],
        &[&of_model::REDECLARED, &of_model::PAGES_CONFLICT],
    ),
    (
        &[&of_facts::MISSING_CELL],
        &[&codes::DESCRIPTION_EMPTY, &of_facts::BAD_TYPE],
    ),
];

/// Findings on two rows that have different types.
static BY_TYPE: Codes = &[&of_model::REDECLARED, &of_model::PAGES_CONFLICT];

/// Findings that make the type of a row doubtful.
static WRONG_TYPE: Codes = &[
    &of_model::TYPE_CONFLICT,
    &of_model::COLLECTION_CONFLICT,
    &of_model::TEXT_AND_TARGET,
    &of_model::LINK_MISSING,
    &of_model::UNDECLARED,
    &codes::UNKNOWN_PRIMITIVE,
    &of_facts::DUPLICATE_ROW_TYPE,
    &of_facts::BAD_TYPE,
];

/// Where a finding counts: a row or key of a page, or else its own place.
type Row = (Arc<str>, Span);

/// Drops what follows from something else. `disputed` are names that pages contradict themselves about.
pub(super) fn fold(
    set: &Set<'_>,
    subjects: &Subjects<'_>,
    disputed: &BTreeSet<String>,
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let pages: HashMap<&str, &PageFacts> = set
        .facts
        .iter()
        .map(|page| (&*page.path, &**page))
        .collect();
    let targets = replaced::named_targets(&found);
    let mut found: Vec<Diagnostic> = found
        .into_iter()
        .filter(|found| !replaced::is_replaced(found, &targets))
        .filter(|found| !excused::shows_inherited(set, &pages, found))
        .filter(|found| !excused::is_loose_list(set, found))
        .filter(|found| !excused::is_marked_data(set, found))
        .filter(|found| {
            !excused::is_other_table(&pages, found) && !excused::is_own_name(&pages, found)
        })
        .filter_map(|found| undeclared::judge(set, &pages, found))
        .filter(|found| !disputed::follows(set, &pages, disputed, found))
        .collect();
    found = renamed::renamed(set, found);
    found.retain(|found| !excused::is_inherited(set, found));

    let mut seen = BTreeSet::new();
    found.retain(|found| {
        let place = found
            .labels
            .first()
            .map(|label| (label.file.clone(), label.span));
        seen.insert((found.code.id, place, found.member.clone()))
    });

    repeated::drop(subjects, &mut found);
    let rows: Vec<Option<Row>> = found.iter().map(|found| row(&pages, found)).collect();
    let mut on_page: BTreeMap<Arc<str>, BTreeSet<&str>> = BTreeMap::new();
    let mut on_row: BTreeMap<Row, BTreeSet<&str>> = BTreeMap::new();
    for (found, row) in found.iter().zip(&rows) {
        if let Some(label) = found.labels.first() {
            on_page
                .entry(label.file.clone())
                .or_default()
                .insert(found.code.id);
        }
        if let Some(row) = row {
            on_row.entry(row.clone()).or_default().insert(found.code.id);
        }
    }
    let mut first_fault: BTreeSet<(Arc<str>, &str)> = BTreeSet::new();
    let kept = found.into_iter().zip(rows).filter(|(found, row)| {
        let Some(label) = found.labels.first() else {
            return true;
        };
        // A page with one broken block is told once.
        if found.code.id == codes::NOT_JSON.id {
            let unclosed = on_page
                .get(&label.file)
                .is_some_and(|codes| codes.contains(of_page::UNCLOSED_FENCE.id));
            return !unclosed && first_fault.insert((label.file.clone(), found.code.id));
        }
        let follows = |rules: &[(Codes, Codes)], here: Option<&BTreeSet<&str>>| {
            here.is_some_and(|here| {
                rules.iter().any(|(causes, effects)| {
                    effects.iter().any(|code| code.id == found.code.id)
                        && causes.iter().any(|code| here.contains(code.id))
                })
            })
        };
        let elsewhere = found.labels.get(1).is_some_and(|label| {
            BY_TYPE.iter().any(|code| code.id == found.code.id)
                && pages.get(&*label.file).is_some_and(|page| {
                    let row = page.rows.iter().find(|row| {
                        row.row.start <= label.span.start && label.span.end <= row.row.end
                    });
                    // A sample alone is no declaration.
                    row.is_none_or(|row| {
                        let here = on_row.get(&(label.file.clone(), row.row));
                        let wrong = |here: &BTreeSet<&str>| {
                            WRONG_TYPE.iter().any(|code| here.contains(code.id))
                        };
                        here.is_some_and(wrong)
                    })
                })
        });
        !elsewhere
            && !follows(ON_PAGE, on_page.get(&label.file))
            && !row
                .as_ref()
                .is_some_and(|row| follows(ON_ROW, on_row.get(row)))
    });
    kept.map(|(found, _)| found).collect()
}

/// The row or the key in which a finding stands.
fn row(pages: &HashMap<&str, &PageFacts>, found: &Diagnostic) -> Option<Row> {
    let label = found.labels.first()?;
    let page = pages.get(&*label.file)?;
    let within = |span: Span| span.start <= label.span.start && label.span.end <= span.end;
    let by_row = page.rows.iter().find(|row| within(row.row));
    by_row.map(|row| (label.file.clone(), row.row))
}
