//! Changes in what annotations of the metadata say.

use std::collections::BTreeSet;

use crate::{
    drift::{Change, context::Sides, docs, subject::Subject},
    finding::Severity,
    hash_map::HashMap,
    metadata::Refused,
    model::{
        Deprecation, Enum, EnumMember, Place, Property, QualifiedName, Source, Type,
        annotated::Annotated,
    },
    rules::{self, Message},
};

/// An item that both sides have.
struct Both<'m> {
    ty: [&'m QualifiedName; 2],
    member: Option<&'m str>,
    deprecated: [Option<&'m Deprecation>; 2],
    places: [&'m Place; 2],
}

/// An item's name, its deprecation and its place.
type Said<'m> = (&'m str, Option<&'m Deprecation>, &'m Place);

impl<'m> Both<'m> {
    /// Returns all types and enums with their members.
    fn all(sides: &Sides<'m>) -> Vec<Both<'m>> {
        let mut all = Vec::new();
        for (old, new) in &sides.types.both {
            let of = |ty: &'m Type| (&ty.name, ty.deprecated.as_ref(), &ty.place);
            let member = |own: &'m Property| (&*own.name, own.deprecated.as_ref(), &own.place);
            let members = [&old.properties, &new.properties].map(|own| own.iter().map(member));
            Both::add([of(old), of(new)], members, &mut all);
        }
        for (old, new) in &sides.enums.both {
            let of = |en: &'m Enum| (&en.name, en.deprecated.as_ref(), &en.place);
            let member = |own: &'m EnumMember| (&*own.name, own.deprecated.as_ref(), &own.place);
            let members = [&old.members, &new.members].map(|own| own.iter().map(member));
            Both::add([of(old), of(new)], members, &mut all);
        }
        all
    }

    fn add(
        [old, new]: [(&'m QualifiedName, Option<&'m Deprecation>, &'m Place); 2],
        [old_members, new_members]: [impl Iterator<Item = Said<'m>>; 2],
        all: &mut Vec<Both<'m>>,
    ) {
        let ty = [old.0, new.0];
        all.push(Both {
            ty,
            member: None,
            deprecated: [old.1, new.1],
            places: [old.2, new.2],
        });
        let known: HashMap<&str, Said> = old_members.map(|own| (own.0, own)).collect();
        all.extend(new_members.filter_map(|new| {
            let old = known.get(new.0)?;
            Some(Both {
                ty,
                member: Some(new.0),
                deprecated: [old.1, new.1],
                places: [old.2, new.2],
            })
        }));
    }

    fn subject(&self) -> Subject<'m> {
        Subject {
            ty: self.ty[1],
            member: self.member,
        }
    }

    fn change(&self, message: Message) -> Change {
        let [old, new] = self.places;
        Change::of(message, &self.subject())
            .places(Some(old), Some(new))
            .severity(Severity::Minor)
    }

    /// Returns the change for a query option or operation that is now refused, or supported again.
    fn restriction(&self, own: &Refused, is_refused: bool) -> Change {
        use rules::restriction_changed::{no_longer, no_longer_within, supports, supports_within};
        let (subject, option) = (self.subject(), own.option);
        let message = match (&own.within, is_refused) {
            (None, true) => no_longer(subject, option),
            (None, false) => supports(subject, option),
            (Some(set), true) => no_longer_within(subject, option, set),
            (Some(set), false) => supports_within(subject, option, set),
        };
        let [before, after] = match is_refused {
            true => ["supported", "refused"],
            false => ["refused", "supported"],
        };
        self.change(message).said(before, after)
    }
}

/// Reports query options and operations that are now refused or supported again, and changed reasons or dates of
/// deprecations.
pub(super) fn compare(sides: &Sides, out: &mut Vec<Change>) {
    let all = Both::all(sides);
    let mut found = Vec::new();
    restrictions(sides, &all, &mut found);
    // Changed descriptions that only mention these are not reported.
    let restricted: BTreeSet<_> = found.iter().map(key).collect();
    out.retain(|change| {
        let is_description = change.rule == &rules::DOCS_CHANGED && change.after.is_none();
        !is_description || !restricted.contains(&key(change))
    });
    let told: BTreeSet<_> = out.iter().map(key).collect();
    let reworded = all.iter().filter_map(|both| {
        let [was, is] = both.deprecated;
        let [before, after] = docs::reworded(was, is)?;
        let change = both.change(rules::docs_changed::deprecation(both.subject()));
        Some(change.said(before, after)).filter(|change| !told.contains(&key(change)))
    });
    let reworded: Vec<Change> = reworded.collect();
    out.extend(found);
    out.extend(reworded);
}

fn key(change: &Change) -> (QualifiedName, Option<String>) {
    (change.type_name.clone(), change.member.clone())
}

/// Finds the query options and operations that are now refused or supported again, if the old ones are known.
fn restrictions(sides: &Sides, all: &[Both], found: &mut Vec<Change>) {
    let (Some(base), Some(head)) = (&sides.base.model.annotated, &sides.head.model.annotated)
    else {
        return;
    };
    for both in all {
        let refused =
            |side: Option<&Annotated>| side.map_or_else(Vec::new, |said| said.refused.clone());
        let was = refused(base.get(both.ty[0], both.member));
        let is = refused(head.get(both.ty[1], both.member));
        let lacks = |all: &[Refused], one: &Refused| !all.contains(one);
        let now = is.iter().filter(|own| lacks(&was, own));
        let now = now.map(|own| both.restriction(own, true));
        let again = was.iter().filter(|own| lacks(&is, own));
        let again = again.map(|own| both.restriction(own, false));
        found.extend(now.chain(again));
    }
}

/// Returns the source of a change in something that both annotations and pages may say.
pub(super) fn source(
    sides: &Sides,
    old_type: &QualifiedName,
    change: &Change,
    origin: Source,
) -> Option<Source> {
    let (base, head) = (sides.base.model, sides.head.model);
    let member = change.member.as_deref();
    let is = head.annotated.as_ref();
    let is = is.and_then(|all| all.get(&change.type_name, member));
    let was = base.annotated.as_ref();
    let was = was.and_then(|all| all.get(old_type, member));
    let is_written_down = base.annotated.is_none() && !base.service.is_empty();
    let of = |is_annotated: bool| match is_annotated || origin == Source::Metadata {
        true => Source::Metadata,
        false => Source::Docs,
    };
    // For a model that was read from a lock file, it is unknown what annotations said.
    let known = |source: Source| (!is_written_down || source == Source::Metadata).then_some(source);
    let is_of_docs = change.rule == &rules::DOCS_CHANGED;
    let may_deprecate = is_of_docs || change.rule == &rules::PROPERTY_DEPRECATED;
    let is_now = |state: bool| change.after.as_deref() == Some(docs::word(state));
    if change.rule == &rules::RESTRICTION_CHANGED {
        Some(Source::Metadata)
    } else if change.rule == &rules::PROPERTY_READ_ONLY_CHANGED {
        Some(of(false))
    } else if may_deprecate && is_now(true) {
        Some(of(is.is_some_and(|said| said.deprecated)))
    } else if may_deprecate && is_now(false) {
        known(of(was.is_some_and(|said| said.deprecated)))
    } else if is_of_docs && change.after.is_some() {
        // Only the metadata has dates.
        Some(Source::Metadata)
    } else if is_of_docs {
        known(of(is.or(was).is_some_and(|said| said.described)))
    } else {
        None
    }
}
