//! Finds properties that have different names in the table and in the representation.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    diagnostic::{Diagnostic, Label},
    edit_distance,
    lint::{docset::Docset, suppress::allowed},
    locate::Subjects,
    model::{Primitive, QualifiedName, TypeRef},
    rules,
};

/// Maximum number of possible pairs. If there are more, table and representation describe different things.
const MOST_PAIRS: usize = 10_000;

/// Merges the findings about a row without a key and a key without a row, if they are most likely the same property.
pub(crate) fn renamed(
    docset: &Docset<'_>,
    subjects: &Subjects<'_>,
    mut found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut pages: BTreeMap<Arc<str>, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, found) in found.iter().enumerate() {
        let Some(label) = found.labels.first() else {
            continue;
        };
        let (rows, keys) = pages.entry(label.file.clone()).or_default();
        if found.rule() == &rules::MISSING_IN_BLOCK {
            if !allowed::is_inherited(docset, found) {
                rows.push(at);
            }
        } else if found.rule() == &rules::MISSING_IN_TABLE {
            keys.push(at);
        }
    }
    let mut drop = BTreeSet::new();
    let mut pairs = Vec::new();
    for (rows, keys) in pages.into_values() {
        if rows.len() * keys.len() > MOST_PAIRS {
            let first = rows.first().and_then(|row| found.get_mut(*row));
            if let Some(first) = first {
                first.help = Some(format!(
                    "no renamed property was looked for: {} rows have no key, and {} keys no row",
                    rows.len(),
                    keys.len()
                ));
            }
            continue;
        }
        let lone = rows.len() == 1 && keys.len() == 1;
        for row in rows {
            let partner = keys
                .iter()
                .copied()
                .find(|key| !drop.contains(key) && fits(docset, subjects, &found, row, *key, lone));
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
            row.message = rules::name_conflict(&mine, &name);
            row.labels.push(Label {
                text: "only here".to_owned(),
                ..there
            });
            row.help = Some(ONE_OR_TWO.to_owned());
        }
    }
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        !drop.contains(&(at - 1))
    });
    found.iter_mut().for_each(|found| inherited(docset, found));
    found
}

/// Recognizes a key without a row as an inherited row whose name is misspelled.
fn inherited(docset: &Docset<'_>, key: &mut Diagnostic) {
    if key.rule() != &rules::MISSING_IN_TABLE || allowed::is_inherited(docset, key) {
        return;
    }
    let (Some(page), Some(name), Some(ty)) = (docset.page_of(key), &key.member, &key.type_name)
    else {
        return;
    };
    let members = page
        .resources
        .first()
        .and_then(|first| first.members.as_ref());
    if page.rows.len() * members.map_or(0, Vec::len) > MOST_PAIRS {
        return;
    }
    let line = docset.model.lineage(&QualifiedName::new(ty.as_str()));
    let is_known = |row: &str| {
        let mut bases = line.iter().skip(1);
        bases.any(|base| docset.property(base, row).is_some())
    };
    let row = page.rows.iter().find(|row| {
        !row.inherited.is_empty()
            && edit_distance::is_misspelling(&row.name, name)
            && docset.member(page, &row.name).is_none()
            && !is_known(&row.name)
    });
    let Some(row) = row else { return };
    let message = rules::name_conflict(&row.name, name);
    key.message = message;
    key.help = Some(ONE_OR_TWO.to_owned());
    if let Some(there) = key.labels.first_mut() {
        there.text = "only here".to_owned();
    }
    let (file, span, text) = (row.place.file.clone(), row.place.span, String::new());
    key.labels.insert(0, Label { file, span, text });
    key.member = Some(row.name.clone());
}

/// Advice for a row and a key with different names.
const ONE_OR_TWO: &str = "if these are two properties, add a row and a key";

fn fits(
    docset: &Docset<'_>,
    subjects: &Subjects<'_>,
    found: &[Diagnostic],
    row: usize,
    key: usize,
    lone: bool,
) -> bool {
    let (Some(row), Some(key)) = (found.get(row), found.get(key)) else {
        return false;
    };
    let (Some(ty), Some(a), Some(b)) = (&row.type_name, &row.member, &key.member) else {
        return false;
    };
    if key.type_name.as_ref() != Some(ty) {
        return false;
    }
    let is_misspelt = edit_distance::is_misspelling(a, b);
    // A key property is not renamed; it is omitted, or left over.
    let is_id = [a, b].iter().any(|name| name.eq_ignore_ascii_case("id"));
    let ty = docset.model.types.get(&QualifiedName::new(ty.as_str()));
    let find = |name: &str| {
        let property = docset.property(ty?, name)?;
        (property.name == name).then_some(property)
    };
    let (Some(a), Some(b)) = (find(a), find(b)) else {
        return lone && !is_id || is_misspelt;
    };
    if is_misspelt {
        return may_be_one(&a.ty, &b.ty);
    }
    // An inherited property is most likely just shown here.
    let lone =
        lone && !allowed::is_inherited(docset, key) || are_neighbours(docset, subjects, row, key);
    let vague = |ty: &TypeRef| matches!(ty, TypeRef::Any | TypeRef::Undeclared(_));
    let is_text = b.ty == TypeRef::Primitive(Primitive::String);
    let text_fits = matches!(a.ty, TypeRef::Enum(_)) && is_text;
    lone && !is_id
        && a.collection == b.collection
        && (a.ty == b.ty || text_fits || vague(&a.ty) || vague(&b.ty))
}

/// Whether the type of the row and the sample may belong to the same property.
fn may_be_one(row: &TypeRef, sample: &TypeRef) -> bool {
    use Primitive::{Boolean, Byte, Decimal, Double, Int16, Int32, Int64, SByte, Single};
    let shape = |ty: &TypeRef| match ty {
        TypeRef::Any | TypeRef::Undeclared(_) => None,
        TypeRef::Type(_) => Some("object"),
        TypeRef::Primitive(Boolean) => Some("truth value"),
        TypeRef::Primitive(Byte | Decimal | Double | Int16 | Int32 | Int64 | SByte | Single) => {
            Some("number")
        }
        _ => Some("text"),
    };
    // A text sample often represents a value of another type.
    let (row, sample) = (shape(row), shape(sample));
    row.is_none() || sample.is_none_or(|sample| sample == "text") || row == sample
}

/// Whether the row and the key are at the same position, between the same two properties.
fn are_neighbours(
    docset: &Docset<'_>,
    subjects: &Subjects<'_>,
    row: &Diagnostic,
    key: &Diagnostic,
) -> bool {
    let (Some(row), Some(key)) = (row.labels.first(), key.labels.first()) else {
        return false;
    };
    let Some(page) = docset.page(&row.file) else {
        return false;
    };
    let members = page
        .resources
        .first()
        .and_then(|resource| resource.members.as_ref());
    let members = members.map(Vec::as_slice).unwrap_or_default();
    let (Some((row, _)), Some((key, _))) = (subjects.row(row), subjects.member(key)) else {
        return false;
    };
    let named = |at: usize| page.rows.get(at).map(|row| row.name.as_str());
    let shown = |at: usize| members.get(at).map(|member| member.name.as_str());
    let before = match (row.checked_sub(1), key.checked_sub(1)) {
        (None, None) => true,
        (Some(row), Some(key)) => named(row) == shown(key),
        _ => false,
    };
    let after = named(row + 1) == shown(key + 1);
    before && after
}
