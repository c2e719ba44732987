//! Implementations that all types share, so that none needs its own derived copy.

use std::fmt;

use super::{
    record::Record,
    record::{Accepted, Item, Slot, Token, View},
    secret::Shown,
};

/// Clones a value.
pub fn copy<R: Record>(from: &R) -> R {
    let mut to = R::empty();
    copy_record(from, &mut to);
    to
}

fn copy_record(from: &dyn Record, to: &mut dyn Record) {
    from.for_each_field(|index, view| copy_view(*view, to.slot_mut(index)));
    to.extra_mut().clone_from(from.extra());
}

fn copy_view(view: View<'_>, to: &mut dyn Slot) {
    let token = match view {
        View::Absent => Token::Null,
        View::Bool(value) => Token::Bool(value),
        View::Number(number) => Token::Number(number),
        View::Str(text) | View::Guid(text) | View::Name(text) => Token::Str(text),
        View::Raw(raw) => Token::Raw(raw),
        View::Value(value) => value.into(),
        View::Record(_) => Token::Map,
        View::List(..) => Token::Seq,
    };
    match (to.accept(token), view) {
        (Accepted::Record(to), View::Record(from)) => copy_record(from, to),
        (Accepted::List(to), View::List(from, len)) => {
            (0..len).for_each(|index| copy_view(from.item(index), &mut *to));
        }
        (Accepted::Value(to), View::Value(from)) => to.clone_from(from),
        _ => {}
    }
}

/// Whether two values of a type have equal fields and equal entries in `extra`.
pub fn equal<T: Item>(a: &T, b: &T) -> bool {
    // A pointer, so that the compiler does not follow the comparison anew for each type.
    let equal: fn(&View<'_>, &View<'_>) -> bool = |a, b| a == b;
    equal(&a.view(), &b.view())
}

impl PartialEq for View<'_> {
    fn eq(&self, other: &View<'_>) -> bool {
        match (self, other) {
            (View::Absent, View::Absent) => true,
            (View::Bool(a), View::Bool(b)) => a == b,
            (View::Number(a), View::Number(b)) => a == b,
            (View::Str(a), View::Str(b)) => a == b,
            (View::Guid(a), View::Guid(b)) => a.eq_ignore_ascii_case(b),
            (View::Name(a), View::Name(b)) => a == b,
            (View::Raw(a), View::Raw(b)) => a == b,
            (View::Value(a), View::Value(b)) => a == b,
            (View::Record(a), View::Record(b)) => a.extra() == b.extra() && views(*a) == views(*b),
            (View::List(a, len), View::List(b, other)) => {
                len == other && (0..*len).all(|index| a.item(index) == b.item(index))
            }
            _ => false,
        }
    }
}

/// The fields that hold a value.
fn views(record: &dyn Record) -> Vec<(usize, View<'_>)> {
    let mut views = Vec::new();
    record.for_each_field(|index, view| views.push((index, *view)));
    views
}

/// Formats the fields that hold a value, and `extra` if it is not empty.
pub fn debug<T: Item>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    // `dyn`, so that the compiler does not follow the formatting anew for each type.
    let view: &dyn fmt::Debug = &value.view();
    view.fmt(f)
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            View::Absent => f.write_str("null"),
            View::Bool(value) => value.fmt(f),
            View::Number(number) => write!(f, "{number}"),
            View::Str(text) | View::Guid(text) => text.fmt(f),
            View::Name(name) => f.write_str(name),
            View::Raw(raw) => raw.fmt(f),
            View::Value(value) => value.fmt(f),
            View::Record(record) => debug_record(*record, f),
            View::List(list, len) => f
                .debug_list()
                .entries((0..*len).map(|index| list.item(index)))
                .finish(),
        }
    }
}

fn debug_record(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let schema = record.schema();
    let name = schema.name.rsplit('.').next().unwrap_or_default();
    let mut printed = f.debug_struct(name);
    record.for_each_field(|index, view| {
        let name = schema.fields.get(index).copied().unwrap_or_default();
        printed.field(name, &Shown::field(record, index, name, *view));
    });
    let extra = record.extra();
    if !extra.is_empty() {
        printed.field("extra", extra);
    }
    printed.finish()
}

/// Implements serde's traits for a type by means of the runtime.
#[allow(unused_macros, reason = "a crate may have no such type")]
macro_rules! serde_impls {
    ($name:ident, $deserialize:ident) => {
        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                runtime::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                runtime::$deserialize(deserializer)
            }
        }
    };
}
#[allow(unused_imports, reason = "a crate may have no such type")]
pub(crate) use serde_impls;
