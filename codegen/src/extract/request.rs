//! Examples of requests on pages about operations, as evidence of what a service accepts.

use crate::{
    extract::{
        RequestExtract, TypePhrase, annotation, head, phrase, places::Places, section::Placed,
    },
    page::{BlockKind, Json},
    prose::plain,
    span::Place,
};

/// Number of links that are considered for the type of a body. It is among the first, and every example considers them.
const LINKS: usize = 8;

/// The member that states a type.
const TYPE: &str = "@odata.type";

/// Reads the examples that an annotation marks as such; others are made by programs that list everything that a type
/// has. The type of a body is stated by the body itself, by the annotation, by links in the section about it, or by the
/// response that follows.
pub(super) fn read(placed: &[Placed<'_>], places: Places<'_>) -> Vec<RequestExtract> {
    let mut found: Vec<RequestExtract> = Vec::new();
    let (mut linked, mut annotation) = (Vec::new(), None);
    let mut is_about_body = false;
    for item in placed {
        match &item.block.kind {
            BlockKind::Heading { text, .. } => {
                is_about_body = plain(text).eq_ignore_ascii_case("request body");
            }
            BlockKind::Paragraph(text) if is_about_body && linked.len() < LINKS => {
                linked.extend(head::first_link(text, places));
            }
            BlockKind::Annotation(json) if is(json, "response") => {
                let last = found.last_mut();
                if let (Some(last), Some(answer)) = (last, stated(json, places)) {
                    last.types.push(answer);
                }
            }
            BlockKind::Annotation(json) => annotation = Some(json),
            BlockKind::Fence(fence) => {
                let above = annotation.take().filter(|json| is(json, "request"));
                let (Some(above), Some(body)) = (above, &fence.sent) else {
                    continue;
                };
                let above = stated(above, places);
                let own = stated(body, places);
                let types = own.into_iter().chain(above).chain(linked.iter().cloned());
                found.push(RequestExtract {
                    types: types.collect(),
                    members: members(body, places),
                });
            }
            _ => {}
        }
    }
    found
}

fn is(annotation: &Json, block_type: &str) -> bool {
    annotation::block_type(annotation) == Some(block_type)
}

/// Returns the type that an object states.
fn stated(json: &Json, places: Places<'_>) -> Option<TypePhrase> {
    let value = &json.member(TYPE)?.value;
    let name = value.as_str()?.trim_start_matches('#');
    Some(phrase::words(name, None, places.at(value.span)))
}

/// Returns the members that are sent, without annotations.
fn members(body: &Json, places: Places<'_>) -> Vec<(String, Place)> {
    let members = body.members().unwrap_or_default().iter();
    let named = members.filter(|member| !member.key.contains('@'));
    let named = named.map(|member| (member.key.clone(), places.at(member.key_span)));
    named.collect()
}
