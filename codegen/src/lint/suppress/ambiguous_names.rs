//! Consequences of a page that contradicts itself about its own name.

use crate::{
    diagnostic::Diagnostic,
    lint::{disputed::Disputed, docset::Docset},
    locate::Subjects,
    model::QualifiedName,
    rules,
};

/// Whether a finding is about a name about which some page contradicts itself.
pub(crate) fn follows(
    docset: &Docset<'_>,
    subjects: &Subjects<'_>,
    disputed: &Disputed,
    found: &Diagnostic,
) -> bool {
    let by_name = [
        &rules::UNDECLARED_TYPE,
        &rules::LINK_TEXT_AND_TARGET,
        &rules::TYPE_CONFLICT,
        &rules::REDECLARED_PROPERTY,
        &rules::BASE_CONFLICT,
        &rules::BASE_UNDECLARED,
        &rules::BASE_UNSTATED,
        &rules::UNKNOWN_PRIMITIVE,
    ];
    if disputed.is_empty() {
        return false;
    }
    let by_base = [&rules::MISSING_IN_BLOCK, &rules::MISSING_IN_TABLE];
    if by_base.contains(&found.rule()) {
        return lost_its_base(docset, disputed, found);
    }
    if !by_name.contains(&found.rule()) {
        return false;
    }
    if names_another(docset, disputed, found) {
        return false;
    }
    let in_row = found.labels.first().is_some_and(|label| {
        let rows = docset.page(&label.file).map(|page| page.rows.as_slice());
        let row = rows
            .zip(subjects.row(label))
            .and_then(|(rows, (at, _))| rows.get(at));
        let row = row.filter(|row| row.phrase.place.span == label.span);
        row.is_some_and(|row| docset.names_disputed(row, disputed))
    });
    // The table does not depend on names in a sample.
    let is_sample = found.rule() == &rules::TYPE_CONFLICT;
    let names = found.names.iter().filter(|_| !is_sample);
    in_row
        || names
            .map(|name| short(name))
            .any(|name| disputed.contains(name))
}

/// Whether the type concerned extends a type that is declared only under a disputed name, so that what it inherits is
/// unknown.
fn lost_its_base(docset: &Docset<'_>, disputed: &Disputed, found: &Diagnostic) -> bool {
    let name = found.type_name.as_deref().map(QualifiedName::new);
    let line = name
        .map(|name| docset.model.lineage(&name))
        .unwrap_or_default();
    let base = line.last().and_then(|last| last.base.as_ref());
    base.is_some_and(|base| disputed.contains(base.short()))
}

/// Whether the finding compares two names, and one of them is not disputed and extends no disputed type. Then the page
/// is wrong regardless of the disputed name.
fn names_another(docset: &Docset<'_>, disputed: &Disputed, found: &Diagnostic) -> bool {
    let by_pair = [&rules::LINK_TEXT_AND_TARGET, &rules::TYPE_CONFLICT];
    if !by_pair.contains(&found.rule()) {
        return false;
    }
    let is_undisputed = |name: &str| {
        let known = |name: &str| disputed.has_ending_of(short(name));
        let declared = docset.short_name(short(name));
        let line = declared
            .map(|ty| docset.model.lineage(ty))
            .unwrap_or_default();
        let bases = line.iter().filter_map(|ty| ty.base.as_ref());
        !known(name) && !bases.into_iter().any(|base| known(base.as_str()))
    };
    let names = found.names.iter();
    names
        .map(|name| name.trim_matches(['[', ']', '{', '}']))
        .any(is_undisputed)
}

fn short(name: &str) -> &str {
    name.rsplit(['.', ' ']).next().unwrap_or(name)
}
