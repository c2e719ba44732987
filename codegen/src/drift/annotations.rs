//! Changes in what annotations of the metadata say.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    drift::{Change, context::Sides, docs, subject::Subject},
    finding::Severity,
    hash_map::HashMap,
    metadata::Refused,
    model::{
        Deprecation, Enum, EnumMember, Model, Place, QualifiedName, Source, Type,
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
    annotated: Option<&'m Annotated>,
}

/// Returns the members of a type, and with them the inherited ones that annotations restate on the other side.
fn members<'m>(
    model: &'m Model,
    ty: &'m Type,
    other: (&'m Model, &'m Type),
) -> impl Iterator<Item = (&'m str, Side<'m>)> {
    let own = ty.properties.iter().map(move |own| (&ty.name, own));
    let (other_model, other) = other;
    let mut restated = other.properties.iter().filter(|property| {
        let annotated = other_model.annotated.as_ref();
        let said = annotated.and_then(|all| all.get(&other.name, Some(&property.name)));
        property.inherited_from.is_some() && said.is_some()
    });
    let line = match restated.next() {
        Some(_) => model.lineage(&ty.name),
        None => Vec::new(),
    };
    let inherited = line.into_iter().skip(1).flat_map(|base| {
        let all = base.properties.iter();
        all.map(|property| (&base.name, property))
    });
    own.chain(inherited).map(|(owner, property)| {
        let name = property.name.as_str();
        let annotated = model.annotated.as_ref();
        let side = Side {
            docs: &property.docs,
            deprecated: property.deprecated.as_ref(),
            place: &property.place,
            annotated: annotated.and_then(|all| all.get(owner, Some(name))),
        };
        (name, side)
    })
}

impl<'m> Both<'m> {
    /// Returns all types and enums with their members.
    fn all(sides: &Sides<'m>) -> Vec<Both<'m>> {
        let mut all = Vec::new();
        let models = [sides.base.model, sides.head.model];
        let said = |model: &'m Model, ty, member| model.annotated.as_ref()?.get(ty, member);
        for (old, new) in &sides.types.both {
            let both = [old, new].map(|ty| &ty.name);
            let of = |(model, ty): (_, &'m Type)| Side {
                docs: &ty.docs,
                deprecated: ty.deprecated.as_ref(),
                place: &ty.place,
                annotated: said(model, &ty.name, None),
            };
            let [base, head] = [(models[0], *old), (models[1], *new)];
            all.push(Both::new(both, None, &of(base), &of(head)));
            let old_members = members(models[0], old, head);
            let new_members = members(models[1], new, base);
            Both::add(both, old_members, new_members, &mut all);
        }
        for (old, new) in &sides.enums.both {
            let both = [old, new].map(|en| &en.name);
            let of = |(model, en): (_, &'m Enum)| Side {
                docs: &en.docs,
                deprecated: en.deprecated.as_ref(),
                place: &en.place,
                annotated: said(model, &en.name, None),
            };
            let [base, head] = [(models[0], *old), (models[1], *new)];
            all.push(Both::new(both, None, &of(base), &of(head)));
            let members = |(model, en): (_, &'m Enum)| {
                en.members.iter().map(move |own: &'m EnumMember| {
                    let name = own.name.as_str();
                    let side = Side {
                        docs: &own.docs,
                        deprecated: own.deprecated.as_ref(),
                        place: &own.place,
                        annotated: said(model, &en.name, Some(name)),
                    };
                    (name, side)
                })
            };
            Both::add(both, members(base), members(head), &mut all);
        }
        all
    }

    fn new(
        ty: [&'m QualifiedName; 2],
        member: Option<&'m str>,
        old: &Side<'m>,
        new: &Side<'m>,
    ) -> Both<'m> {
        Both {
            ty,
            member,
            deprecated: [old.deprecated, new.deprecated],
            places: [old.place, new.place],
            docs: new.docs,
            annotated: [old.annotated, new.annotated],
        }
    }

    /// Adds the members that both sides have. The nearest declaration counts.
    fn add(
        ty: [&'m QualifiedName; 2],
        old_members: impl Iterator<Item = (&'m str, Side<'m>)>,
        new_members: impl Iterator<Item = (&'m str, Side<'m>)>,
        all: &mut Vec<Both<'m>>,
    ) {
        let mut known: HashMap<&str, Side> = HashMap::default();
        for (name, old) in old_members {
            known.entry(name).or_insert(old);
        }
        all.extend(new_members.filter_map(|(name, new)| {
            let old = known.remove(name)?;
            Some(Both::new(ty, Some(name), &old, &new))
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
    if change.rule() == &rules::RESTRICTION_CHANGED {
        Some(Source::Metadata)
    } else if change.rule() == &rules::PROPERTY_READ_ONLY_CHANGED {
        Some(of(false))
    } else if let Some(is_now) = change.deprecated {
        let said = if is_now { is } else { was };
        Some(of(said.is_some_and(|said| said.deprecated)))
    } else if is_of_docs && change.after.is_some() {
        // Only the metadata has dates, and only its descriptions are quoted.
        Some(Source::Metadata)
    } else if is_of_docs {
        Some(of(is.or(was).is_some_and(|said| said.described.is_some())))
    } else {
        None
    }
}
