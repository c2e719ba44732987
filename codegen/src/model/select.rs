//! Selects the part of a model that some types need.

use std::collections::{BTreeSet, VecDeque};

use crate::{
    edit_distance,
    model::{Model, QualifiedName, TypeRef},
};

/// Why a type is part of a selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The type or enum.
    pub name: QualifiedName,
    /// What needs it.
    pub because: Because,
}

/// Reason why a type was selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// It was asked for.
    Asked,
    /// It is the type of a property of this type.
    Property(QualifiedName, String),
    /// It is the base of this type.
    Base(QualifiedName),
}

/// A requested name that no page declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The name as given.
    pub name: String,
    /// The most similar declared name.
    pub nearest: Option<QualifiedName>,
}

/// Selects the named types and what their properties and bases need. Relationships do not pull in other types. A name
/// may omit its namespace if it is unambiguous.
///
/// # Errors
///
/// Returns the names that no page declares.
pub fn select(model: &Model, names: &[String]) -> Result<(Model, Vec<Reason>), Vec<Unknown>> {
    let mut open = VecDeque::new();
    let mut unknown = Vec::new();
    for name in names {
        match find(model, name) {
            Some(found) => open.push_back((found.clone(), Because::Asked)),
            None => unknown.push(Unknown {
                name: name.clone(),
                nearest: closest(model, name),
            }),
        }
    }
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let mut seen = BTreeSet::new();
    let mut reasons = Vec::new();
    while let Some((name, because)) = open.pop_front() {
        if !seen.insert(name.clone()) {
            continue;
        }
        if let Some(ty) = model.types.get(&name) {
            let base = ty
                .base
                .iter()
                .filter(|base| model.types.contains_key(*base));
            open.extend(base.map(|base| (base.clone(), Because::Base(name.clone()))));
            for property in ty
                .properties
                .iter()
                .filter(|property| !property.relationship)
            {
                if let TypeRef::Type(needed) | TypeRef::Enum(needed) = &property.ty {
                    open.push_back((
                        needed.clone(),
                        Because::Property(name.clone(), property.name.clone()),
                    ));
                }
            }
        }
        reasons.push(Reason { name, because });
    }
    Ok((restrict(model, &seen), reasons))
}

/// Returns the model with only the types in `kept`. Relationships to other types accept any value.
fn restrict(model: &Model, kept: &BTreeSet<QualifiedName>) -> Model {
    let mut model = model.clone();
    model.types.retain(|name, _| kept.contains(name));
    model.enums.retain(|name, _| kept.contains(name));
    model.corrected.retain(|name, _| kept.contains(name));
    model.type_facts.retain(|name, _| kept.contains(name));
    for property in model.types.values_mut().flat_map(|ty| &mut ty.properties) {
        if let TypeRef::Type(name) | TypeRef::Enum(name) = &property.ty
            && !kept.contains(name)
        {
            property.ty = TypeRef::Undeclared(name.clone());
        }
    }
    model
}

fn declared(model: &Model) -> impl Iterator<Item = &QualifiedName> {
    model.types.keys().chain(model.enums.keys())
}

fn find<'a>(model: &'a Model, name: &str) -> Option<&'a QualifiedName> {
    let exact = declared(model).find(|known| known.as_str() == name);
    exact.or_else(|| {
        let mut alike = declared(model).filter(|known| {
            known.as_str().eq_ignore_ascii_case(name) || known.short().eq_ignore_ascii_case(name)
        });
        let first = alike.next()?;
        alike.next().is_none().then_some(first)
    })
}

/// Returns the declared name that was probably meant.
fn closest(model: &Model, name: &str) -> Option<QualifiedName> {
    let wanted = name.rsplit('.').next().unwrap_or(name);
    let near = edit_distance::closest(wanted, declared(model).map(QualifiedName::short))?;
    declared(model).find(|known| known.short() == near).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        pipeline::{self, Input},
        source::SourceFile,
    };

    fn page(name: &str, rows: &str) -> SourceFile {
        let text = format!(
            "# {name} resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n{rows}\n\n## JSON representation\n\n<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.{name}\" }} -->\n```json\n{{}}\n```\n"
        );
        SourceFile::new(format!("resources/{}.md", name.to_lowercase()), text)
    }

    fn model() -> Model {
        let files = [
            page(
                "a",
                "|b|[b](b.md)|x|\n\n## Relationships\n\n|Relationship|Type|Description|\n|--|--|--|\n|c|[c](c.md)|x|",
            ),
            page("b", "|self|[b](b.md) collection|x|"),
            page("c", "|x|String|x|"),
        ];
        pipeline::analyze(Input::new(&files)).model
    }

    #[test]
    fn properties_pull_in_their_types_and_relationships_do_not() {
        let (selected, reasons) = select(&model(), &["a".into()]).unwrap();
        let names: Vec<&str> = selected.types.keys().map(QualifiedName::short).collect();
        assert_eq!(names, ["a", "b"]);
        let a = QualifiedName::new("microsoft.graph.a");
        assert_eq!(reasons[1].because, Because::Property(a.clone(), "b".into()));
        let c = selected.types[&a]
            .properties
            .iter()
            .find(|property| property.name == "c")
            .unwrap();
        assert_eq!(
            c.ty,
            TypeRef::Undeclared(QualifiedName::new("microsoft.graph.c"))
        );
    }
}
