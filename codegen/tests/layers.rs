//! Stages are layers: each imports only from those before it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The stages in order. `metadata` is the service's own description, `facts` are written by hand.
const STAGES: [&str; 8] = [
    "source", "page", "extract", "metadata", "facts", "model", "emit", "sync",
];

/// Modules beside the stages, which use them.
const DRIVERS: [&str; 9] = [
    "pipeline",
    "page_cache",
    "generator",
    "lint",
    "drift",
    "locate",
    "partial_set",
    "baseline",
    "config",
];

/// The path of a module from the root of its crate.
type Module = Vec<String>;

/// What a module imports or names.
type Paths = BTreeSet<Vec<String>>;

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

/// Returns the paths that the text of a module imports or names, from the root of the crate.
fn imports(module: &[&str], text: &str) -> Paths {
    let file = syn::parse_file(text).expect("Rust");
    let mut named = BTreeSet::new();
    for item in file.items.iter().filter(|item| !is_test(item)) {
        match item {
            syn::Item::Use(item) => leaves(&item.tree, Vec::new(), &mut named),
            other => named.extend(paths(&quote::quote!(#other).to_string())),
        }
    }
    let from_root = |path: &Vec<String>| {
        let ups = path.iter().take_while(|name| *name == "super").count();
        let (base, rest) = match path.first()?.as_str() {
            "crate" => (&module[..0], &path[1..]),
            "self" => (module, &path[1..]),
            "super" => (module.get(..module.len().checked_sub(ups)?)?, &path[ups..]),
            _ => return None,
        };
        let base = base.iter().map(|name| (*name).to_owned());
        Some(base.chain(rest.iter().cloned()).collect())
    };
    named.iter().filter_map(from_root).collect()
}

/// Collects what a `use` names.
fn leaves(tree: &syn::UseTree, mut front: Vec<String>, named: &mut Paths) {
    match tree {
        syn::UseTree::Path(path) => {
            front.push(path.ident.to_string());
            leaves(&path.tree, front, named);
        }
        syn::UseTree::Group(group) => {
            let trees = group.items.iter();
            trees.for_each(|tree| leaves(tree, front.clone(), named));
        }
        syn::UseTree::Name(syn::UseName { ident })
        | syn::UseTree::Rename(syn::UseRename { ident, .. }) => {
            front.push(ident.to_string());
            named.insert(front);
        }
        syn::UseTree::Glob(_) => drop(named.insert(front)),
    }
}

/// Returns the paths in printed tokens.
fn paths(tokens: &str) -> Vec<Vec<String>> {
    let words: Vec<&str> = tokens.split(' ').collect();
    let is_start = |&at: &usize| ["crate", "self", "super"].contains(&words[at]);
    let path = |at: usize| {
        let mut path = vec![words[at].to_owned()];
        let mut rest = words[at + 1..].chunks_exact(2);
        path.extend(
            rest.by_ref()
                .map_while(|pair| (pair[0] == "::").then(|| pair[1].to_owned())),
        );
        path
    };
    let paths = (0..words.len()).filter(is_start).map(path);
    // `self` alone is a value.
    paths.filter(|path| path.len() > 1).collect()
}

fn is_test(item: &syn::Item) -> bool {
    let syn::Item::Mod(module) = item else {
        return false;
    };
    let mut attributes = module.attrs.iter();
    attributes.any(|attribute| quote::quote!(#attribute).to_string().contains("cfg (test)"))
}

/// Returns the modules of a crate by path, with what each imports.
fn modules(source: &str) -> BTreeMap<Module, Paths> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
    let files = files(&source);
    let modules = files
        .iter()
        .filter(|file| !file.ends_with("tests.rs") && !file.ends_with("lib.rs"));
    let read = |file: &PathBuf| {
        let path = file
            .strip_prefix(&source)
            .expect("a file below it")
            .with_extension("");
        let names = path.iter().map(|name| name.to_string_lossy().into_owned());
        let module: Vec<String> = names.filter(|name| name != "mod").collect();
        let names: Vec<&str> = module.iter().map(String::as_str).collect();
        let text = fs::read_to_string(file).expect("a text");
        let found = (imports(&names, &text), reexports(&names, &text));
        (module, found)
    };
    through_reexports(modules.map(read).collect())
}

/// Resolves names that a module only reexports to the modules that declare them.
fn through_reexports(modules: BTreeMap<Module, (Paths, Paths)>) -> BTreeMap<Module, Paths> {
    let declared = |path: &Vec<String>| {
        let (name, owner) = path.split_last()?;
        let mut passed_on = modules.get(owner)?.1.iter();
        passed_on.find(|from| from.last() == Some(name)).cloned()
    };
    let mut direct = BTreeMap::new();
    for (module, (found, _)) in &modules {
        let mut found: Vec<Vec<String>> = found.iter().cloned().collect();
        for path in &mut found {
            while let Some(from) = declared(path) {
                *path = from;
            }
        }
        direct.insert(module.clone(), found.into_iter().collect());
    }
    direct
}

/// Returns what a module reexports from its children.
fn reexports(module: &[&str], text: &str) -> Paths {
    let file = syn::parse_file(text).expect("Rust");
    let mut named = BTreeSet::new();
    for item in &file.items {
        if let syn::Item::Use(item) = item {
            leaves(&item.tree, Vec::new(), &mut named);
        }
    }
    let is_declared = |name: &str| {
        let mut items = file.items.iter();
        items.any(|item| matches!(item, syn::Item::Mod(inner) if inner.ident == name))
    };
    let inside = named.into_iter().filter(|path| is_declared(&path[0]));
    let module = || module.iter().map(|name| (*name).to_owned());
    inside.map(|path| module().chain(path).collect()).collect()
}

#[test]
fn stages_import_only_from_earlier_stages() {
    let modules = modules("src");
    let mut wrong = Vec::new();
    for (at, stage) in STAGES.iter().enumerate() {
        let behind: Vec<&str> = STAGES[at + 1..].iter().chain(&DRIVERS).copied().collect();
        let own = modules.iter().filter(|(module, _)| module[0] == *stage);
        assert!(own.clone().count() > 1, "there is no stage `{stage}`");
        for (module, found) in own {
            let to = found.iter().filter_map(|path| path.first());
            let to = to.filter(|to| behind.contains(&to.as_str()));
            wrong.extend(to.map(|to| format!("{} imports {to}", module.join("/"))));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns the modules that a module leads to, over any number of imports. Modules inside or around it are left out,
/// because a folder's `mod.rs` and its children count as one.
fn reached<'m>(
    modules: &'m BTreeMap<Module, Paths>,
    from: &'m Vec<String>,
) -> BTreeSet<&'m Vec<String>> {
    let mut open = vec![from];
    let mut reached = BTreeSet::new();
    while let Some(module) = open.pop() {
        for path in &modules[module] {
            let known = (1..=path.len())
                .rev()
                .find_map(|len| modules.get_key_value(&path[..len]));
            let Some((to, _)) = known else {
                continue;
            };
            let is_one = to.starts_with(module) || module.starts_with(to);
            if !is_one && reached.insert(to) {
                open.push(to);
            }
        }
    }
    reached
}

#[test]
fn no_two_files_import_each_other() {
    for source in ["src", "cli/src", "benches/shapes/src"] {
        let modules = modules(source);
        let circles = circles(&modules);
        assert!(circles.is_empty(), "{}", circles.join("\n"));
    }
}

/// Returns groups of files that lead to each other, one per line.
fn circles(modules: &BTreeMap<Module, Paths>) -> Vec<String> {
    let reached: BTreeMap<_, _> = modules
        .keys()
        .map(|from| (from, reached(modules, from)))
        .collect();
    let circles = reached.iter().filter(|(from, to)| to.contains(*from));
    let line = |(from, all): (&&Vec<String>, &BTreeSet<&Vec<String>>)| {
        let back = all.iter().filter(|to| reached[*to].contains(*from));
        let back: Vec<String> = back.map(|to| to.join("/")).collect();
        format!("{} and {}", from.join("/"), back.join(", "))
    };
    circles.map(line).collect()
}

#[test]
fn cycle_over_three_files_is_found() {
    let module = |name: &str, to: &[&str]| {
        let path = |name: &str| name.split('/').map(str::to_owned).collect::<Vec<_>>();
        (path(name), to.iter().map(|to| path(to)).collect())
    };
    let modules = BTreeMap::from([
        module("a", &["a/b", "c/Type"]),
        module("a/b", &["a"]),
        module("c", &["d/call"]),
        module("d", &["a/Type"]),
        module("e", &["a"]),
    ]);
    let is_in_circle = |name: &str| {
        let name: Vec<String> = name.split('/').map(str::to_owned).collect();
        let (name, _) = modules.get_key_value(&name).expect("a module");
        reached(&modules, name).contains(name)
    };
    assert!(!is_in_circle("e") && !is_in_circle("a/b"));
    let names = ["a", "c", "d"].map(is_in_circle);
    assert_eq!(names, [true, true, true]);
}

#[test]
fn reexports_are_resolved_to_their_origin() {
    let parsed = |name: &str, text: &str| {
        let module: Vec<&str> = name.split('/').collect();
        let path = module.iter().map(|name| (*name).to_owned()).collect();
        (path, (imports(&module, text), reexports(&module, text)))
    };
    let direct = through_reexports(BTreeMap::from([
        parsed("a", "mod b; mod c; pub use b::B; pub use {c::C, std::D};"),
        parsed("a/b", "use super::C; use super::D;"),
        parsed("a/c", "use crate::a::B;"),
    ]));
    let found = circles(&direct);
    assert_eq!(found, ["a/b and a/b, a/c", "a/c and a/b, a/c"]);
}

#[test]
fn imports_are_found_in_every_form() {
    let text = "use crate::{a, b::{c, d}, e as f}; use crate::g::h; use std::i; use super::n::o; \
                fn j() { crate::k::l() } #[cfg(test)] mod tests { use crate::m; }";
    let found = imports(&["p", "q"], text);
    let found: Vec<String> = found.iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["a", "b::c", "b::d", "e", "g::h", "k::l", "p::n::o"]);
}
