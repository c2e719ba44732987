//! Remarks in the documentation about corrected mistakes of the pages.

use super::{docs::separate, markdown::wrap, names::Member, quotes::markdown};
use crate::model::{Corrected, Model};

/// Adds why a property differs from its page.
pub(super) fn of_property(member: &Member, model: &Model, lines: &mut Vec<String>) {
    let (nearest, name) = (member.nearest_owner, &member.nearest.name);
    let own = model.corrected_property(nearest, name);
    let farthest = (member.owner != nearest).then_some(member.owner);
    let of_type = farthest
        .into_iter()
        .flat_map(|owner| model.corrected_property(owner, name))
        .filter(|known| known.is_type);
    own.chain(of_type).for_each(|known| tell(known, lines));
}

/// Adds the corrections of a type or of a value list as a whole: its base, and what it lost.
pub(super) fn of_whole<'m>(
    corrected: impl IntoIterator<Item = &'m Corrected>,
    lines: &mut Vec<String>,
) {
    let corrected = corrected.into_iter();
    corrected.for_each(|known| {
        if known.is_gone || known.property.is_none() && known.member.is_none() {
            tell(known, lines);
        }
    });
}

/// Adds the corrections of one enum member.
pub(super) fn of_member<'m>(
    corrected: impl IntoIterator<Item = &'m Corrected>,
    member: &str,
    lines: &mut Vec<String>,
) {
    let corrected = corrected.into_iter();
    let of_member = |known: &&Corrected| known.member.as_deref() == Some(member) && !known.is_gone;
    corrected
        .filter(of_member)
        .for_each(|known| tell(known, lines));
}

fn tell(known: &Corrected, lines: &mut Vec<String>) {
    separate(lines);
    let said = markdown(&known.said);
    let because = markdown(known.because.trim().trim_end_matches('.'));
    let link = &known.link;
    let text = format!("**Corrected.** The documentation {said}: {because} ([report](<{link}>)).");
    wrap(&text, "", "", lines);
}
