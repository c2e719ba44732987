//! Reads notifications one by one, so that a body never takes many times its size.

use msgraph_types::{
    CommsNotification, CommsNotifications, CommsOperation, TypeMismatch, json,
    operations::{Notification, Observation},
};
use serde::Deserialize;
use serde_json::value::RawValue;

/// Resources that one notification may hold.
const RESOURCES: usize = 10_000;
/// Bytes of a body that is read as a whole, to say where it is wrong.
const WHOLE: usize = 64 << 10;

/// A body whose notifications are not read yet.
#[derive(Deserialize)]
struct Unread<'b> {
    #[serde(borrow)]
    value: Vec<&'b RawValue>,
}

/// Passes what a body says of operations to `take`, which says whether it could be taken. What can be read counts,
/// whatever else is wrong; the first thing that is wrong is told.
pub fn read(
    body: &[u8],
    mut take: impl FnMut(Vec<Observation<CommsOperation>>) -> bool,
) -> Result<Option<TypeMismatch>, serde_json::Error> {
    let unread: Unread<'_> = match serde_json::from_slice(body) {
        Ok(unread) => unread,
        Err(error) if body.len() > WHOLE => return Err(error),
        Err(_) => return whole(body, take),
    };
    let mut first = None;
    for (number, text) in unread.value.into_iter().enumerate() {
        let found = match json::from_str::<Option<CommsNotification>>(text.get()) {
            Ok(None) => None,
            Ok(Some(item)) => one(&item, &mut take),
            Err(error) => Some(mismatch("", &error.to_string(), "something else")),
        };
        if first.is_none() {
            first = found.map(|found| inside(number, found));
        }
    }
    Ok(first)
}

/// Reads a body that is not what is expected.
fn whole(
    body: &[u8],
    mut take: impl FnMut(Vec<Observation<CommsOperation>>) -> bool,
) -> Result<Option<TypeMismatch>, serde_json::Error> {
    let batch: CommsNotifications = json::from_slice(body)?;
    let mut first = batch.type_mismatches().into_iter().next();
    for (number, item) in batch.items().iter().enumerate() {
        let found = item.as_ref().ok().and_then(|item| one(item, &mut take));
        first = first.or_else(|| found.map(|found| inside(number, found)));
    }
    if batch.value.is_none() && batch.extra.get("value").is_none() {
        return Ok(Some(mismatch("value", "notifications", "nothing")));
    }
    Ok(first)
}

fn one(
    item: &CommsNotification,
    take: &mut impl FnMut(Vec<Observation<CommsOperation>>) -> bool,
) -> Option<TypeMismatch> {
    let held = item
        .extra
        .get("resourceData")
        .and_then(|held| held.as_array());
    if held.is_some_and(|held| held.len() > RESOURCES) {
        let expected = format!("at most {RESOURCES} resources");
        return Some(mismatch("resourceData", &expected, "more"));
    }
    let is_whole = take(item.observations().into_iter().flatten().collect());
    let first = item.type_mismatches().into_iter().next();
    first.or_else(|| {
        (!is_whole).then(|| mismatch("", "names of at most 1024 bytes", "a longer one"))
    })
}

fn mismatch(path: &str, expected: &str, found: &'static str) -> TypeMismatch {
    TypeMismatch {
        path: path.to_owned(),
        expected: expected.to_owned(),
        found,
    }
}

/// The same in the item with this number.
fn inside(number: usize, found: TypeMismatch) -> TypeMismatch {
    let path = match found.path.as_str() {
        "" | "$" => format!("value[{number}]"),
        path => format!("value[{number}].{path}"),
    };
    TypeMismatch { path, ..found }
}
