//! The names of what the service has.

use std::collections::{BTreeMap, BTreeSet};

/// The members of a service's types. Letter case is ignored, as it is when responses are read.
#[derive(Clone, Debug, Default)]
pub struct Service(BTreeMap<String, BTreeSet<String>>);

impl Service {
    /// Adds a type with all its members, inherited ones included.
    pub fn add<'m>(&mut self, qualified_name: &str, members: impl IntoIterator<Item = &'m str>) {
        let members = members.into_iter().map(str::to_lowercase);
        let ty = self.0.entry(qualified_name.to_lowercase()).or_default();
        ty.extend(members);
    }

    /// Whether the service has the type but not this member. For unknown types this is `false`.
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
