//! The public API of the library: the names that users see, which need no other names.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The whole API. Names that are added here must stay.
const API: [&str; 31] = [
    "Config",
    "Config::read",
    "Error",
    "Generator",
    "Generator::command",
    "Generator::default_features",
    "Generator::docs",
    "Generator::drop_types",
    "Generator::facts",
    "Generator::features",
    "Generator::file_name",
    "Generator::from_config",
    "Generator::generate",
    "Generator::jobs",
    "Generator::license",
    "Generator::metadata",
    "Generator::name",
    "Generator::new",
    "Generator::no_texts",
    "Generator::only",
    "Generator::out_dir",
    "Generator::prefer_docs",
    "Generator::prune",
    "Generator::quiet",
    "Generator::revision",
    "Generator::update_crate",
    "Summary",
    "Summary::enums",
    "Summary::file",
    "Summary::pages",
    "Summary::types",
];

/// Other names that signatures may use.
const OF_STD: [&str; 9] = [
    "AsRef",
    "Into",
    "IntoIterator",
    "Item",
    "NonZeroUsize",
    "Path",
    "PathBuf",
    "Result",
    "String",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of sources");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let is_rust = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs");
    paths.filter(is_rust).collect()
}

fn parse(file: &Path) -> syn::File {
    syn::parse_file(&fs::read_to_string(file).expect("a text")).expect("Rust")
}

/// Whether users see an item.
fn is_shown(visibility: &syn::Visibility, attributes: &[syn::Attribute]) -> bool {
    let is_hidden = |attribute: &syn::Attribute| {
        let text = quote::quote!(#attribute).to_string();
        text.contains("hidden") || text.contains("cfg (test)")
    };
    matches!(visibility, syn::Visibility::Public(_)) && !attributes.iter().any(is_hidden)
}

/// Returns the names in the root of the library.
fn root_names(root: &syn::File) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for item in &root.items {
        match item {
            syn::Item::Use(item) if is_shown(&item.vis, &item.attrs) => {
                let tree = &item.tree;
                let text = quote::quote!(#tree).to_string();
                let words = text.split(|c: char| !c.is_alphanumeric());
                let is_type = |word: &&str| word.starts_with(char::is_uppercase);
                names.extend(words.filter(is_type).map(str::to_owned));
            }
            syn::Item::Mod(item) if is_shown(&item.vis, &item.attrs) => {
                names.insert(item.ident.to_string());
            }
            _ => {}
        }
    }
    names
}

/// Collects what a file adds to these types: fields, variants, methods, and the types in their signatures.
fn members(file: &syn::File, types: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for item in &file.items {
        match item {
            syn::Item::Struct(item) if types.contains(&item.ident.to_string()) => {
                let fields = item
                    .fields
                    .iter()
                    .filter(|field| is_shown(&field.vis, &field.attrs));
                found.extend(fields.map(|field| {
                    let (name, ty) = (field.ident.as_ref().expect("a name"), &field.ty);
                    (
                        format!("{}::{name}", item.ident),
                        quote::quote!(#ty).to_string(),
                    )
                }));
            }
            syn::Item::Enum(item) if types.contains(&item.ident.to_string()) => {
                let variants = item
                    .variants
                    .iter()
                    .filter(|variant| is_shown(&item.vis, &variant.attrs));
                found.extend(variants.map(|variant| {
                    let fields = &variant.fields;
                    (
                        format!("{}::{}", item.ident, variant.ident),
                        quote::quote!(#fields).to_string(),
                    )
                }));
            }
            syn::Item::Impl(item) if item.trait_.is_none() => {
                let ty = &item.self_ty;
                let ty = quote::quote!(#ty).to_string();
                let methods = item.items.iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(method) if is_shown(&method.vis, &method.attrs) => {
                        Some(&method.sig)
                    }
                    _ => None,
                });
                let methods = methods.filter(|_| types.contains(&ty));
                found.extend(methods.map(|sig| {
                    let (name, signature) = (&sig.ident, quote::quote!(#sig).to_string());
                    (format!("{ty}::{name}"), signature)
                }));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn public_names_match_the_list() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let types = root_names(&parse(&source.join("lib.rs")));
    let files = ["config", "generator"]
        .map(|folder| sources(&source.join(folder)))
        .concat();
    let members: Vec<_> = files
        .iter()
        .flat_map(|file| members(&parse(file), &types))
        .collect();
    let mut names = types.clone();
    names.extend(members.iter().map(|(name, _)| name.clone()));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(names, API);

    for (name, signature) in &members {
        let words = signature.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| word.len() > 1 && word.starts_with(char::is_uppercase));
        let unknown: Vec<&str> = words
            .filter(|word| !types.contains(*word) && !OF_STD.contains(word))
            .collect();
        assert!(unknown.is_empty(), "`{name}` needs {unknown:?}");
    }
}
