//! Attributes changes to one of the two sources, if there is a second one.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    drift::{Change, annotations, context::Sides, subject::Subject},
    finding::{Contract, Severity},
    hash_map::HashMap,
    model::{EnumMember, Model, Place, Property, QualifiedName, Source, Type},
    name::lower,
    rules::{self, Api, ApiChange},
};

/// Adds to each change which source it comes from, and reports items that only one of the sources has lost.
pub(super) fn tell(sides: &Sides, out: &mut Vec<Change>) {
    let (base, head) = (sides.base.model, sides.head.model);
    if head.service.is_empty() {
        if !base.service.is_empty() {
            tell_withdrawn(sides, out);
        }
        return;
    }
    if !base.service.is_empty() {
        annotations::compare(sides, out);
    }
    let types = by_new_name(sides);
    let mut known = Known::default();
    for change in out.iter_mut() {
        let old = types.get(&change.type_name).copied();
        if let Some(help) = words(sides, old, change, &mut known) {
            change.begin_help(help);
        }
        lose(head, old, change, &mut known);
    }
    if base.service.is_empty() {
        return;
    }
    let mut moved = Vec::new();
    compare(sides, &mut moved);
    fold_marks(&mut moved, out);
    // A description may differ only because it comes from a different source.
    let told: BTreeSet<_> = moved
        .iter()
        .map(|change| (&change.type_name, &change.member))
        .collect();
    out.retain(|change| {
        let is_description = change.rule() == &rules::DOCS_CHANGED && change.before.is_none();
        let of = |member| told.contains(&(&change.type_name, member));
        !is_description || !(of(&change.member) || of(&None))
    });
    out.extend(moved);
}

/// Moves marks that only pages have, and that come and go with them, into the change of source that explains them.
fn fold_marks(moved: &mut [Change], out: &mut Vec<Change>) {
    let is_of_pages = |change: &Change| {
        let said = [&change.before, &change.after];
        said.contains(&&Some(Source::Metadata.as_str().to_owned()))
    };
    let subject = |change: &Change| (change.type_name.clone(), change.member.clone());
    let explained = moved.iter().enumerate();
    let explained = explained.filter(|(_, change)| is_of_pages(change));
    let explained: BTreeMap<_, usize> = explained
        .map(|(at, change)| (subject(change), at))
        .collect();
    let explanation = |change: &Change| {
        let (ty, member) = subject(change);
        let of_type = || explained.get(&(ty.clone(), None));
        let found = explained.get(&(ty.clone(), member)).or_else(of_type);
        found.copied().filter(|_| is_mark(change))
    };
    let mut marks: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    out.retain(|change| {
        let Some(at) = explanation(change) else {
            return true;
        };
        if let Some(whole) = moved.get_mut(at) {
            whole.severity = whole.severity.max(change.severity);
            whole.contracts.extend(&change.contracts);
            whole.contracts.dedup();
            marks
                .entry(at)
                .or_default()
                .push(change.message.to_string());
        }
        false
    });
    for (at, mut told) in marks {
        told.sort_unstable();
        let first = told.swap_remove(0);
        let help = match told.len() {
            0 => first,
            more => format!("{first}, and {more} more marks changed"),
        };
        if let Some(whole) = moved.get_mut(at) {
            whole.help = Some(help);
        }
    }
}

/// Whether a change is about a mark of a property that only pages state.
fn is_mark(change: &Change) -> bool {
    [
        &rules::PROPERTY_READ_ONLY_CHANGED,
        &rules::PROPERTY_REQUIRED_CHANGED,
        &rules::PROPERTY_NULLABLE_CHANGED,
        &rules::PROPERTY_LIMIT_CHANGED,
    ]
    .contains(&change.rule())
}

/// Says of what is removed that only the metadata had it, which is no longer read.
fn tell_withdrawn(sides: &Sides, out: &mut [Change]) {
    let base = sides.base.model;
    let types = by_new_name(sides);
    let mut known = ByName::default();
    for change in out {
        let old = types.get(&change.type_name).copied();
        let source = match change.rule().changelog {
            Some((Api::Type, ApiChange::Deletion)) => Some(base.source(&change.type_name)),
            Some((Api::Member, ApiChange::Deletion)) => {
                let found = base.enums.get(&change.type_name);
                let mut members = found.into_iter().flat_map(|found| &found.members);
                let member = members.find(|own| Some(&*own.name) == change.member.as_deref());
                member.map(|member| member.source)
            }
            Some((_, ApiChange::Deletion)) => known.origin(old, change),
            _ => None,
        };
        if source == Some(Source::Metadata) {
            change.begin_help("only the metadata of the service has it, which is no longer given");
        }
    }
}

/// Returns the old types that still exist, by their new names.
fn by_new_name<'m>(sides: &Sides<'m>) -> BTreeMap<&'m QualifiedName, &'m Type> {
    let both = sides.types.both.iter();
    both.map(|(old, new)| (&new.name, *old)).collect()
}

/// Properties of types by name in lower case, computed on demand.
#[derive(Default)]
struct ByName<'m>(HashMap<&'m QualifiedName, HashMap<String, &'m Property>>);

impl<'m> ByName<'m> {
    fn get(
        &mut self,
        ty: &'m QualifiedName,
        name: &str,
        properties: impl FnOnce() -> Vec<&'m Property>,
    ) -> Option<&'m Property> {
        let known = self
            .0
            .entry(ty)
            .or_insert_with(|| by_key(properties(), |own| lower(&own.name)));
        known.get(&lower(name)).copied()
    }

    /// Returns the source of the property that a change is about, if its type has that property itself.
    fn origin(&mut self, ty: Option<&'m Type>, change: &Change) -> Option<Source> {
        let (ty, name) = (ty?, change.member.as_deref()?);
        let own = self.get(&ty.name, name, || ty.properties.iter().collect());
        own.map(Property::origin)
    }
}

/// Returns the first item with each key.
fn by_key<T>(items: impl IntoIterator<Item = T>, key: impl Fn(&T) -> String) -> HashMap<String, T> {
    let mut known = HashMap::default();
    for item in items {
        known.entry(key(&item)).or_insert(item);
    }
    known
}

/// The properties of the types on both sides.
#[derive(Default)]
struct Known<'m> {
    old: ByName<'m>,
    new: ByName<'m>,
    /// New properties, including inherited ones.
    all: ByName<'m>,
}

/// Marks the removal of a member that the metadata lacks as well as breaking, because it is not kept.
fn lose<'m>(head: &'m Model, old: Option<&'m Type>, change: &mut Change, known: &mut Known<'m>) {
    if !change.is_removed_property()
        || change.head.is_some()
        || head.source(&change.type_name) == Source::Docs
    {
        return;
    }
    let name = change.member.as_deref().unwrap_or_default();
    let ty = head.types.get(&change.type_name);
    let stays = ty.and_then(|ty| known.all.get(&ty.name, name, || head.properties(&ty.name)));
    if let Some(stays) = stays {
        let help = format!("a base has `{}`, so the field stays", stays.name);
        change.help = Some(help);
        return;
    }
    let lost = match known.old.origin(old, change) {
        Some(Source::Both) => "neither the pages nor the metadata of the service have it any more",
        Some(Source::Metadata) => "the metadata of the service no longer has it",
        _ => "the pages no longer have it, and the metadata of the service lacks it",
    };
    let mut broken = change.clone().breaks(Contract::RustSource, true);
    broken.help = Some(format!("{lost}, so the field goes"));
    *change = broken;
}

/// Returns words for the source of a change.
fn words<'m>(
    sides: &Sides<'m>,
    old: Option<&'m Type>,
    change: &Change,
    known: &mut Known<'m>,
) -> Option<&'static str> {
    let (base, head) = (sides.base.model, sides.head.model);
    let name = &change.type_name;
    let new = head.types.get(name);
    let rule = change.rule();
    let is_renamed = [&rules::TYPE_RENAMED, &rules::ENUM_RENAMED].contains(&rule);
    Some(match rule.changelog {
        // The name stays, as one of an enum instead of a type or the other way round.
        Some((Api::Type, ApiChange::Deletion)) if sides.head.declares(name) => {
            said(head, head.source(name))
        }
        Some((Api::Type, ApiChange::Deletion)) => match base.source(name) {
            Source::Both => "neither the pages nor the metadata of the service have it any more",
            Source::Metadata => "the metadata of the service no longer has it",
            Source::Docs => "the pages no longer have it",
        },
        Some((Api::Type, ApiChange::Addition)) => gained(head.source(name)),
        _ if is_renamed => gained(head.source(name)),
        Some((Api::Type | Api::Member, _)) if rule.of_metadata => said(head, head.source(name)),
        Some(_) if rule.of_metadata => {
            let source = known.new.origin(new, change);
            said(head, source.or_else(|| known.old.origin(old, change))?)
        }
        Some((_, ApiChange::Addition)) => gained(known.new.origin(new, change)?),
        _ => {
            let origin = known.new.origin(new, change).unwrap_or(head.source(name));
            let old_name = old.map_or(name, |old| &old.name);
            match annotations::source(sides, old_name, change, origin)? {
                Source::Metadata => "the metadata of the service says so",
                _ => "the pages say so",
            }
        }
    })
}

fn gained(source: Source) -> &'static str {
    match source {
        Source::Both => "the pages and the metadata of the service have it",
        Source::Metadata => "the metadata of the service has it, and no page",
        Source::Docs => "the pages have it, and the metadata of the service does not",
    }
}

/// Returns words for the source that decides.
fn said(head: &Model, source: Source) -> &'static str {
    match source {
        Source::Metadata => "the metadata of the service says so",
        Source::Both if !head.prefers_docs => "the metadata of the service says so",
        _ => "the pages say so",
    }
}

/// The name, the source and the place of a type or enum, or of a member of it, on one side.
type Item<'m> = (&'m str, Source, &'m Place);

/// Finds items whose source changed.
fn compare(sides: &Sides, out: &mut Vec<Change>) {
    let (base, head) = (sides.base.model, sides.head.model);
    for (old, new) in &sides.types.both {
        let both = [(base, old), (head, new)];
        let both = both.map(|(model, ty)| (ty.name.as_str(), model.source(&ty.name), &ty.place));
        let members = [old, new].map(|ty| ty.properties.iter().map(property_item));
        compare_items(&new.name, both, members, lower, out);
    }
    for (old, new) in &sides.enums.both {
        let both = [(base, old), (head, new)];
        let both = both.map(|(model, en)| (en.name.as_str(), model.source(&en.name), &en.place));
        let members = [old, new].map(|en| en.members.iter().map(member_item));
        compare_items(&new.name, both, members, str::to_owned, out);
    }
}

fn property_item(own: &Property) -> Item<'_> {
    (&own.name, own.origin(), &own.place)
}

fn member_item(own: &EnumMember) -> Item<'_> {
    (&own.name, own.source, &own.place)
}

/// Compares the source of a type or enum. If that is the same, compares those of its members, which otherwise follow
/// from it.
fn compare_items<'m>(
    ty: &QualifiedName,
    [was, is]: [Item<'_>; 2],
    [old, new]: [impl Iterator<Item = Item<'m>>; 2],
    key: fn(&str) -> String,
    out: &mut Vec<Change>,
) {
    if let Some(change) = moved(Subject::of(ty), was, is) {
        out.push(change);
        return;
    }
    let old = by_key(old, |(name, ..)| key(name));
    out.extend(new.filter_map(|is| {
        let was = *old.get(&key(is.0))?;
        let member = Some(was.0);
        moved(Subject { ty, member }, was, is)
    }));
}

/// Returns the change of source of an item, if there is one.
fn moved(subject: Subject<'_>, (_, was, old): Item<'_>, (_, is, new): Item<'_>) -> Option<Change> {
    if was == is {
        return None;
    }
    use rules::source_changed;
    let (severity, message) = match (was, is) {
        (Source::Both, Source::Docs) => {
            (Severity::Dangerous, source_changed::only_on_pages(&subject))
        }
        (_, Source::Metadata) => (Severity::Minor, source_changed::only_in_metadata(&subject)),
        (Source::Metadata, Source::Docs) => (
            Severity::Dangerous,
            source_changed::moved_to_pages(&subject),
        ),
        (Source::Metadata, _) => (Severity::Patch, source_changed::on_pages(&subject)),
        (_, _) => (Severity::Patch, source_changed::in_metadata(&subject)),
    };
    let change = Change::of(message, &subject).severity(severity);
    let change = change.places(Some(old), Some(new));
    Some(change.said(was.as_str(), is.as_str()))
}
