//! Delta queries, which return what changed since the last time.

use super::{
    super::runtime,
    Page, Unrecognized, Value,
    link::{LinkError, next, of_origin},
    record::Record,
};

/// Why a resource is no longer in the result of a delta query.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Removed {
    /// `deleted`: it was deleted permanently.
    Deleted,
    /// `changed`: it was deleted but can be restored, or it no longer matches the query.
    Changed,
    /// A reason that is not documented, as it was received; empty if there is none.
    Unrecognized(Unrecognized),
}

runtime::wire_enum! {
    Removed: "Edm.String";
    Deleted: "deleted",
    Changed: "changed",
}

impl Removed {
    /// Returns the reason in the `@removed` annotation of a resource from a delta query; `None` if the resource still
    /// exists. If it does not, only its identifier is sent.
    pub fn of(resource: &dyn Record) -> Option<Removed> {
        Removed::of_annotation(resource.extra().find("@removed"))
    }

    /// Like [`of`](Removed::of), for a value without a type, such as an element of `members@delta`.
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

/// The progress of a delta query. Save [`link`](Delta::link) to resume it later, after any page.
///
/// If the service answers with the status 410, its state is gone: start again with [`Delta::at`] and the URL of the
/// query, or the one in the `Location` header, and compare the results with what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delta {
    link: String,
    is_current: bool,
}

impl Delta {
    /// Starts at the URL of a query, such as `https://graph.microsoft.com/v1.0/users/delta`, or resumes at a saved
    /// link.
    pub fn at(link: impl Into<String>) -> Delta {
        Delta {
            link: link.into(),
            is_current: false,
        }
    }

    /// Returns the URL to request next.
    pub fn link(&self) -> &str {
        &self.link
    }

    /// Whether all changes so far were read. Requesting the link again gives later ones.
    pub fn is_current(&self) -> bool {
        self.is_current
    }

    /// Takes the links of the page that was requested from [`link`](Delta::link).
    ///
    /// # Errors
    ///
    /// Returns an error if the page has no link, or one to another origin. The query does not advance then.
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
