//! Types for values that are sent as strings, such as dates and binary data.

use std::{
    borrow::Cow,
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

use super::{
    read,
    record::{Item, Token, View},
};

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $view:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(Box<str>);

        impl $name {
            /// Returns the text as it is on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Item for $name {
            fn kind() -> &'static str {
                $kind
            }

            #[inline]
            fn from_token(token: Token<'_>) -> Option<$name> {
                match token {
                    Token::Str(text) => Some($name(text.into())),
                    _ => None,
                }
            }

            #[inline]
            fn view(&self) -> View<'_> {
                View::$view(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> $name {
                $name(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> $name {
                $name(text.into())
            }
        }

        impl From<Cow<'_, str>> for $name {
            fn from(text: Cow<'_, str>) -> $name {
                $name(text.into())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                read::deserialize_item(deserializer)
            }
        }
    };
}

/// Implements equality by the text on the wire. There is no ordering, because the order of the texts is not the order
/// of what they denote.
macro_rules! equal_by_text {
    ($($name:ident),*) => {$(
        impl PartialEq for $name {
            fn eq(&self, other: &$name) -> bool {
                self.0 == other.0
            }
        }

        impl Eq for $name {}

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.hash(state);
            }
        }
    )*};
}

text! {
    /// A point in time with its offset from UTC (`Edm.DateTimeOffset`), such as `2021-07-16T09:30:00.5Z`.
    ///
    /// Holds the text as it is on the wire and is compared by that text. To compare points in time, convert them with
    /// `to_jiff`, `to_time` or `to_chrono`, each with the feature of that crate.
    DateTimeOffset, "Edm.DateTimeOffset", Str
}

text! {
    /// A calendar date (`Edm.Date`), such as `2021-07-16`.
    ///
    /// Holds the text as it is on the wire and is compared by that text.
    Date, "Edm.Date", Str
}

text! {
    /// A time of day (`Edm.TimeOfDay`), such as `09:30:00.0000000`.
    ///
    /// Holds the text as it is on the wire and is compared by that text.
    TimeOfDay, "Edm.TimeOfDay", Str
}

text! {
    /// A duration in ISO 8601 format (`Edm.Duration`), such as `PT1H30M`.
    ///
    /// Holds the text as it is on the wire and is compared by that text. To compare durations, convert them with
    /// [`to_std`](Duration::to_std).
    Duration, "Edm.Duration", Str
}

text! {
    /// A globally unique identifier (`Edm.Guid`), such as `0a5fbd6c-7fb7-4d0e-9b9f-3cfd9a5c0d5b`.
    ///
    /// Holds the text as it is on the wire. Equality and ordering ignore letter case.
    Guid, "Edm.Guid", Guid
}

text! {
    /// Binary data in base64 or base64url (`Edm.Binary`).
    ///
    /// Holds the text as it is on the wire and is compared by that text.
    Binary, "Edm.Binary", Str
}

equal_by_text!(DateTimeOffset, Date, TimeOfDay, Duration, Binary);

impl Guid {
    fn letters(&self) -> impl Iterator<Item = u8> + '_ {
        self.0.bytes().map(|byte| byte.to_ascii_lowercase())
    }
}

impl PartialEq for Guid {
    fn eq(&self, other: &Guid) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Guid {}

impl Hash for Guid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.letters().for_each(|letter| state.write_u8(letter));
    }
}

impl Ord for Guid {
    fn cmp(&self, other: &Guid) -> Ordering {
        self.letters().cmp(other.letters())
    }
}

impl PartialOrd for Guid {
    fn partial_cmp(&self, other: &Guid) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
