//! Changes of types: their addition and removal, their names, bases and flags.

use std::collections::BTreeSet;

use crate::{
    drift::{Change, context::Sides, docs, properties, subject::Subject},
    finding::{Contract, Severity},
    model::{ENTITY, Property, QualifiedName, Type},
    prose,
    rules::{self, Message},
};

/// Compares all types.
pub(super) fn compare<'m>(sides: &Sides<'m>, out: &mut Vec<Change>) {
    for (old, new) in &sides.types.both {
        name(sides, old, new, out);
        let mut more = Vec::new();
        marks(old, new, &mut more);
        let is_marked = !more.is_empty();
        let subject = Subject::of(&new.name);
        let deprecated = [&old.deprecated, &new.deprecated];
        let is_same = prose::same_words(&old.docs, &new.docs);
        let change = docs::compare(&subject, deprecated, is_same);
        more.extend(change.map(|change| change.places(Some(&old.place), Some(&new.place))));
        properties::compare(sides, old, new, &mut more);
        let before = out.len();
        base(sides, old, new, &more, out);
        // A description that changed along with its subject is not a change of its own.
        if is_marked || out.len() > before || old.name != new.name {
            more.retain(|change| change.member.is_some() || !is_description(change));
        }
        out.append(&mut more);
    }
    for old in &sides.types.lost {
        let change = Change::new(rules::type_removed(&old.name), &old.name)
            .places(Some(&old.place), None)
            .breaks(Contract::RustSource, true)
            .unsearched(sides.types.too_many);
        out.push(change.before(old.name.as_str()));
    }
    for new in &sides.types.gained {
        let retyped = sides.retyped(&new.name);
        let mut change = Change::new(rules::type_added(&new.name), &new.name)
            .after(new.name.as_str())
            .places(None, Some(&new.place))
            .breaks(Contract::RustSource, !retyped.is_empty());
        change.help = retyped_help(&retyped);
        out.push(change);
    }
}

/// Returns advice about fields with a type that is declared only by the new pages.
pub(super) fn retyped_help(members: &[String]) -> Option<String> {
    let first = members.first()?;
    let more = match members.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(format!(
        "`{first}`{more} had a type that no page declared, and has this one now"
    ))
}

fn name(sides: &Sides, old: &Type, new: &Type, out: &mut Vec<Change>) {
    if old.name == new.name && !sides.paths_may_differ {
        return;
    }
    let was = sides.base.names().rust_path(&old.name).unwrap_or_default();
    let is = sides.head.names().rust_path(&new.name).unwrap_or_default();
    let places = |change: Change| change.places(Some(&old.place), Some(&new.place));
    if old.name != new.name {
        let (before, after) = (old.name.as_str(), new.name.as_str());
        let same_case = before.eq_ignore_ascii_case(after);
        let message = match same_case {
            true => rules::type_case_changed::of_type(before, after),
            false if old.name.short().eq_ignore_ascii_case(new.name.short()) => {
                rules::type_moved::of_type(before, after)
            }
            false => rules::type_renamed(before, after),
        };
        let change = Change::new(message, &new.name)
            .said(before, after)
            .severity(Severity::Minor)
            .breaks(Contract::RustSource, was != is)
            .breaks(Contract::WireRead, !same_case);
        let help = format!("in Rust, write `{is}` for `{was}`");
        out.push(places(if was == is { change } else { change.help(help) }));
    } else if was != is {
        let change = Change::new(rules::type_moved::path(&new.name), &new.name)
            .said(&*was, &*is)
            .breaks(Contract::RustSource, true)
            .help(format!("write `{is}` for `{was}`"));
        out.push(places(change));
    } else {
        out.extend(area(sides, &new.name).map(places));
    }
}

/// Returns the change if a type or an enum with the same path has another feature.
pub(super) fn area(sides: &Sides, name: &QualifiedName) -> Option<Change> {
    let was = &sides.base.names().item_path(name)?.feature;
    let is = &sides.head.names().item_path(name)?.feature;
    (was != is).then(|| {
        Change::new(rules::type_moved::area(name, is), name)
            .said(&**was, &**is)
            .severity(Severity::Patch)
            .help(format!("turn on the feature `{is}` of the generated crate"))
    })
}

/// Reports a different base, unless it is only the base that all entities have and adds nothing. `more` is what else
/// changed in the type.
fn base<'m>(
    sides: &Sides<'m>,
    old: &'m Type,
    new: &'m Type,
    more: &[Change],
    out: &mut Vec<Change>,
) {
    let was = old.base.as_ref().map(|base| sides.now(base));
    let is = new.base.as_ref().map(|base| base.as_str());
    // A page may go on to name a base that has another name now, and that nothing declares.
    let same = old.base == new.base
        || match (was, is) {
            (Some(was), Some(is)) => was.eq_ignore_ascii_case(is),
            (was, is) => was == is,
        };
    if same {
        return;
    }
    let names = |inherited: &mut dyn Iterator<Item = &'m Property>| -> BTreeSet<&'m str> {
        inherited.map(|property| &*property.name).collect()
    };
    let had = names(&mut sides.base.inherited(old));
    let has = names(&mut sides.head.inherited(new));
    let own = names(&mut new.properties.iter());
    let lost: Vec<&str> = had
        .iter()
        .filter(|name| !has.contains(**name) && !own.contains(**name))
        .copied()
        .collect();
    let common = |base: Option<&str>| base.is_none_or(|base| base == ENTITY);
    if had == has && common(was) && common(is) || follows_from_another_page(sides, old, new, more) {
        return;
    }
    let is_concluded = |ty: &Type| ty.base.is_some() && ty.base_is_concluded;
    let said = |base: Option<&str>| base.unwrap_or("none").to_owned();
    let before = said(old.base.as_ref().map(|base| base.as_str()));
    let after = said(is);
    let change = Change::new(rules::base_changed(&new.name, &before, &after), &new.name)
        .said(before, after)
        .places(Some(&old.place), Some(&new.place))
        .severity(Severity::Minor)
        .breaks(Contract::RustSource, !lost.is_empty());
    let change = match lost.is_empty() {
        true => change,
        false => change.help(format!("no longer inherited: `{}`", lost.join("`, `"))),
    };
    out.push(change.concluded(is_concluded(old) || is_concluded(new)));
}

/// Whether a base differs because a type was added or removed, which is reported for that type: it was the base itself,
/// or the page of this type states no base and says the same as before.
fn follows_from_another_page(sides: &Sides, old: &Type, new: &Type, more: &[Change]) -> bool {
    let states = |ty: &Type| ty.base.is_some() && !ty.base_is_concluded;
    let came_or_went =
        |base: &Option<QualifiedName>| base.as_ref().is_some_and(|base| sides.came_or_went(base));
    if !states(new) && came_or_went(&old.base) || !states(old) && came_or_went(&new.base) {
        return true;
    }
    let came_or_went = !sides.types.lost.is_empty() || !sides.types.gained.is_empty();
    // The key comes with the base, and descriptions say nothing about it.
    let is_of_page =
        |change: &Change| change.rule() != &rules::KEY_CHANGED && !is_description(change);
    came_or_went && !states(old) && !states(new) && !more.iter().any(is_of_page)
}

fn is_description(change: &Change) -> bool {
    change.rule() == &rules::DOCS_CHANGED && change.deprecated.is_none()
}

fn marks(old: &Type, new: &Type, out: &mut Vec<Change>) {
    let word = |is: bool| if is { "yes" } else { "no" };
    let mut add = |message: Message, before: &str, after: &str| {
        let change = Change::new(message, &new.name);
        out.push(
            change
                .said(before, after)
                .places(Some(&old.place), Some(&new.place)),
        );
    };
    if old.open != new.open {
        let message = match new.open {
            true => rules::open_changed::now(&new.name),
            false => rules::open_changed::no_longer(&new.name),
        };
        add(message, word(old.open), word(new.open));
    }
    if old.is_abstract != new.is_abstract {
        let message = match new.is_abstract {
            true => rules::abstract_changed::now(&new.name),
            false => rules::abstract_changed::no_longer(&new.name),
        };
        add(message, word(old.is_abstract), word(new.is_abstract));
    }
    let key = |ty: &Type| ty.key.clone().unwrap_or_else(|| "id".to_owned());
    let (was, is) = (key(old), key(new));
    if !was.eq_ignore_ascii_case(&is) {
        add(rules::key_changed(&new.name, &was, &is), &was, &is);
    }
}
