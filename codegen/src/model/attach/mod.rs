//! Adds what facts say about behaviour to the model, and finds the facts that nothing uses.

mod lifecycle_coverage;
mod name_enum;
mod respell;

use std::sync::Arc;

use crate::{
    diagnostic::Diagnostic,
    extract::PageExtract,
    facts::{Assertion, Fact, Named, page_named},
    model::{
        Model, QualifiedName,
        type_facts::{Content, LifeRule, Lifecycle, Phase, Provenance, Results, TypeFacts},
    },
    rules::{Message, fact_unused},
    span::Span,
};
use lifecycle_coverage::{coverage, documented_values};
use name_enum::name_enum;

/// A fact and what uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactUse {
    /// Name of the fact.
    pub fact: String,
    /// The type.
    pub owner: QualifiedName,
    /// The property, if it is about one.
    pub property: Option<String>,
}

/// Adds what the facts say to the model and returns what uses each fact. A fact that nothing uses is reported.
pub fn attach(
    facts: &[Fact],
    pages: &[Arc<PageExtract>],
    model: &mut Model,
) -> (Vec<FactUse>, Vec<Diagnostic>) {
    let facts = &*respell::respell(facts, pages, model);
    let mut attachment = Attachment::default();
    for fact in facts {
        if let Assertion::Correction(_) = fact.assertion {
            attachment.corrected(fact, model);
            continue;
        }
        let Some(page) = page_named(fact, pages, |page| &page.path) else {
            // Reported already when its sentence was not found.
            continue;
        };
        match owner(fact, page, model) {
            Some(owner) => attachment.attach_fact(fact, &owner, model),
            None => attachment.unused(fact, fact.span, fact_unused::no_type()),
        }
    }
    attachment.out.extend(coverage(facts, pages, model));
    (attachment.uses, attachment.out)
}

/// Returns the type that a fact is about.
pub(super) fn owner(fact: &Fact, page: &PageExtract, model: &Model) -> Option<QualifiedName> {
    let mut names = page
        .resources
        .iter()
        .filter_map(|resource| Some(&resource.name.as_ref()?.value));
    let named = |name: &&QualifiedName| match &fact.type_name {
        Some(wanted) => is_called(name, wanted) || is_called(model.respelled.name(name), wanted),
        None => true,
    };
    let name = model.respelled.name(names.find(named)?);
    if model.types.contains_key(name) {
        return Some(name.clone());
    }
    let mut known = model.types.keys();
    known
        .find(|known| known.as_str().eq_ignore_ascii_case(name.as_str()))
        .cloned()
}

#[derive(Default)]
struct Attachment {
    uses: Vec<FactUse>,
    out: Vec<Diagnostic>,
}

impl Attachment {
    fn used(&mut self, fact: &Fact, owner: &QualifiedName, property: Option<&str>) {
        self.uses.push(FactUse {
            fact: fact.id.clone(),
            owner: owner.clone(),
            property: property.map(str::to_owned),
        });
    }

    /// Records a correction as used. It was applied when the model was built, or else reported then.
    fn corrected(&mut self, fact: &Fact, model: &Model) {
        let all = model.corrected.iter();
        let mut all = all.flat_map(|(owner, known)| known.iter().map(move |known| (owner, known)));
        if let Some((owner, known)) = all.find(|(_, known)| known.fact == fact.id) {
            self.used(fact, owner, known.property.as_deref());
        }
    }

    fn unused(&mut self, fact: &Fact, span: Span, why: Message) {
        self.out.push(unused(fact, span, why));
    }

    fn attach_fact(&mut self, fact: &Fact, owner: &QualifiedName, model: &mut Model) {
        let property = fact.assertion.property();
        // Content is in a member that no table has.
        let is_member = matches!(fact.assertion, Assertion::Content { .. });
        let has = |named: &Named| is_member || model.property(owner, &named.text).is_some();
        if let Some(missing) = property.filter(|property| !has(property)) {
            let why = fact_unused::no_property(owner, &missing.text);
            return self.unused(fact, missing.span, why);
        }
        if let Assertion::Base(base) = &fact.assertion
            && let Err(why) = extends(model, owner, &base.text)
        {
            return self.unused(fact, base.span, why);
        }
        let provenance = || provenance(fact);
        let mut type_facts = model.type_facts.remove(owner).unwrap_or_default();
        match &fact.assertion {
            Assertion::Lifecycle { property, .. } => add_rules(&mut type_facts, property, fact),
            Assertion::Limit {
                property, limit, ..
            } => {
                type_facts
                    .limits
                    .push((property.text.clone(), *limit, provenance()));
            }
            Assertion::Base(_) => type_facts.base = Some(provenance()),
            Assertion::Enum { property, name } => {
                if let Err(why) = name_enum(model, owner, &property.text, &name.text) {
                    self.unused(fact, name.span, why);
                }
            }
            Assertion::Content {
                property,
                types,
                list,
            } => {
                type_facts.content = Some(Content {
                    property: property.text.clone(),
                    types: self.declared(fact, types, model),
                    list: *list,
                    provenance: provenance(),
                });
            }
            Assertion::Address { properties } => {
                let names = properties.iter().map(|named| named.text.clone()).collect();
                type_facts.addresses = Some((names, provenance()));
            }
            Assertion::Removal { property, values } => {
                let documented = documented(model, owner, &property.text).unwrap_or_default();
                for value in values.iter().filter(|v| !documented.contains(&v.text)) {
                    let why = fact_unused::undocumented_value(&property.text, &value.text);
                    self.unused(fact, value.span, why);
                }
                let values = values.iter().map(|value| value.text.clone()).collect();
                type_facts.removal = Some((property.text.clone(), values, provenance()));
            }
            Assertion::Results { property, ranges } => {
                let ranges = ranges.iter();
                let ranges = ranges.map(|(class, from, to)| (*class, from.number, to.number));
                type_facts.results = Some(Results {
                    property: property.text.clone(),
                    ranges: ranges.collect(),
                    provenance: provenance(),
                });
            }
            Assertion::Context(property) => {
                type_facts.context = Some((property.text.clone(), provenance()))
            }
            // Applied when the model was built.
            Assertion::Correction(_) => {}
        }
        model.type_facts.insert(owner.clone(), type_facts);
        self.used(fact, owner, property.map(|property| &*property.text));
    }

    /// Returns the types with these names. One that is not declared is reported.
    fn declared(&mut self, fact: &Fact, names: &[Named], model: &Model) -> Vec<QualifiedName> {
        let mut types = Vec::new();
        for name in names {
            let mut known = model.types.keys();
            match known.find(|known| is_called(known, &name.text)) {
                Some(known) => types.push(known.clone()),
                None => self.unused(fact, name.span, fact_unused::undeclared(&name.text)),
            }
        }
        types
    }
}

/// Reports a fact that nothing uses.
pub(super) fn unused(fact: &Fact, span: Span, why: Message) -> Diagnostic {
    let message = fact_unused::unused(&fact.id, &fact.page, why);
    Diagnostic::new(message, &fact.file, span)
}

fn provenance(fact: &Fact) -> Provenance {
    let sentence = fact.sentence().or(fact.because.as_deref());
    Provenance {
        fact: fact.id.clone(),
        sentence: sentence.unwrap_or_default().to_owned(),
        place: fact.source_place(),
    }
}

pub(super) fn is_called(known: &QualifiedName, name: &str) -> bool {
    known.as_str() == name || known.short() == name
}

/// Says why not if a type does not extend a base.
fn extends(model: &Model, ty: &QualifiedName, base: &str) -> Result<(), Message> {
    match model.types.get(ty).and_then(|ty| ty.base.as_ref()) {
        Some(known) if is_called(known, base) => Ok(()),
        Some(known) => Err(fact_unused::other_base(ty, known)),
        None => Err(fact_unused::no_base(ty)),
    }
}

fn add_rules(type_facts: &mut TypeFacts, property: &Named, fact: &Fact) {
    let Assertion::Lifecycle {
        pending,
        succeeded,
        failed,
        absent,
        ..
    } = &fact.assertion
    else {
        return;
    };
    let lifecycle = type_facts.lifecycle.get_or_insert_with(|| Lifecycle {
        property: property.text.clone(),
        rules: Vec::new(),
    });
    for (phase, list) in [
        (Phase::Pending, pending),
        (Phase::Succeeded, succeeded),
        (Phase::Failed, failed),
    ] {
        let absent = phase == Phase::Pending && absent.is_some();
        if list.is_empty() && !absent {
            continue;
        }
        lifecycle.rules.push(LifeRule {
            phase,
            statuses: list.iter().map(|named| named.text.clone()).collect(),
            absent,
            provenance: provenance(fact),
        });
    }
}

fn documented(model: &Model, owner: &QualifiedName, property: &str) -> Option<Vec<String>> {
    let property = model.property(owner, property)?;
    Some(documented_values(model, property))
}
