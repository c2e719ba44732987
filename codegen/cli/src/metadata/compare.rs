//! Reports where the pages and the service differ: what the docs say, and what the service says.

use std::{collections::BTreeSet, sync::Arc};

use graphdoc_codegen::unstable::{
    extract::PageExtract,
    finding::{self, Finding},
    lint,
    model::{ENTITY, EnumMember, Model, Place, Property, SENTINEL, Type, TypeRef},
    prose::Block,
    rules::{
        self, Message, metadata_enum_case, metadata_enum_members, metadata_property_undocumented,
    },
    source::SourceFile,
    span::Span,
};

use super::{
    BaseChain, CsdlProperty, CsdlType, Kind,
    claims::Claims,
    score::members,
    type_match::{Documented, Join, Match},
};

/// Compares everything that both describe, and reports what only one of them has.
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
                let message = rules::metadata_type_undocumented(name);
                comparison.add(message, name, None, None, real.span);
            }
        }
    }
    for documented in &join.unknown {
        let name = documented.name();
        if comparison.claims.is_value_list(*documented) {
            continue;
        }
        let (message, place) = (rules::metadata_type_unknown(name), documented.place());
        comparison.add(message, name, None, Some(place), Span::default());
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
    /// Adds a finding; an empty span means no place.
    fn add(
        &mut self,
        message: Message,
        ty: &str,
        member: Option<&str>,
        docs: Option<&Place>,
        service: Span,
    ) {
        let mut found = Finding::new(message);
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

    /// Sets what either side says in the last finding.
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
            let message = rules::metadata_name_case(spelled, name);
            self.add(message, name, None, place, real.span);
        }
        if documented.kind() != real.kind && self.claims.says_kind(documented) {
            let (mine, theirs) = (documented.kind().as_str(), real.kind.as_str());
            let message = rules::metadata_kind(name, mine, theirs);
            self.add(message, name, None, place, real.span);
            self.said(mine, theirs);
        }
        match documented {
            Documented::Type(ty) if real.kind != Kind::Enum => self.structure(name, ty, real),
            Documented::Enum(found) if real.kind == Kind::Enum => {
                let listed = EnumMember::names(&found.members);
                self.members(name, None, &listed, real, &found.place, &found.docs);
            }
            _ => {}
        }
    }

    fn structure(&mut self, name: &str, ty: &Type, real: &CsdlType) {
        let base = ty.base.as_ref().map(|base| base.as_str());
        let place = Some(&ty.place);
        // A base that the service does not know was already reported.
        let is_told = |base: &str| self.join.unknown.iter().any(|known| known.name() == base);
        if !self.join.same_base(base, real.base.as_deref()) && !base.is_some_and(is_told) {
            let shown =
                |base: Option<&str>| base.map_or("nothing".to_owned(), |base| format!("`{base}`"));
            let (mine, theirs) = (shown(base), shown(real.base.as_deref()));
            let message = match base.filter(|base| *base != ENTITY) {
                Some(_) if ty.base_is_concluded => {
                    rules::metadata_base::concluded(name, &mine, &theirs)
                }
                Some(_) => rules::metadata_base::stated(name, &mine, &theirs),
                None => rules::metadata_base::unstated(name, &theirs),
            };
            self.add(message, name, None, place, real.span);
            self.said(&mine, &theirs);
        }
        let line = self.join.csdl.base_chain(name);
        let is_open = line.iter().any(|(_, ty)| ty.open);
        if ty.open != is_open {
            let words = |open: bool| if open { "open" } else { "not open" };
            let (mine, theirs) = (words(ty.open), words(is_open));
            let message = rules::metadata_open(name, mine, theirs);
            self.add(message, name, None, place, real.span);
            self.said(mine, theirs);
        }
        let key = line.iter().find_map(|(_, ty)| ty.key.first());
        if let (Some(mine), Some(theirs)) = (&ty.key, key)
            && mine != theirs
        {
            let message = rules::metadata_key(name, mine, theirs);
            self.add(message, name, None, place, real.span);
            self.said(mine, theirs);
        }
        for property in &ty.properties {
            self.property(name, property, &line, is_open);
        }
        for (property, real) in &real.properties {
            let mut own = ty.properties.iter();
            if !own.any(|mine| mine.name.eq_ignore_ascii_case(property)) {
                let message = match real.navigation {
                    true => metadata_property_undocumented::relationship(property, name),
                    false => metadata_property_undocumented::property(property, name),
                };
                self.add(message, name, Some(property), place, real.span);
            }
        }
    }

    fn property(&mut self, name: &str, property: &Property, line: &BaseChain<'_>, is_open: bool) {
        let place = Some(&property.place);
        let member = Some(property.name.as_str());
        let Some((real_name, real)) = super::property(line, &property.name) else {
            if !is_open {
                let message = rules::metadata_property_unknown(&property.name, name);
                self.add(message, name, member, place, Span::default());
            }
            return;
        };
        if real_name != property.name {
            let message = rules::metadata_name_case(&property.name, real_name);
            self.add(message, name, member, place, real.span);
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
            TypeRef::Any => "any value",
            ty => ty.as_str(),
        };
        let (mine, theirs) = (
            form(property.collection, mine),
            form(real.collection, &real.ty),
        );
        let (member, place) = (&property.name, Some(&property.place));
        let message = match self.join.compare(property, real) {
            Match::No => rules::metadata_property_type(member, &mine, &theirs),
            _ if property.collection != real.collection => {
                rules::metadata_collection(member, &mine, &theirs)
            }
            Match::OnTheWire => rules::metadata_property_type_wider(member, &mine, &theirs),
            Match::Exact => return,
        };
        self.add(message, name, Some(member), place, real.span);
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
        let about = member.unwrap_or(name);
        let (message, difference) = if theirs.is_empty() {
            return;
        } else if mine != theirs {
            // Values that the description names outside its list, such as unsupported ones, are not missing.
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
                [] => None,
                names => Some(format!("{words} `{}`", names.join("`, `"))),
            };
            let parts = some("without", &missing).into_iter();
            let parts: Vec<String> = parts.chain(some("with", &extra)).collect();
            let difference = parts.join(" ");
            let message = match member {
                Some(_) => metadata_enum_members::property(about, &difference),
                None => metadata_enum_members::ty(about, &difference),
            };
            (message, difference)
        } else {
            let odd: Vec<&str> = listed
                .iter()
                .copied()
                .filter(|name| !real_names.contains(name) && !name.eq_ignore_ascii_case(SENTINEL))
                .collect();
            if odd.is_empty() {
                return;
            }
            let difference = format!("`{}` in another letter case", odd.join("`, `"));
            let message = match member {
                Some(_) => metadata_enum_case::property(about, &difference),
                None => metadata_enum_case::ty(about, &difference),
            };
            (message, difference)
        };
        self.add(message, name, member, Some(place), real.span);
        self.said(&difference, "");
    }
}
