//! The files that hold the crate together: its root, and one `mod.rs` a module.

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;
use syn::{Attribute, parse_quote};

use super::{
    File, about,
    features::{Any, Features, gate},
    names::Names,
    syntax::ident,
    vendored,
};
use crate::model::Model;

/// One module.
#[derive(Default)]
struct Module<'n> {
    feature: &'n str,
    /// The features that it comes with.
    any: Any<'n>,
    children: BTreeSet<&'n str>,
    /// What each file of the module defines, by its stem, and the features that it comes with.
    files: BTreeMap<&'n str, (Any<'n>, BTreeSet<&'n str>)>,
    /// What the root re-exports of it, by the features that it comes with.
    at_root: BTreeMap<Any<'n>, BTreeSet<&'n str>>,
}

/// `src/lib.rs` and all `mod.rs`.
pub(super) fn files(model: &Model, names: &Names, features: &Features) -> Vec<File> {
    let modules = modules(names, features);
    let mut files = vec![root(&about::lines(model, names), &modules, names.is_stated)];
    files.extend(modules.keys().map(|path| area(path, &modules)));
    files
}

fn modules<'n>(names: &'n Names, features: &Features<'n>) -> BTreeMap<&'n [String], Module<'n>> {
    let mut modules: BTreeMap<&[String], Module> = BTreeMap::new();
    for (name, home) in names.homes() {
        for depth in 1..=home.modules.len() {
            let module = modules.entry(&home.modules[..depth]).or_default();
            module.feature = &home.feature;
            module.any.extend(features.of(home));
            if let Some(child) = home.modules.get(depth) {
                module.children.insert(child);
            }
        }
        let module = modules.entry(&home.modules).or_default();
        let defined = names.defined(name, home);
        let exported = defined.iter().filter(|(_, at_root)| *at_root);
        let any = features.of(home);
        module
            .at_root
            .entry(any.clone())
            .or_default()
            .extend(exported.map(|(ident, _)| *ident));
        let file = module.files.entry(&home.stem).or_default();
        file.0.extend(any);
        file.1.extend(defined.iter().map(|(ident, _)| *ident));
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
        let own: Option<syn::Item> = match path {
            [name] => {
                let (name, gate) = (ident(name), gate(&module.any));
                Some(parse_quote! { #gate pub mod #name; })
            }
            _ => None,
        };
        let exported = module.at_root.iter().filter(|(_, names)| !names.is_empty());
        let exports = exported.map(|(any, names)| {
            let (path, names) = (path.iter().map(|name| ident(name)), names.iter());
            let (gate, names) = (gate(any), names.map(|name| ident(name)));
            quote! { #gate pub use #(#path::)*{#(#names),*}; }
        });
        quote! { #own #(#exports)* }
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

fn area(path: &[String], modules: &BTreeMap<&[String], Module>) -> File {
    let empty = Module::default();
    let module = modules.get(path).unwrap_or(&empty);
    // What comes whenever the module does needs no condition of its own.
    let gate = |any: &Any| (*any != module.any).then(|| gate(any));
    let feature = module.feature;
    let about = [
        format!("Types of the area `{feature}`."),
        String::new(),
        format!("The feature `{feature}` is all of them, with what they need of other areas."),
    ];
    let about = about.iter().map(|line| inner_doc(line));
    let children = module.children.iter().map(|name| {
        let below: Vec<String> = path.iter().cloned().chain([(*name).to_owned()]).collect();
        let gate = modules
            .get(below.as_slice())
            .and_then(|child| gate(&child.any));
        let name = ident(name);
        quote! { #gate pub mod #name; }
    });
    let files = module.files.iter().map(|(stem, (any, defined))| {
        let (stem, gate) = (ident(stem), gate(any));
        let defined = defined.iter().map(|name| ident(name));
        quote! { #gate mod #stem; #gate pub use #stem::{#(#defined),*}; }
    });
    let file: syn::File = parse_quote! {
        #(#about)*
        #(#children)*
        #(#files)*
    };
    super::file(
        format!("src/{}/mod.rs", path.join("/")),
        &prettyplease::unparse(&file),
    )
}

fn inner_doc(line: &str) -> Attribute {
    let line = if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    };
    parse_quote!(#![doc = #line])
}
