//! What annotations in separate lists are about.

use super::Csdl;
use crate::{
    hash_map::{HashMap, HashSet},
    span::Span,
};

/// The targets of annotations, and what may be one without being a type.
#[derive(Default)]
pub(super) struct Targets {
    annotated: Vec<(String, Span)>,
    /// Containers, actions, functions, terms and type definitions. Annotations of these, and of their parts, have no
    /// place in a crate of types.
    others: HashSet<String>,
}

impl Targets {
    /// Records the target of a list of annotations.
    pub(super) fn annotated(&mut self, target: &Option<String>, span: Span) {
        let target = target.iter().cloned();
        self.annotated.extend(target.map(|target| (target, span)));
    }

    /// Records the name of something that is no type.
    pub(super) fn declare(&mut self, name: String) {
        self.others.insert(name);
    }

    /// Returns the targets that are neither declared nor inherited, in document order.
    pub(super) fn undeclared(
        self,
        csdl: &Csdl,
        expand: impl Fn(&mut String),
    ) -> Vec<(String, Span)> {
        let mut enums = Enums::default();
        let mut is_declared = |target: &str| {
            // The target of an overload ends with the types of its parameters.
            let end = target.find(['(', '/']).unwrap_or(target.len());
            let mut owner = target[..end].to_owned();
            expand(&mut owner);
            let Some((owner, _)) = csdl.types.get_key_value(&owner) else {
                return self.others.contains(&owner);
            };
            let member = target[end..].strip_prefix('/');
            member.is_none_or(|member| has(csdl, &mut enums, owner, member))
        };
        let mut all = self.annotated;
        all.retain(|(target, _)| !is_declared(target));
        all
    }
}

/// The members of enums, collected on demand.
type Enums<'c> = HashMap<&'c str, HashSet<&'c str>>;

/// Whether a type, one of its bases or an enum has this member.
fn has<'c>(csdl: &'c Csdl, enums: &mut Enums<'c>, owner: &'c str, member: &str) -> bool {
    let chain = csdl.base_chain(owner);
    let mut properties = chain.iter().map(|(_, ty)| &ty.properties);
    let collect = || {
        let members = chain.iter().flat_map(|(_, ty)| &ty.members);
        members.map(|member| member.name.as_str()).collect()
    };
    properties.any(|own| own.contains_key(member))
        || enums.entry(owner).or_insert_with(collect).contains(member)
}
