//! Limits that the documentation states for values.

use std::fmt;

/// A documented limit on the value of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// Maximum number of characters: Unicode code points, whatever their size in bytes.
    MaxLength(u64),
    /// Maximum number of bytes of text.
    MaxBytes(u64),
    /// Maximum number of elements of a list.
    MaxItems(u64),
    /// Minimum and maximum of a number, both inclusive.
    Range(i64, i64),
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::MaxLength(most) => write!(f, "at most {most} characters"),
            Limit::MaxBytes(most) => write!(f, "at most {most} bytes"),
            Limit::MaxItems(most) => write!(f, "at most {most} elements"),
            Limit::Range(first, last) => write!(f, "from {first} to {last}"),
        }
    }
}
