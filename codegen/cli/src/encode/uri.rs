//! References to files, as SARIF uses them.

use std::{fmt::Write, path::Path};

/// Formats a path as a URI reference. Relative paths stay relative, to be resolved from the root of the checkout.
pub fn path(path: &str) -> String {
    let slashes = path.replace('\\', "/");
    let mut uri = String::new();
    if Path::new(path).is_absolute() {
        uri += if slashes.starts_with('/') {
            "file://"
        } else {
            "file:///"
        };
    }
    for byte in slashes.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}
