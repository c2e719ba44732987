//! Reads notifications one by one, so that a body never takes up many times its size.

use msgraph_types::{
    CommsNotification, Value, envelope::ChangeNotification, from_value, json,
    operations::Notification,
};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::value::RawValue;

use crate::{answer::Fault, changes::Changes, guard::Sender, store::Store};

/// Maximum number of resources in a notification.
const RESOURCES: usize = 10_000;
/// Maximum size in bytes of a body that is parsed as a whole, if its notifications cannot be told apart otherwise.
const WHOLE: usize = 64 << 10;
/// Maximum number of faults reported for a body.
const TOLD: usize = 20;

/// Destinations of notifications.
pub struct Sinks<'s> {
    /// For those about operations.
    pub store: &'s Store,
    /// For those of subscriptions.
    pub changes: &'s Changes,
    /// Who sent them.
    pub sender: Sender,
}

/// What is wrong with some of the notifications. The others are accepted.
#[derive(Default)]
pub struct Report {
    /// Number of notifications with a fault.
    pub count: u64,
    /// The first faults.
    pub faults: Vec<Fault>,
}

/// A body whose notifications have not been parsed yet.
#[derive(Deserialize)]
struct Unread<'b> {
    #[serde(borrow)]
    value: Vec<&'b RawValue>,
}

/// Takes what can be read from each notification, whatever is wrong with others.
///
/// # Errors
///
/// Returns an error if the body is not a list of notifications.
pub fn read(body: &[u8], sinks: &Sinks<'_>) -> Result<Report, Fault> {
    let mut report = Report::default();
    match serde_json::from_slice::<Unread<'_>>(body) {
        Ok(unread) => {
            for (number, text) in unread.value.into_iter().enumerate() {
                report.add(number, take(Item::of_text(text.get()), sinks));
            }
        }
        Err(error) if body.len() > WHOLE => return Err(Fault::new("$", error)),
        Err(_) => {
            for (number, value) in list(body)?.iter().enumerate() {
                report.add(number, take(Item::of_value(value), sinks));
            }
        }
    }
    Ok(report)
}

/// Returns the notifications of a body of an unexpected form; null is an empty list.
fn list(body: &[u8]) -> Result<Vec<Value>, Fault> {
    let body: Value = json::from_slice(body).map_err(|error| Fault::new("$", error))?;
    let members = body
        .as_object()
        .ok_or_else(|| Fault::new("$", "expected an object"))?;
    match members.get("value") {
        Some(Value::Array(items)) => Ok(items.clone()),
        Some(Value::Null) => Ok(Vec::new()),
        _ => Err(Fault::new("value", "expected a list of notifications")),
    }
}

impl Report {
    fn add(&mut self, number: usize, taken: Result<(), Fault>) {
        let Err(fault) = taken else { return };
        self.count += 1;
        if self.faults.len() < TOLD {
            self.faults.push(fault.inside(&format!("value[{number}]")));
        }
    }
}

/// An element of the list.
enum Item {
    Nothing,
    Operation(Box<CommsNotification>),
    Change(Box<ChangeNotification>),
}

/// Tells notifications of subscriptions from those of the communications service.
#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "subscriptionId")]
    subscription: Option<IgnoredAny>,
}

impl Item {
    fn of_text(text: &str) -> Result<Item, Fault> {
        let read = match serde_json::from_str::<Kind>(text) {
            // Repeated members, and names that are not valid text.
            Err(_) => {
                let value: Value = json::from_str(text).map_err(|error| Fault::new("", error))?;
                return Item::of_value(&value);
            }
            Ok(kind) if kind.subscription.is_some() => json::from_str(text).map(Item::Change),
            Ok(_) => json::from_str::<Option<_>>(text)
                .map(|read| read.map_or(Item::Nothing, Item::Operation)),
        };
        read.map_err(|error| Fault::new("", error))
    }

    fn of_value(value: &Value) -> Result<Item, Fault> {
        let is_change = value
            .as_object()
            .is_some_and(|members| members.get("subscriptionId").is_some());
        let read = match value {
            Value::Null => Ok(Item::Nothing),
            value if is_change => from_value(value).map(Item::Change),
            value => from_value(value).map(Item::Operation),
        };
        read.map_err(|error| Fault::new("", error))
    }
}

fn take(item: Result<Item, Fault>, sinks: &Sinks<'_>) -> Result<(), Fault> {
    match item? {
        Item::Nothing => Ok(()),
        Item::Operation(item) => operation(&item, sinks),
        Item::Change(item) => change(&item, sinks),
    }
}

fn operation(item: &CommsNotification, sinks: &Sinks<'_>) -> Result<(), Fault> {
    if sinks.sender == Sender::Subscription {
        return Err(Fault::new(
            "",
            "expected a change notification, as no key is given",
        ));
    }
    let held = item
        .extra
        .get("resourceData")
        .and_then(|held| held.as_array());
    if held.is_some_and(|held| held.len() > RESOURCES) {
        let message = format!("expected at most {RESOURCES} resources");
        return Err(Fault::new("resourceData", message));
    }
    let is_whole = sinks.store.take(item.observations().into_iter().flatten());
    first(item.type_mismatches())?;
    is_whole.then_some(()).ok_or_else(too_long)
}

fn change(item: &ChangeNotification, sinks: &Sinks<'_>) -> Result<(), Fault> {
    let is_short = sinks.changes.take(item)?;
    first(msgraph_types::type_mismatches(item))?;
    is_short.then_some(()).ok_or_else(too_long)
}

fn too_long() -> Fault {
    Fault::new(
        "",
        "expected ids, contexts, addresses and statuses of at most 1024 bytes",
    )
}

fn first(found: Vec<msgraph_types::TypeMismatch>) -> Result<(), Fault> {
    match found.into_iter().next() {
        Some(found) => Err(Fault::new(
            &found.path,
            format!("expected {}, found {}", found.expected, found.found),
        )),
        None => Ok(()),
    }
}
