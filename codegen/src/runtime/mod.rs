//! Support code shared by the types of this crate: how they are read and written, and how they keep the parts of a body
//! that have no field.
//!
//! Reading is lenient and loses nothing. A member without a field, an explicit null and a value that does not fit its
//! field are kept in the type's `extra`, and writing puts them back. Use [`type_mismatches`] to see what did not fit,
//! or [`from_value_strict`] to reject it.

mod action;
mod batch;
mod batch_responses;
mod beside;
mod change;
pub(crate) mod civil;
mod content;
mod content_mismatch;
mod decimal;
mod delta;
mod derive_impls;
mod duration;
pub mod envelope;
mod error;
mod exact;
mod fields;
mod flags;
mod handshake;
mod index;
#[cfg(feature = "json")]
pub mod json;
mod lifecycle;
mod limit;
mod link;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod moment;
mod notification;
mod number;
mod operation_state;
pub mod operations;
mod page;
mod patch;
mod path;
mod primitive;
mod property;
mod raw;
mod read;
mod record;
mod relationship;
mod resource;
mod response;
mod result;
mod schema;
mod secret;
mod service_error;
mod strict;
mod text;
mod tracker;
mod type_mismatch;
mod upload;
mod validation;
mod value;
mod value_read;
mod wire_enum;
#[cfg(feature = "aws-lc-rs")]
mod with_aws_lc_rs;
#[cfg(feature = "base64")]
mod with_base64;
#[cfg(feature = "chrono")]
mod with_chrono;
#[cfg(feature = "jiff")]
mod with_jiff;
#[cfg(feature = "rust_decimal")]
mod with_rust_decimal;
#[cfg(feature = "time")]
mod with_time;
#[cfg(feature = "uuid")]
mod with_uuid;
mod write;

pub use decimal::Decimal;
pub use error::Error;
pub use flags::FlagSet;
pub use limit::Limit;
pub use number::Number;
pub use page::Page;
pub use property::Property;
pub use raw::RawValue;
pub use resource::Resource;
pub use service_error::ServiceError;
pub use strict::{deserialize_strict, from_value_strict};
pub use text::{Binary, Date, DateTimeOffset, Duration, Guid, TimeOfDay};
pub use type_mismatch::{TypeMismatch, type_mismatches};
pub use validation::{LimitViolation, ValidationError};
pub use value::{Extra, Object, Value};
pub use value_read::from_value;
pub use wire_enum::Unrecognized;
pub use write::to_value;

#[doc(hidden)]
pub use read::{deserialize, deserialize_item};
#[doc(hidden)]
pub use wire_enum::{WireEnum, name, parse, read_name, view_name};

#[doc(hidden)]
pub use derive_impls::{copy, debug, equal};
#[doc(hidden)]
pub use fields::Fields;
#[doc(hidden)]
pub use record::{
    Accepted, Expansions, FieldVisitor, Item, Record, Slot, SlotCallback, Token, View, no_slot,
    no_slot_mut,
};
#[doc(hidden)]
pub use relationship::{bind, bind_list, set_related, set_related_list};
#[doc(hidden)]
pub use resource::set_type;
#[doc(hidden)]
pub use schema::Schema;
#[doc(hidden)]
pub use write::serialize;

// Used by every file of the crate that defines types.
#[allow(unused_imports, reason = "a crate may have no struct or no enum")]
pub(crate) use {derive_impls::serde_impls, fields::record, wire_enum::wire_enum};
