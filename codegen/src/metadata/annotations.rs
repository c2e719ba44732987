//! Annotations of types and members, either inline or in a separate list.

use std::collections::BTreeMap;

use super::{
    Notes, Refused,
    attributes::Attributes,
    terms::{refused, refused_of_listed},
};
use crate::extract::Deprecation;

/// Vocabularies, with the prefix that stands for each here.
const VOCABULARIES: [(&str, &str); 2] = [
    ("Org.OData.Core.V1", "Core"),
    ("Org.OData.Capabilities.V1", "Capabilities"),
];

/// Elements and attributes with constant values.
const CONSTANTS: [&str; 4] = ["String", "Bool", "Date", "EnumMember"];

/// Whether the content of an element is its value, or part of it, and not an operand.
fn is_plain(element: &str) -> bool {
    let parts = [
        "Annotation",
        "Collection",
        "NavigationPropertyPath",
        "PropertyPath",
        "PropertyValue",
        "Record",
    ];
    parts.contains(&element) || CONSTANTS.contains(&element)
}

/// A revision under construction.
#[derive(Default)]
struct Revision {
    kind: String,
    date: Option<String>,
    removal: Option<String>,
    description: Option<String>,
}

impl Revision {
    /// Returns the deprecation, if it is one.
    fn deprecation(self) -> Option<Deprecation> {
        if self.kind.rsplit('/').next() != Some("Deprecated") {
            return None;
        }
        let since = self.date.map(|date| format!("Since {date}."));
        let removal = self.removal.map(|date| format!("To be removed on {date}."));
        let dates = [since, removal].into_iter().flatten();
        Some(Deprecation {
            note: self.description.unwrap_or_default(),
            dates: dates.collect::<Vec<_>>().join(" "),
        })
    }
}

/// An open annotation.
#[derive(Default)]
struct Term {
    /// Its name; empty unless it belongs to a known vocabulary.
    name: String,
    /// Whether it has a value; a term without one is true.
    has_value: bool,
    /// The fields of open records.
    fields: Vec<String>,
    /// Number of open elements that compute a value from their content.
    computed: usize,
}

/// The annotations that were read so far.
#[derive(Default)]
pub(super) struct Annotations {
    found: BTreeMap<String, Notes>,
    /// Aliases of vocabularies in this document.
    aliases: BTreeMap<String, String>,
    /// What is annotated: a type, or a member of it.
    target: Option<String>,
    member: Option<String>,
    terms: Vec<Term>,
    revision: Revision,
    /// Text of the innermost element.
    text: String,
}

impl Annotations {
    /// Records an alias of a vocabulary.
    pub(super) fn alias(&mut self, alias: String, namespace: String) {
        self.aliases.insert(alias, namespace);
    }

    /// Begins the annotations of a target.
    pub(super) fn enter(&mut self, target: String) {
        self.target = Some(target);
        self.member = None;
    }

    pub(super) fn leave(&mut self) {
        self.target = None;
        self.member = None;
    }

    /// Begins the annotations of a member.
    pub(super) fn member(&mut self, name: &str) {
        self.member = Some(name.to_owned());
    }

    pub(super) fn leave_member(&mut self) {
        self.member = None;
    }

    /// Handles the start of an element. Text after it belongs to it.
    pub(super) fn open(&mut self, element: &str, attributes: &Attributes<'_>) {
        self.text.clear();
        match element {
            "Annotation" => {
                // An annotation with a qualifier applies only under some condition.
                let name = match attributes.get("Qualifier") {
                    Some(_) => String::new(),
                    None => self.known(attributes.get("Term").unwrap_or_default()),
                };
                let term = Term {
                    name,
                    ..Term::default()
                };
                self.terms.push(term);
            }
            "PropertyValue" => {
                if let Some(term) = self.terms.last_mut() {
                    let field = attributes.text("Property");
                    term.fields.push(field.unwrap_or_default());
                }
            }
            _ => {
                if let Some(term) = self.terms.last_mut() {
                    term.has_value = true;
                    term.computed += usize::from(!is_plain(element));
                }
                return;
            }
        }
        if let Some(constant) = CONSTANTS.into_iter().find_map(|name| attributes.get(name)) {
            self.constant(constant);
        } else if let (Some(_), Some(term)) = (attributes.get("Path"), self.terms.last_mut()) {
            // The value depends on other values, so nothing holds in general.
            term.has_value = true;
        }
    }

    /// Handles text inside an element.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Handles the end of an element.
    pub(super) fn close(&mut self, element: &str) {
        let text = std::mem::take(&mut self.text);
        match element {
            _ if CONSTANTS.contains(&element) => self.constant(&text),
            "PropertyPath" | "NavigationPropertyPath" => self.path(text.trim()),
            "PropertyValue" => {
                if let Some(term) = self.terms.last_mut() {
                    term.fields.pop();
                }
            }
            "Record" if self.is_in("Core.Revisions") => {
                if let Some(deprecation) = std::mem::take(&mut self.revision).deprecation() {
                    self.note(|notes| notes.deprecated = Some(deprecation));
                }
            }
            "Annotation" => {
                if self.terms.last().is_some_and(|term| !term.has_value) {
                    self.constant("true");
                }
                self.terms.pop();
            }
            _ if !is_plain(element) => {
                if let Some(term) = self.terms.last_mut() {
                    term.computed -= 1;
                }
            }
            _ => {}
        }
    }

    /// Handles a constant, which is the value of the innermost field or of the term.
    fn constant(&mut self, text: &str) {
        let text = text.trim();
        let Some(term) = self.terms.last_mut() else {
            return;
        };
        term.has_value = true;
        // Annotations of annotations are not about the target, and computed values are unknown.
        let [term] = self.terms.as_mut_slice() else {
            return;
        };
        if text.is_empty() || term.computed > 0 {
            return;
        }
        let is = |expected: &str| text.eq_ignore_ascii_case(expected);
        let (name, fields) = (
            std::mem::take(&mut term.name),
            std::mem::take(&mut term.fields),
        );
        let field = fields.last().map(String::as_str);
        match (name.as_str(), field) {
            _ if fields.len() > 1 => {}
            ("Core.Description", None) => self.note(|notes| {
                notes.description.get_or_insert_with(|| text.to_owned());
            }),
            ("Core.LongDescription", None) => {
                self.note(|notes| notes.description = Some(text.to_owned()));
            }
            ("Core.Computed" | "Core.ReadOnly", None) if is("true") => {
                self.note(|notes| notes.read_only = true);
            }
            ("Core.Immutable", None) if is("true") => self.refuse("updates", None),
            ("Core.Permissions", None) => match only(text) {
                Some("Read") => self.note(|notes| notes.read_only = true),
                Some("Write") => self.note(|notes| notes.write_only = true),
                _ => {}
            },
            ("Core.Revisions", Some(field)) => {
                let text = text.to_owned();
                match field {
                    "Date" => self.revision.date = Some(text),
                    "RemovalDate" => self.revision.removal = Some(text),
                    "Description" => self.revision.description = Some(text),
                    "Kind" => self.revision.kind = text,
                    _ => {}
                }
            }
            (name, field) if is("false") => {
                let term = name.strip_prefix("Capabilities.");
                if let Some(option) = term.and_then(|term| refused(term, field)) {
                    self.refuse(option, None);
                }
            }
            _ => {}
        }
        if let Some(term) = self.terms.last_mut() {
            (term.name, term.fields) = (name, fields);
        }
    }

    /// Handles the name of a property in a list.
    fn path(&mut self, path: &str) {
        let [term] = self.terms.as_slice() else {
            return;
        };
        let [field] = term.fields.as_slice() else {
            return;
        };
        let name = term.name.strip_prefix("Capabilities.");
        let option = name.and_then(|name| refused_of_listed(name, field));
        if let Some(option) = option.filter(|_| term.computed == 0) {
            self.refuse(option, Some(path));
        }
    }

    /// Notes that the service does not support something for the target, or for one of its properties.
    fn refuse(&mut self, option: &'static str, property: Option<&str>) {
        let within = None;
        self.note_below(property, |notes| {
            notes.refused.insert(Refused {
                option: option.into(),
                within,
            });
        });
    }

    pub(super) fn finish(self) -> BTreeMap<String, Notes> {
        self.found
    }

    /// Returns the short name of a term from a known vocabulary; empty for any other.
    fn known(&self, term: &str) -> String {
        let Some((vocabulary, name)) = term.rsplit_once('.') else {
            return String::new();
        };
        let vocabulary = self.aliases.get(vocabulary).map_or(vocabulary, |full| full);
        let mut known = VOCABULARIES.iter();
        let known = known.find(|(full, _)| *full == vocabulary);
        known.map_or_else(String::new, |(_, short)| format!("{short}.{name}"))
    }

    /// Whether the only open annotation has this term and no field is open.
    fn is_in(&self, name: &str) -> bool {
        matches!(self.terms.as_slice(), [term] if term.name == name && term.fields.is_empty())
    }

    fn note(&mut self, note: impl FnOnce(&mut Notes)) {
        self.note_below(None, note);
    }

    fn note_below(&mut self, property: Option<&str>, note: impl FnOnce(&mut Notes)) {
        let Some(target) = self.target.as_deref() else {
            return;
        };
        let path = [Some(target), self.member.as_deref(), property];
        let path: Vec<&str> = path.into_iter().flatten().collect();
        note(self.found.entry(path.join("/")).or_default());
    }
}

/// Returns the permission of clients, if there is exactly one.
fn only(permissions: &str) -> Option<&str> {
    let mut all = permissions.split([',', ' ', '\t', '\r', '\n']);
    let mut all = all.by_ref().filter(|permission| !permission.is_empty());
    let only = all.next().filter(|_| all.next().is_none());
    only?.rsplit('/').next()
}
