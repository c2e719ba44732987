//! Walks the blocks of a page once and passes each to the file for its kind.

use crate::{
    diagnostic::Diagnostic,
    extract::{
        PageExtract, ResourceExtract, RowExtract, Sourced, TypePhrase, annotation, block,
        description, enums, head,
        places::Places,
        section::{self, Class, Placed},
        table::{self, Context, Holds},
        values,
    },
    first::First,
    page::{self, BlockKind, Entry, Fence, Page, Table},
    prose::{self, InlineKind, plain},
    rules::{self, Message},
    source::SourceFile,
    span::{Place, Span},
};

/// Info string of a fence with JSON.
const JSON: &str = "json";

/// What is said about a table that was read in spite of its header.
pub(super) const READ_BY_CELLS: &str = "read, because its cells are names and types";

/// Reads what a page says.
pub fn read(page: &Page, file: &SourceFile) -> (PageExtract, Vec<Diagnostic>) {
    read_placed(page, &section::place(page), file)
}

/// Reads what a page says, with its blocks already assigned to sections.
pub(crate) fn read_placed(
    page: &Page,
    placed: &[Placed<'_>],
    file: &SourceFile,
) -> (PageExtract, Vec<Diagnostic>) {
    let sections = placed.iter().filter_map(|item| item.path.last());
    let is_translated = sections.into_iter().any(|section| section.is_translated);
    let mut reader = Reader::new(page, file, is_translated);
    for (index, item) in placed.iter().enumerate() {
        reader.block(item, placed.get(index + 1..).unwrap_or_default());
    }
    reader.finish(placed)
}

/// Returns the line of the front matter that names the product area. No other line matters.
pub(crate) fn area(front_matter: &[Entry]) -> Option<&Entry> {
    let entry = |key: &str| {
        let mut entries = front_matter.iter();
        entries.find(|entry| entry.key == key && !entry.value.trim().is_empty())
    };
    entry("ms.subservice").or_else(|| entry("ms.prod"))
}

/// The walk over a page, with what it has found so far.
pub(super) struct Reader<'a> {
    pub(super) places: Places<'a>,
    pub(super) extract: PageExtract,
    pub(super) out: Vec<Diagnostic>,
    /// The annotation of the next fence, or a label that hides it.
    pending: Pending,
    /// A base that the text above the next table names.
    pub(super) inherited: Option<TypePhrase>,
    /// Whether the next list contains types that extend the page's type.
    lists_derived: bool,
    /// Set by the text above a members table.
    pub(super) newer: Vec<String>,
    pub(super) is_flags: bool,
    /// The same, from the introduction of an enum's page.
    pub(super) intro_newer: Vec<String>,
    pub(super) intro_flags: bool,
    /// Property tables under unrelated headings, to be judged once the block is known.
    pub(super) free_tables: Vec<FreeTable<'a>>,
    /// Whether the page was rendered by a site, without front matter and annotations.
    pub(super) is_rendered: bool,
    /// The first block without an annotation.
    pub(super) unlabelled: Option<&'a Fence>,
    /// Index of the rows by name.
    first_rows: First,
    /// Whether a sentence says that all properties are read-only.
    pub(super) all_read_only: bool,
    /// The tables that were read together with the heading above them.
    pub(super) values_tables: Vec<Span>,
    /// Types that only a section describes: name, rows and heading.
    pub(super) section_types: Vec<(String, Vec<super::RowExtract>, Place)>,
    /// Types that have been declared so far.
    declared: crate::hash_map::HashSet<Option<crate::name::QualifiedName>>,
    /// Members of the page's own enum, its newer members, whether it is a set of flags, and its place.
    pub(super) own_members: Option<(Vec<super::EnumMemberExtract>, Vec<String>, bool, Place)>,
    pub(super) page_namespace: Option<Sourced<String>>,
}

/// A property table under an unrelated heading.
pub(super) struct FreeTable<'a> {
    pub(super) table: &'a Table,
    pub(super) columns: table::Columns,
    /// Whether that heading is below the Properties heading.
    pub(super) nested: bool,
    /// Whether the words of its header say that it is a property table, and not only its cells.
    pub(super) has_known_header: bool,
    pub(super) span: Span,
}

enum Pending {
    Nothing,
    Resource(Box<ResourceExtract>),
    Skip,
}

impl<'a> Reader<'a> {
    fn new(page: &'a Page, file: &'a SourceFile, is_translated: bool) -> Reader<'a> {
        let places = Places {
            path: &page.path,
            file,
            is_translated,
        };
        let mut entries = page.front_matter.iter();
        let title = entries.find(|entry| entry.key == "title");
        let extract = PageExtract {
            path: page.path.clone(),
            area: area(&page.front_matter).map(|entry| entry.value.trim().to_owned()),
            deprecated: title
                .filter(|title| head::is_deprecated(&title.value))
                .map(|_| Default::default()),
            ..PageExtract::default()
        };
        Reader {
            places,
            extract,
            out: Vec::new(),
            pending: Pending::Nothing,
            inherited: None,
            lists_derived: false,
            newer: Vec::new(),
            is_flags: false,
            intro_newer: Vec::new(),
            intro_flags: false,
            free_tables: Vec::new(),
            unlabelled: None,
            first_rows: First::default(),
            all_read_only: false,
            values_tables: Vec::new(),
            section_types: Vec::new(),
            declared: Default::default(),
            own_members: None,
            page_namespace: None,
            is_rendered: page.front_matter.is_empty(),
        }
    }

    pub(super) fn report(&mut self, message: Message, span: Span) {
        self.out
            .push(Diagnostic::new(message, self.places.path, span));
    }

    fn block(&mut self, item: &Placed<'a>, rest: &[Placed<'a>]) {
        match &item.block.kind {
            BlockKind::Heading {
                level: 1,
                slug,
                text,
            } if self.extract.heading.is_none() && item.path.is_empty() => {
                let place = self.places.at(item.block.span);
                let is_translated = self.places.is_translated;
                let (heading, deprecated) =
                    head::heading(text, slug.as_deref(), place, is_translated);
                if deprecated {
                    self.extract.deprecated.get_or_insert_default();
                }
                self.extract.heading = Some(heading);
            }
            BlockKind::Heading { .. } => {
                self.inherited = None;
                self.newer.clear();
                self.is_flags = false;
                if let Some(Class::Values(name)) = item.path.last().map(|own| &own.class) {
                    self.values_section(name, item.block.span, rest);
                }
            }
            BlockKind::Paragraph(text) => self.paragraph(text, item),
            BlockKind::Quote { alert, blocks } => self.quote(alert.as_deref(), blocks, item),
            BlockKind::List(list) if item.path.is_empty() => {
                if std::mem::take(&mut self.lists_derived) {
                    self.derived(list.items.iter());
                }
                self.extract.docs.push(prose::Block::List(list.clone()))
            }
            BlockKind::List(list) if *item.class() == Class::Derived => {
                self.derived(list.items.iter());
            }
            BlockKind::List(list) if *item.class() == Class::Members => {
                if let Some(members) = enums::listed(list, self.places, &mut self.out) {
                    self.own_members(members, item);
                }
            }
            BlockKind::Table(table) if *item.class() == Class::Derived => {
                let cells = table.rows.iter().filter_map(|row| row.cells.first());
                self.derived(cells.map(|cell| &cell.text));
            }
            BlockKind::Include { path, .. } if path.to_ascii_lowercase().contains("deprec") => {
                self.extract.deprecated.get_or_insert_default();
            }
            BlockKind::Annotation(json) => self.annotation(json),
            BlockKind::Fence(fence) => self.fence(fence, item),
            BlockKind::Table(table) => self.table(table, item),
            _ => {}
        }
    }

    fn paragraph(&mut self, text: &'a prose::Inlines, item: &Placed<'a>) {
        if item.path.is_empty() {
            if let Some(namespace) = head::namespace(text, self.places) {
                self.extract.namespace.get_or_insert(namespace);
                // Without a blank line, the introduction belongs to the same paragraph.
                let mut lines = text.splitn(2, |part| part.kind == InlineKind::Break);
                if let Some(rest) = lines.nth(1).filter(|rest| !rest.is_empty()) {
                    self.introduction(&rest.into());
                }
            } else {
                self.introduction(text);
            }
            return;
        }
        match item.class() {
            Class::Properties | Class::Relationships => {
                let flat = self.places.flat(text);
                self.notes(&flat);
                let found = description::inherited_from(&flat, 0, flat.text.len(), self.places);
                self.inherited = found.into_iter().next();
                // There may be a sentence about the type itself above its table.
                let heading = self.extract.heading.as_ref();
                let name = heading.and_then(|heading| heading.value.word.as_deref());
                let first = flat.text.split_whitespace().next();
                if first
                    .zip(name)
                    .is_some_and(|(a, b)| a.eq_ignore_ascii_case(b))
                {
                    let said = head::sentences(&flat, self.places);
                    self.extract.bases.extend(said.bases);
                }
            }
            Class::Members | Class::Values(_) => {
                let flat = self.places.flat(text);
                self.newer.extend(values::newer(&flat));
                self.is_flags |= values::is_flags(&flat.prose);
            }
            // Some pages name the base only next to the representation.
            Class::Json => {
                let said = head::sentences(&self.places.flat(text), self.places);
                self.extract.bases.extend(said.bases);
            }
            _ => {}
        }
    }

    /// Reads texts that each name a type which extends the page's type.
    fn derived(&mut self, texts: impl Iterator<Item = &'a prose::Inlines>) {
        let links = texts.filter_map(|text| head::first_link(text, self.places));
        self.extract.derived.extend(links);
    }

    fn introduction(&mut self, text: &prose::Inlines) {
        let flat = self.places.flat(text);
        self.intro_newer.extend(values::newer(&flat));
        self.intro_flags |= values::is_flags(&flat.prose);
        self.notes(&flat);
        self.lists_derived = head::announces_derived(&flat);
        let said = head::sentences(&flat, self.places);
        self.extract.bases.extend(said.bases);
        self.extract.derived.extend(said.derived);
        self.extract.is_abstract |= said.is_abstract;
        self.extract.open |= said.open;
        if said.is_deprecated_itself {
            self.deprecated(said.deprecated);
        }
        let docs = description::docs(text, self.places, &mut self.out);
        self.extract.docs.extend(docs);
    }

    fn annotation(&mut self, json: &page::Json) {
        if self.page_namespace.is_none() {
            self.page_namespace = annotation::namespace(json, self.places);
        }
        if annotation::block_type(json).is_some() {
            annotation::repeated(json, self.places, &mut self.out);
        }
        match annotation::read(json, self.places, &mut self.out) {
            Some(resource) => {
                self.flush_pending();
                self.pending = Pending::Resource(Box::new(resource));
            }
            None if annotation::block_type(json).is_some() => {
                self.flush_pending();
                self.pending = Pending::Skip;
            }
            None => {}
        }
    }

    /// Declares the type of an annotation that has no block.
    pub(super) fn flush_pending(&mut self) {
        if let Pending::Resource(resource) = std::mem::replace(&mut self.pending, Pending::Nothing)
        {
            let found = Diagnostic::at(rules::annotation_without_block(), &resource.place);
            self.out
                .push(found.help("add a ```json block with the representation below it"));
            self.declare(*resource);
        }
    }

    fn fence(&mut self, fence: &'a Fence, item: &Placed<'a>) {
        match std::mem::replace(&mut self.pending, Pending::Nothing) {
            Pending::Skip => {}
            Pending::Resource(mut resource) => {
                resource.members = self.representation(fence);
                self.declare(*resource);
            }
            Pending::Nothing => {
                let in_place = matches!(item.class(), Class::Json) || item.path.is_empty();
                // A block that is labelled as JSON takes precedence over one that can merely be read as such.
                let is_better = |known: &Fence| known.info != JSON && fence.info == JSON;
                let counts = self.unlabelled.is_none_or(is_better);
                if in_place && counts && fence.json.is_some() {
                    self.unlabelled = Some(fence);
                }
            }
        }
    }

    pub(super) fn representation(&mut self, fence: &Fence) -> Option<Vec<super::MemberExtract>> {
        let members = fence
            .json
            .as_ref()
            .and_then(|json| block::read(json, self.places, &mut self.out));
        if members.is_none() {
            self.report(rules::unreadable_block(), fence.inner);
        }
        members
    }

    fn declare(&mut self, resource: ResourceExtract) {
        // A second block for the same type is a sample.
        let name = resource.name.as_ref().map(|name| name.value.clone());
        if self.declared.insert(name) {
            if self.extract.resources.is_empty() {
                // It is nearly always the only one.
                self.extract.resources.reserve_exact(1);
            }
            self.extract.resources.push(resource);
        }
    }

    fn table(&mut self, table: &'a Table, item: &Placed<'a>) {
        let mut class = item.class().clone();
        let mut is_free = item.is_under_free_heading();
        if self.is_enum()
            && matches!(class, Class::Other | Class::Properties)
            && table::lists_members(table)
        {
            class = Class::Members;
        }
        if matches!(class, Class::Values(_)) {
            // Read together with its heading. Any other table does not belong there.
            if self.values_tables.contains(&item.block.span) {
                return;
            }
            class = item.class_above().clone();
            is_free = true;
        }
        let holds = table::classify(table, &class);
        match holds {
            Holds::Properties(columns) if is_free => {
                self.free_tables.push(FreeTable {
                    table,
                    columns,
                    nested: class == Class::Properties,
                    has_known_header: true,
                    span: item.block.span,
                });
            }
            Holds::Properties(columns) => self.rows(table, columns, &class, false, item.block.span),
            // Under another heading, it is the page's own if there is no other table of relationships.
            Holds::Relationships(columns)
                if !item.is_free()
                    || item.path.is_empty()
                    || !self.extract.rows.iter().any(|row| row.relationship) =>
            {
                self.rows(table, columns, &class, true, item.block.span);
            }
            Holds::Methods => {
                self.extract.has_methods |= class == Class::Methods && !table.rows.is_empty()
            }
            Holds::Members(columns) if class == Class::Members => {
                let members = enums::members(table, columns, self.places, &mut self.out);
                self.own_members(members, item);
            }
            Holds::Other if class == Class::Members => self.misheaded_members(table, item),
            Holds::Other => self.unknown_table(table, &class, is_free, item.block.span),
            _ => {}
        }
    }

    /// Reads a table whose header has unknown words if its cells are names and types, and reports it.
    fn unknown_table(&mut self, table: &'a Table, class: &Class, is_free: bool, span: Span) {
        if table::lists_members(table) {
            let found = Diagnostic::new(rules::unread_table::members(), self.places.path, span);
            let help =
                "put the table below a heading such as `### colour values` that names its enum";
            return self.out.push(found.label("not read").help(help));
        }
        let may_be_own = match class {
            Class::Properties | Class::Relationships | Class::InstanceAttributes => true,
            Class::Other => is_free,
            _ => return,
        };
        let columns = table::by_cells(table, self.places).filter(|_| may_be_own);
        match columns {
            Some(columns) if is_free => self.free_tables.push(FreeTable {
                table,
                columns,
                nested: *class == Class::Properties,
                has_known_header: false,
                span,
            }),
            Some(columns) => {
                let is_relationship = *class == Class::Relationships;
                self.rows(table, columns, class, is_relationship, span);
                let found = self.unknown_header(table, span, true);
                self.out.push(found.label(READ_BY_CELLS));
            }
            None if table.header.len() > 2
                && (matches!(class, Class::Properties | Class::Relationships)
                    || *class == Class::Other && table::is_foreign(table)) =>
            {
                self.out.push(self.unknown_header(table, span, false));
            }
            None => {}
        }
    }

    /// Returns the finding about the header of a table, of which the cells may say that it has properties.
    pub(super) fn unknown_header(&self, table: &Table, span: Span, by_cells: bool) -> Diagnostic {
        let header: Vec<_> = table.header.iter().map(|cell| plain(&cell.text)).collect();
        let header = header.join(" | ");
        let message = rules::unknown_table_header(&header);
        let found = Diagnostic::new(message, self.places.path, span);
        found
            .names(by_cells.then_some(header))
            .help("name the columns `Property`, `Type` and `Description`")
    }

    /// Whether no earlier table has a row with this name. A row with a different type is reported.
    fn is_new(&mut self, row: &RowExtract) -> bool {
        let first = self
            .first_rows
            .find(&self.extract.rows, |row| &row.name, &row.name);
        let first = first.and_then(|at| self.extract.rows.get(at));
        let Some(first) = first.filter(|first| first.relationship == row.relationship) else {
            return true;
        };
        if first.phrase.text != row.phrase.text {
            self.out.push(table::repeated(row, first, false));
        }
        false
    }

    pub(super) fn rows(
        &mut self,
        table: &Table,
        columns: table::Columns,
        class: &Class,
        relationship: bool,
        span: Span,
    ) {
        let misplaced = relationship != (*class == Class::Relationships) && *class != Class::Other;
        if misplaced {
            self.report(rules::relationship_table_in_properties(), span);
        }
        let context = Context {
            columns,
            relationship,
            instance_attribute: *class == Class::InstanceAttributes,
            inherited: self.inherited.as_ref(),
        };
        let mut rows = table::rows(table, &context, self.places, &mut self.out);
        self.inherited = None;
        rows.retain(|row| self.is_new(row));
        match self.extract.rows.is_empty() {
            // Most pages have a single table.
            true => self.extract.rows = rows,
            false => self.extract.rows.extend(rows),
        }
    }
}
