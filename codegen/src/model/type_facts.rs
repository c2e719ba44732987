//! Facts about a type, which its pages do not state in a recognized form.

use super::{Limit, QualifiedName};
use crate::{facts::ResultClass, span::Place};

/// The facts about one type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypeFacts {
    /// Lifecycle of an operation.
    pub lifecycle: Option<Lifecycle>,
    /// What a member contains that no table describes.
    pub content: Option<Content>,
    /// Members with the address of the resource that a notification is about, in order of preference.
    pub addresses: Option<(Vec<String>, Provenance)>,
    /// The property, and its values, that say that a resource no longer exists.
    pub removal: Option<(String, Vec<String>, Provenance)>,
    /// What ranges of a code mean.
    pub results: Option<Results>,
    /// The property with a text that the client chooses, different for each operation.
    pub context: Option<(String, Provenance)>,
    /// Limits of properties.
    pub limits: Vec<(String, Limit, Provenance)>,
    /// The source of the base type.
    pub base: Option<Provenance>,
}

impl TypeFacts {
    /// Whether the facts require code for operations or notifications about them.
    pub fn has_operations(&self) -> bool {
        self.lifecycle.is_some() || self.content.is_some() || self.results.is_some()
    }

    /// Returns the provenance of every fact.
    pub fn provenances(&self) -> Vec<&Provenance> {
        let lifecycle = self.lifecycle.iter().flat_map(|lifecycle| &lifecycle.rules);
        let mut provenances: Vec<&Provenance> = lifecycle.map(|rule| &rule.provenance).collect();
        provenances.extend(self.content.iter().map(|content| &content.provenance));
        provenances.extend(self.addresses.iter().map(|(_, provenance)| provenance));
        provenances.extend(self.removal.iter().map(|(_, _, provenance)| provenance));
        provenances.extend(self.results.iter().map(|results| &results.provenance));
        provenances.extend(self.context.iter().map(|(_, provenance)| provenance));
        provenances.extend(self.limits.iter().map(|(_, _, provenance)| provenance));
        provenances.extend(&self.base);
        provenances
    }

    /// Like [`TypeFacts::provenances`], but mutable.
    pub fn provenances_mut(&mut self) -> Vec<&mut Provenance> {
        let lifecycle = self.lifecycle.iter_mut();
        let rules = lifecycle.flat_map(|lifecycle| &mut lifecycle.rules);
        let mut provenances: Vec<&mut Provenance> =
            rules.map(|rule| &mut rule.provenance).collect();
        provenances.extend(
            self.content
                .iter_mut()
                .map(|content| &mut content.provenance),
        );
        provenances.extend(self.addresses.iter_mut().map(|(_, provenance)| provenance));
        provenances.extend(self.removal.iter_mut().map(|(_, _, provenance)| provenance));
        provenances.extend(
            self.results
                .iter_mut()
                .map(|results| &mut results.provenance),
        );
        provenances.extend(self.context.iter_mut().map(|(_, provenance)| provenance));
        provenances.extend(self.limits.iter_mut().map(|(_, _, provenance)| provenance));
        provenances.extend(&mut self.base);
        provenances
    }
}

/// The origin of an assertion.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance {
    /// Name of the fact.
    pub fact: String,
    /// The sentence of the page, or if there is none, the stated reason.
    pub sentence: String,
    /// Place of the sentence, or else of the fact.
    pub place: Place,
}

/// What each status means for the progress of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Lifecycle {
    /// The property that holds the status.
    pub property: String,
    /// What the facts say, in their order.
    pub rules: Vec<LifeRule>,
}

/// How far an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// It is still running.
    Pending,
    /// It ended successfully.
    Succeeded,
    /// It ended without success.
    Failed,
}

/// Statuses that mean the same phase.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeRule {
    /// The phase.
    pub phase: Phase,
    /// The statuses as documented, earliest first.
    pub statuses: Vec<String>,
    /// Whether a missing operation is in this phase.
    pub absent: bool,
    /// The origin of the rule.
    pub provenance: Provenance,
}

/// What a member contains that no table describes.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The member.
    pub property: String,
    /// The types that it may contain.
    pub types: Vec<QualifiedName>,
    /// Whether it may contain a list.
    pub list: bool,
    /// The origin of the assertion.
    pub provenance: Provenance,
}

/// What ranges of a code mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The property that holds the code.
    pub property: String,
    /// Class, first and last code.
    pub ranges: Vec<(ResultClass, i64, i64)>,
    /// The origin of the assertion.
    pub provenance: Provenance,
}
