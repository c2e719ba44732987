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
    ty: &'m QualifiedName,
    member: Option<&'m str>,
    old: Side<'m>,
    new: Side<'m>,
}

/// What one side says about an item.
struct Side<'m> {
    docs: &'m [Block],
    deprecated: Option<&'m Deprecation>,
    place: &'m Place,
    /// What annotations say about it.
    annotated: Option<&'m Annotated>,
}

impl<'m> Side<'m> {
    fn new(
        model: &'m Model,
        (ty, member): (&QualifiedName, Option<&str>),
        docs: &'m [Block],
        deprecated: &'m Option<Deprecation>,
        place: &'m Place,
    ) -> Side<'m> {
        let annotated = model.annotated.as_ref();
        Side {
            docs,
            deprecated: deprecated.as_ref(),
            place,
            annotated: annotated.and_then(|all| all.get(ty, member)),
        }
    }
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
        let key = (owner, Some(name));
        let side = Side::new(
            model,
            key,
            &property.docs,
            &property.deprecated,
            &property.place,
        );
        (name, side)
    })
}

impl<'m> Both<'m> {
    /// Returns all types and enums with their members.
    fn all(sides: &Sides<'m>) -> Vec<Both<'m>> {
        let mut all = Vec::new();
        let (base, head) = (sides.base.model, sides.head.model);
        for (old, new) in &sides.types.both {
            let side = |model, ty: &'m Type| {
                Side::new(model, (&ty.name, None), &ty.docs, &ty.deprecated, &ty.place)
            };
            let old_members = members(base, old, (head, new));
            let new_members = members(head, new, (base, old));
            let both = [side(base, old), side(head, new)];
            Both::add(&new.name, both, [old_members, new_members], &mut all);
        }
        for (old, new) in &sides.enums.both {
            let side = |model, en: &'m Enum| {
                Side::new(model, (&en.name, None), &en.docs, &en.deprecated, &en.place)
            };
            let members = |model, en: &'m Enum| {
                en.members.iter().map(move |own: &'m EnumMember| {
                    let name = own.name.as_str();
                    let key = (&en.name, Some(name));
                    (
                        name,
                        Side::new(model, key, &own.docs, &own.deprecated, &own.place),
                    )
                })
            };
            let both = [side(base, old), side(head, new)];
            let members = [members(base, old), members(head, new)];
            Both::add(&new.name, both, members, &mut all);
        }
        all
    }

    /// Adds a type or enum, and its members that both sides have. The nearest declaration counts.
    fn add(
        ty: &'m QualifiedName,
        [old, new]: [Side<'m>; 2],
        [old_members, new_members]: [impl Iterator<Item = (&'m str, Side<'m>)>; 2],
        all: &mut Vec<Both<'m>>,
    ) {
        let both = |member, old, new| Both {
            ty,
            member,
            old,
            new,
        };
        all.push(both(None, old, new));
        let mut known: HashMap<&str, Side> = HashMap::default();
        for (name, old) in old_members {
            known.entry(name).or_insert(old);
        }
        all.extend(new_members.filter_map(|(name, new)| {
            let old = known.remove(name)?;
            Some(both(Some(name), old, new))
        }));
    }

    /// Returns something that annotations say, on both sides.
    fn said<T>(&self, what: impl Fn(&'m Annotated) -> T) -> [Option<T>; 2] {
        [&self.old, &self.new].map(|side| side.annotated.map(&what))
    }

    fn key(&self) -> Key {
        (self.ty.clone(), self.member.map(str::to_owned))
    }

    /// Returns the new words of a description that annotations give or gave, if they changed.
    fn described(&self) -> Option<String> {
        let [was, is] = self.said(|said| said.described.as_ref());
        let (was, is) = (was.flatten(), is.flatten());
        let is_of_pages = is.is_none() && !self.new.docs.is_empty();
        (was != is && !is_of_pages).then(|| prose::words(self.new.docs))
    }

    /// Returns the reasons and dates of a deprecation, old and new, if they changed. A lock file has only digests of
    /// old ones.
    fn reworded(&self) -> Option<[Option<String>; 2]> {
        let (was, is) = (self.old.deprecated, self.new.deprecated);
        let [old, new] = self.said(|said| said.revision.as_ref());
        let (old, new) = (old.flatten(), new.flatten());
        match docs::reworded(was, is) {
            Some(words) => Some(words.map(Some)),
            None if old != new && was?.words().is_empty() => Some([None, Some(is?.words())]),
            None => None,
        }
    }

    fn subject(&self) -> Subject<'m> {
        Subject {
            ty: self.ty,
            member: self.member,
        }
    }

    fn change(&self, message: Message) -> Change {
        Change::of(message, &self.subject())
            .places(Some(self.old.place), Some(self.new.place))
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
    let [was, is] = both.said(|said| said.refused.as_slice());
    let (was, is) = (was.unwrap_or_default(), is.unwrap_or_default());
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
