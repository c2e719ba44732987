//! Changes in what annotations of the metadata say.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    drift::{Change, context::Sides, docs, subject::Subject},
    finding::Severity,
    hash_map::HashMap,
    metadata::Refused,
    model::{
        Deprecation, Enum, EnumMember, Place, Property, QualifiedName, Source, Type,
        annotated::Annotated,
    },
    prose::{self, Block},
    rules::{self, Message},
};

/// An item that both sides have.
struct Both<'m> {
    ty: [&'m QualifiedName; 2],
    member: Option<&'m str>,
    deprecated: [Option<&'m Deprecation>; 2],
    places: [&'m Place; 2],
    /// The new description.
    docs: &'m [Block],
    /// What annotations say about it.
    annotated: [Option<&'m Annotated>; 2],
}

/// An item on one side.
struct Side<'m> {
    docs: &'m [Block],
    deprecated: Option<&'m Deprecation>,
    place: &'m Place,
}

impl<'m> Both<'m> {
    /// Returns all types and enums with their members.
    fn all(sides: &Sides<'m>) -> Vec<Both<'m>> {
        let mut all = Vec::new();
        let side = |docs, deprecated: &'m Option<Deprecation>, place| Side {
            docs,
            deprecated: deprecated.as_ref(),
            place,
        };
        for (old, new) in &sides.types.both {
            let of = |ty: &'m Type| (&ty.name, side(&ty.docs, &ty.deprecated, &ty.place));
            let member =
                |own: &'m Property| (&*own.name, side(&own.docs, &own.deprecated, &own.place));
            let members = [&old.properties, &new.properties].map(|own| own.iter().map(member));
            Both::add(sides, [of(old), of(new)], members, &mut all);
        }
        for (old, new) in &sides.enums.both {
            let of = |en: &'m Enum| (&en.name, side(&en.docs, &en.deprecated, &en.place));
            let member =
                |own: &'m EnumMember| (&*own.name, side(&own.docs, &own.deprecated, &own.place));
            let members = [&old.members, &new.members].map(|own| own.iter().map(member));
            Both::add(sides, [of(old), of(new)], members, &mut all);
        }
        all
    }

    fn add(
        sides: &Sides<'m>,
        [(old_type, old), (new_type, new)]: [(&'m QualifiedName, Side<'m>); 2],
        [old_members, new_members]: [impl Iterator<Item = (&'m str, Side<'m>)>; 2],
        all: &mut Vec<Both<'m>>,
    ) {
        let both = |member: Option<&'m str>, old: &Side<'m>, new: &Side<'m>| {
            let annotated = [(sides.base.model, old_type), (sides.head.model, new_type)];
            Both {
                ty: [old_type, new_type],
                member,
                deprecated: [old.deprecated, new.deprecated],
                places: [old.place, new.place],
                docs: new.docs,
                annotated: annotated.map(|(model, ty)| model.annotated.as_ref()?.get(ty, member)),
            }
        };
        all.push(both(None, &old, &new));
        let known: HashMap<&str, Side> = old_members.collect();
        all.extend(new_members.filter_map(|(name, new)| {
            let old = known.get(name)?;
            Some(both(Some(name), old, &new))
        }));
    }

    fn key(&self) -> Key {
        (self.ty[1].clone(), self.member.map(str::to_owned))
    }

    /// Returns the new words of a description that annotations give or gave, if they changed.
    fn described(&self) -> Option<String> {
        let digest = |said: &Option<&'m Annotated>| said.and_then(|said| said.described.clone());
        let [was, is] = self.annotated.each_ref().map(digest);
        let is_of_pages = is.is_none() && !self.docs.is_empty();
        (was != is && !is_of_pages).then(|| prose::words(self.docs))
    }

    /// Returns the reasons and dates of a deprecation, old and new, if they changed. A lock file has only digests of old ones.
    fn reworded(&self) -> Option<[Option<String>; 2]> {
        let [was, is] = self.deprecated;
        let digest = |said: &Option<&'m Annotated>| said.and_then(|said| said.revision.clone());
        let [old, new] = self.annotated.each_ref().map(digest);
        match docs::reworded(was, is) {
            Some(words) => Some(words.map(Some)),
            None if old != new && was?.words().is_empty() => Some([None, Some(is?.words())]),
            None => None,
        }
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
        let (subject, option) = (self.subject(), &own.option);
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

/// Reports what is no longer supported or supported again, and changed descriptions, reasons and dates of deprecations.
pub(super) fn compare(sides: &Sides, out: &mut Vec<Change>) {
    let all = Both::all(sides);
    describe(&all, out);
    let found: Vec<Change> = match (&sides.base.model.annotated, &sides.head.model.annotated) {
        (Some(_), Some(_)) => all.iter().flat_map(restrictions).collect(),
        _ => Vec::new(),
    };
    // Changed descriptions that only mention these are not reported.
    let restricted: BTreeSet<_> = found.iter().map(key).collect();
    out.retain(|change| !is_description(change) || !restricted.contains(&key(change)));
    let told: BTreeSet<_> = out.iter().map(key).collect();
    let reworded = all.iter().filter_map(|both| {
        let [before, after] = both.reworded()?;
        let change = both.change(rules::docs_changed::deprecation(both.subject()));
        let is_told = before.is_some() && told.contains(&both.key());
        (!is_told).then_some(Change {
            before,
            after,
            ..change
        })
    });
    let reworded: Vec<Change> = reworded.collect();
    out.extend(found);
    out.extend(reworded);
}

/// A type or enum, or a member of it.
type Key = (QualifiedName, Option<String>);

fn key(change: &Change) -> Key {
    (change.type_name.clone(), change.member.clone())
}

/// Whether a change says only that a description changed.
fn is_description(change: &Change) -> bool {
    change.rule() == &rules::DOCS_CHANGED && change.before.is_none() && change.after.is_none()
}

/// Adds the new words to changes of descriptions from annotations, even if the old words are unknown.
fn describe(all: &[Both], out: &mut Vec<Change>) {
    let described = all
        .iter()
        .filter_map(|both| Some((both.key(), (both, both.described()?))));
    let mut described: BTreeMap<Key, (&Both, String)> = described.collect();
    for change in out.iter_mut() {
        let found = described.remove(&key(change));
        if let Some((_, words)) = found.filter(|_| is_description(change)) {
            change.after = Some(words);
        }
    }
    out.extend(described.into_values().map(|(both, words)| {
        let change = both.change(rules::docs_changed::described(both.subject()));
        Change {
            after: Some(words),
            ..change.severity(rules::DOCS_CHANGED.severity())
        }
    }));
}

/// Finds what is no longer supported, or supported again.
fn restrictions(both: &Both) -> Vec<Change> {
    let refused =
        |said: Option<&Annotated>| said.map_or_else(Vec::new, |said| said.refused.clone());
    let [was, is] = both.annotated.map(refused);
    let now = is.iter().filter(|own| !was.contains(own));
    let now = now.map(|own| both.restriction(own, true));
    let again = was.iter().filter(|own| !is.contains(own));
    let again = again.map(|own| both.restriction(own, false));
    now.chain(again).collect()
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
    let of = |is_annotated: bool| match is_annotated || origin == Source::Metadata {
        true => Source::Metadata,
        false => Source::Docs,
    };
    let is_of_docs = change.rule() == &rules::DOCS_CHANGED;
    let may_deprecate = is_of_docs || change.rule() == &rules::PROPERTY_DEPRECATED;
    let is_now = |state: bool| change.after.as_deref() == Some(docs::word(state));
    if change.rule() == &rules::RESTRICTION_CHANGED {
        Some(Source::Metadata)
    } else if change.rule() == &rules::PROPERTY_READ_ONLY_CHANGED {
        Some(of(false))
    } else if may_deprecate && is_now(true) {
        Some(of(is.is_some_and(|said| said.deprecated)))
    } else if may_deprecate && is_now(false) {
        Some(of(was.is_some_and(|said| said.deprecated)))
    } else if is_of_docs && change.after.is_some() {
        // Only the metadata has dates, and only its descriptions are quoted.
        Some(Source::Metadata)
    } else if is_of_docs {
        Some(of(is.or(was).is_some_and(|said| said.described.is_some())))
    } else {
        None
    }
}
