//! What follows from a page that contradicts itself about its own name.

use std::collections::BTreeSet;

use crate::{
    diagnostic::Diagnostic, lint::docset::Docset, locate::Subjects, model::QualifiedName, rules,
};

/// Whether a finding is about a name that some page contradicts itself about.
pub(crate) fn follows(
    docset: &Docset<'_>,
    subjects: &Subjects<'_>,
    disputed: &BTreeSet<String>,
    found: &Diagnostic,
) -> bool {
    let by_name = [
        rules::UNDECLARED_TYPE.id,
        rules::LINK_TEXT_AND_TARGET.id,
        rules::TYPE_CONFLICT.id,
        rules::REDECLARED_PROPERTY.id,
        rules::BASE_CONFLICT.id,
        rules::BASE_UNDECLARED.id,
        rules::BASE_UNSTATED.id,
        rules::UNKNOWN_PRIMITIVE.id,
    ];
    if disputed.is_empty() {
        return false;
    }
    let by_base = [rules::MISSING_IN_BLOCK.id, rules::MISSING_IN_TABLE.id];
    if by_base.contains(&found.rule.id) {
        return lost_its_base(docset, disputed, found);
    }
    if !by_name.contains(&found.rule.id) {
        return false;
    }
    if names_another(docset, disputed, found) {
        return false;
    }
    let is_disputed = |word: &str| disputed.contains(&word.to_lowercase());
    let in_row = found.labels.first().is_some_and(|label| {
        let row = subjects.row(label);
        row.into_iter()
            .map(|(_, row)| row)
            .filter(|row| row.phrase.place.span == label.span)
            .flat_map(|row| &row.phrase.alternatives)
            .any(|name| is_disputed(name.text.rsplit('.').next().unwrap_or_default()))
    });
    // What a sample shows is no name that the table depends on.
    let is_sample = found.rule.id == rules::TYPE_CONFLICT.id;
    let names = found.names.iter().filter(|_| !is_sample);
    in_row || names.map(|name| short(name)).any(is_disputed)
}

/// Whether the type of the finding extends one that is declared under a disputed name alone, so that nobody knows what
/// it inherits.
fn lost_its_base(docset: &Docset<'_>, disputed: &BTreeSet<String>, found: &Diagnostic) -> bool {
    let name = found.type_name.as_deref().map(QualifiedName::new);
    let line = name
        .map(|name| docset.model.lineage(&name))
        .unwrap_or_default();
    let base = line.last().and_then(|last| last.base.as_ref());
    base.is_some_and(|base| disputed.contains(&base.short().to_lowercase()))
}

/// Where text and target, or table and sample, differ, and one of them names what nobody disputes, nor anything that
/// extends it, the page is wrong whatever the disputed name is.
fn names_another(docset: &Docset<'_>, disputed: &BTreeSet<String>, found: &Diagnostic) -> bool {
    let by_pair = [rules::LINK_TEXT_AND_TARGET.id, rules::TYPE_CONFLICT.id];
    if !by_pair.contains(&found.rule.id) {
        return false;
    }
    let is_undisputed = |name: &str| {
        // A heading often leaves out what all names of a family begin with.
        let known = |name: &str| {
            let name = short(name).to_lowercase();
            disputed.contains(&name)
                || disputed
                    .iter()
                    .any(|end| end.len() > 4 && name.ends_with(end))
        };
        let mut types = docset.model.types.keys();
        let declared = types.find(|ty| ty.short().eq_ignore_ascii_case(short(name)));
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
