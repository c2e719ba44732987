//! The passes that build one model from all pages, in order.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    diagnostic::Diagnostic,
    extract::{EnumHome, Evidence, MemberExtract, PageExtract, ResourceExtract, RowExtract},
    facts::Fact,
    first::First,
    hash_map::HashMap,
    metadata::Metadata,
    model::{
        Kind, Model, Primitive, Property, PropertySource, QualifiedName, Type, TypeRef, ValueList,
        area::area,
        bases::{Bases, ENTITY},
        correct::{self, Corrections},
        embedding_depth,
        enums::{self, Definitions},
        index::{Declared, Index, enum_name},
        inherited_properties, kinds, listed_enum, merge_metadata, merge_pages, properties,
        resolve::Scope,
        resolve_bases::{self, spelled},
        sent_in_examples, unused_enums,
    },
    rules,
};

/// Builds the model from all pages, the corrections among the facts and, if given, the metadata of the service. The
/// order of the pages does not matter.
pub fn build(
    read: &[Arc<PageExtract>],
    facts: &[Fact],
    metadata: Option<&Metadata>,
) -> (Model, Vec<Diagnostic>) {
    let mut out = Vec::new();
    let mut pages: Vec<&PageExtract> = read.iter().map(|page| &**page).collect();
    merge_pages::order(&mut pages);

    let definitions = enums::collect(&pages);
    let index = declare(&pages, &definitions, &mut out);
    let bases = resolve_bases::resolve_bases(&pages, &index, &mut out);
    let entities = kinds::entities(&pages, &index, &bases);
    let mut model = Model::default();
    let mut merged = HashMap::default();
    for page in &pages {
        types(
            page,
            &index,
            &bases,
            &entities,
            &mut model,
            &mut merged,
            &mut out,
        );
    }
    name_enums(&pages, &definitions, &index, &mut model, &mut out);
    let corrections = Corrections::new(facts, read, &model, &mut out);
    if let Some(metadata) = metadata {
        merge_metadata::merge(&mut model, metadata, &mut out);
    }
    let edits = corrections.apply(&mut model, &mut out);
    out.extend(inherited_properties::cut_wide(&mut model));
    fill_from_bases(&mut model);
    correct::apply_again(&edits, &mut model);
    out.extend(embedding_depth::cut_deep(&mut model));
    keys(&mut model);
    sent_in_examples::unmark(&pages, &index, &bases, &edits, &mut model, &mut out);
    redeclared(&model, &mut out);
    model.pages = index
        .pages()
        .map(|(file, declared)| {
            let name = model.respelled.name(declared.name());
            (file.to_owned(), name.clone())
        })
        .collect();
    (model, out)
}

/// Declares every name on the pages. The first page with a name decides its spelling.
fn declare(
    pages: &[&PageExtract],
    definitions: &Definitions<'_>,
    out: &mut Vec<Diagnostic>,
) -> Index {
    let mut index = Index::with_capacity(pages.len());
    for page in pages {
        for name in page
            .resources
            .iter()
            .filter_map(|resource| resource.name.as_ref())
        {
            index.declare(Declared::Type(name.value.clone()));
            let known = spelled(&index, &name.value);
            if known != name.value {
                let found = Diagnostic::at(rules::type_case::page(&known), &name.place);
                out.push(found.about(known.as_str(), None));
            }
        }
        if let Some(line) = &page.namespace
            && let Some(name) = page.name()
            && !name.value.namespace().is_empty()
            && !line.value.eq_ignore_ascii_case(name.value.namespace())
        {
            let message = rules::namespace_conflict(&line.value, name.value.namespace());
            let found = Diagnostic::at(message, &line.place);
            let found = found.also_at(&name.place, "this one is used");
            out.push(found.about(name.value.as_str(), None));
        }
    }
    for definitions in definitions.values() {
        if let Some(first) = definitions.first() {
            index.declare(Declared::Enum(enum_name(first.page, &first.extract.name)));
        }
    }
    for page in pages {
        let mut enums = page.enums.iter();
        let own_enum = enums.find(|found| found.home == EnumHome::Page);
        let declared = match (page.name(), own_enum) {
            (Some(name), _) => index.get(&name.value).cloned(),
            (None, Some(found)) => index.get(&enum_name(page, &found.name)).cloned(),
            (None, None) => None,
        };
        index.page(&page.path, declared);
    }
    index
}

fn types(
    page: &PageExtract,
    index: &Index,
    bases: &Bases,
    entities: &BTreeSet<QualifiedName>,
    model: &mut Model,
    merged: &mut HashMap<QualifiedName, First>,
    out: &mut Vec<Diagnostic>,
) {
    let scope = Scope::new(index, page, bases);
    for (at, resource) in page.resources.iter().enumerate() {
        let Some(name) = &resource.name else { continue };
        let Some(Declared::Type(canonical)) = index.get(&name.value) else {
            continue;
        };
        let rows = page.rows_of(at);
        let kind = if entities.contains(canonical) {
            Kind::Entity
        } else {
            Kind::Complex
        };
        let open = resource.open.unwrap_or(at == 0 && page.open);
        let key = key(resource, rows, kind);
        let block = properties::Block {
            members: resource.members.as_deref(),
            key: key.as_deref(),
            open,
        };
        let properties = properties::read(canonical, rows, block, &scope, out);
        let mut base = bases.get(canonical).cloned();
        let mut base_is_concluded = bases.is_concluded(canonical);
        let is_graph =
            canonical.namespace().starts_with("microsoft.graph") && canonical.as_str() != ENTITY;
        if base.is_none() && kind == Kind::Entity && is_graph {
            base = Some(QualifiedName::new(ENTITY));
            base_is_concluded = true;
        }
        let ty = Type {
            name: canonical.clone(),
            kind,
            base,
            base_is_concluded,
            is_abstract: resource.is_abstract.unwrap_or(at == 0 && page.is_abstract),
            open,
            key,
            area: area(page),
            deprecated: page.deprecated.clone(),
            docs: if at == 0 {
                page.docs.clone()
            } else {
                Vec::new()
            },
            properties,
            place: name.place.clone(),
            more_pages: Vec::new(),
        };
        merge_pages::add(ty, model, merged, out);
    }
}

/// Returns the key of a type. A sample shows the key only for an entity, since other types have identifiers that are
/// not keys.
fn key(resource: &ResourceExtract, rows: &[RowExtract], kind: Kind) -> Option<String> {
    if let Some(key) = &resource.key {
        return Some(key.value.clone());
    }
    if let Some(row) = rows.iter().find(|row| row.description.key) {
        return Some(row.name.clone());
    }
    let identifier = |member: &&MemberExtract| member.evidence == Evidence::Identifier;
    let mut shown = resource.members.iter().flatten().filter(identifier);
    let first = shown.next().filter(|_| kind == Kind::Entity)?;
    let is_id = |member: &&MemberExtract| member.name == "id";
    let key = Some(first).filter(is_id).or_else(|| shown.find(is_id));
    Some(key.unwrap_or(first).name.clone())
}

/// Resolves every enum that has a name, and builds those that are defined only by value lists.
fn name_enums(
    pages: &[&PageExtract],
    definitions: &Definitions<'_>,
    index: &Index,
    model: &mut Model,
    out: &mut Vec<Diagnostic>,
) {
    let mut lists = lists(model);
    for definitions in definitions.values() {
        let Some(first) = definitions.first() else {
            continue;
        };
        let Some(Declared::Enum(name)) = index.get(&enum_name(first.page, &first.extract.name))
        else {
            continue;
        };
        let mine = lists.remove(name).unwrap_or_default();
        if let Some(resolved) = enums::resolve_enum(name, definitions, &mine, area, out) {
            model.enums.insert(name.clone(), resolved);
        }
    }
    for (name, mine) in lists {
        if index.get(&name).is_none()
            && let Some(built) = listed_enum::build(&name, &mine, pages, area, out)
        {
            model.enums.insert(name, built);
        }
    }
    for property in model.types.values_mut().flat_map(|ty| &mut ty.properties) {
        if let TypeRef::Undeclared(name) = &property.ty
            && model.enums.contains_key(name)
        {
            property.ty = TypeRef::Enum(name.clone());
            property.relationship = false;
            property.shown = None;
        }
        if property.ty != TypeRef::Primitive(Primitive::String) {
            property.values = None;
        }
    }
    unused_enums::settle(definitions, index, model, out);
}

/// Takes the value lists of properties, by the enum that is the type of the property, declared or not.
fn lists(model: &mut Model) -> BTreeMap<QualifiedName, Vec<ValueList>> {
    let mut lists: BTreeMap<QualifiedName, Vec<ValueList>> = BTreeMap::new();
    for property in model.types.values_mut().flat_map(|ty| &mut ty.properties) {
        if let TypeRef::Enum(name) | TypeRef::Undeclared(name) = &property.ty
            && let Some(values) = property.values.take()
        {
            lists.entry(name.clone()).or_default().push(values);
        }
    }
    lists
}

/// Fills in what bases declare. A property that only the JSON representation shows is taken from the base. For a row
/// without a description, the nearest base that has one supplies what the row leaves open.
fn fill_from_bases(model: &mut Model) {
    let mut filled = Vec::new();
    for ty in model.types.values() {
        let inherited = inherited(model, ty);
        for (at, property) in ty
            .properties
            .iter()
            .enumerate()
            .filter(|(_, property)| is_open(property))
        {
            let is_row = property.source != PropertySource::Json;
            let says_more = |known: &&(&QualifiedName, &Property)| {
                let (_, known) = known;
                known.source != PropertySource::Json && !(is_row && known.docs.is_empty())
            };
            let known = inherited.get(property.name.as_str());
            let Some(&(base, known)) = known.and_then(|known| known.iter().find(says_more)) else {
                continue;
            };
            let (base, known) = (base.clone(), known.clone());
            let own = property.clone();
            let property = match is_row {
                true => Property {
                    docs: known.docs,
                    read_only: known.read_only,
                    write_only: known.write_only,
                    required: known.required,
                    nullable: known.nullable,
                    deprecated: known.deprecated,
                    default: known.default,
                    limits: known.limits,
                    ..own
                },
                false => Property {
                    source: PropertySource::Json,
                    in_metadata: false,
                    inherited_from: Some(base),
                    raw_type: own.raw_type,
                    place: own.place,
                    ..known
                },
            };
            filled.push((ty.name.clone(), at, property));
        }
    }
    for (name, at, property) in filled {
        if let Some(slot) = model
            .types
            .get_mut(&name)
            .and_then(|ty| ty.properties.get_mut(at))
        {
            *slot = property;
        }
    }
}

/// Returns what a type inherits, by name: each declaration with its type, nearest first.
fn inherited<'m>(
    model: &'m Model,
    ty: &'m Type,
) -> HashMap<&'m str, Vec<(&'m QualifiedName, &'m Property)>> {
    let mut known: HashMap<_, Vec<_>> = HashMap::default();
    for base in model.lineage_of(ty).into_iter().skip(1) {
        for property in &base.properties {
            let same = known.entry(property.name.as_str()).or_default();
            same.push((&base.name, property));
        }
    }
    known
}

/// Whether no row describes it.
fn is_open(property: &Property) -> bool {
    property.source == PropertySource::Json || property.docs.is_empty()
}

/// Spells each key like the property that it names. An entity without a key gets `id`.
fn keys(model: &mut Model) {
    let key = |ty: &Type| {
        let line = model.lineage_of(ty);
        let spelled = |key: &str| {
            let mut all = line.iter().rev().flat_map(|ty| &ty.properties);
            all.find(|property| property.name.eq_ignore_ascii_case(key))
                .map(|property| property.name.clone())
        };
        match &ty.key {
            Some(key) => Some(spelled(key).unwrap_or_else(|| key.clone())),
            None if ty.kind == Kind::Entity => spelled("id"),
            None => None,
        }
    };
    let keys: Vec<Option<String>> = model.types.values().map(key).collect();
    for (ty, key) in model.types.values_mut().zip(keys) {
        ty.key = key;
    }
}

/// Reports derived types that give an inherited property a different type. The type in the base is used.
fn redeclared(model: &Model, out: &mut Vec<Diagnostic>) {
    for ty in model.types.values() {
        let known = inherited(model, ty);
        for property in &ty.properties {
            let nearest = known.get(property.name.as_str());
            let Some((base, inherited)) = nearest.and_then(|known| known.first()) else {
                continue;
            };
            let same = inherited.ty == property.ty && inherited.collection == property.collection;
            if same || matches!(property.ty, TypeRef::Any | TypeRef::Undeclared(_)) {
                continue;
            }
            let first = &inherited.place;
            let message = rules::redeclared_property(&property.name);
            let found = Diagnostic::at(message, &property.place)
                .also_at(first, "this one is used")
                .said(property.spelled_type(), inherited.spelled_type());
            let line = model.lineage_of(ty);
            let concluded = line
                .iter()
                .take_while(|ty| ty.name != **base)
                .find(|ty| ty.base_is_concluded);
            let found = match concluded {
                Some(concluded) => found.help(format!(
                    "the page of `{}` does not state its base, which was concluded",
                    concluded.name
                )),
                None => found,
            };
            out.push(found.about(ty.name.as_str(), Some(&property.name)));
        }
    }
}
