//! Sections called `x values`, which nearly always describe an enum.

use crate::{
    diagnostic::Diagnostic,
    extract::{
        EnumExtract, EnumHome, EnumMemberExtract, MemberExtract, ResourceExtract, Sourced,
        TypeName, Value, description, enums,
        reader::Reader,
        section::Placed,
        table::{self, Context, Holds},
        values,
    },
    hash_map::HashMap,
    name::{self, GRAPH, QualifiedName, lower},
    page::BlockKind,
    prose::{self, Inlines, plain},
    rules,
    span::Span,
};

impl<'a> Reader<'a> {
    /// Reads a heading `x values` and the first table below it.
    pub(super) fn values_section(&mut self, name: &str, heading: Span, rest: &[Placed<'a>]) {
        let section = rest
            .iter()
            .take_while(|item| !matches!(item.block.kind, BlockKind::Heading { .. }));
        let mut newer = Vec::new();
        let mut is_flags = false;
        let mut docs = Vec::new();
        let place = self.places.at(heading);
        let mut goes_on = false;
        let mut members: Option<Vec<EnumMemberExtract>> = None;
        for item in section {
            let table = match &item.block.kind {
                BlockKind::Paragraph(text) if members.is_some() => {
                    goes_on = is_remark(text);
                    continue;
                }
                BlockKind::List(_) if members.is_some() => continue,
                BlockKind::Paragraph(text) => {
                    let flat = self.places.flat(text);
                    newer.extend(values::newer(&flat));
                    is_flags |= values::is_flags(&flat.prose);
                    docs.extend(description::docs(text, self.places, &mut self.out));
                    continue;
                }
                BlockKind::List(list) => {
                    docs.push(prose::Block::List(list.clone()));
                    continue;
                }
                BlockKind::Table(table) => table,
                _ => continue,
            };
            let holds = table::classify(table, item.class());
            // A table of something else may follow.
            if members.is_some() && !(goes_on && matches!(holds, Holds::Members(_))) {
                break;
            }
            goes_on = false;
            self.values_tables.push(item.block.span);
            match holds {
                Holds::Members(columns) => {
                    let found = enums::members(table, columns, self.places, &mut self.out);
                    members.get_or_insert_default().extend(found);
                    continue;
                }
                Holds::Properties(columns) => {
                    let context = Context {
                        columns,
                        relationship: false,
                        instance_attribute: false,
                        inherited: None,
                    };
                    let rows = table::rows(table, &context, self.places, &mut self.out);
                    self.section_types.push((name.to_owned(), rows, place));
                }
                _ => {
                    let found = self.members_header(table, item.block.span);
                    self.out.push(found);
                }
            }
            return;
        }
        members.iter_mut().for_each(enums::keep_first);
        let members = members.or_else(|| self.listed(&mut docs));
        let Some(members) = members.or_else(|| self.told(rest)) else {
            return self.report(rules::values_section_without_enum(name), heading);
        };
        self.extract.enums.push(EnumExtract {
            name: name.to_owned(),
            home: EnumHome::Section,
            members,
            newer,
            is_flags,
            docs,
            place,
        });
    }

    /// Takes the first list of members out of what a section says.
    fn listed(&mut self, docs: &mut Vec<prose::Block>) -> Option<Vec<EnumMemberExtract>> {
        let (at, members) = docs
            .iter()
            .enumerate()
            .find_map(|(at, block)| match block {
                prose::Block::List(list) => {
                    Some((at, enums::listed(list, self.places, &mut self.out)?))
                }
                _ => None,
            })?;
        docs.remove(at);
        Some(members)
    }

    /// Reads the members that the text below a heading lists in a sentence.
    fn told(&mut self, section: &[Placed<'a>]) -> Option<Vec<EnumMemberExtract>> {
        let paragraphs = section.iter().map_while(|item| match &item.block.kind {
            BlockKind::Paragraph(text) => Some(text),
            _ => None,
        });
        let found = paragraphs
            .map(|text| self.places.flat(text))
            .filter(|flat| values::newer(flat).is_empty())
            .find_map(|flat| {
                let found = values::read(&flat, self.places, &mut self.out);
                found.or_else(|| {
                    let run = values::read_run(&flat, self.places, &mut self.out);
                    run.map(|(values, _)| values)
                })
            })?;
        let member = |value: Value| EnumMemberExtract {
            name: value.name,
            value: None,
            docs: [].into(),
            deprecated: None,
            place: value.place,
        };
        Some(found.members.into_iter().map(member).collect())
    }

    /// Marks the sections of a page that declares no type of its own as a collection.
    pub(super) fn enum_homes(&mut self) {
        if !self.extract.resources.is_empty() {
            return;
        }
        let home = match self.extract.default_namespace() {
            GRAPH => EnumHome::Collection,
            _ => EnumHome::NamespaceCollection,
        };
        self.extract
            .enums
            .iter_mut()
            .filter(|found| found.home == EnumHome::Section)
            .for_each(|found| found.home = home);
    }

    /// Drops a section of values if the JSON representation shows the property with that type as an object.
    pub(super) fn outvoted_enums(&mut self) {
        let shown = self.extract.resources.first();
        let shown = shown.and_then(|resource| resource.members.as_deref());
        let objects: HashMap<&str, &MemberExtract> = shown
            .unwrap_or_default()
            .iter()
            .filter(|member| member.is_object)
            .map(|member| (member.name.as_str(), member))
            .collect();
        let typed: HashMap<String, &MemberExtract> = self
            .extract
            .rows
            .iter()
            .filter_map(|row| Some((row, *objects.get(row.name.as_str())?)))
            .flat_map(|(row, member)| {
                let names = row.phrase.alternatives.iter().flat_map(type_names);
                names.map(move |name| (name, member))
            })
            .collect();
        let (out, path) = (&mut self.out, self.places.path);
        self.extract.enums.retain(|section| {
            let member = typed.get(&short(&section.name));
            let Some(member) = member.filter(|_| section.home == EnumHome::Section) else {
                return true;
            };
            let message = rules::type_conflict::section(&section.name, &member.name);
            let found = Diagnostic::new(message, path, section.place.span);
            let (file, span) = (&member.value_place.file, member.value_place.span);
            out.push(found.label("no enum is made of this section").also(
                file,
                span,
                format!("`{}` here", member.text),
            ));
            false
        });
    }

    /// A heading begins with a capital letter like any sentence. Uses the spelling in the type cells of the page
    /// instead.
    pub(super) fn spell_sections(&mut self) {
        let is_sentence = |name: &str| name.starts_with(|c: char| c.is_ascii_uppercase());
        let mut sections = self
            .extract
            .enums
            .iter()
            .map(|section| section.name.as_str());
        let mut types = self.section_types.iter().map(|(name, ..)| name.as_str());
        if !sections.any(is_sentence) && !types.any(is_sentence) {
            return;
        }
        let cells = self
            .extract
            .rows
            .iter()
            .flat_map(|row| &row.phrase.alternatives);
        let texts = cells.map(|name| name::short(&name.text));
        let spelled: HashMap<String, &str> = texts
            .filter(|text| !is_sentence(text))
            .map(|text| (short(text), text))
            .collect();
        let sections = self
            .extract
            .enums
            .iter_mut()
            .map(|section| &mut section.name);
        let types = self.section_types.iter_mut().map(|(name, ..)| name);
        for name in sections.chain(types) {
            if let Some(text) = spelled.get(&short(name)).filter(|_| is_sentence(name)) {
                *name = (*text).to_owned();
            }
        }
    }

    /// Adds the types that only a section describes after the page's own type.
    pub(super) fn section_types(&mut self) {
        let types = std::mem::take(&mut self.section_types);
        if self.extract.resources.is_empty() {
            return;
        }
        let namespace = self.extract.default_namespace().to_owned();
        for (name, rows, place) in types {
            let name = Sourced {
                value: QualifiedName::within(&namespace, &name),
                place: place.clone(),
            };
            self.extract.resources.push(ResourceExtract {
                is_titled: true,
                rows,
                ..ResourceExtract::new(Some(name), place)
            });
        }
    }
}

/// Whether a text between two tables is no title of the second one, as `**colour values**` is.
fn is_remark(text: &Inlines) -> bool {
    let words = plain(text);
    words.ends_with(['.', ':']) && words.contains(' ') && !words.contains("values")
}

/// Returns the names that a type cell gives a type: its text, and the section that it links to.
fn type_names(name: &TypeName) -> impl Iterator<Item = String> {
    let fragment = name
        .target
        .as_deref()
        .and_then(|target| target.rsplit_once('#'));
    let section = fragment.and_then(|(_, slug)| slug.strip_suffix("-values"));
    [Some(name.text.as_str()), section]
        .into_iter()
        .flatten()
        .map(short)
}

/// Returns a name without its namespace, in lower case.
fn short(name: &str) -> String {
    lower(name::short(name))
}
