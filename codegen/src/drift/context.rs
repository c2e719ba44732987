//! The two models, with what a comparison needs to know about both sides.

use std::{
    cell::{OnceCell, RefCell},
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    drift::{pairs::Pairs, similarity},
    emit::{Names, module_layout, names::values_of},
    hash_map::{HashMap, HashSet},
    model::{
        Enum, EnumMember, Model, Primitive, Property, PropertySource, QualifiedName, SENTINEL,
        Type, TypeRef, index::file_name,
    },
    prose,
};

/// A model, with what is computed from it on demand.
pub(super) struct Side<'m> {
    pub model: &'m Model,
    /// The Rust names of everything in the model. Only a change needs them, and most pages change nothing but text.
    names: OnceCell<Names<'m>>,
    /// Properties of types by name, computed on demand.
    properties: RefCell<HashMap<&'m QualifiedName, ByName<'m>>>,
    /// All direct and indirect bases of types that do not state their base, computed on first use.
    above_concluded: OnceCell<HashSet<&'m QualifiedName>>,
}

/// Properties of a type by name.
type ByName<'m> = HashMap<&'m str, &'m Property>;

/// Both models.
pub(super) struct Sides<'m> {
    pub base: Side<'m>,
    pub head: Side<'m>,
    pub types: Pairs<'m, Type>,
    pub enums: Pairs<'m, Enum>,
    /// Whether a type or an enum may have another path in the crate.
    pub paths_may_differ: bool,
    /// New names of what was renamed.
    renamed: BTreeMap<&'m str, &'m str>,
    /// Types that only one side has.
    one_sided: HashSet<&'m QualifiedName>,
    /// Members whose Rust type differs because a type that they refer to is newly declared, or no longer declared.
    retyped: RefCell<BTreeMap<String, BTreeSet<String>>>,
}

/// What the Rust type of a field, or of a relationship's method, consists of. References use the names of the new
/// pages, so that a renamed type is not a change of its users.
#[derive(Debug, PartialEq, Eq)]
enum Shape<'m> {
    Value,
    Scalar(Primitive),
    Named(&'m str, bool),
    Listed(bool),
}

impl<'m> Sides<'m> {
    pub fn new(base: &'m Model, head: &'m Model) -> Sides<'m> {
        let fold = |name: &QualifiedName| name.as_str().to_ascii_lowercase();
        let short = |name: &QualifiedName| name.short().to_ascii_lowercase();
        let types = Pairs::new(base.types.values(), head.types.values())
            .by_key(|ty| ty.name.clone())
            .by_key(|ty| fold(&ty.name))
            .by_key(|ty| short(&ty.name))
            .by_likeness(
                |ty| content(own_members(ty), &ty.name),
                TypeTraits::new,
                like_type,
            );
        // An enum that is built from value lists changes together with the property that has the list.
        let declared = |model: &'m Model| model.enums.values().filter(|en| !en.from_list);
        // What the other side builds from a list is not renamed.
        let is_built =
            |model: &Model, en: &Enum| model.enums.get(&en.name).is_some_and(|en| en.from_list);
        let enums = Pairs::new(declared(base), declared(head))
            .by_key(|en| en.name.clone())
            .by_key(|en| fold(&en.name))
            .by_key(|en| short(&en.name))
            .by_likeness(
                |en| content(told_members(en), &en.name),
                |en| (en, told_members(en)),
                |old, new| {
                    let stays = is_built(head, old.0) || is_built(base, new.0);
                    (!stays).then(|| like_enum(old, new)).flatten()
                },
            );
        let names = types.both.iter().map(|(old, new)| (&old.name, &new.name));
        let names = names.chain(enums.both.iter().map(|(old, new)| (&old.name, &new.name)));
        let renamed: BTreeMap<&str, &str> = names
            .filter(|(old, new)| old != new)
            .map(|(old, new)| (old.as_str(), new.as_str()))
            .collect();
        let paths_may_differ = !module_layout::is_same(base, head);
        let side = |model| Side {
            model,
            names: OnceCell::new(),
            properties: RefCell::default(),
            above_concluded: OnceCell::new(),
        };
        let (base, head) = (side(base), side(head));
        let one_sided = types.lost.iter().chain(&types.gained).map(|ty| &ty.name);
        Sides {
            one_sided: one_sided.collect(),
            base,
            head,
            types,
            enums,
            renamed,
            retyped: RefCell::default(),
            paths_may_differ,
        }
    }

    /// Whether only one side has this type.
    pub fn came_or_went(&self, name: &QualifiedName) -> bool {
        self.one_sided.contains(name)
    }

    /// Returns the name that the new pages use for a type or enum of the old pages.
    pub fn now<'a>(&self, name: &'a QualifiedName) -> &'a str
    where
        'm: 'a,
    {
        self.renamed
            .get(name.as_str())
            .copied()
            .unwrap_or(name.as_str())
    }

    /// Whether both have the same type, even if it is spelled differently.
    pub fn same_type(&self, old: &Property, new: &Property) -> bool {
        let is_same = match (old.ty.name(), new.ty.name()) {
            (Some(old), Some(new)) => {
                old.as_str().eq_ignore_ascii_case(new.as_str())
                    || self.now(old).eq_ignore_ascii_case(new.as_str())
            }
            (None, None) => old.ty == new.ty,
            _ => false,
        };
        let is_said_alike =
            || is_same || one_short_name(&old.ty, &new.ty) || is_spelled_alike(old, new);
        old.collection == new.collection
            && (is_same && old.shown == new.shown
                || self.began_or_ceased(old, new) && is_said_alike())
    }

    /// Whether a type is declared on one side only. That is reported for the type itself, since declarations decide
    /// what names refer to, and whether the JSON representation has to supply a type.
    fn began_or_ceased(&self, old: &Property, new: &Property) -> bool {
        let is_declared = |ty: &TypeRef| matches!(ty, TypeRef::Type(_) | TypeRef::Enum(_));
        let is_open = |ty: &TypeRef| matches!(ty, TypeRef::Undeclared(_) | TypeRef::Any);
        let lacks = |side: &Side, ty: &TypeRef| ty.name().is_some_and(|name| !side.declares(name));
        let ceased = is_declared(&old.ty) && is_open(&new.ty) && lacks(&self.head, &old.ty);
        let began = is_open(&old.ty) && is_declared(&new.ty) && lacks(&self.base, &new.ty);
        ceased || began
    }

    /// Whether programs that use the field or the method are affected.
    pub fn rust_differs(
        &self,
        (old_owner, old): (&QualifiedName, &'m Property),
        (new_owner, new): (&QualifiedName, &'m Property),
    ) -> bool {
        let old_ident = self.base.names().ident(old_owner, &old.name);
        let new_ident = self.head.names().ident(new_owner, &new.name);
        old_ident.is_some() && (old_ident != new_ident || self.shapes_differ(old, new))
    }

    /// Whether the field or the method would have a different type, apart from its name.
    pub fn shapes_differ(&self, old: &'m Property, new: &'m Property) -> bool {
        let (was, is) = (
            self.shape(&self.base, old, true),
            self.shape(&self.head, new, false),
        );
        // A relationship to an undeclared type is a single value, whether it is a collection or not.
        let one_value = old.relationship && was == Shape::Value && is == Shape::Value;
        old.relationship != new.relationship
            || was != is
            || old.collection != new.collection && !one_value
    }

    fn shape(&self, side: &Side<'m>, property: &'m Property, is_old: bool) -> Shape<'m> {
        let name = |name: &'m QualifiedName| match is_old {
            true => self.now(name),
            false => name.as_str(),
        };
        match &property.ty {
            TypeRef::Type(ty) => Shape::Named(name(ty), false),
            TypeRef::Enum(en) => {
                let is_flags = side.model.enums.get(en).is_some_and(|en| en.is_flags);
                Shape::Named(name(en), is_flags)
            }
            TypeRef::Primitive(primitive) => match (values_of(property), primitive) {
                (Some(values), _) => Shape::Listed(values.is_flags),
                (None, Primitive::Stream | Primitive::Untyped) => Shape::Value,
                (None, Primitive::Single) => Shape::Scalar(Primitive::Double),
                (None, primitive) => Shape::Scalar(*primitive),
            },
            TypeRef::Undeclared(_) | TypeRef::Any => {
                property.shown.map_or(Shape::Value, Shape::Scalar)
            }
        }
    }

    /// Whether the type of a member depends, on either side, on a base that no page states.
    pub fn is_concluded(
        &self,
        (old_owner, old): (&QualifiedName, &'m Property),
        (new_owner, new): (&QualifiedName, &'m Property),
    ) -> bool {
        // The cell did not change, but the types did: the common base of its alternatives depends on their bases.
        let is_common =
            old.ty != new.ty && is_spelled_alike(old, new) && old.type_words().contains(' ');
        [(&self.base, old_owner, old), (&self.head, new_owner, new)]
            .into_iter()
            .any(|(side, owner, property)| {
                side.has_from_concluded(owner, property)
                    || is_common
                        && property
                            .ty
                            .name()
                            .is_some_and(|ty| side.is_concluded_base(ty))
            })
    }

    /// Records that a member has a different Rust type because `ty` is newly or no longer declared.
    pub fn note_retyped(&self, ty: &TypeRef, member: String) {
        if let Some(name) = ty.name() {
            let mut retyped = self.retyped.borrow_mut();
            let key = name.as_str().to_ascii_lowercase();
            retyped.entry(key).or_default().insert(member);
        }
    }

    /// Returns the members that have a different Rust type because `name` is newly or no longer declared.
    pub fn retyped(&self, name: &QualifiedName) -> Vec<String> {
        let retyped = self.retyped.borrow();
        let members = retyped.get(&name.as_str().to_ascii_lowercase());
        members.into_iter().flatten().cloned().collect()
    }
}

impl<'m> Side<'m> {
    /// Returns the Rust names of everything in the model.
    pub fn names(&self) -> &Names<'m> {
        self.names.get_or_init(|| Names::new(self.model))
    }

    pub fn declares(&self, name: &QualifiedName) -> bool {
        self.model.types.contains_key(name) || self.model.enums.contains_key(name)
    }

    /// Returns the values that are listed for a property itself: those of a text, or of an enum that is declared
    /// nowhere else. Of several such lists, only the one that the enum's place refers to counts.
    pub fn listed(&self, property: &'m Property) -> (&'m [EnumMember], bool) {
        let list = property
            .values
            .as_ref()
            .map(|values| (&values.members[..], values.is_flags));
        let beside = |en: &'m Enum| {
            let here = en.place.file == property.place.file && en.place.line == property.place.line;
            (en.from_list && here).then_some((&en.members[..], en.is_flags))
        };
        let built = || match &property.ty {
            TypeRef::Enum(name) => self.model.enums.get(name).and_then(beside),
            _ => None,
        };
        list.or_else(built).unwrap_or_default()
    }

    /// Returns the property that a type has under this wire name, which may be inherited.
    pub fn property(&self, ty: &QualifiedName, name: &str) -> Option<&'m Property> {
        let (ty, _) = self.model.types.get_key_value(ty)?;
        let mut known = self.properties.borrow_mut();
        let all = || by_name(self.model.properties(ty));
        known.entry(ty).or_insert_with(all).get(name).copied()
    }

    /// Returns the properties that a type adds to those of its bases, and the inherited ones that it describes itself.
    pub fn own(&self, ty: &'m Type) -> (Vec<&'m Property>, Vec<&'m Property>) {
        let inherited: BTreeSet<&str> =
            self.inherited(ty).map(|property| &*property.name).collect();
        let is_new = |property: &&Property| !inherited.contains(property.name.as_str());
        ty.properties.iter().partition(is_new)
    }

    /// Whether the nearest base describes a property with the same words as the type itself.
    pub fn repeats(&self, ty: &Type, own: &Property) -> bool {
        let above = self.inherited(ty).find(|above| above.name == own.name);
        above.is_some_and(|above| prose::same_words(&above.docs, &own.docs))
    }

    /// Whether a type inherits this property through a concluded base.
    fn has_from_concluded(&self, owner: &QualifiedName, property: &Property) -> bool {
        let is_from = |ty: &Type| match (&property.source, &property.inherited_from) {
            (PropertySource::Json, Some(base)) => ty.name == *base,
            _ => ty.properties.iter().any(|own| std::ptr::eq(own, property)),
        };
        let line = self.model.lineage(owner);
        let from = line.iter().position(|ty| is_from(ty));
        let below = from.and_then(|from| line.get(..from));
        below.is_some_and(|below| below.iter().any(|ty| ty.base_is_concluded))
    }

    /// Whether a type with a concluded base extends this one.
    fn is_concluded_base(&self, base: &QualifiedName) -> bool {
        let above = self.above_concluded.get_or_init(|| {
            let concluded = self.model.types.values().filter(|ty| ty.base_is_concluded);
            let lines = concluded.map(|ty| self.model.lineage_of(ty));
            lines
                .flat_map(|line| line.into_iter().skip(1))
                .map(|ty| &ty.name)
                .collect()
        });
        above.contains(base)
    }

    /// Returns what a type inherits by name, from the nearest base that has it.
    pub fn inherited_by_name(&self, ty: &Type) -> ByName<'m> {
        by_name(self.inherited(ty))
    }

    /// Returns the properties of all bases, nearest base first.
    pub fn inherited(&self, ty: &Type) -> impl Iterator<Item = &'m Property> + use<'m> {
        let line = self.model.lineage(&ty.name);
        line.into_iter().skip(1).flat_map(|base| &base.properties)
    }
}

/// Whether the pages write both types with the same words.
fn is_spelled_alike(old: &Property, new: &Property) -> bool {
    !old.raw_type.is_empty() && old.type_words() == new.type_words()
}

fn one_short_name(old: &TypeRef, new: &TypeRef) -> bool {
    let names = old.name().zip(new.name());
    names.is_some_and(|(old, new)| old.short().eq_ignore_ascii_case(new.short()))
}

fn by_name<'m>(properties: impl IntoIterator<Item = &'m Property>) -> ByName<'m> {
    let mut known = ByName::default();
    for property in properties {
        known.entry(property.name.as_str()).or_insert(property);
    }
    known
}

/// Traits by which a renamed type is recognized.
struct TypeTraits {
    name: similarity::Bigrams,
    page: String,
    /// Its own members, in lower case.
    members: BTreeSet<String>,
    /// Digests of the descriptions of its own members other than the key, by name.
    descriptions: BTreeMap<String, String>,
}

impl TypeTraits {
    fn new(ty: &Type) -> TypeTraits {
        TypeTraits {
            name: similarity::bigrams(ty.name.short()),
            page: file_name(&ty.place.file).to_ascii_lowercase(),
            members: own_members(ty),
            descriptions: own(ty)
                .filter(|property| property.name != "id")
                .map(|property| {
                    let digest = prose::digest(&prose::words(&property.docs));
                    (property.name.to_ascii_lowercase(), digest)
                })
                .filter(|(_, digest)| !digest.is_empty())
                .collect(),
        }
    }
}

fn own(ty: &Type) -> impl Iterator<Item = &Property> {
    let properties = ty.properties.iter();
    properties.filter(|property| property.inherited_from.is_none())
}

fn own_members(ty: &Type) -> BTreeSet<String> {
    own(ty)
        .map(|property| property.name.to_ascii_lowercase())
        .collect()
}

/// Number of members that two types or enums do not have in common by chance.
const TELLING: usize = 3;

/// Returns what two types or enums have in common only if they are the same: the members and, if these are few, the
/// name.
fn content(
    members: BTreeSet<String>,
    name: &QualifiedName,
) -> (BTreeSet<String>, Option<&QualifiedName>) {
    let name = (members.len() < TELLING).then_some(name);
    (members, name)
}

/// Scores whether two types with different names are the same: they share most members, and the page or most of the
/// name, or else all members with all of their descriptions.
fn like_type(old: &TypeTraits, new: &TypeTraits) -> Option<u32> {
    let (a, b) = (&old.members, &new.members);
    let same_page = old.page == new.page;
    let common = a.intersection(b).count();
    if !same_page && common < 2 {
        return None;
    }
    let members = similarity::sets(a, b);
    let name = similarity::letters(&old.name, &new.name);
    let on_page = same_page && (members >= 400 || a.is_empty() && b.is_empty());
    let alike = common >= 3 && members >= 800 && name >= 300
        || common >= 2 && members >= 600 && name >= 600
        || a == b && old.descriptions.len() >= 2 && old.descriptions == new.descriptions;
    (on_page || alike).then_some(members + name + if same_page { 500 } else { 0 })
}

/// Scores whether two enums with different names are the same: they share most members, and the more the less similar
/// the names are.
fn like_enum(
    (old, a): &(&Enum, BTreeSet<String>),
    (new, b): &(&Enum, BTreeSet<String>),
) -> Option<u32> {
    let common = a.intersection(b).count();
    if common < 2 {
        return None;
    }
    let members = similarity::sets(a, b);
    let name = similarity::names(old.name.short(), new.name.short());
    let alike = common >= 2 && members >= 500 && name >= 400 || common >= 3 && members >= 900;
    alike.then_some(members + name)
}

fn told_members(en: &Enum) -> BTreeSet<String> {
    let told = en.members.iter().filter(|member| !is_sentinel(member));
    told.map(|member| member.name.to_ascii_lowercase())
        .collect()
}

fn is_sentinel(member: &EnumMember) -> bool {
    member.name.eq_ignore_ascii_case(SENTINEL)
}
