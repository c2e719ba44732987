//! One feature an area: its types, and what these need, wherever that lives.

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;
use syn::Attribute;

use super::{home::Home, names::Names, syntax::mark};
use crate::model::Model;

/// A feature of the generated crate: the types of one area and what these need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Name of the feature, in kebab-case.
    pub name: String,
}

/// Features, any of which is enough.
pub(super) type Any<'n> = BTreeSet<&'n str>;

/// The modules that lead to a file, and its name.
type Key<'n> = (&'n [String], &'n str);

/// The features of a crate and what is there when one is on. An area that needs one type of another does not turn
/// on the rest of it: a feature would else mean most of the crate.
#[derive(Debug, Default)]
pub(super) struct Features<'n> {
    areas: BTreeSet<&'n str>,
    /// By the modules that lead to a file, and its name.
    on: BTreeMap<&'n [String], BTreeMap<&'n str, Any<'n>>>,
    none: Any<'n>,
}

impl<'n> Features<'n> {
    /// Reads off the fields which type needs which. Relationships need nothing.
    pub fn new(model: &Model, names: &'n Names) -> Features<'n> {
        let mut needs: BTreeMap<Key, Vec<&Home>> = BTreeMap::new();
        for name in model.types.keys() {
            let (Some(home), Some(members)) = (names.home(name), names.members(name)) else {
                continue;
            };
            let stated = model.stated.get(name);
            let content = stated.and_then(|stated| stated.content.as_ref());
            let content = content.into_iter().flat_map(|content| &content.types);
            let fields = members.fields.iter();
            let targets = fields
                .filter_map(|member| names.target(member))
                .chain(content.filter_map(|name| names.home(name)));
            needs.insert(key(home), targets.collect());
        }
        let mut features = Features::default();
        let mut areas: BTreeMap<&str, Vec<&Home>> = BTreeMap::new();
        for (_, home) in names.homes() {
            areas.entry(&home.feature).or_default().push(home);
        }
        for (area, mut open) in areas {
            features.areas.insert(area);
            while let Some(home) = open.pop() {
                let module = features.on.entry(&home.modules).or_default();
                if module.entry(&home.stem).or_default().insert(area) {
                    open.extend(needs.get(&key(home)).into_iter().flatten());
                }
            }
        }
        features
    }

    /// The features that a type comes with.
    pub fn of(&self, home: &Home) -> &Any<'n> {
        let module = self.on.get(home.modules.as_slice());
        let any = module.and_then(|module| module.get(home.stem.as_str()));
        any.unwrap_or(&self.none)
    }

    /// Whether `other` is there wherever `home` is.
    pub fn implies(&self, home: &Home, other: &Home) -> bool {
        self.of(home).is_subset(self.of(other))
    }

    /// All features by name.
    pub fn list(&self) -> Vec<Feature> {
        let feature = |name: &&str| Feature {
            name: (*name).to_owned(),
        };
        self.areas.iter().map(feature).collect()
    }
}

fn key(home: &Home) -> Key<'_> {
    (&home.modules, &home.stem)
}

/// `#[cfg(feature = "..")]`, or the same with `any`.
pub(super) fn gate(any: &Any) -> Attribute {
    let features = any.iter();
    match any.len() {
        1 => mark("cfg", quote!(#(feature = #features)*)),
        _ => mark("cfg", quote!(any(#(feature = #features),*))),
    }
}
