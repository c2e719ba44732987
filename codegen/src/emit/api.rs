//! `API.md`: everything that a crate offers, one line each, so that a review shows how changed docs change the API.

use quote::ToTokens;
use syn::{GenericArgument, Path, PathArguments, Type};

use super::{File, MARKER, docs::code_of, enum_item::Named, names::Members, scope::Scope};

/// Returns the lines of a type and its properties.
pub(super) fn record(name: &str, members: &Members, scope: &Scope) -> Vec<String> {
    let own = full_name(scope, &scope.item_path.ident);
    let mut lines = vec![format!("- `{own}` struct {}", code_of(name))];
    lines.extend(members.fields.iter().map(|member| {
        let ty = type_name(&scope.field_type(member), scope);
        line(
            &format!("{own}.{}: {ty}", member.ident),
            &member.property.name,
        )
    }));
    lines.extend(members.accessors().map(|member| {
        let ty = type_name(&scope.relationship(member), scope);
        line(
            &format!("{own}.{}() -> {ty}", member.ident),
            &member.property.name,
        )
    }));
    lines
}

/// Returns the lines of the enum `ident`, made from the type or value list `name`, and its variants.
pub(super) fn choice(ident: &str, name: &str, variants: &[Named], scope: &Scope) -> Vec<String> {
    let own = full_name(scope, ident);
    let mut lines = vec![format!("- `{own}` enum {}", code_of(name))];
    lines.extend(
        variants
            .iter()
            .map(|named| line(&format!("{own}::{}", named.ident), &named.member.name)),
    );
    lines
}

/// Name of the file.
pub const NAME: &str = "API.md";

/// Returns `API.md` with these lines.
pub(super) fn file(mut lines: Vec<String>) -> File {
    // Sort by the path between the first two backticks, so that a type comes before its properties.
    lines.sort_by_cached_key(|line| line.split('`').nth(1).map(str::to_owned));
    let marker = MARKER.trim_start_matches("// ");
    let head = "# API\n\nWhat is public here and what it is called on the wire, one line each.";
    File {
        path: NAME.to_owned(),
        text: format!("<!-- {marker} -->\n\n{head}\n\n{}\n", lines.join("\n")),
    }
}

fn line(rust: &str, wire: &str) -> String {
    format!("- `{rust}` {}", code_of(wire))
}

fn full_name(scope: &Scope, ident: &str) -> String {
    format!("{}::{ident}", scope.item_path.modules.join("::"))
}

/// Returns a type as it is spelled at the root of the crate.
fn type_name(ty: &Type, scope: &Scope) -> String {
    match ty {
        Type::Path(path) => path_name(&path.path, scope),
        other => other.to_token_stream().to_string(),
    }
}

fn path_name(path: &Path, scope: &Scope) -> String {
    let supers = path
        .segments
        .iter()
        .take_while(|segment| segment.ident == "super");
    // The first `super` leads from the file to its module; each further one leads to the parent module.
    let ups = supers.count();
    let modules = &scope.item_path.modules;
    let kept = if ups > 0 {
        modules.len().saturating_sub(ups - 1)
    } else {
        0
    };
    let mut words: Vec<String> = modules[..kept].to_vec();
    let mut arguments = String::new();
    for segment in path.segments.iter().skip(ups) {
        words.push(segment.ident.to_string());
        if let PathArguments::AngleBracketed(inner) = &segment.arguments {
            let types = inner.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(type_name(ty, scope)),
                _ => None,
            });
            arguments = format!("<{}>", types.collect::<Vec<_>>().join(", "));
        }
    }
    let is_own = ups == 0 && words.len() == 1 && scope.defines(&words[0]);
    if is_own {
        words.splice(0..0, modules.iter().cloned());
    }
    words.join("::") + &arguments
}
