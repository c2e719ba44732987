//! What is not printed: programs log what they debug.

use std::fmt;

use super::{Value, slot::View};

/// What the names of secrets end with.
const ENDS: [&str; 19] = [
    "password",
    "passwd",
    "passcode",
    "passphrase",
    "accesspass",
    "secret",
    "secrettext",
    "token",
    "clientstate",
    "privatekey",
    "encryptionkey",
    "sharedkey",
    "apikey",
    "accesskey",
    "productkey",
    "mackey",
    "transportkey",
    "bypasscode",
    "authorization",
];

/// Whether a member of this name holds what nobody else should know.
fn is_secret(name: &str) -> bool {
    let is_pin = name.eq_ignore_ascii_case("pin") || name.ends_with("Pin");
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix('s').unwrap_or(&name);
    is_pin || ENDS.iter().any(|end| name.ends_with(end))
}

/// The value of a member, as far as it may be printed: nothing of a secret but whether there is one. What is nested has names
/// of its own.
pub(super) struct Shown<'a>(pub &'a str, pub View<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match is_secret(self.0) && is_plain(self.1) {
            true => f.write_str("[hidden]"),
            false => self.1.fmt(f),
        }
    }
}

/// Whether a value, or an element of a list, could be a secret.
fn is_plain(view: View<'_>) -> bool {
    let of_value =
        |value: &Value| matches!(value, Value::String(_) | Value::Number(_) | Value::Raw(_));
    match view {
        View::Str(_) | View::Guid(_) | View::Name(_) | View::Number(_) | View::Raw(_) => true,
        View::Value(Value::Array(values)) => values.iter().any(of_value),
        View::Value(value) => of_value(value),
        View::List(list, len) => (0..len).any(|index| is_plain(list.item(index))),
        View::Absent | View::Bool(_) | View::Record(_) => false,
    }
}
