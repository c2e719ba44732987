//! Relationships in a body to be sent: resources to create together with the body, and links to existing resources.

use super::{Extra, Resource, Value, to_value};

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
