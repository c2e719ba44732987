//! Stages are layers: each imports from those in front of it only.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The stages in their order. `facts` is what is written by hand beside the pages.
const STAGES: [&str; 7] = [
    "source", "page", "extract", "facts", "model", "emit", "sync",
];

/// What stands beside the stages, and uses them.
const DRIVERS: [&str; 7] = [
    "pipeline",
    "generator",
    "lint",
    "drift",
    "locate",
    "baseline",
    "config",
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true if !path.ends_with("tests") => all.extend(files(&path)),
            false if path.extension().is_some_and(|found| found == "rs") => all.push(path),
            _ => {}
        }
    }
    all
}

/// The modules of the crate that a text imports or names by a path.
fn imports(text: &str) -> BTreeSet<String> {
    let file = syn::parse_file(text).expect("Rust");
    let mut found = BTreeSet::new();
    let items = file.items.iter().filter(|item| !is_test(item));
    for item in items {
        match item {
            syn::Item::Use(item) => roots(&item.tree, false, &mut found),
            other => {
                let text = quote::quote!(#other).to_string();
                let paths = text.split("crate :: ").skip(1);
                found.extend(paths.filter_map(|rest| rest.split(' ').next().map(str::to_owned)));
            }
        }
    }
    found
}

/// The first names behind `crate`.
fn roots(tree: &syn::UseTree, in_crate: bool, found: &mut BTreeSet<String>) {
    match tree {
        syn::UseTree::Path(path) if in_crate => {
            found.insert(path.ident.to_string());
        }
        syn::UseTree::Path(path) if path.ident == "crate" => roots(&path.tree, true, found),
        syn::UseTree::Group(group) => group
            .items
            .iter()
            .for_each(|tree| roots(tree, in_crate, found)),
        syn::UseTree::Name(name) if in_crate => {
            found.insert(name.ident.to_string());
        }
        _ => {}
    }
}

fn is_test(item: &syn::Item) -> bool {
    let syn::Item::Mod(module) = item else {
        return false;
    };
    let mut attributes = module.attrs.iter();
    attributes.any(|attribute| quote::quote!(#attribute).to_string().contains("cfg (test)"))
}

#[test]
fn stages_import_from_those_in_front_of_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (at, stage) in STAGES.iter().enumerate() {
        let behind = STAGES[at + 1..].iter().chain(&DRIVERS);
        let behind: BTreeSet<String> = behind.map(|&name| name.to_owned()).collect();
        let files = files(&source.join(stage));
        assert!(!files.is_empty(), "there is no stage `{stage}`");
        for file in files.iter().filter(|file| !file.ends_with("tests.rs")) {
            let text = fs::read_to_string(file).expect("a text");
            let name = file.strip_prefix(&source).unwrap_or(file).display();
            let found = imports(&text);
            wrong.extend(
                found
                    .intersection(&behind)
                    .map(|to| format!("{name} imports {to}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn imports_are_found_in_every_form() {
    let text = "use crate::{a, b::{c, d}, e as f}; use crate::g::h; use std::i; \
                fn j() { crate::k::l() } #[cfg(test)] mod tests { use crate::m; }";
    let found: Vec<String> = imports(text).into_iter().collect();
    assert_eq!(found, ["a", "b", "g", "k"]);
}
