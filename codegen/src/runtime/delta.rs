//! Delta queries: what changed since the last time.

use super::{
    super::runtime,
    Page, Unrecognized, Value,
    link::{LinkError, next, of_origin},
    record::Record,
};

/// Why a resource is gone from the result of a delta query.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Removed {
    /// `deleted`: it is gone for good.
    Deleted,
    /// `changed`: it was deleted and can be restored, or no longer matches the query.
    Changed,
    /// A reason that is not documented, as it was sent; empty if there is none.
    Unrecognized(Unrecognized),
}

runtime::wire_enum! {
    Removed: "Edm.String";
    Deleted: "deleted",
    Changed: "changed",
}

impl Removed {
    /// What `@removed` says of a resource that a delta query listed; `None` if the resource is still there. Of one that is
    /// gone only the identifier is sent.
    pub fn of(resource: &dyn Record) -> Option<Removed> {
        Removed::of_annotation(resource.extra().find("@removed"))
    }

    /// The same of a value that has no type, such as an element of `members@delta`.
    pub fn of_value(resource: &Value) -> Option<Removed> {
        Removed::of_annotation(resource.as_object()?.find("@removed"))
    }

    fn of_annotation(removed: Option<&Value>) -> Option<Removed> {
        let removed = removed.filter(|removed| !removed.is_null())?;
        let reason = removed
            .as_object()
            .and_then(|removed| removed.find("reason"));
        Some(runtime::parse(
            reason.and_then(Value::as_str).unwrap_or_default(),
        ))
    }
}

/// Where a delta query is. [`link`](Delta::link) is all that must be kept to resume it, after any page.
///
/// When the service answers with the status 410, its state is gone: begin again with [`Delta::at`] the address of the
/// query, or that of the header `Location`, and compare what comes with what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delta {
    link: String,
    is_current: bool,
}

impl Delta {
    /// Begins at the address of a query, such as `https://graph.microsoft.com/v1.0/users/delta`, or resumes at a link that
    /// was kept.
    pub fn at(link: impl Into<String>) -> Delta {
        Delta {
            link: link.into(),
            is_current: false,
        }
    }

    /// The address to ask next.
    pub fn link(&self) -> &str {
        &self.link
    }

    /// Whether all changes up to now were read: asking again gives later ones.
    pub fn is_current(&self) -> bool {
        self.is_current
    }

    /// Takes the links of the page that came from [`link`](Delta::link).
    ///
    /// # Errors
    ///
    /// If the page has no link, or one to another origin. The query is then where it was.
    pub fn advance<T>(&mut self, page: &Page<T>) -> Result<(), LinkError> {
        let next = next(page.next_link.as_deref(), &page.extra, &self.link)?;
        self.go_to(next, page.delta_link.as_deref())
    }

    fn go_to(&mut self, next: Option<&str>, delta: Option<&str>) -> Result<(), LinkError> {
        let link = match (next, delta) {
            (Some(next), _) => next,
            (None, Some(delta)) => of_origin(delta, &self.link)?,
            (None, None) => return Err(LinkError::Missing),
        };
        self.is_current = next.is_none();
        self.link = link.to_owned();
        Ok(())
    }
}
