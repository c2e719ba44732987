//! The enum that a page is about.

use crate::{
    diagnostic::Diagnostic,
    extract::{
        EnumExtract, EnumHome, EnumMemberExtract, HeadingKind, enums, finish::stem, reader::Reader,
        section::Placed, table::MemberColumns, type_word,
    },
    page::Table,
    prose::plain,
    rules,
    span::Span,
};

impl<'a> Reader<'a> {
    /// Returns the finding about the header of a table in a section of members.
    pub(super) fn members_header(&self, table: &Table, span: Span) -> Diagnostic {
        let header: Vec<_> = table.header.iter().map(|cell| plain(&cell.text)).collect();
        let message = rules::members_header(header.join(" | "));
        let found = Diagnostic::new(message, self.places.path, span);
        found.help("name the first column `Member`")
    }

    /// Whether the first heading calls what the page describes an enum.
    pub(super) fn is_enum(&self) -> bool {
        let heading = self.extract.heading.as_ref();
        heading.is_some_and(|heading| heading.value.kind == HeadingKind::Enum)
    }

    /// Takes these for members of the page's own enum, besides those that it has.
    pub(super) fn own_members(&mut self, members: Vec<EnumMemberExtract>, item: &Placed<'a>) {
        if let Some((known, newer, is_flags, _)) = &mut self.own_members {
            newer.append(&mut self.newer);
            *is_flags |= self.is_flags;
            return known.extend(members);
        }
        let section = item.path.last();
        let at = section.map_or(item.block.span, |section| section.span);
        let (newer, at) = (std::mem::take(&mut self.newer), self.places.at(at));
        self.own_members = Some((members, newer, self.is_flags, at));
    }

    /// Reports a table in the section of members whose header is unknown. Its first column has the members if it has
    /// nothing but names.
    pub(super) fn misheaded_members(&mut self, table: &Table, item: &Placed<'a>) {
        if !self.is_enum() || self.own_members.is_some() {
            return;
        }
        let found = self.members_header(table, item.block.span);
        let Some(columns) = MemberColumns::by_cells(table) else {
            return self.out.push(found);
        };
        self.out
            .push(found.label("read, because its cells are names"));
        let members = enums::members(table, columns, self.places, &mut self.out);
        self.own_members(members, item);
    }

    /// Declares the enum that the page describes.
    pub(super) fn own_enum(&mut self) {
        let annotated = self
            .extract
            .resources
            .first()
            .and_then(|resource| resource.name.clone());
        if let Some(name) = &annotated {
            let message = rules::enum_page_with_resource_annotation();
            self.report(message, name.place.span);
        }
        self.extract.resources.clear();
        self.extract.rows.clear();
        let heading = self.extract.heading.as_ref();
        let name = annotated
            .map(|name| name.value.as_str().to_owned())
            .or_else(|| heading.and_then(|heading| heading.value.word.clone()))
            .or_else(|| {
                stem(self.places.path)
                    .filter(|stem| type_word::is_identifier(stem))
                    .map(str::to_owned)
            });
        let (Some(name), Some((mut members, newer, is_flags, at))) =
            (name, self.own_members.take())
        else {
            return;
        };
        enums::keep_first(&mut members);
        let place = heading.map_or(at, |heading| heading.place.clone());
        let newer = [newer, std::mem::take(&mut self.intro_newer)].concat();
        let is_flags = is_flags || self.intro_flags;
        let docs = std::mem::take(&mut self.extract.docs);
        let own = EnumExtract {
            name,
            home: EnumHome::Page,
            members,
            newer,
            is_flags,
            docs,
            place,
        };
        self.extract.enums.insert(0, own);
    }
}
