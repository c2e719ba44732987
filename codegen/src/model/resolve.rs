//! Resolves the words of a type cell to a type.

use crate::{
    diagnostic::Diagnostic,
    extract::{Evidence, MemberExtract, PageExtract, RowExtract, TypeName, TypePhrase},
    model::{
        Primitive, QualifiedName, TypeRef,
        bases::Bases,
        index::{Declared, Index, enum_of, linked_file},
    },
    name::GRAPH,
    rules,
};

/// What is needed to resolve the names on a page.
pub(super) struct Scope<'a> {
    pub index: &'a Index,
    pub namespace: &'a str,
    /// Base types, for the common base of alternatives.
    pub bases: &'a Bases,
}

impl<'a> Scope<'a> {
    /// Creates the scope of a page.
    pub(super) fn new(index: &'a Index, page: &'a PageExtract, bases: &'a Bases) -> Scope<'a> {
        Scope {
            index,
            namespace: page.default_namespace(),
            bases,
        }
    }

    /// Returns the type of a row. Where the words of the row are ambiguous, the block decides.
    pub(super) fn row(
        &self,
        row: &RowExtract,
        member: Option<&MemberExtract>,
        out: &mut Vec<Diagnostic>,
    ) -> TypeRef {
        let block = member.and_then(|member| block_name(&member.evidence));
        match row.phrase.alternatives.as_slice() {
            [] => member.map_or(TypeRef::Any, |member| self.evidence(&member.evidence)),
            // A translated name means nothing here, but the block is never translated.
            [only]
                if !only.text.is_ascii() && only.primitive.is_none() && only.target.is_none() =>
            {
                member.map_or(TypeRef::Any, |member| self.evidence(&member.evidence))
            }
            [only] => self.named(only, &row.phrase, block, out),
            several => {
                let all: Vec<TypeRef> = several
                    .iter()
                    .map(|name| self.named(name, &row.phrase, None, out))
                    .collect();
                self.common(&all, block).unwrap_or_else(|| {
                    let message = rules::alternatives_without_base(&row.phrase.text);
                    let found = Diagnostic::at(message, &row.phrase.place);
                    out.push(found.label("any value is accepted"));
                    TypeRef::Any
                })
            }
        }
    }

    /// Returns a type that covers all alternatives: the one that the block names, or else their nearest common base.
    fn common(&self, all: &[TypeRef], block: Option<&str>) -> Option<TypeRef> {
        if all.windows(2).all(|pair| pair[0] == pair[1]) {
            return all.first().cloned();
        }
        let shown = block.map(|name| (name, self.index.named(name, self.namespace)));
        match shown {
            Some((_, Some(Declared::Type(name)))) => return Some(TypeRef::Type(name.clone())),
            // If no page declares any of them, the name in the block is as good, and there is only one.
            Some((name, None)) if name.contains('.') && all.iter().all(is_undeclared) => {
                return Some(TypeRef::Undeclared(QualifiedName::new(name)));
            }
            _ => {}
        }
        let types: Option<Vec<&QualifiedName>> = all
            .iter()
            .map(|ty| {
                if let TypeRef::Type(name) = ty {
                    Some(name)
                } else {
                    None
                }
            })
            .collect();
        self.bases
            .common(&types?)
            .filter(|name| self.index.get(name).is_some())
            .cloned()
            .map(TypeRef::Type)
    }

    /// Returns the type that a phrase names, without reporting anything.
    pub(super) fn quiet(&self, phrase: &TypePhrase) -> Option<TypeRef> {
        let mut ignored = Vec::new();
        phrase
            .alternatives
            .first()
            .map(|name| self.named(name, phrase, None, &mut ignored))
    }

    fn named(
        &self,
        name: &TypeName,
        phrase: &TypePhrase,
        block: Option<&str>,
        out: &mut Vec<Diagnostic>,
    ) -> TypeRef {
        match name.primitive {
            // The metadata of Graph has a type for any value, and the pages use its name.
            Some(Primitive::Untyped) if self.namespace.starts_with("microsoft.graph") => {
                return TypeRef::Undeclared(QualifiedName::new("microsoft.graph.Json"));
            }
            Some(primitive) => return TypeRef::Primitive(primitive),
            None => {}
        }
        let block = block.map(|name| (name, self.index.named(name, self.namespace)));
        let elsewhere = block.and_then(|(block, declared)| {
            let short = block.rsplit_once('.').map(|(_, short)| short)?;
            let is_same = short.eq_ignore_ascii_case(&name.text) && declared.is_none();
            is_same.then(|| QualifiedName::new(block))
        });
        let by_text = self.index.named(&name.text, self.namespace);
        // The only type with this short name is meant, unless the block gives a different qualified name.
        let by_text = by_text.filter(|found| {
            let namespace = found.name().namespace();
            elsewhere.is_none()
                || [self.namespace, GRAPH]
                    .iter()
                    .any(|near| near.eq_ignore_ascii_case(namespace))
        });
        let Some(target) = &name.target else {
            return by_text
                .map_or_else(|| self.undeclared(name, phrase, elsewhere, out), reference);
        };
        if let Some(declared) = self.index.fragment(target, self.namespace) {
            return reference(declared);
        }
        let page = self.index.target(target);
        if page.is_none() && linked_file(target).is_some() {
            let file = linked_file(target).unwrap_or_default();
            let found = Diagnostic::at(rules::link_target_missing(&file), &phrase.place);
            let found = found.names([file]);
            out.push(found.help("link to an existing page, or add the page"));
        }
        if page.as_ref().is_some_and(|page| !page.same_case) {
            let found = Diagnostic::at(rules::link_case(target), &phrase.place);
            out.push(found.names([target.as_str()]));
        }
        // If the page lacks the section, the link does not mean the page instead.
        let declared = page.and_then(|page| page.declared);
        let declared = declared.filter(|_| enum_of(target).is_none());
        match (by_text, declared) {
            (Some(text), Some(target)) if text != target => self.disagree(
                text,
                target,
                phrase,
                block.and_then(|(_, declared)| declared),
                out,
            ),
            (Some(text), _) => reference(text),
            (None, Some(target)) => reference(target),
            (None, None) => self.undeclared(name, phrase, elsewhere, out),
        }
    }

    /// Chooses if link text and destination name two different known types: the block decides, otherwise the
    /// destination.
    fn disagree(
        &self,
        text: &Declared,
        target: &Declared,
        phrase: &TypePhrase,
        shown: Option<&Declared>,
        out: &mut Vec<Diagnostic>,
    ) -> TypeRef {
        let message = rules::link_text_and_target(text.name(), target.name());
        let chosen = if shown == Some(text) || shown.is_none() && matches!(text, Declared::Enum(_))
        {
            text
        } else {
            target
        };
        let found = Diagnostic::at(message, &phrase.place);
        let found = found.names([text.name().as_str(), target.name().as_str()]);
        out.push(found.label(format!("taken as `{}`", chosen.name())));
        reference(chosen)
    }

    fn undeclared(
        &self,
        name: &TypeName,
        phrase: &TypePhrase,
        block: Option<QualifiedName>,
        out: &mut Vec<Diagnostic>,
    ) -> TypeRef {
        let qualified = match name.text.contains('.') {
            true => QualifiedName::new(name.text.as_str()),
            false => block.unwrap_or_else(|| {
                let linked = name.target.as_deref().and_then(linked_file);
                let linked = linked.and_then(|file| self.index.file_namespace(&file, &name.text));
                QualifiedName::join(linked.unwrap_or(self.namespace), &name.text)
            }),
        };
        let found = Diagnostic::at(rules::undeclared_type(&name.text), &phrase.place);
        let found = found.names([name.text.as_str()]);
        out.push(found.label("any value is accepted"));
        TypeRef::Undeclared(qualified)
    }

    /// Returns the enum that the block names for a property that is a `String` in the table, since enums are strings on
    /// the wire. A name that no page declares counts if the description lists its values.
    pub(super) fn shown_enum(&self, member: &MemberExtract, has_list: bool) -> Option<TypeRef> {
        let Evidence::Named(name) = &member.evidence else {
            return None;
        };
        match self.index.named(name, self.namespace) {
            Some(Declared::Enum(name)) => Some(TypeRef::Enum(name.clone())),
            Some(Declared::Type(_)) => None,
            None => has_list.then(|| TypeRef::Undeclared(QualifiedName::new(name.as_str()))),
        }
    }

    /// Returns the type of a member that only the block shows.
    pub(super) fn evidence(&self, evidence: &Evidence) -> TypeRef {
        match evidence {
            Evidence::Nothing | Evidence::Sample => TypeRef::Any,
            Evidence::Primitive(primitive) | Evidence::Literal(primitive) => {
                TypeRef::Primitive(*primitive)
            }
            Evidence::Text | Evidence::Identifier | Evidence::Values(_) => {
                TypeRef::Primitive(Primitive::String)
            }
            Evidence::Named(name) => match self.index.named(name, self.namespace) {
                Some(declared) => reference(declared),
                None => TypeRef::Undeclared(QualifiedName::new(name.as_str())),
            },
        }
    }
}

/// Returns the name that the block gives.
fn block_name(evidence: &Evidence) -> Option<&str> {
    match evidence {
        Evidence::Named(name) => Some(name),
        _ => None,
    }
}

fn is_undeclared(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Undeclared(_))
}

fn reference(declared: &Declared) -> TypeRef {
    match declared {
        Declared::Type(name) => TypeRef::Type(name.clone()),
        Declared::Enum(name) => TypeRef::Enum(name.clone()),
    }
}
