//! What a notification says about operations, and which operation it refers to.

use super::{
    Value,
    content::{Kind, OneOrMany, behind, content},
    from_value,
    lifecycle::{Lifecycle, Operation, text},
    record::Record,
};

/// The annotation that holds the address of the resource itself.
const ADDRESS: &str = "@odata.id";

/// What the documentation says about a type of notifications.
#[derive(Debug)]
pub struct NotificationSpec {
    /// Wire name of the member that holds the content.
    pub content: &'static str,
    /// Wire names of the members that hold the address of the resource, the preferred one first.
    pub addresses: &'static [&'static str],
    /// Wire name of the member that says what happened.
    pub change: Option<&'static str>,
    /// Values of that member which mean that the resource no longer exists.
    pub removed: &'static [&'static str],
    /// Types that the content may have.
    pub kinds: &'static [Kind],
}

/// A type of notifications, some of which are about operations.
pub trait Notification: Record {
    /// The type of the operations.
    type Operation: Operation + for<'de> serde::Deserialize<'de>;
    /// What the documentation says about these notifications.
    const SPEC: &'static NotificationSpec;

    /// Returns what the notification says about operations: one item for each resource in it, `None` if the resource is
    /// not an operation.
    fn observations(&self) -> Vec<Option<Observation<Self::Operation>>>
    where
        Self: Sized,
    {
        observations(self)
    }
}

/// An operation as a response or a notification shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation<O> {
    /// Identifies the operation: its `id`, otherwise the last part of its address. A GUID is in lower case without
    /// dashes.
    pub key: Option<String>,
    /// The text that the client chose for it.
    pub context: Option<String>,
    /// The address in the notification, if nothing better is known.
    pub path: Option<String>,
    /// Whether it no longer exists.
    pub removed: bool,
    /// The operation itself, unless the notification has no content.
    pub operation: Option<O>,
}

impl<O: Operation> Observation<O> {
    /// Creates an observation from the operation in a response.
    pub fn of(operation: &O) -> Observation<O> {
        Observation {
            key: own_key(operation),
            context: own_context(operation),
            path: None,
            removed: false,
            operation: Some(operation.clone()),
        }
    }
}

fn observations<N: Notification>(notification: &N) -> Vec<Option<Observation<N::Operation>>> {
    let notice = N::SPEC;
    let lifecycle = <N::Operation as Operation>::LIFECYCLE;
    let addresses = notice
        .addresses
        .iter()
        .filter_map(|name| text(notification, name));
    let addresses: Vec<&str> = addresses.filter(|path| !path.is_empty()).collect();
    let change = notice.change.and_then(|name| text(notification, name));
    let removed = change.is_some_and(|change| {
        notice
            .removed
            .iter()
            .any(|name| name.eq_ignore_ascii_case(change))
    });
    let observation = |operation: Option<N::Operation>, is_alone: bool| {
        // A single address does not identify each of several resources.
        let addresses: &[&str] = if is_alone { &addresses } else { &[] };
        let own = operation.as_ref().and_then(own_key);
        let key = own.or_else(|| {
            addresses
                .iter()
                .find_map(|path| guid(segment(path, lifecycle)?))
        });
        Observation {
            path: addresses
                .first()
                .filter(|_| key.is_none())
                .map(|path| path.to_string()),
            context: operation.as_ref().and_then(own_context),
            key,
            removed,
            operation,
        }
    };
    let read = |kind: Option<usize>, value: &Value| {
        let kind = kind.and_then(|kind| notice.kinds.get(kind))?;
        kind.lifecycle?;
        from_value::<N::Operation>(value).ok()
    };
    match content(
        notification,
        notice.content,
        notice.addresses,
        notice.kinds,
        read,
    ) {
        Some(OneOrMany::One(one)) => vec![one.map(|one| observation(Some(one), true))],
        Some(OneOrMany::Many(many)) => {
            let is_alone = many.len() == 1;
            let each = |one: Option<_>| one.map(|one| observation(Some(one), is_alone));
            many.into_iter().map(each).collect()
        }
        // Without content, the address alone may identify an operation.
        None => vec![Some(observation(None, true)).filter(|found| found.key.is_some())],
    }
}

fn own_key<O: Operation>(operation: &O) -> Option<String> {
    let id = text(operation, O::LIFECYCLE.key).filter(|id| !id.is_empty());
    let address = || segment(text(operation, ADDRESS)?, O::LIFECYCLE);
    let key = id.or_else(address)?;
    Some(guid(key).unwrap_or_else(|| key.to_owned()))
}

fn own_context<O: Operation>(operation: &O) -> Option<String> {
    let context = text(operation, O::LIFECYCLE.context?)?;
    Some(context.to_owned()).filter(|context| !context.is_empty())
}

/// The segment of an address that identifies an operation.
fn segment<'p>(path: &'p str, lifecycle: &Lifecycle) -> Option<&'p str> {
    if lifecycle.collections.is_empty() {
        let path = path.split(['?', '#']).next()?;
        return path.rsplit('/').find(|segment| !segment.is_empty());
    }
    behind(path, lifecycle.collections)
}

/// Returns a GUID as 32 lower-case digits, however it was written.
pub(super) fn guid(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| *c != '-').collect();
    let is_guid = digits.len() == 32 && digits.chars().all(|c| c.is_ascii_hexdigit());
    is_guid.then(|| digits.to_ascii_lowercase())
}
