//! Relationships in a body: resources that were expanded, resources to create together with the body, and links to existing
//! resources.

use std::fmt;

use serde::{Deserialize, de::Error as _};

use super::{Error, Extra, Object, Resource, Value, from_value, to_value};

/// Sets a relationship to a resource. Replaces a link.
pub fn set_related(extra: &mut Extra, name: &str, value: &impl Resource) {
    extra.remove(&bound(name));
    extra.insert(name, to_value(value));
}

/// Sets a relationship to a list of resources.
pub fn set_related_list<R: Resource>(
    extra: &mut Extra,
    name: &str,
    values: impl IntoIterator<Item = R>,
) {
    let values = values.into_iter().map(|value| to_value(&value));
    extra.insert(name, Value::Array(values.collect()));
}

/// Links an existing resource. Replaces a resource to be created.
pub fn bind(extra: &mut Extra, name: &str, url: impl Into<String>) {
    extra.remove(name);
    extra.insert(bound(name), Value::String(url.into()));
}

/// Links a list of existing resources.
pub fn bind_list<U: Into<String>>(
    extra: &mut Extra,
    name: &str,
    urls: impl IntoIterator<Item = U>,
) {
    let urls = urls.into_iter().map(|url| Value::String(url.into()));
    extra.insert(bound(name), Value::Array(urls.collect()));
}

/// The name of the member that holds the link of a relationship.
fn bound(name: &str) -> String {
    format!("{name}@odata.bind")
}

impl Object {
    /// Decodes a member, for example a relationship that was expanded.
    ///
    /// Returns `None` if the member is absent or null; [`get`](Object::get) tells the two apart. If no member has
    /// exactly this name, one whose name differs only in letter case is used.
    ///
    /// # Errors
    ///
    /// Returns an error if no `T` can be read from the value.
    pub fn related<T: for<'de> Deserialize<'de>>(&self, name: &str) -> Result<Option<T>, Error> {
        match self.named(name).filter(|(_, value)| !value.is_null()) {
            Some((name, value)) => from_value(value).map(Some).map_err(|error| at(name, error)),
            None => Ok(None),
        }
    }

    /// Decodes a member that is a list, as [`related`](Object::related) does, and returns the elements that fit.
    ///
    /// [`type_mismatches`](super::type_mismatches) reports those that do not.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is not a list.
    pub fn related_list<T: for<'de> Deserialize<'de>>(
        &self,
        name: &str,
    ) -> Result<Option<Vec<T>>, Error> {
        match self.named(name) {
            None | Some((_, Value::Null)) => Ok(None),
            Some((_, Value::Array(values))) => {
                let fitting = values.iter().filter_map(|value| from_value(value).ok());
                Ok(Some(fitting.collect()))
            }
            Some((name, other)) => Err(at(
                name,
                format_args!("expected a list, found {}", other.kind()),
            )),
        }
    }
}

/// Prefixes an error with the name of the member that it is about.
fn at(name: &str, error: impl fmt::Display) -> Error {
    Error::custom(format_args!("{name}: {error}"))
}
