//! Parses lines of text back into a model. A line that was not written by the encoder is rejected.

use std::sync::Arc;

use crate::{
    metadata::Refused,
    model::{
        Deprecation, Enum, EnumMember, Kind, Limit, Model, Place, Primitive, Property,
        PropertySource, QualifiedName, Source, Type, TypeRef, ValueList,
        annotated::{AllAnnotated, Annotated},
    },
    prose::Block,
    span::Span,
};

/// Parses a model from its lines.
///
/// # Errors
///
/// Returns the index of the first line that is not valid.
pub fn model<'a>(lines: impl IntoIterator<Item = &'a str>) -> Result<Model, usize> {
    let mut model = Model::default();
    let mut annotated = AllAnnotated::default();
    for (at, line) in lines.into_iter().enumerate() {
        let (kind, rest) = line.split_once(' ').ok_or(at)?;
        match kind {
            "type" => {
                let (ty, source) = read_type(rest, &mut annotated).ok_or(at)?;
                add_source(&mut model, &ty.name, source);
                model.types.insert(ty.name.clone(), ty);
            }
            "enum" => {
                let (en, source) = read_enum(rest, &mut annotated).ok_or(at)?;
                add_source(&mut model, &en.name, source);
                model.enums.insert(en.name.clone(), en);
            }
            _ => return Err(at),
        }
    }
    // Without metadata nothing is annotated.
    model.annotated = (!model.service.is_empty()).then_some(annotated);
    Ok(model)
}

fn add_source(model: &mut Model, name: &QualifiedName, source: Source) {
    if source != Source::Docs {
        model.service.insert(name.clone(), source);
    }
}

/// Returns the source that a mark stands for.
fn origin(mark: &str) -> Option<Source> {
    match mark {
        "metadata" => Some(Source::Metadata),
        "service" => Some(Source::Both),
        _ => None,
    }
}

/// Splits words into marks, each with its value; the value is empty if the mark has none.
fn marks(words: &str) -> impl Iterator<Item = (&str, &str)> {
    let split = |word| match str::split_once(word, '=') {
        Some((name, value)) => (name, value),
        None => (word, ""),
    };
    words.split(' ').map(split)
}

/// The marks of what annotations of the metadata say.
const NOTES: [&str; 4] = ["note", "dates", "dated", "no"];

/// Returns what annotations say about an item, by its marks.
fn notes(words: &str) -> Option<Annotated> {
    let mut said = Annotated::default();
    for (name, value) in marks(words) {
        match name {
            "note" => said.described = Some(decode_word(value)?),
            "dates" | "dated" => {
                said.deprecated = name == "dated";
                said.revision = Some(decode_word(value)?);
            }
            "no" => {
                let refused = decode_word(value)?;
                let (option, within) = match refused.split_once('/') {
                    Some((option, set)) => (option, Some(set.to_owned())),
                    None => (&*refused, None),
                };
                said.refused.push(Refused {
                    option: option.to_owned().into(),
                    within,
                });
            }
            _ => {}
        }
    }
    Some(said)
}

fn read_type(line: &str, annotated: &mut AllAnnotated) -> Option<(Type, Source)> {
    let mut items = line.split('\t');
    let mut source = Source::Docs;
    let mut ty = Type {
        name: QualifiedName::new(decode_word(items.next()?)?),
        kind: Kind::Complex,
        base: None,
        base_is_concluded: false,
        is_abstract: false,
        open: false,
        key: None,
        area: String::new(),
        deprecated: None,
        docs: Vec::new(),
        properties: Vec::new(),
        place: place(""),
        more_pages: Vec::new(),
    };
    let head = items.next()?;
    annotated.add(&ty.name, None, notes(head)?);
    for (name, value) in marks(head) {
        match name {
            "entity" => ty.kind = Kind::Entity,
            "complex" => ty.kind = Kind::Complex,
            "open" => ty.open = true,
            "abstract" => ty.is_abstract = true,
            "dep" => ty.deprecated = Some(Deprecation::default()),
            "base" => ty.base = Some(QualifiedName::new(decode_word(value)?)),
            "concluded" => ty.base_is_concluded = true,
            "key" => ty.key = Some(decode_word(value)?),
            "area" => ty.area = decode_word(value)?,
            "page" => ty.place = place(&decode_word(value)?),
            name if NOTES.contains(&name) => {}
            _ => source = origin(name)?,
        }
    }
    let at = ty.place.clone();
    for item in items {
        let property = property(item, &at)?;
        let rest = item.splitn(3, ' ').nth(2).unwrap_or_default();
        annotated.add(&ty.name, Some(&property.name), notes(rest)?);
        ty.properties.push(property);
    }
    Some((ty, source))
}

fn read_enum(line: &str, annotated: &mut AllAnnotated) -> Option<(Enum, Source)> {
    let mut items = line.split('\t');
    let mut source = Source::Docs;
    let mut en = Enum {
        name: QualifiedName::new(decode_word(items.next()?)?),
        members: Vec::new(),
        is_flags: false,
        from_list: false,
        area: String::new(),
        docs: Vec::new(),
        deprecated: None,
        place: place(""),
    };
    let head = items.next()?;
    annotated.add(&en.name, None, notes(head)?);
    for (name, value) in marks(head) {
        match name {
            "flags" => en.is_flags = true,
            "one" => en.is_flags = false,
            "list" => en.from_list = true,
            "dep" => en.deprecated = Some(Deprecation::default()),
            "area" => en.area = decode_word(value)?,
            "page" => en.place = place(&decode_word(value)?),
            name if NOTES.contains(&name) => {}
            _ => source = origin(name)?,
        }
    }
    for item in items {
        let mut words = marks(item);
        let mut member = EnumMember::named(&decode_word(words.next()?.0)?, &en.place);
        for (name, value) in words {
            match name {
                "value" => member.value = Some(decode_word(value)?.parse().ok()?),
                "newer" => member.since_sentinel = true,
                "dep" => member.deprecated = Some(Deprecation::default()),
                "doc" => member.docs = digest(value).into(),
                name if NOTES.contains(&name) => {}
                _ => member.source = origin(name)?,
            }
        }
        let rest = item.split_once(' ').map_or("", |(_, rest)| rest);
        annotated.add(&en.name, Some(&member.name), notes(rest)?);
        en.members.push(member);
    }
    Some((en, source))
}

/// Parses a property from its words.
pub fn property(words: &str, at: &Place) -> Option<Property> {
    let mut items = words.splitn(3, ' ');
    let name = decode_word(items.next()?)?;
    let spelled = items.next()?;
    let (spelled, collection) = match spelled.strip_prefix("[]") {
        Some(element) => (element, true),
        None => (spelled, false),
    };
    let ty = type_ref(spelled)?;
    let named = ty.name().map(QualifiedName::short);
    let mut property = Property {
        collection,
        raw_type: named.unwrap_or_default().to_owned(),
        ..Property::new(&name, ty, PropertySource::Both, at.clone())
    };
    for (name, value) in items.next().into_iter().flat_map(marks) {
        match name {
            "rel" => property.relationship = true,
            "table" => property.source = PropertySource::Table,
            "json" => property.source = PropertySource::Json,
            "metadata" => {
                property.source = PropertySource::Metadata;
                property.in_metadata = true;
            }
            "service" => property.in_metadata = true,
            "ro" => property.read_only = true,
            "wo" => property.write_only = true,
            "req" => property.required = true,
            "null" => property.nullable = Some(true),
            "notnull" => property.nullable = Some(false),
            "dep" => property.deprecated = Some(Deprecation::default()),
            "page" => property.place = place(&decode_word(value)?),
            // The list has the only line that is known.
            "unlisted" => property.place.line += 1,
            "cell" => property.raw_type = decode_word(value)?,
            "from" => property.inherited_from = Some(QualifiedName::new(decode_word(value)?)),
            "default" => property.default = Some(decode_word(value)?),
            "shown" => property.shown = Some(Primitive::of_edm(value)?),
            "length" => property.limits.push(Limit::MaxLength(value.parse().ok()?)),
            "bytes" => property.limits.push(Limit::MaxBytes(value.parse().ok()?)),
            "items" => property.limits.push(Limit::MaxItems(value.parse().ok()?)),
            "range" => {
                let (low, high) = value.split_once("..")?;
                property
                    .limits
                    .push(Limit::Range(low.parse().ok()?, high.parse().ok()?));
            }
            "doc" => property.docs = digest(value).into(),
            name if NOTES.contains(&name) => {}
            "values" | "flags" => property.values = Some(list(value, name == "flags", at)?),
            _ => return None,
        }
    }
    Some(property)
}

/// Returns a description of which only the digest is known.
fn digest(value: &str) -> [Block; 1] {
    [Block::Code(format!("\u{1}{value}"))]
}

fn list(values: &str, is_flags: bool, at: &Place) -> Option<ValueList> {
    let one = |value: &str| {
        let (value, newer) = match value.strip_prefix('+') {
            Some(value) => (value, true),
            None => (value, false),
        };
        Some(EnumMember {
            since_sentinel: newer,
            ..EnumMember::named(&decode_word(value)?, at)
        })
    };
    Some(ValueList {
        members: values.split('|').map(one).collect::<Option<_>>()?,
        is_flags,
        is_subset: false,
    })
}

fn type_ref(word: &str) -> Option<TypeRef> {
    if word == "any" {
        return Some(TypeRef::Any);
    }
    let name = |rest: &str| Some(QualifiedName::new(decode_word(rest)?));
    if let Some(rest) = word.strip_prefix("type:") {
        return name(rest).map(TypeRef::Type);
    }
    if let Some(rest) = word.strip_prefix("enum:") {
        return name(rest).map(TypeRef::Enum);
    }
    match word.strip_prefix("name:") {
        Some(rest) => name(rest).map(TypeRef::Undeclared),
        None => Primitive::of_edm(word).map(TypeRef::Primitive),
    }
}

/// Returns an empty place, for an item of which only the words matter.
pub(crate) fn no_place() -> Place {
    place("")
}

fn place(page: &str) -> Place {
    Place {
        file: Arc::from(page),
        line: 1,
        span: Span::default(),
    }
}

/// Decodes a word; `None` if it is not a valid encoded word.
pub fn decode_word(word: &str) -> Option<String> {
    if word == "%" {
        return Some(String::new());
    }
    let mut bytes = Vec::with_capacity(word.len());
    let mut rest = word.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        let digits = std::str::from_utf8(&digits).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        pipeline::{self, Input},
        source::SourceFile,
        sync::lock::model_codec,
    };

    #[test]
    fn model_round_trips() {
        let page = "# thing resource type\n\n## Properties\n|Property|Type|Description|\n|:--|:--|:--|\n\
            |id|String|Key. Read-only. Not nullable. Maximum length is 20 characters.|\n\
            |kind|String|Possible values are: `a b`, `c|d`, `+e`. Required.|\n\
            |others|thing collection|All others. Nullable. The default value is `x=y`.|\n\
            |odd|nowhere|Deprecated.|\n\n## JSON representation\n\
            <!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.thing\", \"openType\": true } -->\n\
            ```json\n{ \"id\": \"String\", \"shown\": 1 }\n```\n";
        let enums = "# Enums\n\n### colour values\n\n|Member|Value|Description|\n|:--|:--|:--|\n|red|-1|x|\n|green|2|y|\n";
        let files = [
            SourceFile::new("resources/thing.md", page),
            SourceFile::new("resources/enums.md", enums),
        ];
        let lines = model_codec::encode(&pipeline::analyze(Input::new(&files)).model).lines;
        assert!(
            lines.iter().any(|line| line.starts_with("enum ")),
            "{lines:#?}"
        );
        let read = || model(lines.iter().map(String::as_str)).expect("lines of our own");
        let again = read();
        assert_eq!(model_codec::encode(&again).lines, lines);
        assert!(crate::drift::compare(&again, &read()).is_empty());
    }

    #[test]
    fn any_name_is_one_word() {
        for name in [
            "", " ", "a b", "a|b", "100%", "x=y", "+x", "[]", "\t\n", "é 漢",
        ] {
            let word = model_codec::encode_word(name);
            assert_eq!(decode_word(&word).as_deref(), Some(name), "{word}");
            assert!(!word.contains([' ', '\t', '\n', '|', '=', '+', '[']) && !word.is_empty());
        }
    }

    #[test]
    fn foreign_lines_are_rejected() {
        for line in [
            "",
            "type",
            "type x",
            "type x\tentity y=z",
            "enum e\tone\ta value=x",
            "type x\tentity\tp",
        ] {
            assert_eq!(model([line]).err(), Some(0), "{line}");
        }
    }
}
