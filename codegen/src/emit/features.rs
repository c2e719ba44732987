//! One feature an area, and what each turns on.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Names;
use crate::model::Model;

/// A feature of the generated crate: the types of one area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Name of the feature, in kebab-case.
    pub name: String,
    /// The features of the areas that its types' fields need, sorted, itself not among them.
    pub needs: Vec<String>,
}

/// The features of a crate and which are certainly on where another is.
#[derive(Debug, Default)]
pub(super) struct Features<'n> {
    needs: BTreeMap<&'n str, BTreeSet<&'n str>>,
    implied: BTreeMap<&'n str, BTreeSet<&'n str>>,
}

impl<'n> Features<'n> {
    /// Reads off the fields which area needs which. Relationships need nothing.
    pub fn new(model: &Model, names: &'n Names) -> Features<'n> {
        let mut needs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (_, home) in names.homes() {
            needs.entry(&home.feature).or_default();
        }
        for name in model.types.keys() {
            let (Some(home), Some(members)) = (names.home(name), names.members(name)) else {
                continue;
            };
            let own = needs.entry(&home.feature).or_default();
            let targets = members
                .fields
                .iter()
                .filter_map(|member| names.target(member));
            let stated = model.stated.get(name);
            let content = stated.and_then(|stated| stated.content.as_ref());
            let content = content.into_iter().flat_map(|content| &content.types);
            let targets = targets.chain(content.filter_map(|name| names.home(name)));
            own.extend(
                targets
                    .map(|t| &*t.feature)
                    .filter(|feature| *feature != home.feature),
            );
        }
        let implied = needs
            .keys()
            .map(|feature| (*feature, closure(feature, &needs)))
            .collect();
        Features { needs, implied }
    }

    /// Whether `other` is on wherever `feature` is.
    pub fn implies(&self, feature: &str, other: &str) -> bool {
        self.implied
            .get(feature)
            .is_some_and(|implied| implied.contains(other))
    }

    /// The features that `feature` turns on, by name.
    pub fn needs(&self, feature: &str) -> impl Iterator<Item = &'n str> {
        self.needs.get(feature).into_iter().flatten().copied()
    }

    /// All features by name.
    pub fn list(&self) -> Vec<Feature> {
        let feature = |(name, needs): (&&str, &BTreeSet<&str>)| Feature {
            name: (*name).to_owned(),
            needs: needs.iter().map(|need| (*need).to_owned()).collect(),
        };
        self.needs.iter().map(feature).collect()
    }
}

fn closure<'n>(
    feature: &'n str,
    needs: &BTreeMap<&'n str, BTreeSet<&'n str>>,
) -> BTreeSet<&'n str> {
    let mut seen = BTreeSet::from([feature]);
    let mut open = vec![feature];
    while let Some(next) = open.pop() {
        open.extend(
            needs
                .get(next)
                .into_iter()
                .flatten()
                .filter(|need| seen.insert(need)),
        );
    }
    seen
}
