//! One feature per area: its types and the types that they need, in any area.

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;
use syn::Attribute;

use super::{ast::mark, module_layout::ItemPath, names::Names};
use crate::{hash_map::HashMap, model::Model};

/// Features of which any one is enough.
pub(super) type Any<'n> = BTreeSet<&'n str>;

/// Modules that lead to a file, and its name.
type Key<'n> = (&'n [String], &'n str);

/// The features of a crate, and what each enables. An area that needs one type of another area does not enable the rest
/// of that area; otherwise each feature would enable most of the crate.
#[derive(Debug, Default)]
pub(super) struct Features<'n> {
    areas: BTreeSet<&'n str>,
    /// By the modules that lead to a file, and its name.
    on: HashMap<&'n [String], HashMap<&'n str, Any<'n>>>,
    none: Any<'n>,
}

impl<'n> Features<'n> {
    /// Determines from the fields which types need which other types. Relationships need none.
    pub fn new(model: &Model, names: &'n Names) -> Features<'n> {
        let mut needs: HashMap<Key, Vec<&ItemPath>> = HashMap::default();
        for name in model.types.keys() {
            let (Some(item_path), Some(members)) = (names.item_path(name), names.members(name))
            else {
                continue;
            };
            let facts = model.type_facts.get(name);
            let content = facts.and_then(|facts| facts.content.as_ref());
            let content = content.into_iter().flat_map(|content| &content.types);
            let fields = members.fields.iter();
            let targets = fields
                .filter_map(|member| names.target(member))
                .chain(content.filter_map(|name| names.item_path(name)));
            needs.insert(key(item_path), targets.collect());
        }
        let mut features = Features::default();
        let mut areas: BTreeMap<&str, Vec<&ItemPath>> = BTreeMap::new();
        for (_, item_path) in names.item_paths() {
            areas.entry(&item_path.feature).or_default().push(item_path);
        }
        for (area, mut open) in areas {
            features.areas.insert(area);
            while let Some(item_path) = open.pop() {
                let module = features.on.entry(&item_path.modules).or_default();
                if module.entry(&item_path.stem).or_default().insert(area) {
                    open.extend(needs.get(&key(item_path)).into_iter().flatten());
                }
            }
        }
        features
    }

    /// Returns the features that enable a type.
    pub fn of(&self, item_path: &ItemPath) -> &Any<'n> {
        let module = self.on.get(item_path.modules.as_slice());
        let any = module.and_then(|module| module.get(item_path.stem.as_str()));
        any.unwrap_or(&self.none)
    }

    /// Whether `other` is enabled wherever `item_path` is.
    pub fn implies(&self, item_path: &ItemPath, other: &ItemPath) -> bool {
        self.of(item_path).is_subset(self.of(other))
    }

    /// Returns the names of all features, sorted.
    pub fn list(&self) -> Vec<String> {
        self.areas.iter().map(|name| (*name).to_owned()).collect()
    }
}

fn key(item_path: &ItemPath) -> Key<'_> {
    (&item_path.modules, &item_path.stem)
}

/// Returns `#[cfg(feature = "..")]`, or the same with `any`.
pub(super) fn gate(any: &Any) -> Attribute {
    let features = any.iter();
    match any.len() {
        1 => mark("cfg", quote!(#(feature = #features)*)),
        _ => mark("cfg", quote!(any(#(feature = #features),*))),
    }
}

/// The same as a line of text.
pub(super) fn gate_line(any: &Any) -> String {
    let features: Vec<String> = any
        .iter()
        .map(|name| format!("feature = {name:?}"))
        .collect();
    match &features[..] {
        [one] => format!("#[cfg({one})]"),
        all => format!("#[cfg(any({}))]", all.join(", ")),
    }
}
