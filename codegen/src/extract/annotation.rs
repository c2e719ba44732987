//! The resource annotation: `{"blockType": "resource", "@odata.type": "ns.T", ..}`.

use crate::{
    diagnostic::Diagnostic,
    extract::{ResourceExtract, Sourced, places::Places},
    name::QualifiedName,
    page::{Json, JsonKind, Member},
    rules,
};

/// Reads an annotation; `None` if it does not declare a resource.
pub(super) fn read(
    json: &Json,
    places: Places<'_>,
    out: &mut Vec<Diagnostic>,
) -> Option<ResourceExtract> {
    if block_type(json) != Some("resource") {
        return None;
    }
    let mut resource = ResourceExtract::new(None, places.at(json.span));
    for member in json.members().unwrap_or_default() {
        apply(member, &mut resource, places, out);
    }
    Some(resource)
}

/// Reports keys that say something twice, of which readers pick either. Two keys may have the same meaning; they are
/// reported if they differ in what they say.
pub(super) fn repeated(json: &Json, places: Places<'_>, out: &mut Vec<Diagnostic>) {
    let members = json.members().unwrap_or_default();
    for (at, member) in members.iter().enumerate() {
        let is_same = |first: &&Member| {
            first.key == member.key
                || meaning(&first.key) == meaning(&member.key)
                    && first.value.kind != member.value.kind
        };
        let Some(first) = members[..at].iter().find(is_same) else {
            continue;
        };
        let message = match first.key == member.key {
            true => rules::repeated_key::annotation(&member.key),
            false => rules::repeated_key::synonym(&member.key, &first.key),
        };
        let found = Diagnostic::at(message, &places.at(member.key_span));
        out.push(found.also_at(&places.at(first.key_span), "first here"));
    }
}

/// Returns the usual key with the same meaning.
fn meaning(key: &str) -> &str {
    match key {
        "@type" => "@odata.type",
        "isAbstract" => "abstract",
        key => key,
    }
}

/// Returns the namespace that a page annotation states, as those of enum collections do.
pub(super) fn namespace(json: &Json, places: Places<'_>) -> Option<Sourced<String>> {
    if json.member("type")?.value.as_str() != Some("#page.annotation") {
        return None;
    }
    let value = &json.member("namespace")?.value;
    Some(fact(value.as_str()?.to_owned(), value, places))
}

/// Returns the kind of block that the annotation labels, if it labels one.
pub(super) fn block_type(json: &Json) -> Option<&str> {
    json.member("blockType")?.value.as_str()
}

fn apply(
    member: &Member,
    resource: &mut ResourceExtract,
    places: Places<'_>,
    out: &mut Vec<Diagnostic>,
) {
    let value = &member.value;
    match member.key.as_str() {
        "@odata.type" | "@type" => {
            if member.key == "@type" {
                let at = places.at(member.key_span);
                out.push(Diagnostic::at(rules::annotation_synonym(), &at));
            }
            match value
                .as_str()
                .map(str::trim)
                .filter(|name| super::type_word::is_qualified(name))
            {
                Some(name) if resource.name.is_none() => {
                    resource.name = Some(fact(QualifiedName::new(name), value, places))
                }
                Some(_) => {}
                None => wrong(member, "a qualified type name", places, out),
            }
        }
        "keyProperty" => match value.as_str() {
            Some("") => {}
            Some(name) => resource.key = Some(fact(name.to_owned(), value, places)),
            None => wrong(member, "the name of a property", places, out),
        },
        "baseType" => match &value.kind {
            JsonKind::Null => {}
            JsonKind::String(name) if super::type_word::is_qualified(name.trim()) => {
                resource.base = Some(fact(QualifiedName::new(name.trim()), value, places));
            }
            JsonKind::String(name) if name.trim().is_empty() => {}
            _ => wrong(member, "a qualified type name or null", places, out),
        },
        "openType" => resource.open = truth(member, places, out).or(resource.open),
        "abstract" | "isAbstract" => {
            resource.is_abstract = truth(member, places, out).or(resource.is_abstract);
        }
        "optionalProperties" => match &value.kind {
            JsonKind::Array(names) => {
                let names = names
                    .iter()
                    .filter_map(|name| Some(fact(name.as_str()?.to_owned(), name, places)));
                resource.optional.extend(names);
            }
            JsonKind::Null => {}
            _ => wrong(member, "a list of property names", places, out),
        },
        _ => {}
    }
}

fn wrong(member: &Member, expected: &str, places: Places<'_>, out: &mut Vec<Diagnostic>) {
    let message = rules::annotation_value(&member.key);
    let found = Diagnostic::at(message, &places.at(member.value.span));
    out.push(found.label(format!("expected {expected}")));
}

fn fact<T>(value: T, at: &Json, places: Places<'_>) -> Sourced<T> {
    Sourced {
        value,
        place: places.at(at.span),
    }
}

/// Reads a boolean. If it is written as a string, it is still read, and reported.
fn truth(member: &Member, places: Places<'_>, out: &mut Vec<Diagnostic>) -> Option<bool> {
    let (said, expected) = match &member.value.kind {
        JsonKind::Bool(said) => (Some(*said), None),
        JsonKind::String(text) => {
            let said = text.to_ascii_lowercase().parse().ok();
            let form = said.map_or("true or false", |_| "true or false without quotation marks");
            (said, Some(form))
        }
        _ => (None, Some("true or false")),
    };
    if let Some(expected) = expected {
        wrong(member, expected, places, out);
    }
    said
}
