//! The files that hold the crate together: its root, and a `mod.rs` for each module. Every item that may get a
//! neighbour has its own line, and every condition is in the module that it is about, so the root has none.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Item, ItemMod, Visibility, parse_quote};

use super::{
    File, Options,
    ast::{self, ident, inner_doc},
    crate_docs,
    features::{Any, Features, gate},
    names::Names,
    print, runtime_files,
};
use crate::model::Model;

/// One module.
#[derive(Default)]
struct Module<'n> {
    feature: &'n str,
    children: BTreeSet<&'n str>,
    /// Its files, by stem.
    files: BTreeMap<&'n str, Defined<'n>>,
}

/// What a file defines.
#[derive(Default)]
struct Defined<'n> {
    /// The features that enable it.
    any: Any<'n>,
    /// Names that the root exports as well.
    unique: BTreeSet<&'n str>,
    other: BTreeSet<&'n str>,
}

type Modules<'n> = BTreeMap<&'n [String], Module<'n>>;

/// Returns `src/lib.rs` and every `mod.rs`.
pub(super) fn files(
    model: &Model,
    names: &Names,
    features: &Features,
    options: &Options,
) -> Vec<File> {
    let modules = modules(names, features);
    let mut files = vec![root(
        &crate_docs::lines(model, names, options),
        &modules,
        names.has_operations,
    )];
    files.extend(modules.iter().map(|(path, module)| area(path, module)));
    files
}

fn modules<'n>(names: &'n Names, features: &Features<'n>) -> Modules<'n> {
    let mut modules = Modules::new();
    for (name, item_path) in names.item_paths() {
        for depth in 1..=item_path.modules.len() {
            let module = modules.entry(&item_path.modules[..depth]).or_default();
            module.feature = &item_path.feature;
            module
                .children
                .extend(item_path.modules.get(depth).map(String::as_str));
        }
        let module = modules.entry(&item_path.modules).or_default();
        let file = module.files.entry(&item_path.stem).or_default();
        file.any.extend(features.of(item_path));
        for (ident, at_root) in names.defined(name, item_path) {
            match at_root {
                true => file.unique.insert(ident),
                false => file.other.insert(ident),
            };
        }
    }
    modules
}

impl Module<'_> {
    fn is_at_root(&self) -> bool {
        self.files.values().any(|file| !file.unique.is_empty())
    }
}

fn root(about: &[String], modules: &Modules, has_operations: bool) -> File {
    let forbid: Attribute = parse_quote!(#![forbid(unsafe_code)]);
    let exports = runtime_files::TYPES
        .iter()
        .chain(runtime_files::FUNCTIONS)
        .map(|name| ident(name));
    let lifecycle = has_operations.then(|| parse_quote! { pub use runtime::operations; });
    let runtime = [
        parse_quote! { pub mod runtime; },
        parse_quote! { pub use runtime::{#(#exports),*}; },
        parse_quote! { pub use runtime::envelope; },
        parse_quote! { #[cfg(feature = "json")] pub use runtime::json; },
    ];
    let areas = modules.keys().filter_map(|path| match path {
        [name] => Some(public_module(name)),
        _ => None,
    });
    let at_root = modules.iter().filter(|(_, module)| module.is_at_root());
    let at_root: Vec<TokenStream> = at_root
        .map(|(path, _)| {
            let path = path.iter().map(|name| ident(name));
            quote! { #(#path::)*unique::* }
        })
        .collect();
    // If a feature is off, its module has nothing to export.
    let at_root: Option<Item> = (!at_root.is_empty()).then(|| {
        parse_quote! { #[allow(unused_imports)] #[doc(no_inline)] pub use {#(#at_root),*}; }
    });
    let groups = [
        runtime.into_iter().chain(lifecycle).collect(),
        areas.collect(),
        at_root.into_iter().collect(),
    ];
    // The generated code itself reads and writes deprecated items.
    let allow: Attribute = parse_quote!(#![allow(deprecated)]);
    // Shows on docs.rs which feature an item needs.
    let badges: Attribute = parse_quote!(#![cfg_attr(docsrs, feature(doc_cfg))]);
    groups_file(
        "src/lib.rs".to_owned(),
        inner_doc(about).chain([forbid, allow, badges]),
        groups,
    )
}

/// Returns the `mod.rs` of a module.
fn area(path: &[String], module: &Module) -> File {
    let feature = module.feature;
    let about = [
        format!("Types of the area `{feature}`."),
        String::new(),
        format!(
            "The feature `{feature}` enables all of them, and the types of other areas that they need."
        ),
    ];
    let children = module.children.iter().map(|name| public_module(name));
    let files = module
        .files
        .iter()
        .map(|(stem, file)| ast::module(vec![gate(&file.any)], Visibility::Inherited, stem));
    let unique = module.is_at_root().then(|| {
        let mut unique: ItemMod = parse_quote! {
            /// Types with unique names, which the root of the crate exports too.
            pub(crate) mod unique {}
        };
        let exports = exports(module, &["super"], |file| &file.unique);
        unique.content = Some((Default::default(), exports));
        unique
    });
    let reexport = unique
        .as_ref()
        .map(|_| parse_quote! { #[allow(unused_imports)] pub use unique::*; });
    let other = exports(module, &[], |file| &file.other);
    let groups = [
        children.collect(),
        files.collect(),
        unique.into_iter().map(Item::Mod).collect(),
        reexport.into_iter().chain(other).collect(),
    ];
    let path = format!("src/{}/mod.rs", path.join("/"));
    groups_file(path, inner_doc(&about), groups)
}

/// Returns `pub use path::stem::{names};` for each file that has such names.
fn exports<'n>(
    module: &Module<'n>,
    path: &[&str],
    of: for<'m> fn(&'m Defined<'n>) -> &'m BTreeSet<&'n str>,
) -> Vec<Item> {
    let files = module.files.iter();
    let files = files.filter(|(_, file)| !of(file).is_empty());
    let exports = files.map(|(stem, file)| {
        let names = of(file).iter().copied();
        ast::export(vec![gate(&file.any)], &[path, &[stem]].concat(), names)
    });
    exports.collect()
}

/// `pub mod name;`.
fn public_module(name: &str) -> Item {
    ast::module(Vec::new(), Visibility::Public(Default::default()), name)
}

/// Returns a file of groups separated by blank lines.
fn groups_file<const N: usize>(
    path: String,
    attrs: impl Iterator<Item = Attribute>,
    groups: [Vec<Item>; N],
) -> File {
    let head = prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: attrs.collect(),
        items: Vec::new(),
    });
    let groups = groups.into_iter().filter(|items| !items.is_empty());
    let parts: Vec<String> = [head].into_iter().chain(groups.map(print)).collect();
    super::file(path, &parts.join("\n"))
}
