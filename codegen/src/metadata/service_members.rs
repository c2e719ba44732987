//! What a service says that it has, by names alone.

use std::collections::{BTreeMap, BTreeSet};

/// The members of a service's types. Letter case does not matter, as it does not to those who read its answers.
#[derive(Clone, Debug, Default)]
pub struct Service(BTreeMap<String, BTreeSet<String>>);

impl Service {
    /// Adds a type with all its members, inherited ones too.
    pub fn add<'m>(&mut self, qualified_name: &str, members: impl IntoIterator<Item = &'m str>) {
        let members = members.into_iter().map(str::to_lowercase);
        let ty = self.0.entry(qualified_name.to_lowercase()).or_default();
        ty.extend(members);
    }

    /// Whether the service has the type, and without this member. Of a type that it does not have it says nothing.
    pub fn lacks(&self, qualified_name: &str, member: &str) -> bool {
        let members = self.0.get(&qualified_name.to_lowercase());
        members.is_some_and(|members| !members.contains(&member.to_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_known_type_lacks_a_member() {
        let mut service = Service::default();
        service.add("graph.Fern", ["leafCount"]);
        assert!(service.lacks("graph.fern", "colour"));
        assert!(!service.lacks("graph.fern", "LeafCount"));
        assert!(!service.lacks("graph.moss", "colour"));
    }
}
