//! `API.md`: everything that a crate offers, one line each, so that a review shows how changed docs change the API.

use std::fmt::Write;

use quote::ToTokens;
use syn::{
    AngleBracketedGenericArguments, GenericArgument, Path, PathArguments, PathSegment, Type,
};

use super::{File, MARKER, docs::code_of, enum_item::Named, names::Members, scope::Scope};

/// A line of `API.md`: an item of the crate, and what it is.
pub(super) struct Line {
    item: String,
    about: String,
}

impl Line {
    pub fn new(item: String, about: String) -> Line {
        Line { item, about }
    }

    /// An item of this name on the wire.
    fn named(item: String, wire: &str) -> Line {
        Line::new(item, code_of(wire))
    }
}

/// Returns the lines of a type and its properties.
pub(super) fn record(name: &str, members: &Members, scope: &Scope) -> Vec<Line> {
    let own = full_name(scope, &scope.item_path.ident);
    let mut lines = vec![Line::new(own.clone(), format!("struct {}", code_of(name)))];
    lines.extend(members.fields.iter().map(|member| {
        let mut item = format!("{own}.{}: ", member.ident);
        write_type(&scope.field_type(member), scope, &mut item);
        Line::named(item, &member.property.name)
    }));
    lines.extend(members.accessors().map(|member| {
        let mut item = format!("{own}.{}() -> ", member.ident);
        write_type(&scope.relationship(member), scope, &mut item);
        Line::named(item, &member.property.name)
    }));
    lines
}

/// Returns the lines of the enum `ident`, made from the type or value list `name`, and its variants.
pub(super) fn choice(ident: &str, name: &str, variants: &[Named], scope: &Scope) -> Vec<Line> {
    let own = full_name(scope, ident);
    let mut lines = vec![Line::new(own.clone(), format!("enum {}", code_of(name)))];
    lines.extend(variants.iter().map(|named| {
        let item = format!("{own}::{}", named.ident);
        Line::named(item, &named.member.name)
    }));
    lines
}

/// Name of the file.
pub const NAME: &str = "API.md";

/// Returns `API.md` with these lines.
pub(super) fn file(mut lines: Vec<Line>) -> File {
    // A type comes before its properties.
    lines.sort_by(|a, b| a.item.cmp(&b.item));
    let marker = MARKER.trim_start_matches("// ");
    let head = "# API\n\nWhat is public here and what it is called on the wire, one line each.";
    let mut text = format!("<!-- {marker} -->\n\n{head}\n\n");
    for Line { item, about } in &lines {
        text.extend(["- `", item, "` ", about, "\n"]);
    }
    File {
        path: NAME.to_owned(),
        text,
    }
}

fn full_name(scope: &Scope, ident: &str) -> String {
    format!("{}::{ident}", scope.item_path.modules.join("::"))
}

/// Writes a type as it is spelled at the root of the crate.
fn write_type(ty: &Type, scope: &Scope, out: &mut String) {
    match ty {
        Type::Path(path) => write_path(&path.path, scope, out),
        other => out.push_str(&other.to_token_stream().to_string()),
    }
}

fn write_path(path: &Path, scope: &Scope, out: &mut String) {
    let segments = path.segments.iter();
    // The first `super` leads from the file to its module; each further one leads to the parent module.
    let is_super = |segment: &&PathSegment| segment.ident == "super";
    let ups = segments.clone().take_while(is_super).count();
    let modules = &scope.item_path.modules;
    let is_own = path.segments.len() == 1 && scope.defines(&path.segments[0].ident.to_string());
    let kept = match ups {
        0 if is_own => modules.len(),
        0 => 0,
        ups => modules.len().saturating_sub(ups - 1),
    };
    for module in &modules[..kept] {
        out.extend([module, "::"]);
    }
    for (at, segment) in segments.skip(ups).enumerate() {
        out.push_str(if at > 0 { "::" } else { "" });
        let _ = write!(out, "{}", segment.ident);
        if let PathArguments::AngleBracketed(inner) = &segment.arguments {
            write_arguments(inner, scope, out);
        }
    }
}

fn write_arguments(arguments: &AngleBracketedGenericArguments, scope: &Scope, out: &mut String) {
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    out.push('<');
    for (at, ty) in types.enumerate() {
        out.push_str(if at > 0 { ", " } else { "" });
        write_type(ty, scope, out);
    }
    out.push('>');
}
