//! The resource annotation: `{"blockType": "resource", "@odata.type": "ns.T", ..}`.

use crate::{
    diagnostic::Diagnostic,
    facts::{Fact, Origin, ResourceFacts, codes},
    name::QualifiedName,
    page::{Json, JsonKind, Member},
    span::{Place, Span},
};

/// Reads an annotation; `None` when it declares no resource.
pub(super) fn read(
    json: &Json,
    place: &dyn Fn(Span) -> Place,
    out: &mut Vec<Diagnostic>,
) -> Option<ResourceFacts> {
    let JsonKind::Object(members) = &json.kind else {
        return None;
    };
    let block_type = members.iter().find(|member| member.key == "blockType")?;
    if text(&block_type.value) != Some("resource") {
        return None;
    }
    let mut facts = ResourceFacts {
        name: None,
        key: None,
        base: None,
        open: None,
        is_abstract: None,
        optional: Vec::new(),
        members: None,
        place: place(json.span),
    };
    for member in members {
        apply(member, &mut facts, place, out);
    }
    Some(facts)
}

/// The namespace that a page annotation states (collections of enums carry one).
pub(super) fn namespace(json: &Json, place: &dyn Fn(Span) -> Place) -> Option<Fact<String>> {
    let JsonKind::Object(members) = &json.kind else {
        return None;
    };
    let is_page = members
        .iter()
        .any(|member| member.key == "type" && text(&member.value) == Some("#page.annotation"));
    let member = members
        .iter()
        .find(|member| is_page && member.key == "namespace")?;
    Some(fact(text(&member.value)?.to_owned(), &member.value, place))
}

/// The kind of block that the annotation labels, where it labels one.
pub(super) fn block_type(json: &Json) -> Option<&str> {
    let JsonKind::Object(members) = &json.kind else {
        return None;
    };
    members
        .iter()
        .find(|member| member.key == "blockType")
        .and_then(|member| text(&member.value))
}

fn apply(
    member: &Member,
    facts: &mut ResourceFacts,
    place: &dyn Fn(Span) -> Place,
    out: &mut Vec<Diagnostic>,
) {
    let value = &member.value;
    match member.key.as_str() {
        "@odata.type" | "@type" => {
            if member.key == "@type" {
                let at = place(member.key_span);
                let message = "the type is named with `@type` instead of `@odata.type`";
                out.push(Diagnostic::new(
                    &codes::ANNOTATION_SYNONYM,
                    &at.file,
                    at.span,
                    message,
                ));
            }
            match text(value)
                .map(str::trim)
                .filter(|name| super::phrase::is_qualified(name))
            {
                Some(name) if facts.name.is_none() => {
                    facts.name = Some(fact(QualifiedName::new(name), value, place))
                }
                Some(_) => {}
                None => wrong(member, "a qualified type name", place, out),
            }
        }
        "keyProperty" => match text(value) {
            Some("") => {}
            Some(name) => facts.key = Some(fact(name.to_owned(), value, place)),
            None => wrong(member, "the name of a property", place, out),
        },
        "baseType" => match &value.kind {
            JsonKind::Null => {}
            JsonKind::String(name) if super::phrase::is_qualified(name.trim()) => {
                facts.base = Some(fact(QualifiedName::new(name.trim()), value, place));
            }
            JsonKind::String(name) if name.trim().is_empty() => {}
            _ => wrong(member, "a qualified type name or null", place, out),
        },
        "openType" => match boolean(value) {
            Some(open) => facts.open = Some(fact(open, value, place)),
            None => wrong(member, "true or false", place, out),
        },
        "abstract" | "isAbstract" => match boolean(value) {
            Some(is_abstract) => facts.is_abstract = Some(fact(is_abstract, value, place)),
            None => wrong(member, "true or false", place, out),
        },
        "optionalProperties" => match &value.kind {
            JsonKind::Array(names) => {
                let names = names
                    .iter()
                    .filter_map(|name| Some(fact(text(name)?.to_owned(), name, place)));
                facts.optional.extend(names);
            }
            JsonKind::Null => {}
            _ => wrong(member, "a list of property names", place, out),
        },
        _ => {}
    }
}

fn wrong(
    member: &Member,
    expected: &str,
    place: &dyn Fn(Span) -> Place,
    out: &mut Vec<Diagnostic>,
) {
    let at = place(member.value.span);
    let message = format!("the value of `{}` has the wrong form", member.key);
    out.push(
        Diagnostic::new(&codes::ANNOTATION_VALUE, &at.file, at.span, message)
            .label(format!("expected {expected}")),
    );
}

fn fact<T>(value: T, at: &Json, place: &dyn Fn(Span) -> Place) -> Fact<T> {
    Fact {
        value,
        place: place(at.span),
        origin: Origin::Annotation,
    }
}

/// The text of a JSON string.
pub(super) fn text(json: &Json) -> Option<&str> {
    match &json.kind {
        JsonKind::String(text) => Some(text),
        _ => None,
    }
}

fn boolean(json: &Json) -> Option<bool> {
    match &json.kind {
        JsonKind::Bool(value) => Some(*value),
        JsonKind::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        JsonKind::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
