//! Checks whether the row of a property and its member in the JSON representation agree.

use crate::{
    diagnostic::Diagnostic,
    extract::{Evidence, MemberExtract, RowExtract},
    model::{Primitive, QualifiedName, TypeRef, resolve::Scope},
    rules::{self, Message},
};

/// Reports contradictions between table and block. The table takes precedence.
pub(super) fn compare(
    owner: &QualifiedName,
    row: &RowExtract,
    member: &MemberExtract,
    ty: &TypeRef,
    scope: &Scope<'_>,
    out: &mut Vec<Diagnostic>,
) {
    let shown = || (&member.value_place.file, member.value_place.span);
    let mut conflict = |message: Message, label: String| {
        let (file, span) = shown();
        let found = Diagnostic::at(message, &row.phrase.place).label("the table counts");
        out.push(
            found
                .names([member.text.as_str()])
                .also(file, span, label)
                .about(owner.as_str(), Some(&row.name)),
        );
    };
    if let Some(collection) = member.collection
        && collection != row.phrase.collection
        // An empty list says nothing about its elements, but it is a list.
        && (member.evidence != Evidence::Nothing || collection)
        && !row.phrase.alternatives.is_empty()
    {
        let (message, label) = match collection {
            true => (
                rules::collection_conflict::one(&row.name),
                "a collection here",
            ),
            false => (
                rules::collection_conflict::many(&row.name),
                "one value here",
            ),
        };
        conflict(message, label.to_owned());
        return;
    }
    // If the table says text and the JSON representation names an enum, an object is neither.
    let is_odd_object = member.is_object
        && row
            .phrase
            .alternatives
            .iter()
            .any(|name| name.primitive == Some(Primitive::String));
    // A common base of alternatives may be no more than a guess.
    let is_concluded = row.phrase.alternatives.len() > 1
        && matches!(ty, TypeRef::Type(name) if scope.bases.is_concluded_base(name));
    if is_odd_object || !is_concluded && !agrees(ty, member, scope) {
        let message = rules::type_conflict::table(&row.name, &row.phrase.text);
        conflict(message, format!("`{}` here", member.text));
    }
}

/// Whether a sample fits a type. Weak samples fit every type that looks like them.
fn agrees(ty: &TypeRef, member: &MemberExtract, scope: &Scope<'_>) -> bool {
    match (ty, &member.evidence) {
        (TypeRef::Any | TypeRef::Undeclared(_), _) | (_, Evidence::Nothing) => true,
        (TypeRef::Type(name), Evidence::Named(shown)) => {
            match scope.index.named(shown, scope.namespace) {
                Some(declared) => {
                    let shown = declared.name();
                    scope.bases.is_a(shown, name) || scope.bases.is_a(name, shown)
                }
                None => true,
            }
        }
        // Whichever type an object names, an enum is text.
        (TypeRef::Enum(_), _) if member.is_object => false,
        (TypeRef::Enum(name), Evidence::Named(shown)) => scope
            .index
            .named(shown, scope.namespace)
            .is_none_or(|declared| declared.name() == name),
        (TypeRef::Type(_), Evidence::Sample | Evidence::Text) => true,
        (TypeRef::Type(_), _) => false,
        (
            TypeRef::Enum(_),
            Evidence::Text | Evidence::Values(_) | Evidence::Literal(Primitive::String),
        ) => true,
        (TypeRef::Enum(_), Evidence::Primitive(Primitive::String)) => true,
        (TypeRef::Enum(_), _) => false,
        (TypeRef::Primitive(primitive), evidence) => primitive_agrees(*primitive, evidence),
    }
}

/// Whether one text may have both formats. `String` says nothing about the format, and pages also use timestamps for
/// dates and times of day.
fn may_be_one_format(a: Primitive, b: Primitive) -> bool {
    use Primitive::*;
    let group = |ty: Primitive| match ty {
        Date | DateTimeOffset | TimeOfDay => Some(1),
        Duration => Some(2),
        Guid => Some(3),
        Binary => Some(4),
        _ => None,
    };
    group(a).zip(group(b)).is_none_or(|(a, b)| a == b)
}

fn primitive_agrees(primitive: Primitive, evidence: &Evidence) -> bool {
    use Primitive::*;
    let is_text = |p: Primitive| {
        matches!(
            p,
            String | Date | DateTimeOffset | TimeOfDay | Duration | Guid | Binary | Stream
        )
    };
    let is_number = |p: Primitive| {
        matches!(
            p,
            Byte | SByte | Int16 | Int32 | Int64 | Single | Double | Decimal
        )
    };
    match evidence {
        _ if matches!(primitive, Untyped | Stream) => true,
        // Large numbers may be written as text, but the word `String` does not stand for a number.
        Evidence::Literal(String) if primitive == Int64 => true,
        Evidence::Text | Evidence::Literal(String) => primitive != Boolean && !is_number(primitive),
        Evidence::Identifier => matches!(primitive, String | Guid | Int64 | Int32),
        Evidence::Values(_) => primitive == String,
        // A fraction is not an integer.
        Evidence::Literal(Double) => matches!(primitive, Single | Double | Decimal),
        Evidence::Literal(literal) => {
            *literal == primitive || is_number(*literal) && is_number(primitive)
        }
        Evidence::Primitive(shown) => {
            *shown == primitive
                || is_text(*shown) && is_text(primitive) && may_be_one_format(*shown, primitive)
                || is_number(*shown) && is_number(primitive)
        }
        Evidence::Named(_) | Evidence::Sample => false,
        Evidence::Nothing => true,
    }
}
