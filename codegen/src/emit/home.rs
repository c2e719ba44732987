//! Where each type lives in the generated crate.

use std::collections::BTreeMap;

use super::{
    file_name,
    ident::{self, Words},
    names::LIBRARY,
    vendored,
};
use crate::{
    diagnostic::Diagnostic,
    map::{HashMap, HashSet},
    model::{Model, Place, QualifiedName},
    rules,
};

/// The namespace whose name is left out of paths.
const GRAPH: &str = "microsoft.graph";

/// Features with a meaning of their own.
const RESERVED_FEATURES: &[&str] = &[
    "all",
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

/// Where a type or an enum lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The feature of its area.
    pub feature: String,
    /// The modules that lead to it from the root, that of its file not among them.
    pub modules: Vec<String>,
    /// Name of its file and of the private module in it.
    pub stem: String,
    /// Name of the Rust type.
    pub ident: String,
    /// Whether the root re-exports it.
    pub at_root: bool,
}

/// The homes of everything that a model declares.
#[derive(Debug, Default)]
pub(super) struct Homes<'m> {
    pub types: BTreeMap<&'m QualifiedName, Home>,
    pub enums: BTreeMap<&'m QualifiedName, Home>,
}

/// A type or an enum, as far as its home is concerned; where it stands is only for messages.
pub(super) struct Tenant<'m> {
    name: &'m QualifiedName,
    area: &'m str,
    place: &'m Place,
    is_enum: bool,
}

impl PartialEq<Tenant<'_>> for Tenant<'_> {
    fn eq(&self, other: &Tenant<'_>) -> bool {
        self.name == other.name && self.area == other.area && self.is_enum == other.is_enum
    }
}

/// What is taken in one folder.
#[derive(Default)]
struct Folder<'m> {
    stems: HashSet<String>,
    idents: HashMap<String, (&'m QualifiedName, &'m Place)>,
}

impl Homes<'_> {
    /// Where a type, else an enum, of this name lives.
    pub(super) fn get(&self, name: &QualifiedName) -> Option<&Home> {
        self.types.get(name).or_else(|| self.enums.get(name))
    }

    /// Full path of the Rust type.
    pub(super) fn rust_path(&self, name: &QualifiedName) -> Option<String> {
        let home = self.get(name)?;
        Some(home.public_path(&home.ident, home.at_root))
    }
}

/// Gives each type and enum its home, in the order of their qualified names, and tells how many have each Rust name.
pub(super) fn assign<'m>(
    model: &'m Model,
    words: &mut Words,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Homes<'m>, HashMap<String, usize>) {
    let mut tenants: Vec<Tenant> = tenants(model).collect();
    tenants.sort_by_key(|tenant| (tenant.name, tenant.is_enum));
    let modules = modules(&tenants);
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
    let mut homes = Homes::default();
    for tenant in &tenants {
        let Some((feature, path)) = modules.get(&(tenant.area, tenant.name.namespace())) else {
            continue;
        };
        let folder = folders.entry(path).or_default();
        let short = tenant.name.short();
        let mut stem = file_name::of_words(words.of(short).to_owned(), short);
        // A module of the same name inside a module reads badly.
        if path.last() == Some(&stem) {
            stem = file_name::stem(&format!("{short}_type"));
        }
        let home = Home {
            feature: feature.clone(),
            modules: path.clone(),
            stem: file_name::unique(&stem, tenant.name.as_str(), &mut folder.stems),
            ident: folder.ident(tenant, words, diagnostics),
            at_root: false,
        };
        let map = if tenant.is_enum {
            &mut homes.enums
        } else {
            &mut homes.types
        };
        map.insert(tenant.name, home);
    }
    let mut taken: HashMap<String, usize> = HashMap::default();
    for home in homes.types.values().chain(homes.enums.values()) {
        *taken.entry(home.ident.clone()).or_default() += 1;
    }
    for home in homes.types.values_mut().chain(homes.enums.values_mut()) {
        let is_export = vendored::TYPES.contains(&&*home.ident);
        home.at_root = taken.get(&home.ident) == Some(&1) && !is_export;
    }
    (homes, taken)
}

/// All types, then all enums.
pub(super) fn tenants(model: &Model) -> impl Iterator<Item = Tenant<'_>> {
    let types = model.types.iter().map(|(name, ty)| Tenant {
        name,
        area: &ty.area,
        place: &ty.place,
        is_enum: false,
    });
    let enums = model.enums.iter().map(|(name, en)| Tenant {
        name,
        area: &en.area,
        place: &en.place,
        is_enum: true,
    });
    types.chain(enums)
}

/// The feature and the modules of each pair of area and namespace.
fn modules<'m>(tenants: &[Tenant<'m>]) -> HashMap<(&'m str, &'m str), (String, Vec<String>)> {
    let mut modules = HashMap::default();
    for tenant in tenants {
        let (area, namespace) = (tenant.area, tenant.name.namespace());
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
    // An area that has its name from the namespace needs no second module of that name.
    if !rest.is_empty() && file_name::stem(rest) != path[0] {
        path.push(file_name::stem(rest));
    }
    (feature, path)
}

/// What a namespace says beyond `microsoft.graph`.
fn below_graph(namespace: &str) -> &str {
    match namespace.strip_prefix(GRAPH) {
        Some("") => "",
        Some(rest) => rest.strip_prefix('.').unwrap_or(namespace),
        None => namespace,
    }
}

impl<'m> Folder<'m> {
    /// The tenant's Rust name, unique in this folder.
    fn ident(
        &mut self,
        tenant: &Tenant<'m>,
        words: &mut Words,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> String {
        let plain = words.pascal(tenant.name.short());
        if let Some((other, place)) = self.idents.get(&plain) {
            let message = format!(
                "`{}` and `{other}` both give the Rust type `{plain}`",
                tenant.name
            );
            diagnostics.push(
                Diagnostic::new(
                    &rules::TYPE_COLLISION,
                    &tenant.place.file,
                    tenant.place.span,
                    message,
                )
                .label("this one gets a suffix")
                .also(&place.file, place.span, "this one keeps the name")
                .about(tenant.name.as_str(), None),
            );
        }
        let is_taken = |ident: &str| self.idents.contains_key(ident);
        let ident = ident::apart(&plain, 'X', tenant.name.as_str(), is_taken);
        self.idents
            .insert(ident.clone(), (tenant.name, tenant.place));
        ident
    }
}

impl Home {
    /// The path from inside this home's file to `ident` in another home's module.
    pub(super) fn path_to(&self, other: &Home, ident: &str) -> Vec<String> {
        let common = self
            .modules
            .iter()
            .zip(&other.modules)
            .take_while(|(here, there)| here == there)
            .count();
        let ups = self.modules.len() - common + 1;
        let supers = std::iter::repeat_n("super".to_owned(), ups);
        supers
            .chain(other.modules[common..].iter().cloned())
            .chain([ident.to_owned()])
            .collect()
    }

    /// Full path of a type of this home, for users.
    pub(super) fn public_path(&self, ident: &str, at_root: bool) -> String {
        if at_root {
            return format!("{LIBRARY}::{ident}");
        }
        format!("{LIBRARY}::{}::{ident}", self.modules.join("::"))
    }

    /// Path of its file below the crate's root.
    pub(super) fn file(&self) -> String {
        format!("src/{}/{}.rs", self.modules.join("/"), self.stem)
    }
}
