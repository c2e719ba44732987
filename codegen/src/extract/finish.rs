//! Conclusions that need the whole page.

use std::collections::BTreeSet;

use crate::{
    diagnostic::Diagnostic,
    extract::{
        HeadingKind, PageExtract, ResourceExtract, Sourced, TypeName,
        reader::{READ_BY_CELLS, Reader},
        request,
        section::{Class, Placed},
        table, type_word,
    },
    name::QualifiedName,
    page::Json,
    prose::plain,
    rules,
    span::Span,
};

impl<'a> Reader<'a> {
    pub(super) fn finish(mut self, placed: &[Placed<'a>]) -> (PageExtract, Vec<Diagnostic>) {
        self.flush_pending();
        self.extract.requests = request::read(placed, self.places);
        if self.extract.area.is_none() {
            self.report(rules::area_missing(), Span::default());
        }
        if self.extract.heading.is_none() {
            self.report(rules::heading_missing(), Span::default());
        }
        self.extract.namespace = self.extract.namespace.take().or(self.page_namespace.take());
        if self.own_members.is_some() || (self.is_enum() && self.extract.rows.is_empty()) {
            self.own_enum();
        } else {
            self.own_tables();
            self.unannotated(placed);
        }
        if self.all_read_only {
            let rows = self.extract.rows.iter_mut().filter(|row| !row.relationship);
            rows.for_each(|row| row.description.read_only = true);
        }
        self.enum_homes();
        self.spell_sections();
        self.outvoted_enums();
        self.section_types();
        (self.extract, self.out)
    }

    /// Decides whether tables under unrelated headings belong to the page's type. Such a table often describes
    /// something else, for example a document inside a string. Below the Properties heading it belongs to the type,
    /// unless the block shows other properties and none of the table's. Elsewhere it does only if the block shows most
    /// of it, or all of it if there is another table.
    fn own_tables(&mut self) {
        if self.free_tables.is_empty() {
            return;
        }
        let members = self
            .extract
            .resources
            .iter()
            .flat_map(|resource| resource.members.iter().flatten());
        let mut shown: BTreeSet<String> = members.map(|member| member.name.clone()).collect();
        // A block without an annotation counts as well.
        let unlabelled = self.unlabelled.and_then(|fence| fence.json.as_ref());
        let keys = unlabelled.and_then(Json::members).unwrap_or_default();
        shown.extend(keys.iter().map(|member| member.key.clone()));
        let has_rows = self.extract.rows.iter().any(|row| !row.relationship);
        let heading = self.extract.heading.as_ref();
        let is_resource = !self.extract.resources.is_empty()
            || heading.is_some_and(|heading| heading.value.kind == HeadingKind::Resource);
        for free in std::mem::take(&mut self.free_tables) {
            let names = free.table.rows.iter().filter_map(|row| row.cells.first());
            let found = names
                .filter(|cell| shown.contains(&*plain(&cell.text)))
                .count();
            let is_own = match free.nested {
                true => found > 0 || shown.is_empty(),
                false if has_rows && !free.has_known_header => false,
                // If there is another table, the block must show all of this one.
                false if has_rows => found > 0 && found == free.table.rows.len(),
                false => found > 0 && found * 2 >= free.table.rows.len(),
            };
            if is_own {
                self.rows(free.table, free.columns, &Class::Other, false, free.span);
            }
            match free.has_known_header {
                true if is_own => {}
                true => self.report(rules::embedded_property_table(), free.span),
                false if is_own || free.nested || is_resource || table::is_foreign(free.table) => {
                    let found = self.unknown_header(free.table, free.span, true);
                    self.out.push(match is_own {
                        true => found.label(READ_BY_CELLS),
                        false => found.label("not read"),
                    });
                }
                // On a page about a topic, a table may be about anything.
                false => {}
            }
        }
    }

    /// Declares a type for a page with a property table but without an annotation. The heading names the type.
    fn unannotated(&mut self, placed: &[Placed<'a>]) {
        if self.extract.name().is_some() {
            return;
        }
        let Some(heading) = self.extract.heading.clone() else {
            return;
        };
        let resource_words = heading.value.kind == HeadingKind::Resource;
        let has = |class: Class| placed.iter().any(|item| *item.class() == class);
        let (has_properties, has_json) = (has(Class::Properties), has(Class::Json));
        let word = heading.value.word.clone();
        let word = word.filter(|_| resource_words || has_properties || has_json);
        // If the heading of a rendered page is not a name, the file name is used, provided that the page has everything
        // that a resource page has.
        let file = || {
            let stem = stem(self.places.path).filter(|stem| type_word::is_identifier(stem));
            let has_all =
                self.is_rendered && has_properties && has_json && !self.extract.rows.is_empty();
            stem.filter(|_| has_all && self.unlabelled.is_some())
                .map(str::to_owned)
        };
        let Some(word) = word.or_else(file) else {
            return;
        };
        // The types in an overview, as in `Name|Type|Use case`, are just words.
        let names_type = |name: &TypeName| name.primitive.is_some() || name.target.is_some();
        let mut names = self
            .extract
            .rows
            .iter()
            .flat_map(|row| &row.phrase.alternatives);
        if !resource_words && !has_json && !self.extract.rows.is_empty() && !names.any(names_type) {
            self.extract.rows.clear();
            return;
        }
        // `# x resource type` is enough. A heading with other words needs something that describes the type.
        if !resource_words
            && self.extract.rows.is_empty()
            && self.unlabelled.is_none()
            && self.extract.resources.is_empty()
        {
            return;
        }
        let name = QualifiedName::within(self.extract.default_namespace(), &word);
        if !self.is_rendered {
            let message = rules::resource_without_annotation(&name);
            let found = Diagnostic::at(message, &heading.place);
            self.out.push(found.about(name.as_str(), None));
        }
        let name = Some(Sourced {
            value: name,
            place: heading.place.clone(),
        });
        if let Some(resource) = self.extract.resources.first_mut() {
            (resource.name, resource.is_titled) = (name, true);
            return;
        }
        let members = self.unlabelled.and_then(|fence| self.representation(fence));
        self.extract.resources.push(ResourceExtract {
            is_titled: true,
            members,
            ..ResourceExtract::new(name, heading.place)
        });
    }
}

pub(super) fn stem(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.strip_suffix(".md")
}
