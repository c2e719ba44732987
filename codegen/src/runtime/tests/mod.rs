//! The rules of the runtime, shown with types as they are emitted.

mod batches;
mod changes;
mod enums;
mod errors;
mod exact;
#[path = "../json.rs"]
mod json;
mod large;
mod letter_case;
mod links;
mod lists;
mod members;
mod pages;
mod random;
mod relationships;
mod type_mismatches;
#[rustfmt::skip]
#[allow(dead_code, reason = "as emitted, with more than the tests use")]
mod sample;
mod uploads;
mod values;

// Emitted types look for the runtime here.
use crate::runtime::{self, *};
use sample::{Color, Colors, CommsOperation, CommsOperationStatus, Empty, Sample};

/// Reads a body and checks that writing gives the same back: directly, from a clone, and by way of values.
fn read<T>(json: &str) -> T
where
    T: Record + Item + Clone + PartialEq + std::fmt::Debug,
    T: serde::Serialize + for<'de> serde::Deserialize<'de>,
{
    read_as(json, json)
}

/// Like [`read`], for bodies that are written in another form.
fn read_as<T>(json: &str, written: &str) -> T
where
    T: Record + Item + Clone + PartialEq + std::fmt::Debug,
    T: serde::Serialize + for<'de> serde::Deserialize<'de>,
{
    let body: T = serde_json::from_str(json).unwrap();
    let written: Value = serde_json::from_str(written).unwrap();
    assert_eq!(rewritten(&body), written);
    assert_eq!(rewritten(&body.clone()), written);
    assert_eq!(body.clone(), body);
    let value = to_value(&body);
    assert_eq!(value, written);
    assert_eq!(from_value::<T>(&value).unwrap(), body);
    assert_eq!(
        serde_json::from_reader::<_, T>(json.as_bytes()).unwrap(),
        body
    );
    body
}

/// The text that a value is written as.
fn to_text(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

/// The values that do not fit, in the words of the error.
fn mismatches(body: &dyn Record) -> Vec<String> {
    let found = type_mismatches(body);
    found.iter().map(TypeMismatch::to_string).collect()
}

/// The text that a body is written as.
fn written(json: &str) -> String {
    let body: Sample = serde_json::from_str(json).unwrap();
    let text = to_text(&body);
    let value = to_value(&body);
    assert_eq!(to_text(&value), text);
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    assert_eq!(from_value::<Sample>(&value).unwrap(), body);
    assert_eq!(body.clone(), body);
    text
}

/// What is written, with repeated members visible.
fn rewritten<T: serde::Serialize>(body: &T) -> Value {
    let text = to_text(body);
    let value: Value = serde_json::from_str(&text).unwrap();
    let once = to_text(&value);
    assert!(text.len() <= once.len(), "repeats a member: {text}");
    value
}
