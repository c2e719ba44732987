//! The JSON representation: names of members, and what each sample value says about the type.

use crate::{
    diagnostic::Diagnostic,
    extract::{Evidence, MemberExtract, Value, phrase, places::Places, type_word},
    first::First,
    hash_map::HashMap,
    page::{Json, JsonKind, Member},
    primitive::Primitive,
    prose::{fold, without_zero_width},
    rules,
    span::Span,
};

/// Reads the members of a block.
pub(super) fn read(
    json: &Json,
    places: Places<'_>,
    out: &mut Vec<Diagnostic>,
) -> Option<Vec<MemberExtract>> {
    let mut members = json.members()?;
    if let Some((inner, span)) = wrapped(members) {
        out.push(Diagnostic::at(rules::wrapped_block(), &places.at(span)));
        members = inner;
    }
    repeated_annotations(members, places, out);
    members
        .iter()
        .for_each(|member| repeated_inside(&member.value, places, out));
    let mut extracts: Vec<MemberExtract> = Vec::with_capacity(members.len());
    let mut first = First::default();
    for member in members {
        if is_annotation(&member.key) {
            continue;
        }
        let key = without_zero_width(&member.key);
        if !type_word::is_identifier(key.trim()) {
            let message = rules::open_type_sample::key(fold(&member.key));
            let found = Diagnostic::at(message, &places.at(member.key_span));
            out.push(found.label("taken as a sample of an open type"));
            continue;
        }
        let name = key.trim();
        let known = first.find(&extracts, |known| &known.name, name);
        if let Some(first) = known.and_then(|at| extracts.get(at)) {
            let message = rules::repeated_key::block(&member.key);
            let found = Diagnostic::at(message, &places.at(member.key_span)).label("ignored");
            out.push(found.also_at(&first.place, "first here"));
            continue;
        }
        extracts.push(read_member(name, member, places));
    }
    Some(extracts)
}

/// Returns the members of the resource in a response of the service, and the span of the `value` that contains it.
fn wrapped(members: &[Member]) -> Option<(&[Member], Span)> {
    let mut own = members.iter().filter(|member| !is_annotation(&member.key));
    let (Some(value), None) = (own.next(), own.next()) else {
        return None;
    };
    let of_response = |member: &Member| {
        let names = ["context", "count", "nextLink", "deltaLink"];
        let name = member.key.strip_prefix("@odata.");
        name.is_some_and(|name| names.contains(&name))
    };
    let is_response = members.iter().any(of_response);
    let inner = match &value.value.kind {
        JsonKind::Array(items) if is_response || members.len() == 1 => items.first()?,
        _ if is_response => &value.value,
        _ => return None,
    };
    let inner = inner.members()?;
    // An object with nothing but a type marker is the sample of a property that happens to be called `value`.
    let has_properties = inner.iter().any(|member| !is_annotation(&member.key));
    (value.key == "value" && has_properties).then_some((inner, value.value.span))
}

/// Reports repeated OData annotations.
fn repeated_annotations(members: &[Member], places: Places<'_>, out: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&str, Span> = HashMap::default();
    for member in members.iter().filter(|member| is_annotation(&member.key)) {
        let Some(first) = first.insert(&member.key, member.key_span) else {
            continue;
        };
        let (at, first) = (places.at(member.key_span), places.at(first));
        let found = Diagnostic::at(rules::repeated_key::block(&member.key), &at);
        out.push(found.also_at(&first, "first here"));
    }
}

/// Reports repeated OData annotations anywhere inside a value.
fn repeated_inside(json: &Json, places: Places<'_>, out: &mut Vec<Diagnostic>) {
    match &json.kind {
        JsonKind::Object(members) => {
            repeated_annotations(members, places, out);
            members
                .iter()
                .for_each(|member| repeated_inside(&member.value, places, out));
        }
        JsonKind::Array(items) => items
            .iter()
            .for_each(|item| repeated_inside(item, places, out)),
        _ => {}
    }
}

/// Whether OData adds this key to the properties of a type.
fn is_annotation(key: &str) -> bool {
    key.starts_with('@') || key.contains("@odata.") || key == "odata.type"
}

fn read_member(name: &str, member: &Member, places: Places<'_>) -> MemberExtract {
    let (first, is_list) = match &member.value.kind {
        JsonKind::Array(items) => (items.first(), true),
        _ => (Some(&member.value), false),
    };
    let evidence = first.map(|first| evidence(first, places));
    let (evidence, is_said) = evidence.unwrap_or((Evidence::Nothing, false));
    MemberExtract {
        name: name.to_owned(),
        evidence,
        collection: (member.value.kind != JsonKind::Null).then_some(is_list || is_said),
        is_object: first.is_some_and(|first| first.members().is_some()),
        place: places.at(member.key_span),
        value_place: places.at(member.value.span),
        text: shown(&member.value),
    }
}

/// Returns what a value says about the type, and whether it says that it is a list.
fn evidence(value: &Json, places: Places<'_>) -> (Evidence, bool) {
    let evidence = match &value.kind {
        JsonKind::Null | JsonKind::Array(_) => Evidence::Nothing,
        JsonKind::Bool(_) => Evidence::Literal(Primitive::Boolean),
        JsonKind::Number(number) if number.contains(['.', 'e', 'E']) => {
            Evidence::Literal(Primitive::Double)
        }
        JsonKind::Number(_) => Evidence::Literal(Primitive::Int32),
        JsonKind::Object(_) => {
            // Some pages write the marker of a primitive type, or a collection, where the name of a type belongs.
            let named = ["@odata.type", "@type", "type", "odata.type"]
                .iter()
                .find_map(|key| {
                    let marker = value.member(key)?.value.as_str()?;
                    let (name, collection) = phrase::unwrap_collection(marker);
                    let is_name = type_word::is_qualified(name) && name.contains('.');
                    is_name.then_some((name, collection))
                });
            let Some((name, collection)) = named else {
                let marker = value.member("@odata.type");
                return match marker.and_then(|marker| marker.value.as_str()) {
                    Some(marker) => marker_evidence(marker, value.span, places),
                    None => (Evidence::Sample, false),
                };
            };
            let primitive = name.strip_prefix("Edm.").and_then(type_word::primitive);
            let named = || Evidence::Named(name.trim_start_matches('#').to_owned());
            return (
                primitive.map_or_else(named, Evidence::Primitive),
                collection,
            );
        }
        JsonKind::String(marker) => return marker_evidence(marker, value.span, places),
    };
    (evidence, false)
}

fn marker_evidence(marker: &str, span: Span, places: Places<'_>) -> (Evidence, bool) {
    let marker = fold(marker);
    if marker.is_empty() {
        return (Evidence::Nothing, false);
    }
    let (inner, collection) = phrase::unwrap_collection(&marker);
    let inner = without_string(inner);
    let lower = inner.to_ascii_lowercase();
    if let Some(remark) = lower.strip_prefix("string") {
        let remark = remark
            .trim()
            .trim_start_matches('(')
            .trim_end_matches(')')
            .trim();
        if let Some(evidence) = string_marker(remark) {
            return (evidence, collection);
        }
    }
    if inner.contains('|') {
        let names = inner
            .split('|')
            .map(str::trim)
            .filter(|name| !name.is_empty() && *name != "...");
        let names = names.map(|name| name.trim_end_matches([' ', '.']));
        // The word says that there may be no value. It is not a value itself.
        let names = names.filter(|name| !name.eq_ignore_ascii_case("null"));
        let members: Vec<Value> = names
            .map(|name| Value {
                name: name.to_owned(),
                place: places.at(span),
            })
            .collect();
        if let [only] = members.as_slice() {
            return (marker_evidence(&only.name, span, places).0, collection);
        }
        if members.iter().all(|member| member.name.len() <= 100) {
            return (Evidence::Values(members), collection);
        }
        return (Evidence::Text, collection);
    }
    let named = inner
        .strip_prefix("@odata.type:")
        .map_or(inner, str::trim)
        .trim_start_matches('#');
    // A remark follows the comma: `decimal,read-only`.
    let (word, remark) = inner.split_once(',').unwrap_or((inner, ""));
    let is_remark = remark.trim().len() < 20 && !remark.contains(',');
    if is_remark
        && !remark.is_empty()
        && let Some(primitive) = type_word::primitive(word.trim())
    {
        return (Evidence::Primitive(primitive), collection);
    }
    if let Some(primitive) = type_word::primitive(inner)
        && (!matches!(
            lower.as_str(),
            "url" | "etag" | "number" | "date" | "json" | "timestamp" | "duration"
        ) || inner.starts_with(char::is_uppercase)
            || lower == "timestamp")
    {
        return (Evidence::Primitive(primitive), collection);
    }
    let is_type = type_word::is_qualified(named)
        && (named.to_ascii_lowercase().starts_with("microsoft.graph.")
            || named.matches('.').count() > 1 && !named.contains("com"));
    if is_type {
        return (Evidence::Named(named.to_owned()), collection);
    }
    (Evidence::Literal(Primitive::String), collection)
}

/// Returns the values of `String(open|closed)`; any other marker is returned as it is.
fn without_string(marker: &str) -> &str {
    let Some((word, values)) = marker.split_once('(') else {
        return marker;
    };
    let values = values.strip_suffix(')').map(str::trim);
    match values.filter(|values| values.contains('|')) {
        Some(values) if word.trim().eq_ignore_ascii_case("string") => values,
        _ => marker,
    }
}

/// Returns what a remark in parentheses, as in `String (..)`, says about the type.
fn string_marker(remark: &str) -> Option<Evidence> {
    Some(match remark {
        "" => Evidence::Text,
        "identifier" | "id" | "key" => Evidence::Identifier,
        "timestamp" | "datetime" | "date-time" | "datetimeoffset" => {
            Evidence::Primitive(Primitive::DateTimeOffset)
        }
        "duration" | "timespan" | "iso 8601 duration" => Evidence::Primitive(Primitive::Duration),
        "time of day" | "timeofday" => Evidence::Primitive(Primitive::TimeOfDay),
        "date" => Evidence::Primitive(Primitive::Date),
        "binary" | "base64" | "base64 encoded" => Evidence::Primitive(Primitive::Binary),
        "stream" => Evidence::Primitive(Primitive::Stream),
        "guid" => Evidence::Primitive(Primitive::Guid),
        remark if remark.starts_with("iso 8601") => Evidence::Primitive(Primitive::DateTimeOffset),
        remark if remark.contains('|') || remark.len() > 40 => return None,
        _ => Evidence::Text,
    })
}

/// Length to which samples in messages are shortened.
const LONGEST_SHOWN: usize = 120;

fn shown(value: &Json) -> String {
    match &value.kind {
        JsonKind::Null => "null".to_owned(),
        JsonKind::Bool(value) => value.to_string(),
        JsonKind::Number(number) => number.clone(),
        JsonKind::String(text) if text.len() <= LONGEST_SHOWN => text.clone(),
        JsonKind::String(text) => text.chars().take(LONGEST_SHOWN).collect(),
        JsonKind::Array(items) => format!("[{}]", items.first().map(shown).unwrap_or_default()),
        JsonKind::Object(members) => {
            match members.iter().find(|member| member.key.ends_with("type")) {
                Some(member) => format!("{{{}: {}}}", member.key, shown(&member.value)),
                None => "{..}".to_owned(),
            }
        }
    }
}
