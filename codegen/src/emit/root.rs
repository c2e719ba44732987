//! The files that hold the crate together: its root, and one `mod.rs` a module.

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;
use syn::{Attribute, parse_quote};

use super::{File, about, features::Features, names::Names, syntax::ident, vendored};
use crate::model::Model;

/// One module.
#[derive(Default)]
struct Module<'n> {
    feature: &'n str,
    children: BTreeSet<&'n str>,
    /// What each file of the module defines, by its stem.
    files: BTreeMap<&'n str, BTreeSet<&'n str>>,
    /// What the root re-exports of it.
    at_root: BTreeSet<&'n str>,
}

/// `src/lib.rs` and all `mod.rs`.
pub(super) fn files(model: &Model, names: &Names, features: &Features) -> Vec<File> {
    let modules = modules(names);
    let mut files = vec![root(&about::lines(model, names), &modules, names.is_stated)];
    let areas = modules.iter();
    files.extend(areas.map(|(path, module)| area(path, module, features)));
    files
}

fn modules<'n>(names: &'n Names) -> BTreeMap<&'n [String], Module<'n>> {
    let mut modules: BTreeMap<&[String], Module> = BTreeMap::new();
    for (name, home) in names.homes() {
        for depth in 1..=home.modules.len() {
            let module = modules.entry(&home.modules[..depth]).or_default();
            module.feature = &home.feature;
            if let Some(child) = home.modules.get(depth) {
                module.children.insert(child);
            }
        }
        let module = modules.entry(&home.modules).or_default();
        let defined = names.defined(name, home);
        module.at_root.extend(
            defined
                .iter()
                .filter(|(_, at_root)| *at_root)
                .map(|(ident, _)| *ident),
        );
        module
            .files
            .entry(&home.stem)
            .or_default()
            .extend(defined.iter().map(|(ident, _)| *ident));
    }
    modules
}

fn root(about: &[String], modules: &BTreeMap<&[String], Module>, is_stated: bool) -> File {
    let about = about.iter().map(|line| inner_doc(line));
    let exports = vendored::TYPES
        .iter()
        .chain(vendored::FUNCTIONS)
        .map(|name| ident(name));
    let areas = modules.iter().map(|(path, module)| {
        let feature = module.feature;
        let own: Option<syn::Item> = match path {
            [name] => {
                let name = ident(name);
                Some(parse_quote! { #[cfg(feature = #feature)] pub mod #name; })
            }
            _ => None,
        };
        let path = path.iter().map(|name| ident(name));
        let at_root = module.at_root.iter().map(|name| ident(name));
        let exports = (!module.at_root.is_empty()).then(|| {
            quote! { #[cfg(feature = #feature)] pub use #(#path::)*{#(#at_root),*}; }
        });
        quote! { #own #exports }
    });
    let life = is_stated.then(|| quote! { pub use runtime::life; });
    let file: syn::File = parse_quote! {
        #(#about)*
        #![forbid(unsafe_code)]
        pub mod runtime;
        pub use runtime::{#(#exports),*};
        #[cfg(feature = "json")]
        pub use runtime::json;
        #life
        #(#areas)*
    };
    super::file("src/lib.rs".to_owned(), &prettyplease::unparse(&file))
}

fn area(path: &[String], module: &Module, features: &Features) -> File {
    let about = area_docs(module, features);
    let about = about.iter().map(|line| inner_doc(line));
    let children = module.children.iter().map(|name| ident(name));
    let files = module.files.iter().map(|(stem, defined)| {
        let stem = ident(stem);
        let defined = defined.iter().map(|name| ident(name));
        quote! { mod #stem; pub use #stem::{#(#defined),*}; }
    });
    let file: syn::File = parse_quote! {
        #(#about)*
        #(pub mod #children;)*
        #(#files)*
    };
    super::file(
        format!("src/{}/mod.rs", path.join("/")),
        &prettyplease::unparse(&file),
    )
}

/// What is in a module and what comes with it.
fn area_docs(module: &Module, features: &Features) -> Vec<String> {
    let feature = module.feature;
    let mut lines = vec![format!("Types of the area `{feature}`."), String::new()];
    let needs: Vec<String> = features
        .needs(feature)
        .map(|need| format!("`{need}`"))
        .collect();
    lines.push(match needs.is_empty() {
        true => format!("All of it is behind the feature `{feature}`."),
        false => format!(
            "All of it is behind the feature `{feature}`, which turns on {}.",
            needs.join(", ")
        ),
    });
    lines
}

fn inner_doc(line: &str) -> Attribute {
    let line = if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    };
    parse_quote!(#![doc = #line])
}
