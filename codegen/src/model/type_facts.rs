//! What facts written by hand say of a type beyond what its pages show in recognised form.

use super::{Limit, QualifiedName};
use crate::span::Place;

/// What is stated of one type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypeFacts {
    /// The life of an operation.
    pub lifecycle: Option<Lifecycle>,
    /// What a member holds that no table has.
    pub content: Option<Content>,
    /// Members that hold the address of what a notification is about, the preferred one first.
    pub addresses: Option<(Vec<String>, Provenance)>,
    /// The property and its values that say that a resource is no longer there.
    pub removal: Option<(String, Vec<String>, Provenance)>,
    /// What ranges of a code stand for.
    pub results: Option<Results>,
    /// The property with a text that the client chooses and that is different for each.
    pub context: Option<(String, Provenance)>,
    /// Limits of properties.
    pub limits: Vec<(String, Limit, Provenance)>,
    /// Why the type extends its base.
    pub base: Option<Provenance>,
}

impl TypeFacts {
    /// Whether operations, or what notifications say of them, have code of their own.
    pub fn has_operations(&self) -> bool {
        self.lifecycle.is_some() || self.content.is_some() || self.results.is_some()
    }

    /// Everything that is stated, by what it rests on.
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

    /// As [`TypeFacts::provenances`], to be changed.
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

/// What a statement rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance {
    /// Name of the fact.
    pub fact: String,
    /// The sentence of the page; without one, the reason given.
    pub sentence: String,
    /// Where the sentence stands, or else the fact.
    pub place: Place,
}

/// What statuses mean for the life of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Lifecycle {
    /// The property that holds the status.
    pub property: String,
    /// What each fact says, in the order of the facts.
    pub rules: Vec<LifeRule>,
}

/// How far an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Updates follow.
    Pending,
    /// It ended well.
    Succeeded,
    /// It ended, not well.
    Failed,
}

/// The statuses of one phase.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeRule {
    /// The phase.
    pub phase: Phase,
    /// The statuses in their documented spelling, the earliest first.
    pub statuses: Vec<String>,
    /// Whether no operation at all is in this phase.
    pub absent: bool,
    /// What this rests on.
    pub provenance: Provenance,
}

/// What a member holds that no table has.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The member.
    pub property: String,
    /// What it may hold.
    pub types: Vec<QualifiedName>,
    /// Whether it may hold a list.
    pub list: bool,
    /// What this rests on.
    pub provenance: Provenance,
}

/// What ranges of a code stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The property that holds the code.
    pub property: String,
    /// Class, first and last code.
    pub ranges: Vec<(ResultClass, i64, i64)>,
    /// What this rests on.
    pub provenance: Provenance,
}

/// What kind of result a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResultClass {
    /// It went well.
    Success,
    /// The caller made a mistake.
    ClientError,
    /// The service did.
    ServerError,
}
