//! What a stage reports about its input.

use std::sync::Arc;

pub use crate::rules::Level;
use crate::{
    rules::{Message, Rule},
    span::{Place, Span},
};

/// A place in a file, with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Path of the file as its `SourceFile` names it.
    pub file: Arc<str>,
    /// The marked bytes.
    pub span: Span,
    /// What is there; may be empty.
    pub text: String,
}

/// A replacement of some bytes of a page by what certainly belongs there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Path of the page as its `SourceFile` names it.
    pub file: Arc<str>,
    /// The bytes to replace.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// A finding at one place, with other places that explain it.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// One sentence, without a full stop.
    pub message: Message,
    /// The place at fault, followed by places that explain it.
    pub labels: Vec<Label>,
    /// What the first and the second place say, in canonical form, if that differs from the marked text.
    pub said: Option<(String, String)>,
    /// The names concerned, as they are written: of types, of files. A stage that judges findings reads these, never
    /// the message.
    pub names: Vec<String>,
    /// The name that belongs at the place at fault, if it is known.
    pub expected: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// The repair, if a certain one is known.
    pub fix: Vec<Edit>,
    /// Qualified name of the type concerned, if there is one.
    pub type_name: Option<String>,
    /// Wire name of the property or member concerned, if there is one.
    pub member: Option<String>,
}

impl Diagnostic {
    /// Creates a diagnostic at one place.
    pub fn new(message: Message, file: &Arc<str>, span: Span) -> Diagnostic {
        Diagnostic {
            message,
            labels: vec![Label {
                file: file.clone(),
                span,
                text: String::new(),
            }],
            said: None,
            names: Vec::new(),
            expected: None,
            help: None,
            fix: Vec::new(),
            type_name: None,
            member: None,
        }
    }

    /// Creates a diagnostic at a place of a page.
    pub fn at(message: Message, place: &Place) -> Diagnostic {
        Diagnostic::new(message, &place.file, place.span)
    }

    /// Returns the rule that it breaks.
    pub fn rule(&self) -> &'static Rule {
        self.message.rule()
    }

    /// Says what is at the primary place.
    pub fn label(mut self, text: impl Into<String>) -> Diagnostic {
        self.labels[0].text = text.into();
        self
    }

    /// Adds a place that explains the finding.
    pub fn also(mut self, file: &Arc<str>, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label {
            file: file.clone(),
            span,
            text: text.into(),
        });
        self
    }

    /// Like [`also`](Diagnostic::also), for a place of a page.
    pub fn also_at(self, place: &Place, text: impl Into<String>) -> Diagnostic {
        self.also(&place.file, place.span, text)
    }

    /// Sets what the first and the second place say, in canonical form.
    pub fn said(mut self, first: impl Into<String>, second: impl Into<String>) -> Diagnostic {
        self.said = Some((first.into(), second.into()));
        self
    }

    /// Sets the names concerned, as they are written.
    pub fn names<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Diagnostic {
        self.names = names.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the name that belongs at the place at fault.
    pub fn expected(mut self, name: impl Into<String>) -> Diagnostic {
        self.expected = Some(name.into());
        self
    }

    /// Asks whether a similar name was meant, if there is one.
    pub fn meant(self, near: Option<&str>) -> Diagnostic {
        match near {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// Says what to do about it.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    /// Adds a repair in the file of the place at fault.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        let file = self.labels[0].file.clone();
        let text = text.into();
        self.fix.push(Edit { file, span, text });
        self
    }

    /// Sets the type, and the member of it, that the finding is about.
    pub fn about(mut self, type_name: impl Into<String>, member: Option<&str>) -> Diagnostic {
        self.type_name = Some(type_name.into());
        self.member = member.map(str::to_owned);
        self
    }
}

/// Sorts diagnostics in the order in which a reader meets them.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        key(a)
            .cmp(&key(b))
            .then_with(|| a.rule().id.cmp(b.rule().id))
            .then_with(|| identity(a).cmp(&identity(b)))
    });
}

/// Returns what distinguishes findings of one rule at one place.
fn identity(found: &Diagnostic) -> (&Option<String>, &Option<String>, &[String]) {
    (&found.type_name, &found.member, &found.names)
}

fn key(diagnostic: &Diagnostic) -> (&str, Span) {
    let label = diagnostic.labels.first();
    label.map_or(("", Span::default()), |label| (&*label.file, label.span))
}
