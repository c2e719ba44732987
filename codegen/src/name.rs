//! Names of types.

use std::{fmt, sync::Arc};

/// The namespace of what names none.
pub(crate) const GRAPH: &str = "microsoft.graph";

/// A name or a word in lower case. Nearly all are plain ASCII, which goes by whole words of the machine.
pub(crate) fn lower(text: &str) -> String {
    match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => text.to_lowercase(),
    }
}

/// A name with its namespace: `microsoft.graph.commsOperation`. Shared, since everything that refers to a type has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName(Arc<str>);

impl QualifiedName {
    /// Takes a qualified name; a leading `#` is dropped.
    pub fn new(name: impl Into<String>) -> QualifiedName {
        let name = name.into();
        match name.strip_prefix('#') {
            Some(rest) => QualifiedName(rest.into()),
            None => QualifiedName(name.into()),
        }
    }

    /// Joins a namespace and a short name.
    pub fn join(namespace: &str, name: &str) -> QualifiedName {
        QualifiedName([namespace, ".", name].concat().into())
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Everything before the last dot; empty if there is none.
    pub fn namespace(&self) -> &str {
        self.0
            .rsplit_once('.')
            .map_or("", |(namespace, _)| namespace)
    }

    /// Everything behind the last dot.
    pub fn short(&self) -> &str {
        let dot = self.0.bytes().rposition(|byte| byte == b'.');
        dot.map_or(&self.0, |dot| &self.0[dot + 1..])
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
