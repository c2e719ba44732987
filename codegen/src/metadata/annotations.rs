//! What annotations say of types and members, beside them or in a list of their own.

use std::collections::BTreeMap;

use super::Notes;

/// A revision as far as it was read.
#[derive(Default)]
struct Revision {
    field: String,
    kind: String,
    date: Option<String>,
    removal: Option<String>,
    description: Option<String>,
}

impl Revision {
    /// The deprecation in words, if it is one.
    fn words(self) -> Option<String> {
        if !self.kind.ends_with("/Deprecated") {
            return None;
        }
        let since = self.date.map(|date| format!("Since {date}."));
        let removal = self.removal.map(|date| format!("To be removed on {date}."));
        let parts = [self.description, since, removal];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

/// The annotations that were read so far.
#[derive(Default)]
pub(super) struct Annotations {
    found: BTreeMap<String, Notes>,
    /// What is annotated: a type, or a type and a member.
    target: Option<String>,
    member: Option<String>,
    /// The terms that are open, and the revision in the innermost.
    terms: Vec<String>,
    revision: Revision,
}

impl Annotations {
    /// What follows is about this.
    pub(super) fn enter(&mut self, target: String) {
        self.target = Some(target);
        self.member = None;
    }

    pub(super) fn leave(&mut self) {
        self.target = None;
        self.member = None;
    }

    /// What follows is about this member.
    pub(super) fn member(&mut self, name: &str) {
        self.member = Some(name.to_owned());
    }

    pub(super) fn leave_member(&mut self) {
        self.member = None;
    }

    /// An annotation starts.
    pub(super) fn open(&mut self, get: &dyn Fn(&str) -> Option<String>) {
        let term = get("Term").unwrap_or_default();
        let term = term.rsplit('.').next().unwrap_or_default().to_owned();
        let is_true = get("Bool").is_none_or(|value| value.eq_ignore_ascii_case("true"));
        if self.terms.is_empty() {
            let text = get("String").filter(|text| !text.trim().is_empty());
            match term.as_str() {
                "Description" => {
                    if let (Some(text), Some(notes)) = (text, self.notes()) {
                        notes.description.get_or_insert(text);
                    }
                }
                "LongDescription" => {
                    if let (Some(text), Some(notes)) = (text, self.notes()) {
                        notes.description = Some(text);
                    }
                }
                "Computed" if is_true => self.read_only(),
                "Permissions" if is_read(&get("EnumMember").unwrap_or_default()) => {
                    self.read_only();
                }
                _ => {}
            }
        }
        self.terms.push(term);
    }

    /// A field of a record starts.
    pub(super) fn value(&mut self, get: &dyn Fn(&str) -> Option<String>) {
        let field = get("Property").unwrap_or_default();
        if self.terms.last().is_some_and(|term| term == "Revisions") {
            match field.as_str() {
                "Date" => self.revision.date = get("Date"),
                "RemovalDate" => self.revision.removal = get("Date"),
                "Description" => self.revision.description = get("String"),
                "Kind" => self.revision.kind = get("EnumMember").unwrap_or_default(),
                _ => {}
            }
        }
        self.revision.field = field;
    }

    /// Text inside an element.
    pub(super) fn text(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match self.terms.as_slice() {
            [term] if term == "Permissions" && is_read(text) => self.read_only(),
            [term] if term == "Revisions" && self.revision.field == "Kind" => {
                text.clone_into(&mut self.revision.kind);
            }
            _ => {}
        }
    }

    /// An annotation ends.
    pub(super) fn close(&mut self) {
        self.terms.pop();
        if let Some(words) = std::mem::take(&mut self.revision).words()
            && let Some(notes) = self.notes()
        {
            notes.deprecated = Some(words);
        }
    }

    pub(super) fn finish(self) -> BTreeMap<String, Notes> {
        self.found
    }

    fn read_only(&mut self) {
        if let Some(notes) = self.notes() {
            notes.read_only = true;
        }
    }

    fn notes(&mut self) -> Option<&mut Notes> {
        let target = self.target.as_ref()?;
        let target = match &self.member {
            Some(member) => format!("{target}/{member}"),
            None => target.clone(),
        };
        Some(self.found.entry(target).or_default())
    }
}

/// Whether permissions let a client read and do nothing else.
fn is_read(permissions: &str) -> bool {
    permissions.rsplit('/').next() == Some("Read") && !permissions.contains([',', ' '])
}
