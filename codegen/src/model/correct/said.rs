//! Describes what the documentation says instead of what is right.

use super::edit::{Edit, To};
use crate::{
    facts::{Correction, Fact, Right},
    model::{Corrected, Model, Property},
};

impl Edit {
    /// Returns the record of this correction for the model, including what the model says before it is applied.
    pub fn corrected(&self, fact: &Fact, correction: &Correction, model: &Model) -> Corrected {
        let renamed = match &self.to {
            To::Other(Right::Name(name)) => Some(name.clone()),
            _ => None,
        };
        let (property, member) = match &self.member {
            Some(_) => (
                self.property.clone(),
                renamed.or_else(|| self.member.clone()),
            ),
            None => (renamed.or_else(|| self.property.clone()), None),
        };
        Corrected {
            fact: fact.id.clone(),
            property,
            member,
            is_gone: matches!(self.to, To::Other(Right::Exists(false))),
            is_type: matches!(self.to, To::Type(..)),
            said: self.said(model),
            because: fact.because.clone().unwrap_or_default(),
            link: correction.link.clone(),
        }
    }

    fn said(&self, model: &Model) -> String {
        let does = |is: bool, what: &str| match is {
            true => format!("says that it is {what}"),
            false => format!("does not say that it is {what}"),
        };
        let name = self.member.as_deref().or(self.property.as_deref());
        let name = name.unwrap_or_default();
        let property = self.known_property(model);
        match &self.to {
            To::Type(..) => {
                let ty = property.map(Property::spelled_type).unwrap_or_default();
                format!("has it as `{ty}`")
            }
            To::Base(_) => match model.types.get(&self.owner).and_then(|ty| ty.base.as_ref()) {
                Some(base) => format!("has `{base}` as its base"),
                None => "states no base".to_owned(),
            },
            To::Text(_) => "describes it otherwise".to_owned(),
            To::Other(right) => match right {
                Right::Nullable(is) => does(!is, "nullable"),
                Right::ReadOnly(is) => does(!is, "read-only"),
                Right::Required(is) => does(!is, "required"),
                Right::Name(_) => format!("calls it `{name}`"),
                Right::Exists(true) => "does not list it".to_owned(),
                Right::Exists(false) => format!("has `{name}`, which the service has not"),
                Right::Limit(_) if property.is_none_or(|known| known.limits.is_empty()) => {
                    "states no limit".to_owned()
                }
                _ => "states another limit".to_owned(),
            },
        }
    }
}
