//! Where each type is in the generated crate.

use std::collections::BTreeMap;

use super::{file_name, ident, runtime_files};
use crate::{
    diagnostic::Diagnostic,
    hash_map::{HashMap, HashSet},
    model::{Model, Place, QualifiedName},
    name::GRAPH,
    rules,
};

/// Name of the library as users know it.
pub const LIBRARY: &str = "msgraph_types";

/// Names of features with a meaning of their own.
const RESERVED_FEATURES: &[&str] = &[
    "all",
    "aws-lc-rs",
    "base64",
    "chrono",
    "default",
    "jiff",
    "json",
    "rust_decimal",
    "std",
    "time",
    "uuid",
];

/// Where a type or an enum is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemPath {
    /// The feature of its area.
    pub feature: String,
    /// Modules that lead to it from the root, without that of its file.
    pub modules: Vec<String>,
    /// Name of its file and of the private module for it.
    pub stem: String,
    /// Name of the Rust type.
    pub ident: String,
    /// Whether the root re-exports it.
    pub at_root: bool,
}

/// The paths of everything that a model declares.
#[derive(Debug, Default)]
pub(super) struct Layout<'m> {
    pub types: BTreeMap<&'m QualifiedName, ItemPath>,
    pub enums: BTreeMap<&'m QualifiedName, ItemPath>,
}

/// A type or an enum, with what determines its path. Its place is used only for messages.
struct LayoutItem<'m> {
    name: &'m QualifiedName,
    area: &'m str,
    place: &'m Place,
    is_enum: bool,
}

/// Names that are taken in one folder.
#[derive(Default)]
struct Folder<'m> {
    stems: HashSet<String>,
    idents: HashMap<String, (&'m QualifiedName, &'m Place)>,
}

impl Layout<'_> {
    /// Returns the path of the type with this name, or else of the enum.
    pub(super) fn get(&self, name: &QualifiedName) -> Option<&ItemPath> {
        self.types.get(name).or_else(|| self.enums.get(name))
    }

    /// Returns the full path of the Rust type.
    pub(super) fn rust_path(&self, name: &QualifiedName) -> Option<String> {
        let item_path = self.get(name)?;
        Some(item_path.public_path(&item_path.ident, item_path.at_root))
    }
}

/// Assigns each type and enum its path, in the order of their qualified names. Also returns how many items have each
/// Rust name.
pub(super) fn assign<'m>(
    model: &'m Model,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Layout<'m>, HashMap<String, usize>) {
    let mut items: Vec<LayoutItem> = items(model).collect();
    items.sort_by_key(|item| (item.name, item.is_enum));
    let modules = modules(&items);
    let mut folders: HashMap<&[String], Folder> = HashMap::default();
    for path in modules
        .values()
        .flat_map(|(_, path)| (1..=path.len()).map(|n| &path[..n]))
    {
        if let Some((last, parent)) = path.split_last() {
            folders
                .entry(parent)
                .or_default()
                .stems
                .insert(last.clone());
        }
    }
    let mut layout = Layout::default();
    for item in &items {
        let Some((feature, path)) = modules.get(&(item.area, item.name.namespace())) else {
            continue;
        };
        let folder = folders.entry(path).or_default();
        let short = item.name.short();
        let mut stem = file_name::stem(short);
        // A module inside a module of the same name reads badly.
        if path.last() == Some(&stem) {
            stem = file_name::stem(&format!("{short}_type"));
        }
        let item_path = ItemPath {
            feature: feature.clone(),
            modules: path.clone(),
            stem: file_name::unique(&stem, item.name.short(), &mut folder.stems),
            ident: folder.ident(item, diagnostics),
            at_root: false,
        };
        let map = if item.is_enum {
            &mut layout.enums
        } else {
            &mut layout.types
        };
        map.insert(item.name, item_path);
    }
    let mut taken: HashMap<String, usize> = HashMap::default();
    for item_path in layout.types.values().chain(layout.enums.values()) {
        *taken.entry(item_path.ident.clone()).or_default() += 1;
    }
    for item_path in layout.types.values_mut().chain(layout.enums.values_mut()) {
        let is_export = runtime_files::TYPES.contains(&&*item_path.ident);
        item_path.at_root = taken.get(&item_path.ident) == Some(&1) && !is_export;
    }
    (layout, taken)
}

/// Whether two models declare the same names in the same areas, so that all their paths are equal.
pub(crate) fn is_same(a: &Model, b: &Model) -> bool {
    fn key<'m>(item: LayoutItem<'m>) -> (&'m QualifiedName, &'m str, bool) {
        (item.name, item.area, item.is_enum)
    }
    items(a).map(key).eq(items(b).map(key))
}

/// Returns all types, then all enums.
fn items(model: &Model) -> impl Iterator<Item = LayoutItem<'_>> {
    let types = model.types.iter().map(|(name, ty)| LayoutItem {
        name,
        area: &ty.area,
        place: &ty.place,
        is_enum: false,
    });
    let enums = model.enums.iter().map(|(name, en)| LayoutItem {
        name,
        area: &en.area,
        place: &en.place,
        is_enum: true,
    });
    types.chain(enums)
}

/// Returns the feature and the modules of each pair of area and namespace.
fn modules<'m>(items: &[LayoutItem<'m>]) -> HashMap<(&'m str, &'m str), (String, Vec<String>)> {
    let mut modules = HashMap::default();
    for item in items {
        let (area, namespace) = (item.area, item.name.namespace());
        modules
            .entry((area, namespace))
            .or_insert_with(|| module(area, namespace));
    }
    modules
}

fn module(area: &str, namespace: &str) -> (String, Vec<String>) {
    let module = file_name::stem(if area.is_empty() { "core" } else { area });
    let mut feature = module.trim_end_matches('_').replace('_', "-");
    if RESERVED_FEATURES.contains(&feature.as_str()) {
        feature.push_str("-area");
    }
    let mut path = vec![module];
    let rest = below_graph(namespace);
    // An area that is named after the namespace needs no second module with that name.
    if !rest.is_empty() && file_name::stem(rest) != path[0] {
        path.push(file_name::stem(rest));
    }
    (feature, path)
}

/// Returns the part of a namespace that follows `microsoft.graph`.
fn below_graph(namespace: &str) -> &str {
    match namespace.strip_prefix(GRAPH) {
        Some("") => "",
        Some(rest) => rest.strip_prefix('.').unwrap_or(namespace),
        None => namespace,
    }
}

impl<'m> Folder<'m> {
    /// Returns the Rust name of an item, unique in this folder.
    fn ident(&mut self, item: &LayoutItem<'m>, diagnostics: &mut Vec<Diagnostic>) -> String {
        let plain = ident::pascal(item.name.short());
        if let Some((other, place)) = self.idents.get(&plain) {
            let message = rules::type_collision(item.name, other, &plain);
            diagnostics.push(
                Diagnostic::at(message, item.place)
                    .label("this one gets a suffix")
                    .also_at(place, "this one keeps the name")
                    .about(item.name.as_str(), None),
            );
        }
        let is_taken = |ident: &str| self.idents.contains_key(ident);
        let ident = ident::apart(&plain, item.name.short(), ident::pascal, is_taken);
        self.idents.insert(ident.clone(), (item.name, item.place));
        ident
    }
}

impl ItemPath {
    /// Whether both items are in the same file.
    pub(super) fn is_in_file_of(&self, other: &ItemPath) -> bool {
        self.modules == other.modules && self.stem == other.stem
    }

    /// Returns the number of modules from the root that contain both items.
    pub(super) fn shared_modules(&self, other: &ItemPath) -> usize {
        let pairs = self.modules.iter().zip(&other.modules);
        pairs.take_while(|(own, other)| own == other).count()
    }

    /// Returns the path from inside the file of this item to `ident` in the module of another item.
    pub(super) fn path_to(&self, other: &ItemPath, ident: &str) -> Vec<String> {
        let common = self.shared_modules(other);
        let ups = self.modules.len() - common + 1;
        let supers = std::iter::repeat_n("super".to_owned(), ups);
        supers
            .chain(other.modules[common..].iter().cloned())
            .chain([ident.to_owned()])
            .collect()
    }

    /// Returns the full path, for users, of a type in the file of this item.
    pub(super) fn public_path(&self, ident: &str, at_root: bool) -> String {
        if at_root {
            return format!("{LIBRARY}::{ident}");
        }
        format!("{LIBRARY}::{}::{ident}", self.modules.join("::"))
    }

    /// Returns the path of its file below the crate's root.
    pub(super) fn file(&self) -> String {
        format!("src/{}/{}.rs", self.modules.join("/"), self.stem)
    }
}
