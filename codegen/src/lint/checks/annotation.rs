//! Checks annotations and the fences that they describe.

use std::collections::BTreeMap;

use crate::{
    diagnostic::Diagnostic,
    edit_distance,
    lint::{
        checks::json::{self, Fault},
        page_context::PageContext,
    },
    model::QualifiedName,
    page::{Block, BlockKind, Fence, Json, Member},
    rules::{self, Message},
    span::Span,
};

/// Known keys in resource annotations and inside them.
const KEYS: [&str; 14] = [
    "blockType",
    "@odata.type",
    "@type",
    "optionalProperties",
    "keyProperty",
    "baseType",
    "openType",
    "abstract",
    "isAbstract",
    "isMediaEntity",
    "@type.aka",
    "@property.aka",
    "@odata.annotations",
    "name",
];

/// Known block types of annotations.
const BLOCK_TYPES: [&str; 11] = [
    "resource",
    "ignored",
    "ignore",
    "example",
    "request",
    "response",
    "simulatedResponse",
    "samples",
    "error",
    "paramList",
    "unknown",
];

/// What the next fence belongs to.
enum Pending<'a> {
    Nothing,
    Resource(&'a [Member]),
    Other,
}

/// Checks all annotations and the JSON representation.
pub(crate) fn check(context: &mut PageContext<'_>) {
    let page = context.page;
    let mut pending = Pending::Nothing;
    let annotated = page
        .blocks
        .iter()
        .any(|block| members(block).is_some_and(is_resource));
    if !annotated {
        unread(context);
    }
    let is_json = |block: &Block| matches!(&block.kind, BlockKind::Fence(fence) if fence.info.starts_with("json"));
    let has_json = page.blocks.iter().any(is_json);
    let mut seen = false;
    let mut section = None;
    for block in &page.blocks {
        match &block.kind {
            BlockKind::Annotation(json) => {
                let Some(members) = json.members() else {
                    continue;
                };
                let Some(kind) = members.iter().find(|member| member.key == "blockType") else {
                    misspelt_block_type(members, context);
                    continue;
                };
                body(block.span, context);
                pending = Pending::Other;
                if is_resource(members) {
                    keys(members, context);
                    pending = Pending::Resource(members);
                } else {
                    block_type(kind, context);
                }
            }
            BlockKind::Fence(fence) => {
                let governing = std::mem::replace(&mut pending, Pending::Nothing);
                // A request in the introduction is not the representation if there is a block further down.
                let lone = !annotated
                    && !seen
                    && (is_json(block) || !has_json)
                    && section
                        .get_or_insert_with(|| context.json_section())
                        .contains(&block.span);
                match governing {
                    Pending::Resource(members) => {
                        representation(fence, block.span, members, context)
                    }
                    Pending::Nothing if lone => representation(fence, block.span, &[], context),
                    _ => continue,
                }
                seen = true;
            }
            _ => {}
        }
    }
}

/// Checks comments that were meant as annotations but could not be read at all.
fn unread(context: &mut PageContext<'_>) {
    let code = context
        .page
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Annotation(_) | BlockKind::Fence(_)));
    let code: BTreeMap<usize, usize> = code
        .map(|block| (block.span.start, block.span.end))
        .collect();
    let known = |at: usize| {
        let before = code.range(..=at).next_back();
        before.is_some_and(|(_, end)| at < *end)
    };
    let file = context.file;
    let text = &*file.text;
    // Position of the next match from here on. The search is repeated only after passing it.
    let next = |found: &mut usize, at: usize, wanted: &str| {
        if *found < at {
            let rest = text.get(at..).unwrap_or_default();
            *found = rest.find(wanted).map_or(text.len(), |further| at + further);
        }
        *found
    };
    let (mut closing, mut keyword) = (0, 0);
    for (at, opening) in text.match_indices("<!--") {
        let inside = text.get(at + opening.len()..).unwrap_or_default();
        let inside = inside.trim_start_matches(opening).trim_start();
        if !inside.starts_with(['{', '"']) {
            continue;
        }
        let end = next(&mut closing, at, "-->");
        let end = text.len().min(end + "-->".len());
        if next(&mut keyword, at, "blockType") < end && !known(at) {
            body(Span::new(at, end), context);
        }
    }
}

fn members(block: &Block) -> Option<&[Member]> {
    match &block.kind {
        BlockKind::Annotation(json) => json.members(),
        _ => None,
    }
}

pub(crate) fn is_resource(members: &[Member]) -> bool {
    members
        .iter()
        .any(|member| member.key == "blockType" && member.value.as_str() == Some("resource"))
}

/// Checks whether the text of an annotation is JSON.
pub(crate) fn body(comment: Span, context: &mut PageContext<'_>) {
    let text = context.slice(comment);
    let Some(inner) = text.strip_prefix("<!--") else {
        return;
    };
    let inner = inner.strip_suffix("-->").unwrap_or(inner);
    for (fault, span) in json::faults(inner, comment.start + "<!--".len()) {
        let found = fault_found(fault, span, rules::annotation_not_json, context);
        context.add(found);
    }
}

fn fault_found(
    fault: Fault,
    span: Span,
    other: impl Fn(&'static str) -> Message,
    context: &PageContext<'_>,
) -> Diagnostic {
    match fault {
        Fault::MissingComma => context
            .found(rules::missing_comma(), context.before(span))
            .help("separate the members with commas")
            .fix(span, ","),
        Fault::TrailingComma => context
            .found(rules::trailing_comma::json(), span)
            .help("delete it")
            .fix(span, ""),
        Fault::Comment => context.found(rules::json_comment(), span),
        Fault::Other(words) => context.found(other(words), span),
    }
}

/// Reports unknown keys, with the nearest known one.
fn keys(members: &[Member], context: &mut PageContext<'_>) {
    for member in members
        .iter()
        .filter(|member| !KEYS.contains(&member.key.as_str()))
    {
        unknown_key(member, edit_distance::closest(&member.key, KEYS), context);
    }
}

/// Reports a misspelled `blockType`. Without that key a comment is not an annotation at all, so only a near miss is
/// reported.
fn misspelt_block_type(members: &[Member], context: &mut PageContext<'_>) {
    let states = members
        .iter()
        .any(|member| matches!(member.key.as_str(), "@odata.type" | "optionalProperties"));
    let is_near = |member: &&Member| edit_distance::closest(&member.key, ["blockType"]).is_some();
    if let Some(member) = members.iter().find(|member| states && is_near(member)) {
        unknown_key(member, Some("blockType"), context);
    }
}

fn unknown_key(member: &Member, near: Option<&str>, context: &mut PageContext<'_>) {
    let at = member.key_span;
    let found = context.found(rules::unknown_annotation_key(&member.key), at);
    context.add(help_near(found, at, near));
}

fn block_type(kind: &Member, context: &mut PageContext<'_>) {
    let Some(value) = kind.value.as_str() else {
        return;
    };
    if BLOCK_TYPES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(value) && value != "Resource")
    {
        return;
    }
    let near = edit_distance::closest(value, BLOCK_TYPES);
    let at = kind.value.span;
    let found = context.found(rules::unknown_block_type(value), at);
    context.add(help_near(found, at, near));
}

fn help_near(found: Diagnostic, at: Span, near: Option<&str>) -> Diagnostic {
    let found = found.meant(near);
    match near {
        Some(near) => found.fix(at, format!("\"{near}\"")),
        None => found,
    }
}

/// Checks the fence of a JSON representation.
fn representation(fence: &Fence, span: Span, annotation: &[Member], context: &mut PageContext<'_>) {
    let opener = context.first_line(span);
    if let Some(at) = swallowed(fence, context) {
        let found = context.found(rules::unclosed_fence(), opener);
        let found = found.also(&context.page.path, at, "a new fence begins inside it");
        context.add(found.help("end the block with ``` on a line of its own"));
        return;
    }
    if !fence.closed {
        return;
    }
    if !fence.info.starts_with("json") {
        let message = match fence.info.as_str() {
            "" => rules::fence_language::missing(),
            info => rules::fence_language::other(info),
        };
        let found = context.found(message, opener);
        let marks = context.slice(opener);
        let marks = marks.trim_end_matches(|c: char| !matches!(c, '`' | '~'));
        let language = Span::new(opener.start + marks.len(), opener.end);
        context.add(
            found
                .help("mark the fence as ```json")
                .fix(language, "json"),
        );
    }
    if fence.json.is_none() && !fence.info.is_empty() && !fence.info.starts_with("json") {
        return;
    }
    for (fault, span) in json::faults(context.slice(fence.inner), fence.inner.start) {
        let found = fault_found(fault, span, rules::not_json, context);
        context.add(found);
    }
    own_type(fence, annotation, context);
}

/// Returns a line inside the block that opens another fence, which means that the end of this one is missing.
fn swallowed(fence: &Fence, context: &PageContext<'_>) -> Option<Span> {
    let text = context.slice(fence.inner);
    let mut at = fence.inner.start;
    for line in text.split_inclusive('\n') {
        if line.starts_with("```") || line.starts_with("<!--") {
            return Some(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

/// Collects the `@odata.type` of the representation itself.
fn own_type(fence: &Fence, annotation: &[Member], context: &mut PageContext<'_>) {
    let Some(shown) = fence.json.as_ref().and_then(Json::members) else {
        return;
    };
    let named = |members: &[Member]| -> Option<(QualifiedName, Span)> {
        let member = members
            .iter()
            .find(|member| matches!(member.key.as_str(), "@odata.type" | "@type"))?;
        let name = member.value.as_str()?.trim();
        crate::extract::type_word::is_qualified(name)
            .then(|| (QualifiedName::new(name), member.value.span))
    };
    if let (Some((mine, at)), Some((theirs, there))) = (named(shown), named(annotation)) {
        context.report.shown_types.push((mine, at, theirs, there));
    }
}
