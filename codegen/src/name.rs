//! Names of types.

use std::{fmt, sync::Arc};

/// The namespace of names that have none.
pub(crate) const GRAPH: &str = "microsoft.graph";

/// Converts a name or a word to lower case. Nearly all are ASCII, for which this is much faster.
pub(crate) fn lower(text: &str) -> String {
    match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => text.to_lowercase(),
    }
}

/// Returns the part of a name after the last dot.
pub(crate) fn short(name: &str) -> &str {
    let dot = name.bytes().rposition(|byte| byte == b'.');
    dot.map_or(name, |dot| &name[dot + 1..])
}

/// A name with its namespace, such as `microsoft.graph.commsOperation`. Cheap to clone, since everything that refers to
/// a type holds one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName(Arc<str>);

impl QualifiedName {
    /// Creates a qualified name; a leading `#` is removed.
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

    /// Returns a name that may have a namespace already, or else is in this one.
    pub fn within(namespace: &str, name: &str) -> QualifiedName {
        match name.contains('.') {
            true => QualifiedName::new(name),
            false => QualifiedName::join(namespace, name),
        }
    }

    /// Returns the whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the part before the last dot; empty if there is none.
    pub fn namespace(&self) -> &str {
        self.0
            .rsplit_once('.')
            .map_or("", |(namespace, _)| namespace)
    }

    /// Returns the part after the last dot.
    pub fn short(&self) -> &str {
        short(&self.0)
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
