//! Types for values that are sent as text, such as dates and binary data.

use std::{borrow::Cow, fmt};

use super::{
    read,
    slot::{Item, Token, View},
};

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        $(#[$doc])*
        ///
        /// Holds the text as it is on the wire; equality and order are those of the text.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The text on the wire.
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
                View::Str(&self.0)
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
                read::deserialize(deserializer)
            }
        }
    };
}

text! {
    /// A moment with its offset from UTC (`Edm.DateTimeOffset`), such as `2021-07-16T09:30:00.5Z`.
    DateTimeOffset, "Edm.DateTimeOffset"
}

text! {
    /// A day (`Edm.Date`), such as `2021-07-16`.
    Date, "Edm.Date"
}

text! {
    /// A time of day (`Edm.TimeOfDay`), such as `09:30:00.0000000`.
    TimeOfDay, "Edm.TimeOfDay"
}

text! {
    /// A length of time in ISO 8601 (`Edm.Duration`), such as `PT1H30M`.
    Duration, "Edm.Duration"
}

text! {
    /// A globally unique identifier (`Edm.Guid`), such as `0a5fbd6c-7fb7-4d0e-9b9f-3cfd9a5c0d5b`.
    Guid, "Edm.Guid"
}

text! {
    /// Bytes in base64 or base64url (`Edm.Binary`).
    Binary, "Edm.Binary"
}
