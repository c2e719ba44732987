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
    prose::{self, Block},
};

/// A model as the lock file has it.
#[derive(Debug, Default)]
pub struct Encoded {
    /// A line for each type, which begins with `type`, and for each enum, which begins with `enum`.
    pub lines: Vec<String>,
    /// Checksums of what each page declares, by its path: of the model, and of the words of its descriptions.
    pub pages: BTreeMap<String, (String, String)>,
}

/// The line of a type or enum, or an item of it.
struct Line {
    /// As it is in the file.
    full: String,
    /// Without digests of descriptions and without annotations.
    bare: String,
}

impl Line {
    fn new(bare: String) -> Line {
        let full = bare.clone();
        Line { full, bare }
    }

    /// Adds items, sorted so that reordered rows change no line.
    fn add(&mut self, items: impl Iterator<Item = Line>) {
        let (full, bare): (Vec<_>, Vec<_>) = items.map(|item| (item.full, item.bare)).unzip();
        for (line, mut items) in [(&mut self.full, full), (&mut self.bare, bare)] {
            items.sort();
            items.iter().for_each(|item| line.extend(["\t", item]));
        }
    }
}

/// Encodes a model.
pub fn encode(model: &Model) -> Encoded {
    let mut encoded = Encoded::default();
    let mut texts: BTreeMap<&str, (String, Vec<String>)> = BTreeMap::new();
    for ty in model.types.values() {
        let (lines, words) = texts.entry(&ty.place.file).or_default();
        let line = type_line(ty, model);
        lines.push_str(&line.bare);
        encoded.lines.push(line.full);
        if model.source(&ty.name) == Source::Metadata {
            continue;
        }
        let said = |member: Option<&str>| said(model, &ty.name, member);
        add(words, &ty.docs, ty.deprecated.as_ref(), said(None));
        // Those that the metadata adds or restates are on no page of this type, and the representation describes none.
        let is_on_page = |property: &&Property| {
            let file = &property.place.file;
            let has_row = property.source != PropertySource::Json;
            has_row && (*file == ty.place.file || ty.more_pages.contains(file))
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
        let line = enum_line(en, model);
        lines.push_str(&line.bare);
        encoded.lines.push(line.full);
        let said = |member: Option<&str>| said(model, &en.name, member);
        add(words, &en.docs, en.deprecated.as_ref(), said(None));
        let members = en.members.iter();
        for member in members.filter(|member| member.source != Source::Metadata) {
            let annotated = said(Some(&member.name));
            add(words, &member.docs, member.deprecated.as_ref(), annotated);
        }
    }
    let short = |text: &str| super::checksum(text.as_bytes()).chars().take(16).collect();
    let sums = |(page, (lines, mut words)): (&str, (String, Vec<String>))| {
        // Reordered rows say the same.
        words.sort_unstable();
        (page.to_owned(), (short(&lines), short(&words.concat())))
    };
    encoded.pages = texts.into_iter().map(sums).collect();
    encoded
}

fn said<'m>(model: &'m Model, ty: &QualifiedName, member: Option<&str>) -> Option<&'m Annotated> {
    model.annotated.as_ref()?.get(ty, member)
}

/// Adds the words that do not come from annotations of the metadata, which [`notes`] writes.
fn add(
    words: &mut Vec<String>,
    docs: &[Block],
    deprecated: Option<&Deprecation>,
    annotated: Option<&Annotated>,
) {
    let docs = annotated.map_or(docs, |said| said.without(docs));
    let adds = annotated.is_some_and(|said| said.revision.is_some());
    let deprecated = deprecated.filter(|_| !adds);
    let deprecated = deprecated.map_or_else(String::new, Deprecation::words);
    let docs = prose::words(docs);
    let docs = prose::without_quotation_marks(&docs);
    words.push(format!("{docs}\n{deprecated}\n"));
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

fn type_line(ty: &Type, model: &Model) -> Line {
    let mut line = "type ".to_owned();
    push_word(ty.name.as_str(), &mut line);
    line.push_str(match ty.kind {
        Kind::Entity => "\tentity",
        Kind::Complex => "\tcomplex",
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
    let mut line = Line::new(line);
    notes(&mut line.full, said(model, &ty.name, None));
    line.add(ty.properties.iter().map(|property| {
        let mut item = Line::new(property_words(property));
        place(&mut item, property, ty, model);
        digest(&mut item.full, &property.docs);
        notes(&mut item.full, said(model, &ty.name, Some(&property.name)));
        item
    }));
    line
}

fn enum_line(en: &Enum, model: &Model) -> Line {
    let mut line = "enum ".to_owned();
    push_word(en.name.as_str(), &mut line);
    line.push_str(if en.is_flags { "\tflags" } else { "\tone" });
    origin(&mut line, model.source(&en.name));
    mark(&mut line, "list", en.from_list);
    mark(&mut line, "dep", en.deprecated.is_some());
    value(&mut line, "area", Some(&en.area));
    value(&mut line, "page", Some(&en.place.file));
    let mut line = Line::new(line);
    notes(&mut line.full, said(model, &en.name, None));
    line.add(en.members.iter().map(|member| {
        let mut item = Line::new(member_words(member));
        digest(&mut item.full, &member.docs);
        notes(&mut item.full, said(model, &en.name, Some(&member.name)));
        item
    }));
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

/// Writes the digest of a description, by which a renamed property or member is recognized.
fn digest(words: &mut String, docs: &[Block]) {
    let digest = prose::digest(&prose::words(docs));
    if !digest.is_empty() {
        words.extend([" doc=", &digest[1..]]);
    }
}

/// Writes what matters of the place of a property, if it is not what readers conclude: that it is on the page of its
/// type and has the list of values from which an enum of this page is built.
fn place(item: &mut Line, property: &Property, ty: &Type, model: &Model) {
    let Property { source, place, .. } = property;
    let is_beside = *source == PropertySource::Metadata || place.file == ty.place.file;
    let page = (!is_beside).then_some(&*place.file);
    let built = match &property.ty {
        TypeRef::Enum(name) => model.enums.get(name).filter(|en| en.from_list),
        _ => None,
    };
    let is_elsewhere =
        built.is_some_and(|en| en.place.file == place.file && en.place.line != place.line);
    for words in [&mut item.full, &mut item.bare] {
        value(words, "page", page);
        mark(words, "unlisted", is_elsewhere);
    }
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
        raw_type,
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
    words.extend([" ", list, kind]);
    push_word(name, &mut words);
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
    // Most cells say the name of the type, and a primitive depends on no other page.
    let is_fixed = matches!(ty, TypeRef::Primitive(_)) || *source == PropertySource::Json;
    if !is_fixed && !raw_type.is_empty() {
        let cell = property.type_words();
        let is_name = ty
            .name()
            .is_some_and(|name| cell == name.short().to_lowercase());
        value(&mut words, "cell", (!is_name).then_some(&cell));
    }
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
        words.extend([" ", name, "="]);
        push_word(value, words);
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
    push_word(text, &mut out);
    out
}

/// Like [`encode_word`], but appends the word.
fn push_word(text: &str, out: &mut String) {
    if text.is_empty() {
        out.push('%');
    }
    let mut rest = text;
    while let Some(at) = rest.find(|c| !is_plain(c)) {
        let (run, special) = rest.split_at(at);
        rest = special.trim_start_matches(|c| !is_plain(c));
        out.push_str(run);
        for byte in special[..special.len() - rest.len()].bytes() {
            let _ = write!(out, "%{byte:02x}");
        }
    }
    out.push_str(rest);
}
