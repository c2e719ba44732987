//! The subject of a change, as messages name it.

use std::fmt;

use crate::model::QualifiedName;

/// A type, or a member of it.
pub(super) struct Subject<'a> {
    pub ty: &'a QualifiedName,
    pub member: Option<&'a str>,
}

impl<'a> Subject<'a> {
    /// Returns the type as a subject.
    pub fn of(ty: &'a QualifiedName) -> Subject<'a> {
        Subject { ty, member: None }
    }
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.member {
            Some(member) => write!(f, "`{member}` of `{}`", self.ty),
            None => write!(f, "`{}`", self.ty),
        }
    }
}
