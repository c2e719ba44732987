//! Where the pages and the service differ, as findings: what the docs say, and what the service says.

use std::{collections::BTreeSet, sync::Arc};

use graphdoc_codegen::unstable::{
    extract::PageExtract,
    finding::{self, Finding},
    lint,
    model::{Model, Place, Property, SENTINEL, Type, TypeRef},
    prose::Block,
    rules,
    source::SourceFile,
    span::Span,
};

use super::{
    BaseChain, CsdlProperty, CsdlType, ENTITY, Kind,
    claims::Claims,
    score::members,
    type_match::{Documented, Join, Match},
};

/// Compares everything that both know, and tells what only one of them knows.
pub fn compare(
    join: &Join<'_>,
    pages: &[Arc<PageExtract>],
    model: &Model,
    metadata: &SourceFile,
) -> Vec<Finding> {
    let mut comparison = Comparison {
        join,
        claims: Claims::new(pages, model),
        model,
        file: &metadata.path,
        out: Vec::new(),
    };
    for (name, real) in &join.csdl.types {
        match join.joined.get(name.as_str()) {
            Some(documented) => comparison.ty(name, *documented, real),
            None => {
                let message = format!("no page describes `{name}`");
                comparison.add(
                    "metadata-type-undocumented",
                    message,
                    name,
                    None,
                    None,
                    real.span,
                );
            }
        }
    }
    for documented in &join.unknown {
        let name = documented.name();
        if comparison.claims.is_value_list(*documented) {
            continue;
        }
        let message = format!("the metadata has no `{name}`");
        let place = documented.place();
        let rule = "metadata-type-unknown";
        comparison.add(rule, message, name, None, Some(place), Span::default());
    }
    finding::identify(&mut comparison.out);
    comparison.out
}

struct Comparison<'a> {
    join: &'a Join<'a>,
    claims: Claims<'a>,
    model: &'a Model,
    file: &'a Arc<str>,
    out: Vec<Finding>,
}

impl Comparison<'_> {
    /// Adds a finding; an empty span is none.
    fn add(
        &mut self,
        rule: &str,
        message: String,
        ty: &str,
        member: Option<&str>,
        docs: Option<&Place>,
        service: Span,
    ) {
        let Some(rule) = rules::find(rule) else {
            return;
        };
        let mut found = Finding::old(rule.id, rule.level, message);
        found.type_name = Some(ty.to_owned());
        found.member = member.map(str::to_owned);
        if let Some(place) = docs {
            found = found.at(&place.file, place.span, "");
        }
        if service != Span::default() {
            found = found.at(self.file, service, "the service says so");
        }
        self.out.push(found);
    }

    /// What the last finding says on either side.
    fn said(&mut self, docs: &str, service: &str) {
        if let Some(found) = self.out.last_mut() {
            found.before = Some(docs.to_owned());
            found.after = Some(service.to_owned());
        }
    }

    fn ty(&mut self, name: &str, documented: Documented<'_>, real: &CsdlType) {
        let place = Some(documented.place());
        let spelled = documented.name();
        if spelled != name {
            let message = format!("the pages say `{spelled}`, but the metadata says `{name}`");
            self.add("metadata-name-case", message, name, None, place, real.span);
        }
        if documented.kind() != real.kind && self.claims.says_kind(documented) {
            let (mine, theirs) = (documented.kind().as_str(), real.kind.as_str());
            let message = format!("`{name}` is {mine} on the pages, but {theirs} in the metadata");
            self.add("metadata-kind", message, name, None, place, real.span);
            self.said(mine, theirs);
        }
        match documented {
            Documented::Type(ty) if real.kind != Kind::Enum => self.structure(name, ty, real),
            Documented::Enum(found) if real.kind == Kind::Enum => {
                let listed: Vec<&str> = found
                    .members
                    .iter()
                    .map(|member| member.name.as_str())
                    .collect();
                self.members(name, None, &listed, real, &found.place, &found.docs);
            }
            _ => {}
        }
    }

    fn structure(&mut self, name: &str, ty: &Type, real: &CsdlType) {
        let base = ty.base.as_ref().map(|base| base.as_str());
        let place = Some(&ty.place);
        // A base that the service does not know has been told of.
        let is_told = |base: &str| self.join.unknown.iter().any(|known| known.name() == base);
        if !self.join.same_base(base, real.base.as_deref()) && !base.is_some_and(is_told) {
            let shown =
                |base: Option<&str>| base.map_or("nothing".to_owned(), |base| format!("`{base}`"));
            let (mine, theirs) = (shown(base), shown(real.base.as_deref()));
            let message = match base.filter(|base| *base != ENTITY) {
                Some(_) if ty.base_is_concluded => format!(
                    "the base of `{name}` was concluded to be {mine}, but is {theirs} in the metadata"
                ),
                Some(_) => {
                    format!(
                        "the base of `{name}` is {mine} on the pages, but {theirs} in the metadata"
                    )
                }
                None => format!(
                    "the pages state no base for `{name}`, which extends {theirs} in the metadata"
                ),
            };
            self.add("metadata-base", message, name, None, place, real.span);
            self.said(&mine, &theirs);
        }
        let line = self.join.csdl.base_chain(name);
        let is_open = line.iter().any(|(_, ty)| ty.open);
        if ty.open != is_open {
            let words = |open: bool| if open { "open" } else { "not open" };
            let message = format!(
                "`{name}` is {} on the pages, but {} in the metadata",
                words(ty.open),
                words(is_open)
            );
            self.add("metadata-open", message, name, None, place, real.span);
            self.said(words(ty.open), words(is_open));
        }
        let key = line.iter().find_map(|(_, ty)| ty.key.first());
        if let (Some(mine), Some(theirs)) = (&ty.key, key)
            && mine != theirs
        {
            let message = format!(
                "the key of `{name}` is `{mine}` on the pages, but `{theirs}` in the metadata"
            );
            self.add("metadata-key", message, name, None, place, real.span);
            self.said(mine, theirs);
        }
        for property in &ty.properties {
            self.property(name, property, &line, is_open);
        }
        for (property, real) in &real.properties {
            let mut own = ty.properties.iter();
            if !own.any(|mine| mine.name.eq_ignore_ascii_case(property)) {
                let kind = if real.navigation {
                    "relationship"
                } else {
                    "property"
                };
                let message = format!("the {kind} `{property}` of `{name}` is not on its page");
                let rule = "metadata-property-undocumented";
                self.add(rule, message, name, Some(property), place, real.span);
            }
        }
    }

    fn property(&mut self, name: &str, property: &Property, line: &BaseChain<'_>, is_open: bool) {
        let place = Some(&property.place);
        let member = Some(property.name.as_str());
        let Some((real_name, real)) = super::property(line, &property.name) else {
            if !is_open {
                let message = format!("the metadata has no `{}` of `{name}`", property.name);
                self.add(
                    "metadata-property-unknown",
                    message,
                    name,
                    member,
                    place,
                    Span::default(),
                );
            }
            return;
        };
        if real_name != property.name {
            let message = format!(
                "the pages say `{}`, but the metadata says `{real_name}`",
                property.name
            );
            self.add(
                "metadata-name-case",
                message,
                name,
                member,
                place,
                real.span,
            );
        }
        self.types(name, property, real);
        if let Some(expected) = self
            .join
            .csdl
            .types
            .get(&real.ty)
            .filter(|ty| ty.kind == Kind::Enum)
            && property.values.is_some()
            && let Some(listed) = members(self.join, self.model, property)
        {
            self.members(
                name,
                member,
                &listed,
                expected,
                &property.place,
                &property.docs,
            );
        }
    }

    fn types(&mut self, name: &str, property: &Property, real: &CsdlProperty) {
        let form = |collection: bool, ty: &str| match collection {
            true => format!("a collection of {ty}"),
            false => ty.to_owned(),
        };
        let mine = match &property.ty {
            TypeRef::Primitive(primitive) => primitive.edm(),
            TypeRef::Type(name) | TypeRef::Enum(name) | TypeRef::Undeclared(name) => name.as_str(),
            TypeRef::Any => "any value",
        };
        let matched = self.join.compare(property, real);
        let rule = match matched {
            Match::No => "metadata-property-type",
            _ if property.collection != real.collection => "metadata-collection",
            Match::OnTheWire => "metadata-property-type-wider",
            Match::Exact => return,
        };
        let (mine, theirs) = (
            form(property.collection, mine),
            form(real.collection, &real.ty),
        );
        let message = format!(
            "`{}` is {mine} on the pages, but {theirs} in the metadata",
            property.name
        );
        self.add(
            rule,
            message,
            name,
            Some(&property.name),
            Some(&property.place),
            real.span,
        );
        self.said(&mine, &theirs);
    }

    fn members<'n>(
        &mut self,
        name: &str,
        member: Option<&str>,
        listed: &[&'n str],
        real: &'n CsdlType,
        place: &Place,
        docs: &[Block],
    ) {
        let real_names: Vec<&'n str> = real
            .members
            .iter()
            .map(|member| member.name.as_str())
            .collect();
        let lower = |names: &[&str]| -> BTreeSet<String> {
            let names = names
                .iter()
                .filter(|name| !name.eq_ignore_ascii_case(SENTINEL));
            names.map(|name| name.to_lowercase()).collect()
        };
        let (mine, theirs) = (lower(listed), lower(&real_names));
        let (rule, difference) = if mine != theirs {
            // What the description names beside its list, such as values that are not supported, is not missing.
            let is_silent = |name: &&str| !lint::mentions(docs, name);
            let outside = |names: &[&'n str], others: &BTreeSet<String>| -> Vec<&'n str> {
                let names = names.iter().copied();
                names
                    .filter(|name| !name.eq_ignore_ascii_case(SENTINEL))
                    .filter(|name| !others.contains(&name.to_lowercase()))
                    .collect()
            };
            let mut missing = outside(&real_names, &mine);
            missing.retain(is_silent);
            let extra = outside(listed, &theirs);
            if missing.is_empty() && extra.is_empty() {
                return;
            }
            let some = |words: &str, names: &[&str]| match names {
                [] => String::new(),
                names => format!(" {words} `{}`", names.join("`, `")),
            };
            let text = format!("{}{}", some("without", &missing), some("with", &extra));
            ("metadata-enum-members", text)
        } else {
            let odd: Vec<&str> = listed
                .iter()
                .copied()
                .filter(|name| !real_names.contains(name) && !name.eq_ignore_ascii_case(SENTINEL))
                .collect();
            if odd.is_empty() {
                return;
            }
            (
                "metadata-enum-case",
                format!(" `{}` in another letter case", odd.join("`, `")),
            )
        };
        let message = match member {
            Some(member) => format!("the pages list the values of `{member}`{difference}"),
            None => format!("the pages list the members of `{name}`{difference}"),
        };
        self.add(rule, message, name, member, Some(place), real.span);
        self.said(difference.trim(), "");
    }
}
