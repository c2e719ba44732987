//! Hides secrets from debug output, which programs tend to log.

use std::fmt;

use super::{
    Object, Value,
    record::{Record, View},
};

/// Endings of the names of secrets. Names that merely end in `key` are not listed: those keys are public as often as
/// not.
const ENDS: [&str; 28] = [
    "password",
    "passwordbase64",
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
    "decryptionkey",
    "symmetrickey",
    "sharedkey",
    "secretkey",
    "apikey",
    "accesskey",
    "accountkey",
    "workspacekey",
    "productkey",
    "mackey",
    "transportkey",
    "recoverykey",
    "pkcs12value",
    "pfxblob",
    "bypasscode",
    "authorization",
];

/// Endings of the names of types whose `key` is a secret.
const OWNERS: [&str; 4] = ["key", "credential", "secret", "certificate"];

/// Whether a member with this name holds a secret.
fn is_secret(name: &str) -> bool {
    let is_pin = name.eq_ignore_ascii_case("pin") || name.ends_with("Pin");
    let name = name.to_ascii_lowercase();
    let one = name.strip_suffix('s').unwrap_or(&name);
    is_pin
        || ENDS
            .iter()
            .any(|end| name.ends_with(end) || one.ends_with(end))
}

/// Whether a member is called just `key`. The name alone does not tell whether it is a secret or the key of a key-value
/// pair.
fn is_bare_key(name: &str) -> bool {
    name.eq_ignore_ascii_case("key")
}

/// The value of a member, printed without its secrets: for a secret, only whether there is one. Nested members are
/// judged by their own names.
pub(super) struct Shown<'a> {
    is_secret: bool,
    view: View<'a>,
}

impl<'a> Shown<'a> {
    /// A field of a type. A `key` is a secret if it is binary, or if it belongs to a key or a credential.
    pub fn field(record: &dyn Record, index: usize, name: &str, view: View<'a>) -> Shown<'a> {
        let is_key = || {
            let owner = record.schema().name.to_ascii_lowercase();
            record.slot(index).kind().0 == "Edm.Binary"
                || OWNERS.iter().any(|end| owner.ends_with(end))
        };
        let is_secret = is_secret(name) || is_bare_key(name) && is_key();
        Shown { is_secret, view }
    }

    /// A member that has no field.
    pub fn member(name: &str, value: &'a Value) -> Shown<'a> {
        Shown {
            is_secret: is_secret(name) || is_bare_key(name),
            view: View::Value(value),
        }
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_secret && is_plain(self.view) {
            true => f.write_str("[hidden]"),
            false => self.view.fmt(f),
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

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |(name, value)| (name, Shown::member(name, value));
        f.debug_map().entries(self.iter().map(shown)).finish()
    }
}
