//! Encodes a model as lines of text, one per type and enum, for a file under version control. The lines are sorted and
//! leave out what only readers of the page need (descriptions, line numbers), so that an edit of prose changes no line.
//!
//! Tabs separate the items of a line, and spaces the words of an item. A word is a name, or a mark such as `ro` or
//! `from=NAME`. Characters that could be mistaken for a part of the format are written as `%` and two hexadecimal
//! digits per byte.

mod read;

use std::{collections::BTreeMap, fmt::Write};

pub(crate) use read::no_place;
pub use read::{decode_word, model, property};

use crate::{
    model::{
        Deprecation, Enum, EnumMember, Kind, Limit, Model, Property, PropertySource, QualifiedName,
        Source, Type, TypeRef, annotated::Annotated,
    },
    prose::Block,
};

/// Returns the lines of a model: those of types begin with `type`, those of enums with `enum`.
pub fn lines(model: &Model) -> Vec<String> {
    let types = model.types.values();
    let types = types.map(|ty| type_line(ty, model, true));
    let enums = model.enums.values();
    let enums = enums.map(|en| enum_line(en, model, true));
    types.chain(enums).collect()
}

/// Returns checksums of what each page declares, by its path: of the model, and of the words of its descriptions.
pub fn pages(model: &Model) -> BTreeMap<String, (String, String)> {
    let mut texts: BTreeMap<&str, (String, String)> = BTreeMap::new();
    for ty in model.types.values() {
        let (lines, words) = texts.entry(&ty.place.file).or_default();
        lines.push_str(&type_line(ty, model, false));
        if model.source(&ty.name) == Source::Metadata {
            continue;
        }
        let said = |member: Option<&str>| said(model, &ty.name, member);
        add(words, &ty.docs, ty.deprecated.as_ref(), said(None));
        // Those that the metadata adds or restates are on no page of this type.
        let is_on_page = |property: &&Property| {
            let file = &property.place.file;
            *file == ty.place.file || ty.more_pages.contains(file)
        };
        for property in ty.properties.iter().filter(is_on_page) {
            let annotated = said(Some(&property.name));
            add(
                words,
                &property.docs,
                property.deprecated.as_ref(),
                annotated,
            );
            for value in property.values.iter().flat_map(|list| &list.members) {
                add(words, &value.docs, value.deprecated.as_ref(), None);
            }
        }
    }
    for en in model.enums.values() {
        let (lines, words) = texts.entry(&en.place.file).or_default();
        lines.push_str(&enum_line(en, model, false));
        let said = |member: Option<&str>| said(model, &en.name, member);
        add(words, &en.docs, en.deprecated.as_ref(), said(None));
        let members = en.members.iter();
        for member in members.filter(|member| member.source != Source::Metadata) {
            let annotated = said(Some(&member.name));
            add(words, &member.docs, member.deprecated.as_ref(), annotated);
        }
    }
    let short = |text: &str| super::checksum(text.as_bytes()).chars().take(16).collect();
    let sums = |(page, (lines, words)): (&str, (String, String))| {
        (page.to_owned(), (short(&lines), short(&words)))
    };
    texts.into_iter().map(sums).collect()
}

fn said<'m>(model: &'m Model, ty: &QualifiedName, member: Option<&str>) -> Option<&'m Annotated> {
    model.annotated.as_ref()?.get(ty, member)
}

/// Adds the words that do not come from annotations of the metadata, which [`notes`] writes.
fn add(
    words: &mut String,
    docs: &[Block],
    deprecated: Option<&Deprecation>,
    annotated: Option<&Annotated>,
) {
    let docs = annotated.map_or(docs, |said| said.without(docs));
    let adds = annotated.is_some_and(|said| said.revision.is_some());
    let deprecated = deprecated.filter(|_| !adds);
    words.push_str(&crate::prose::words(docs));
    words.push('\n');
    words.push_str(&deprecated.map_or_else(String::new, Deprecation::words));
    words.push('\n');
}

/// Writes what only annotations of the metadata say, so that changes of annotations and of pages can be told apart.
fn notes(words: &mut String, annotated: Option<&Annotated>) {
    let Some(said) = annotated else { return };
    value(words, "note", said.described.as_deref());
    let revision = if said.deprecated { "dated" } else { "dates" };
    value(words, revision, said.revision.as_deref());
    for refused in &said.refused {
        let within = refused.within.as_ref();
        let within = within.map_or_else(String::new, |set| format!("/{set}"));
        value(words, "no", Some(&format!("{}{within}", refused.option)));
    }
}

/// Returns the line of a type, with or without digests of the descriptions.
fn type_line(ty: &Type, model: &Model, described: bool) -> String {
    let said = |member: Option<&str>| said(model, &ty.name, member).filter(|_| described);
    let mut line = format!("type {}\t", encode_word(ty.name.as_str()));
    line.push_str(match ty.kind {
        Kind::Entity => "entity",
        Kind::Complex => "complex",
    });
    origin(&mut line, model.source(&ty.name));
    mark(&mut line, "open", ty.open);
    mark(&mut line, "abstract", ty.is_abstract);
    mark(&mut line, "dep", ty.deprecated.is_some());
    value(
        &mut line,
        "base",
        ty.base.as_ref().map(|base| base.as_str()),
    );
    mark(&mut line, "concluded", ty.base_is_concluded);
    value(&mut line, "key", ty.key.as_deref());
    value(&mut line, "area", Some(&ty.area));
    value(&mut line, "page", Some(&ty.place.file));
    notes(&mut line, said(None));
    // Sorted, so that reordered rows change no line.
    let mut properties: Vec<String> = ty
        .properties
        .iter()
        .map(|property| {
            let mut words = with_digest(property, described);
            notes(&mut words, said(Some(&property.name)));
            words
        })
        .collect();
    properties.sort();
    for property in properties {
        line.push('\t');
        line.push_str(&property);
    }
    line
}

fn enum_line(en: &Enum, model: &Model, described: bool) -> String {
    let said = |member: Option<&str>| said(model, &en.name, member).filter(|_| described);
    let mut line = format!("enum {}\t", encode_word(en.name.as_str()));
    line.push_str(if en.is_flags { "flags" } else { "one" });
    origin(&mut line, model.source(&en.name));
    mark(&mut line, "list", en.from_list);
    mark(&mut line, "dep", en.deprecated.is_some());
    value(&mut line, "area", Some(&en.area));
    value(&mut line, "page", Some(&en.place.file));
    notes(&mut line, said(None));
    let words = |member: &EnumMember| {
        let mut words = member_words(member);
        notes(&mut words, said(Some(&member.name)));
        words
    };
    let mut members: Vec<String> = en.members.iter().map(words).collect();
    members.sort();
    for member in members {
        line.push('\t');
        line.push_str(&member);
    }
    line
}

fn member_words(member: &EnumMember) -> String {
    let mut words = encode_word(&member.name);
    let number = member.value.map(|number| number.to_string());
    value(&mut words, "value", number.as_deref());
    origin(&mut words, member.source);
    mark(&mut words, "newer", member.since_sentinel);
    mark(&mut words, "dep", member.deprecated.is_some());
    words
}

/// Returns the words of a property with the digest of its description, by which a renamed property is recognized.
fn with_digest(property: &Property, described: bool) -> String {
    let mut words = property_words(property);
    if !described {
        return words;
    }
    let digest = crate::prose::digest(&crate::prose::words(&property.docs));
    if !digest.is_empty() {
        let _ = write!(words, " doc={}", &digest[1..]);
    }
    words
}

/// Returns the words of a property: its name, its type, its marks.
pub fn property_words(property: &Property) -> String {
    // All fields are named, so that a new one is written as well, or left out on purpose.
    let Property {
        name,
        ty,
        collection,
        relationship,
        source,
        in_metadata: _,
        values,
        read_only,
        write_only,
        required,
        nullable,
        inherited_from,
        deprecated,
        default,
        limits,
        docs: _,
        shown,
        raw_type: _,
        place: _,
    } = property;
    let mut words = encode_word(name);
    let list = if *collection { "[]" } else { "" };
    let (kind, name) = match ty {
        TypeRef::Primitive(primitive) => ("", primitive.edm()),
        TypeRef::Type(name) => ("type:", name.as_str()),
        TypeRef::Enum(name) => ("enum:", name.as_str()),
        TypeRef::Undeclared(name) => ("name:", name.as_str()),
        TypeRef::Any => ("", "any"),
    };
    let _ = write!(words, " {list}{kind}{}", encode_word(name));
    mark(&mut words, "rel", *relationship);
    mark(&mut words, "table", *source == PropertySource::Table);
    mark(&mut words, "json", *source == PropertySource::Json);
    origin(&mut words, property.origin());
    mark(&mut words, "ro", *read_only);
    mark(&mut words, "wo", *write_only);
    mark(&mut words, "req", *required);
    mark(&mut words, "null", *nullable == Some(true));
    mark(&mut words, "notnull", *nullable == Some(false));
    mark(&mut words, "dep", deprecated.is_some());
    value(
        &mut words,
        "shown",
        shown.map(crate::primitive::Primitive::edm),
    );
    let from = inherited_from.as_ref();
    value(&mut words, "from", from.map(|base| base.as_str()));
    value(&mut words, "default", default.as_deref());
    for limit in limits {
        let _ = match limit {
            Limit::MaxLength(most) => write!(words, " length={most}"),
            Limit::MaxBytes(most) => write!(words, " bytes={most}"),
            Limit::MaxItems(most) => write!(words, " items={most}"),
            Limit::Range(low, high) => write!(words, " range={low}..{high}"),
        };
    }
    if let Some(list) = values {
        words.push_str(if list.is_flags { " flags=" } else { " values=" });
        let newer = |member: &EnumMember| if member.since_sentinel { "+" } else { "" };
        let values: Vec<String> = list
            .members
            .iter()
            .map(|member| format!("{}{}", newer(member), encode_word(&member.name)))
            .collect();
        words.push_str(&values.join("|"));
    }
    words
}

/// Adds the mark of a source. What only the pages have gets no mark.
fn origin(words: &mut String, source: Source) {
    mark(words, "metadata", source == Source::Metadata);
    mark(words, "service", source == Source::Both);
}

fn mark(words: &mut String, name: &str, is: bool) {
    if is {
        words.push(' ');
        words.push_str(name);
    }
}

fn value(words: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = write!(words, " {name}={}", encode_word(value));
    }
}

/// Whether a character has no meaning in a line.
fn is_plain(c: char) -> bool {
    let is_special = || matches!(c, '%' | '+' | '=' | '[' | '\\' | ']' | '^' | '`' | '|');
    c.is_alphanumeric() || (c.is_ascii_punctuation() && !is_special())
}

/// Encodes a name or a value as one word that is never empty and has no character with a meaning in a line.
pub fn encode_word(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_plain(c) {
            out.push(c);
            continue;
        }
        let mut bytes = [0; 4];
        for byte in c.encode_utf8(&mut bytes).bytes() {
            let _ = write!(out, "%{byte:02x}");
        }
    }
    if out.is_empty() { "%".to_owned() } else { out }
}
