//! One cause, one finding: what merely follows from another finding is dropped.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use crate::{
    diagnostic::{Code, Diagnostic},
    facts::{EnumHome, PageFacts, codes as of_facts, phrase},
    lint::{
        codes,
        set::{ENTITY, Set},
    },
    model::{Primitive, Property, QualifiedName, TypeRef, codes as of_model},
    nearest,
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
    (&[&of_model::NAMESPACE_CONFLICT], &[&codes::BLOCK_TYPE]),
    (
        &[&codes::JSON_MISSING],
        &[&of_facts::NO_ANNOTATION, &codes::TABLE_WITHOUT_TYPE],
    ),
    (
        &[&of_facts::NO_ANNOTATION],
        &[&codes::TABLE_WITHOUT_TYPE, &of_facts::NO_BLOCK],
    ),
    (&[&of_facts::UNKNOWN_HEADER], &[&codes::PROPERTIES_MISSING]),
    (
        &[&of_facts::UNKNOWN_HEADER, &codes::PROPERTIES_MISSING],
        &[&of_model::MISSING_IN_TABLE],
    ),
    (&[&codes::BASE_UNDECLARED], &[&of_model::BASE_CONFLICT]),
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
    disputed: &BTreeSet<String>,
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let pages: HashMap<&str, &PageFacts> =
        set.facts.iter().map(|page| (&*page.path, page)).collect();
    let mut found: Vec<Diagnostic> = found
        .into_iter()
        .filter(|found| !is_replaced(found))
        .filter(|found| !shows_inherited(set, &pages, found))
        .filter(|found| !is_loose_list(set, found))
        .filter(|found| !is_other_table(&pages, found) && !is_own_name(&pages, found))
        .filter_map(|found| undeclared(set, &pages, found))
        .filter(|found| !is_disputed(&pages, disputed, found))
        .collect();
    found = renamed(set, found);
    found.retain(|found| !is_inherited(set, found));

    let mut seen = BTreeSet::new();
    found.retain(|found| {
        let place = found
            .labels
            .first()
            .map(|label| (label.file.clone(), label.span));
        seen.insert((found.code.id, place, found.member.clone()))
    });

    twins(&mut found);
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
                        row.row.span.start <= label.span.start && label.span.end <= row.row.span.end
                    });
                    // A sample alone is no declaration.
                    row.is_none_or(|row| {
                        let here = on_row.get(&(label.file.clone(), row.row.span));
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

/// A second page of a type repeats what is wrong with the first.
fn twins(found: &mut Vec<Diagnostic>) {
    let twice = found
        .iter()
        .filter(|found| found.code.id == codes::TYPE_TWICE.id);
    let pairs: BTreeMap<Arc<str>, Arc<str>> = twice
        .filter_map(|found| match found.labels.as_slice() {
            [second, first, ..] => Some((second.file.clone(), first.file.clone())),
            _ => None,
        })
        .collect();
    if pairs.is_empty() {
        return;
    }
    let said: BTreeSet<(Arc<str>, &str, String)> = found
        .iter()
        .filter_map(|found| {
            let label = found.labels.first()?;
            Some((label.file.clone(), found.code.id, found.message.clone()))
        })
        .collect();
    found.retain(|found| {
        let first = found
            .labels
            .first()
            .and_then(|label| pairs.get(&label.file));
        first.is_none_or(|first| {
            !said.contains(&(first.clone(), found.code.id, found.message.clone()))
        })
    });
}

/// Lint says these with a better place of its own.
fn is_replaced(found: &Diagnostic) -> bool {
    let Some(label) = found.labels.first() else {
        return false;
    };
    let wide = label.span.end - label.span.start > 1;
    let id = found.code.id;
    id == of_page::TRAILING_COMMA.id && wide
}

/// Sections of values that no property names as its type are lists under some heading, not definitions of one enum.
fn is_loose_list(set: &Set<'_>, found: &Diagnostic) -> bool {
    if found.code.id != of_model::ENUM_TWICE.id {
        return false;
    }
    let in_section = found.labels.iter().all(|label| {
        let enums = set.page(&label.file).map(|page| page.enums.as_slice());
        let mut enums = enums.unwrap_or_default().iter();
        enums.any(|found| found.place.span == label.span && found.home == EnumHome::Section)
    });
    let mut properties = set.model.types.values().flat_map(|ty| &ty.properties);
    let name = found.type_name.as_deref();
    in_section
        && !properties.any(|property| match &property.ty {
            TypeRef::Enum(used) => Some(used.as_str()) == name,
            _ => false,
        })
}

/// Beside a table of properties, another table in the section is one of something else.
fn is_other_table(pages: &HashMap<&str, &PageFacts>, found: &Diagnostic) -> bool {
    let page = found
        .labels
        .first()
        .and_then(|label| pages.get(&*label.file));
    let has_rows = page.is_some_and(|page| page.rows.iter().any(|row| !row.relationship));
    found.code.id == of_facts::UNKNOWN_HEADER.id && has_rows
}

/// A sample that is the name of the table's own type says the same as the table.
fn is_own_name(pages: &HashMap<&str, &PageFacts>, found: &Diagnostic) -> bool {
    let [cell, value, ..] = found.labels.as_slice() else {
        return false;
    };
    let Some(page) = pages.get(&*cell.file) else {
        return false;
    };
    let mut rows = page.rows.iter();
    let row = rows.find(|row| row.phrase.place.span == cell.span);
    let mut members = page
        .resources
        .iter()
        .flat_map(|resource| resource.members.iter().flatten());
    let member = members.find(|member| member.value_place.span == value.span);
    let (Some(row), Some(member)) = (row, member) else {
        return false;
    };
    let shown = member.text.rsplit('.').next().unwrap_or_default();
    let mut names = row.phrase.alternatives.iter();
    found.code.id == of_model::TYPE_CONFLICT.id
        && names.any(|name| name.text.eq_ignore_ascii_case(shown.trim_end_matches('}')))
}

/// Whether all that a page without a table shows comes from its bases.
fn shows_inherited(set: &Set<'_>, pages: &HashMap<&str, &PageFacts>, found: &Diagnostic) -> bool {
    let page = found
        .labels
        .first()
        .and_then(|label| pages.get(&*label.file));
    let Some((page, resource)) = page.and_then(|page| Some((page, page.resources.first()?))) else {
        return false;
    };
    // Without the very section nobody knows what the page's own properties were.
    let start = |span: Span| span.start;
    let heading = page.heading.as_ref().map(|fact| fact.place.span);
    let at = found.labels.first().map(|label| label.span);
    let is_empty_section =
        found.code.id == codes::PROPERTIES_MISSING.id && at.map(start) != heading.map(start);
    let Some(ty) = set.ty(resource).filter(|_| is_empty_section) else {
        return false;
    };
    let line = set.model.lineage(&ty.name);
    let end = line.last().and_then(|last| last.base.as_ref());
    let known = |name: &str| {
        let inherited = line.iter().skip(1).flat_map(|base| &base.properties);
        let mut rows = page.rows.iter().map(|row| &row.name);
        name == "id"
            || rows.any(|row| row == name)
            || inherited.into_iter().any(|property| property.name == name)
    };
    // A base that no page describes may declare anything.
    end.is_some_and(|end| end.as_str() != ENTITY)
        || resource
            .members
            .iter()
            .flatten()
            .all(|member| known(&member.name))
}

/// What a base declares may be missing from a derived page, and may show up there.
fn is_inherited(set: &Set<'_>, found: &Diagnostic) -> bool {
    let missing = [of_model::MISSING_IN_BLOCK.id, of_model::MISSING_IN_TABLE.id];
    if !missing.contains(&found.code.id) {
        return false;
    }
    let (Some(name), Some(member)) = (&found.type_name, &found.member) else {
        return false;
    };
    let line = set.model.lineage(&QualifiedName::new(name.as_str()));
    let in_base = line
        .iter()
        .skip(1)
        .flat_map(|base| &base.properties)
        .any(|property| property.name.eq_ignore_ascii_case(member));
    let last = line.last().and_then(|last| last.base.as_ref());
    let in_entity = member.eq_ignore_ascii_case("id")
        && line.len() > 1
        && last.is_some_and(|base| base.as_str() == ENTITY);
    in_base || in_entity
}

/// A name that no page declares: an enum that a list defines is declared enough, and near a primitive it is that.
fn undeclared(
    set: &Set<'_>,
    pages: &HashMap<&str, &PageFacts>,
    mut found: Diagnostic,
) -> Option<Diagnostic> {
    if found.code.id != of_model::UNDECLARED.id {
        return Some(found);
    }
    let label = found.labels.first()?;
    let page = pages.get(&*label.file)?;
    let row = page
        .rows
        .iter()
        .find(|row| row.phrase.place.span == label.span)?;
    let name = row
        .phrase
        .alternatives
        .iter()
        .find(|name| found.message.contains(&format!("`{}`", name.text)))?;
    let bare = name.text.strip_prefix("Edm.").unwrap_or(&name.text);
    let near = PRIMITIVES
        .iter()
        .find(|known| nearest::is_misspelling(bare, known));
    let is_word = bare.starts_with(|c: char| c.is_ascii_uppercase());
    if name.target.is_none() && !bare.contains('.') && (near.is_some() || is_word) {
        found.code = &codes::UNKNOWN_PRIMITIVE;
        found.message = format!("`{}` is no primitive type", name.text);
        found.help = near.map(|near| format!("did you mean `{near}`?"));
        return Some(found);
    }
    let is_enum = set
        .model
        .types
        .values()
        .flat_map(|ty| &ty.properties)
        .find(|property: &&Property| property.place == row.place)
        .is_some_and(|property| matches!(property.ty, TypeRef::Enum(_)));
    (!is_enum).then_some(found)
}

const PRIMITIVES: [&str; 17] = [
    "String",
    "Boolean",
    "Byte",
    "SByte",
    "Int16",
    "Int32",
    "Int64",
    "Single",
    "Double",
    "Decimal",
    "Date",
    "DateTimeOffset",
    "TimeOfDay",
    "Duration",
    "Guid",
    "Binary",
    "Stream",
];

/// Whether a finding is about a name that some page contradicts itself about.
fn is_disputed(
    pages: &HashMap<&str, &PageFacts>,
    disputed: &BTreeSet<String>,
    found: &Diagnostic,
) -> bool {
    let by_name = [
        of_model::UNDECLARED.id,
        of_model::TEXT_AND_TARGET.id,
        of_model::TYPE_CONFLICT.id,
        of_model::REDECLARED.id,
        of_model::BASE_CONFLICT.id,
        codes::BASE_UNDECLARED.id,
        codes::BASE_UNSTATED.id,
        codes::UNKNOWN_PRIMITIVE.id,
    ];
    if disputed.is_empty() || !by_name.contains(&found.code.id) {
        return false;
    }
    let words = found
        .message
        .split(|c: char| !c.is_alphanumeric() && c != '_');
    let in_message = |word: &str| disputed.contains(&word.to_lowercase());
    let in_row = found.labels.first().is_some_and(|label| {
        let rows = pages.get(&*label.file).map(|page| page.rows.as_slice());
        rows.unwrap_or_default()
            .iter()
            .filter(|row| row.phrase.place.span == label.span)
            .flat_map(|row| &row.phrase.alternatives)
            .any(|name| in_message(name.text.rsplit('.').next().unwrap_or_default()))
    });
    in_row
        || words
            .filter(|word| phrase::is_identifier(word))
            .any(in_message)
}

/// A row without a key and a key without a row, where one is most likely the other renamed.
fn renamed(set: &Set<'_>, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut pages: BTreeMap<Arc<str>, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, found) in found.iter().enumerate() {
        let Some(label) = found.labels.first() else {
            continue;
        };
        let (rows, keys) = pages.entry(label.file.clone()).or_default();
        if found.code.id == of_model::MISSING_IN_BLOCK.id {
            if !is_inherited(set, found) {
                rows.push(at);
            }
        } else if found.code.id == of_model::MISSING_IN_TABLE.id {
            keys.push(at);
        }
    }
    let mut drop = BTreeSet::new();
    let mut pairs = Vec::new();
    for (rows, keys) in pages.into_values() {
        let lone = rows.len() == 1 && keys.len() == 1;
        for row in rows {
            let partner = keys
                .iter()
                .copied()
                .find(|key| !drop.contains(key) && fits(set, &found, row, *key, lone));
            if let Some(key) = partner {
                drop.insert(key);
                pairs.push((row, key));
            }
        }
    }
    for (row, key) in pairs {
        let (Some(there), Some(name)) = (
            found.get(key).and_then(|key| key.labels.first().cloned()),
            found.get(key).and_then(|key| key.member.clone()),
        ) else {
            continue;
        };
        if let Some(row) = found.get_mut(row) {
            let mine = row.member.clone().unwrap_or_default();
            row.code = &codes::PROPERTY_RENAMED;
            row.message = format!("the table says `{mine}` and the JSON representation `{name}`");
            row.labels.push(crate::diagnostic::Label {
                text: "only here".to_owned(),
                ..there
            });
            row.help = Some("if these are two properties, add a row and a key".to_owned());
        }
    }
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        !drop.contains(&(at - 1))
    });
    found
}

fn fits(set: &Set<'_>, found: &[Diagnostic], row: usize, key: usize, lone: bool) -> bool {
    let (Some(row), Some(key)) = (found.get(row), found.get(key)) else {
        return false;
    };
    let (Some(ty), Some(a), Some(b)) = (&row.type_name, &row.member, &key.member) else {
        return false;
    };
    if key.type_name.as_ref() != Some(ty) {
        return false;
    }
    if nearest::is_misspelling(a, b) {
        return true;
    }
    let properties = set
        .model
        .types
        .get(&QualifiedName::new(ty.as_str()))
        .map(|ty| ty.properties.as_slice())
        .unwrap_or_default();
    let find = |name: &str| properties.iter().find(|property| property.name == name);
    let (Some(a), Some(b)) = (find(a), find(b)) else {
        return lone;
    };
    // What a base declares is most likely only shown here.
    let lone = lone && !is_inherited(set, key) || are_neighbours(set, row, key);
    let vague = |ty: &TypeRef| matches!(ty, TypeRef::Any | TypeRef::Undeclared(_));
    let is_text = b.ty == TypeRef::Primitive(Primitive::String);
    let text_fits = matches!(a.ty, TypeRef::Enum(_)) && is_text;
    lone && a.collection == b.collection
        && (a.ty == b.ty || text_fits || vague(&a.ty) || vague(&b.ty))
}

/// Whether the row and the key stand at the same place, between the same two properties.
fn are_neighbours(set: &Set<'_>, row: &Diagnostic, key: &Diagnostic) -> bool {
    let place = |found: &Diagnostic| {
        found
            .labels
            .first()
            .map(|label| (label.file.clone(), label.span))
    };
    let (Some((file, row)), Some((_, key))) = (place(row), place(key)) else {
        return false;
    };
    let Some(page) = set.page(&file) else {
        return false;
    };
    let rows: Vec<&str> = page.rows.iter().map(|row| row.name.as_str()).collect();
    let members = page
        .resources
        .first()
        .and_then(|resource| resource.members.as_ref());
    let members = members.map(Vec::as_slice).unwrap_or_default();
    let row = page.rows.iter().position(|known| known.place.span == row);
    let key = members.iter().position(|known| known.place.span == key);
    let (Some(row), Some(key)) = (row, key) else {
        return false;
    };
    let shown = |at: usize| members.get(at).map(|member| member.name.as_str());
    let before = match (row.checked_sub(1), key.checked_sub(1)) {
        (None, None) => true,
        (Some(row), Some(key)) => rows.get(row).copied() == shown(key),
        _ => false,
    };
    let after = rows.get(row + 1).copied() == shown(key + 1);
    before && after
}

/// The row or the key in which a finding stands.
fn row(pages: &HashMap<&str, &PageFacts>, found: &Diagnostic) -> Option<Row> {
    let label = found.labels.first()?;
    let page = pages.get(&*label.file)?;
    let within = |span: Span| span.start <= label.span.start && label.span.end <= span.end;
    let by_row = page.rows.iter().find(|row| within(row.row.span));
    by_row.map(|row| (label.file.clone(), row.row.span))
}
