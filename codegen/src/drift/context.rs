//! The two models with everything that both sides of a comparison need to know of each other.

use std::{
    cell::{OnceCell, RefCell},
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use crate::{
    drift::{pairs::Pairs, same_but_places, similarity},
    emit::{Outline, names::values_of},
    hash_map::{HashMap, HashSet},
    model::{
        Enum, EnumMember, Model, Primitive, Property, PropertySource, QualifiedName, SENTINEL,
        Type, TypeRef,
    },
};

/// One model and what everything in it is called in Rust.
pub(super) struct Side<'m> {
    pub model: &'m Model,
    pub names: Outline<'m>,
    /// The properties of types by name, of those that somebody asked for.
    properties: RefCell<HashMap<&'m QualifiedName, ByName<'m>>>,
    /// All that types whose pages state no base extend by conclusion, once somebody asked.
    above_concluded: OnceCell<HashSet<&'m QualifiedName>>,
}

/// Properties of one type by name.
type ByName<'m> = HashMap<&'m str, &'m Property>;

/// Both models.
pub(super) struct Sides<'m> {
    pub base: Side<'m>,
    pub head: Side<'m>,
    pub types: Pairs<'m, Type>,
    pub enums: Pairs<'m, Enum>,
    /// Whether what types refer to by name is what it was: nothing has another name, no enum became a set, and no list
    /// that stands for an enum is another.
    is_steady: bool,
    /// Types that both sides say in the same words.
    same: HashSet<&'m QualifiedName>,
    /// Whether everything that either side declares has the same path in Rust and is in the same area.
    pub is_housed_alike: bool,
    /// The new names of what has another name now.
    renamed: BTreeMap<&'m str, &'m str>,
    /// Types that one side alone has.
    one_sided: HashSet<&'m QualifiedName>,
    /// Members whose Rust type is another because what they name began or ceased to be declared.
    retyped: RefCell<BTreeMap<String, BTreeSet<String>>>,
}

/// What the Rust type of a field or of a relationship's method is made of. References are by the name that the new
/// pages have, so that the new name of a type is no change of those who refer to it.
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
            .by_likeness(type_content, TypeTraits::new, like_type);
        // An enum that only a list stands for comes, changes and goes with the property that has the list.
        let declared = |model: &'m Model| model.enums.values().filter(|en| !en.from_list);
        let enums = Pairs::new(declared(base), declared(head))
            .by_key(|en| en.name.clone())
            .by_key(|en| fold(&en.name))
            .by_key(|en| short(&en.name))
            .by_likeness(enum_content, |en| (en, told_members(en)), like_enum);
        let names = types.both.iter().map(|(old, new)| (&old.name, &new.name));
        let names = names.chain(enums.both.iter().map(|(old, new)| (&old.name, &new.name)));
        let renamed: BTreeMap<&str, &str> = names
            .filter(|(old, new)| old != new)
            .map(|(old, new)| (old.as_str(), new.as_str()))
            .collect();
        let lists = |model: &'m Model| {
            let lists = model.enums.values().filter(|en| en.from_list);
            let names = |en: &'m Enum| en.members.iter().map(|member| &*member.name);
            lists.map(move |en| (&en.name, names(en).collect::<Vec<_>>(), en.is_flags))
        };
        let is_steady = renamed.is_empty()
            && (enums.both.iter()).all(|(old, new)| old.is_flags == new.is_flags)
            && lists(base).eq(lists(head));
        let words = Rc::default();
        let side = |model| Side {
            model,
            names: Outline::new(model, &words),
            properties: RefCell::default(),
            above_concluded: OnceCell::new(),
        };
        let (base, head) = (side(base), side(head));
        let is_same = |(old, new): &&(&'m Type, &'m Type)| {
            let lists_alike = |(old, new): (&'m Property, &'m Property)| {
                base.listed(old).0.len() == head.listed(new).0.len()
            };
            same_but_places::types(old, new)
                && old.properties.iter().zip(&new.properties).all(lists_alike)
        };
        let same = types.both.iter().filter(is_same).map(|(old, _)| &old.name);
        let one_sided = types.lost.iter().chain(&types.gained).map(|ty| &ty.name);
        Sides {
            one_sided: one_sided.collect(),
            same: same.collect(),
            is_housed_alike: base.names.has_same_layout(&head.names),
            base,
            head,
            types,
            enums,
            is_steady,
            renamed,
            retyped: RefCell::default(),
        }
    }

    /// Whether nothing that a type has, its bases' members among them, can have changed: it and they are said in the same
    /// words.
    pub fn is_same(&self, old: &Type, new: &Type) -> bool {
        let are_same = |line: Vec<&Type>| line.iter().all(|ty| self.same.contains(&ty.name));
        self.is_steady
            && are_same(self.base.model.lineage_of(old))
            && are_same(self.head.model.lineage_of(new))
    }

    /// Whether one side alone has this type.
    pub fn came_or_went(&self, name: &QualifiedName) -> bool {
        self.one_sided.contains(name)
    }

    /// What the new pages call that of which the old ones speak.
    pub fn now<'a>(&self, name: &'a QualifiedName) -> &'a str
    where
        'm: 'a,
    {
        self.renamed
            .get(name.as_str())
            .copied()
            .unwrap_or(name.as_str())
    }

    /// Whether both name the same type, respellings apart.
    pub fn same_type(&self, old: &Property, new: &Property) -> bool {
        let is_same = match (named(&old.ty), named(&new.ty)) {
            (Some(old), Some(new)) => {
                old.as_str().eq_ignore_ascii_case(new.as_str())
                    || self.now(old).eq_ignore_ascii_case(new.as_str())
            }
            (None, None) => old.ty == new.ty,
            _ => false,
        };
        // A lock file knows no spelling.
        let is_spelled_alike = !old.raw_type.is_empty() && old.raw_type == new.raw_type;
        let is_said_alike = is_same || is_spelled_alike || one_short_name(&old.ty, &new.ty);
        old.collection == new.collection
            && (is_same && old.shown == new.shown
                || is_said_alike && self.began_or_ceased(old, new))
    }

    /// Whether a type is declared on one side alone, which is told of that type: what is declared decides what words
    /// lead to, and whether the JSON representation has to say what a value is.
    fn began_or_ceased(&self, old: &Property, new: &Property) -> bool {
        let is_declared = |ty: &TypeRef| matches!(ty, TypeRef::Type(_) | TypeRef::Enum(_));
        let is_open = |ty: &TypeRef| matches!(ty, TypeRef::Undeclared(_) | TypeRef::Any);
        let lacks = |side: &Side, ty: &TypeRef| named(ty).is_some_and(|name| !side.declares(name));
        let ceased = is_declared(&old.ty) && is_open(&new.ty) && lacks(&self.head, &old.ty);
        let began = is_open(&old.ty) && is_declared(&new.ty) && lacks(&self.base, &new.ty);
        ceased || began
    }

    /// Whether programs that use the field or the method cannot but notice.
    pub fn rust_differs(
        &self,
        (old_owner, old): (&QualifiedName, &'m Property),
        (new_owner, new): (&QualifiedName, &'m Property),
    ) -> bool {
        let old_ident = self.base.names.field(old_owner, &old.name);
        let new_ident = self.head.names.field(new_owner, &new.name);
        old_ident.is_some() && (old_ident != new_ident || self.shapes_differ(old, new))
    }

    /// Whether a field or a method of one name would have another type.
    pub fn shapes_differ(&self, old: &'m Property, new: &'m Property) -> bool {
        let (was, is) = (
            self.shape(&self.base, old, true),
            self.shape(&self.head, new, false),
        );
        // What is not declared is one value, a list or not, when it is a relationship.
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

    /// Whether what a member is, on one side or the other, follows from a base that no page states.
    pub fn is_concluded(
        &self,
        (old_owner, old): (&QualifiedName, &'m Property),
        (new_owner, new): (&QualifiedName, &'m Property),
    ) -> bool {
        // One cell and two types: what its alternatives have in common is their bases'.
        let is_common = old.raw_type == new.raw_type && old.raw_type.contains(' ');
        [(&self.base, old_owner, old), (&self.head, new_owner, new)]
            .into_iter()
            .any(|(side, owner, property)| {
                side.has_from_concluded(owner, property)
                    || is_common && named(&property.ty).is_some_and(|ty| side.is_concluded_base(ty))
            })
    }

    /// Remembers that a member has another Rust type because `name` began or ceased to be declared.
    pub fn note_retyped(&self, name: &TypeRef, member: String) {
        if let Some(name) = named(name) {
            let mut retyped = self.retyped.borrow_mut();
            let key = name.as_str().to_ascii_lowercase();
            retyped.entry(key).or_default().insert(member);
        }
    }

    /// The members that have another Rust type because `name` began or ceased to be declared.
    pub fn retyped(&self, name: &QualifiedName) -> Vec<String> {
        let retyped = self.retyped.borrow();
        let members = retyped.get(&name.as_str().to_ascii_lowercase());
        members.into_iter().flatten().cloned().collect()
    }
}

impl<'m> Side<'m> {
    fn declares(&self, name: &QualifiedName) -> bool {
        self.model.types.contains_key(name) || self.model.enums.contains_key(name)
    }

    /// The values that are listed beside a property itself: those of a text, or of an enum that nothing else declares.
    /// Of several such lists the one counts that the enum was made from.
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

    /// The field or the method that a type has by this wire name, be it a base's.
    pub fn property(&self, ty: &QualifiedName, name: &str) -> Option<&'m Property> {
        let (ty, _) = self.model.types.get_key_value(ty)?;
        let mut known = self.properties.borrow_mut();
        let all = || by_name(self.model.properties(ty));
        known.entry(ty).or_insert_with(all).get(name).copied()
    }

    /// The properties that a type itself brings: what a base has already is the base's.
    pub fn own(&self, ty: &'m Type) -> Vec<&'m Property> {
        let inherited: BTreeSet<&str> =
            self.inherited(ty).map(|property| &*property.name).collect();
        let is_new = |property: &&Property| !inherited.contains(property.name.as_str());
        ty.properties.iter().filter(is_new).collect()
    }

    /// Whether a type has this property from a base, and that one only by conclusion.
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

    /// Whether a type only by conclusion extends this one.
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

    /// What a type has from its bases, from the nearest of those that have it.
    pub fn inherited_by_name(&self, ty: &Type) -> ByName<'m> {
        by_name(self.inherited(ty))
    }

    /// All properties of all bases.
    pub fn inherited(&self, ty: &Type) -> impl Iterator<Item = &'m Property> + use<'m> {
        let line = self.model.lineage(&ty.name);
        line.into_iter().skip(1).flat_map(|base| &base.properties)
    }
}

fn one_short_name(old: &TypeRef, new: &TypeRef) -> bool {
    let names = named(old).zip(named(new));
    names.is_some_and(|(old, new)| old.short().eq_ignore_ascii_case(new.short()))
}

fn by_name<'m>(properties: impl IntoIterator<Item = &'m Property>) -> ByName<'m> {
    let mut known = ByName::default();
    for property in properties {
        known.entry(property.name.as_str()).or_insert(property);
    }
    known
}

/// The name of what a reference leads to, unless that is a primitive or anything.
pub(super) fn named(ty: &TypeRef) -> Option<&QualifiedName> {
    match ty {
        TypeRef::Type(name) | TypeRef::Enum(name) | TypeRef::Undeclared(name) => Some(name),
        TypeRef::Primitive(_) | TypeRef::Any => None,
    }
}

/// What makes a type known by another name.
struct TypeTraits {
    name: similarity::Bigrams,
    page: String,
    /// Its own members, in lower case.
    members: BTreeSet<String>,
}

impl TypeTraits {
    fn new(ty: &Type) -> TypeTraits {
        let own = ty.properties.iter().filter(|p| p.inherited_from.is_none());
        TypeTraits {
            name: similarity::bigrams(ty.name.short()),
            page: file_name(&ty.place.file),
            members: own.map(|p| p.name.to_ascii_lowercase()).collect(),
        }
    }
}

/// So many members are none that two types or enums have by chance.
const TELLING: usize = 3;

/// What two types have in common only if they are one; of a type of few members that is its name.
fn type_content(ty: &Type) -> (BTreeSet<String>, Option<&QualifiedName>) {
    let members = TypeTraits::new(ty).members;
    let name = (members.len() < TELLING).then_some(&ty.name);
    (members, name)
}

fn enum_content(en: &Enum) -> (BTreeSet<String>, Option<&QualifiedName>) {
    let members = told_members(en);
    let name = (members.len() < TELLING).then_some(&en.name);
    (members, name)
}

/// Whether two types of different names are one: most members in common, and the page or most of the name.
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
        || common >= 2 && members >= 600 && name >= 600;
    (on_page || alike).then_some(members + name + if same_page { 500 } else { 0 })
}

/// Whether two enums of different names are one: most members in common, and the more so the less the names tell.
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

fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase()
}
