//! The implementation that generated structs share, on top of the few functions that each has itself.

use serde::Serializer;

use super::{
    Extra, Schema,
    record::{
        Accepted, Expansions, Field, FieldVisitor, Item, Record, Slot, SlotCallback, Token, View,
    },
    write,
};

/// What each struct implements itself, by means of `record!`. Everything else follows from it, once for all structs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not known to be a type of this crate",
    note = "in a generic function, use the bound `Resource`"
)]
pub trait Fields: Sized {
    /// See [`Record::empty`].
    fn empty() -> Self;
    /// See [`Record::schema`].
    fn schema() -> &'static Schema;
    /// See [`Record::slot_mut`].
    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot;
    /// See [`Record::visit_fields`].
    fn visit_fields<'a, V: FieldVisitor<'a>>(&'a self, visit: &mut V);
    /// See [`Record::extra`].
    fn extra(&self) -> &Extra;
    /// See [`Record::extra_mut`].
    fn extra_mut(&mut self) -> &mut Extra;

    /// See [`Record::expansions`].
    #[inline]
    fn expansions(_: &mut Expansions) {}

    /// Writes everything that it holds.
    #[inline]
    fn write_record<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write::record(self, serializer)
    }

    /// See [`Record::as_dyn`].
    #[inline]
    fn as_dyn(&self) -> &dyn Record {
        self
    }

    /// See [`Record::as_dyn_mut`].
    #[inline]
    fn as_dyn_mut(&mut self) -> &mut dyn Record {
        self
    }
}

impl<R: Fields> Record for R {
    #[inline]
    fn empty() -> R {
        <R as Fields>::empty()
    }

    #[inline]
    fn schema(&self) -> &'static Schema {
        <R as Fields>::schema()
    }

    #[inline]
    fn visit_slots<'a>(&'a self, visit: &mut SlotCallback<'_, 'a>) {
        Fields::visit_fields(self, &mut Slots(visit));
    }

    #[inline]
    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot {
        Fields::slot_mut(self, index)
    }

    #[inline]
    fn visit_fields<'a, V: FieldVisitor<'a>>(&'a self, visit: &mut V) {
        Fields::visit_fields(self, visit);
    }

    #[inline]
    fn extra(&self) -> &Extra {
        Fields::extra(self)
    }

    #[inline]
    fn extra_mut(&mut self) -> &mut Extra {
        Fields::extra_mut(self)
    }

    #[inline]
    fn as_dyn(&self) -> &dyn Record {
        Fields::as_dyn(self)
    }

    #[inline]
    fn as_dyn_mut(&mut self) -> &mut dyn Record {
        Fields::as_dyn_mut(self)
    }

    #[inline]
    fn expansions(all: &mut Expansions) {
        <R as Fields>::expansions(all);
    }
}

/// Forwards to the boxed value, so that no code is compiled for boxes.
impl<R: Fields> Fields for Box<R> {
    #[inline]
    fn empty() -> Box<R> {
        Box::new(<R as Fields>::empty())
    }

    #[inline]
    fn schema() -> &'static Schema {
        <R as Fields>::schema()
    }

    #[inline]
    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot {
        Fields::slot_mut(&mut **self, index)
    }

    #[inline]
    fn visit_fields<'a, V: FieldVisitor<'a>>(&'a self, visit: &mut V) {
        Fields::visit_fields(&**self, visit);
    }

    #[inline]
    fn extra(&self) -> &Extra {
        Fields::extra(&**self)
    }

    #[inline]
    fn extra_mut(&mut self) -> &mut Extra {
        Fields::extra_mut(&mut **self)
    }

    #[inline]
    fn as_dyn(&self) -> &dyn Record {
        Fields::as_dyn(&**self)
    }

    #[inline]
    fn as_dyn_mut(&mut self) -> &mut dyn Record {
        Fields::as_dyn_mut(&mut **self)
    }

    #[inline]
    fn expansions(all: &mut Expansions) {
        <R as Fields>::expansions(all);
    }

    #[inline]
    fn write_record<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Fields::write_record(&**self, serializer)
    }
}

struct Slots<'v, 's, 'a>(&'v mut SlotCallback<'s, 'a>);

impl<'a> FieldVisitor<'a> for Slots<'_, '_, 'a> {
    #[inline]
    fn visit_field<F: Field>(&mut self, _: &'static str, field: &'a F) {
        (self.0)(field);
    }
}

impl<R: Fields> Item for R {
    #[inline]
    fn kind() -> &'static str {
        <R as Fields>::schema().name
    }

    #[inline]
    fn from_token(token: Token<'_>) -> Option<R> {
        match token {
            Token::Map => Some(<R as Fields>::empty()),
            _ => None,
        }
    }

    #[inline]
    fn fits(token: Token<'_>) -> bool {
        matches!(token, Token::Map)
    }

    #[inline]
    fn finish(&mut self, _: Token<'_>) -> Accepted<'_> {
        Accepted::Record(Fields::as_dyn_mut(self))
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Record(Fields::as_dyn(self))
    }

    #[inline]
    fn expansions(all: &mut Expansions) {
        <R as Fields>::expansions(all);
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write_record(serializer)
    }
}

/// Implements everything that the runtime needs to read and write a struct. The header is `Name: "qualified name";`,
/// followed by a row for each field, sorted by wire name, and optional parts of the schema.
///
/// Indexes are counted here, so that a new field changes nothing about the others. If a type extends another,
/// `default_type` is the `@odata.type` of values built in code. A field without a row is a compile error.
///
/// Types of the prelude are named by their paths, because a type of the crate may hide them. Nothing hides values such as
/// `None`.
#[allow(unused_macros, reason = "a crate may have no such type")]
macro_rules! record {
    (
        $name:ident: $qualified:literal;
        $(default_type: $default:literal;)?
        fields { $($field:ident: $wire:literal,)* }
        $(subtypes { $($subtype:literal,)* })?
        $(read_only { $($read_only:literal,)* })?
        $(limits { $($limited:literal: $limit:ident($($bound:expr),*),)* })?
        $(related { $($related:literal: $set:ident $bind:ident,)* })?
        $(related_lists { $($related_list:literal: $set_list:ident $bind_list:ident,)* })?
        $(expands { $($(#[$gate:meta])* $expanded:literal: $target:ty;)* $(..$inner:ty;)* })?
    ) => {
        #[allow(deprecated, unused_assignments, unused_mut, unused_variables)]
        impl runtime::Fields for $name {
            #[inline]
            fn empty() -> Self {
                Self {
                    $($field: None,)*
                    extra: runtime::Extra::new(),
                    __non_exhaustive: (),
                }
            }
            #[inline]
            fn schema() -> &'static runtime::Schema {
                static SCHEMA: runtime::Schema = runtime::Schema::new($qualified, &[$($wire),*])
                    $(.subtypes(&[$($subtype),*]))?
                    $(.read_only(&[$($read_only),*]))?
                    $(.limits(&[$(($limited, runtime::Limit::$limit($($bound),*))),*]))?
                    $(.related(&[$($related),*]))?
                    $(.related_lists(&[$($related_list),*]))?;
                &SCHEMA
            }
            #[inline]
            fn slot_mut(&mut self, index: usize) -> &mut dyn runtime::Slot {
                let mut place = 0;
                $(
                    if index == place {
                        return &mut self.$field;
                    }
                    place += 1;
                )*
                runtime::no_slot_mut()
            }
            #[inline]
            fn visit_fields<'a, V: runtime::FieldVisitor<'a>>(&'a self, visit: &mut V) {
                $(visit.visit_field($wire, &self.$field);)*
            }
            #[inline]
            fn extra(&self) -> &runtime::Extra {
                &self.extra
            }
            #[inline]
            fn extra_mut(&mut self) -> &mut runtime::Extra {
                &mut self.extra
            }
            $(
                #[inline]
                fn expansions(all: &mut runtime::Expansions) {
                    if all.add($qualified) {
                        $(
                            $(#[$gate])*
                            {
                                all.expand::<$target>($qualified, $expanded);
                                <$target as runtime::Fields>::expansions(all);
                            }
                        )*
                        $(<$inner as runtime::Fields>::expansions(all);)*
                    }
                }
            )?
        }

        impl $name {
            /// The `@odata.type` of its values.
            pub const ODATA_TYPE: &'static str = ::std::concat!("#", $qualified);
            $($(
                #[doc = ::std::concat!("Sets `", $related, "` to a new resource, to be created together with this one. It must be of the relationship's type or of one that extends it.")]
                #[inline]
                pub fn $set(&mut self, value: impl runtime::Resource) {
                    runtime::set_related(&mut self.extra, $related, &value);
                }
                #[doc = ::std::concat!("Links `", $related, "` to the existing resource at a URL (`@odata.bind`).")]
                #[inline]
                pub fn $bind(&mut self, url: impl ::std::convert::Into<::std::string::String>) {
                    runtime::bind(&mut self.extra, $related, url);
                }
            )*)?
            $($(
                #[doc = ::std::concat!("Sets `", $related_list, "` to new resources, to be created together with this one. They must be of the relationship's type or of types that extend it.")]
                #[inline]
                pub fn $set_list<R: runtime::Resource>(&mut self, values: impl ::std::iter::IntoIterator<Item = R>) {
                    runtime::set_related_list(&mut self.extra, $related_list, values);
                }
                #[doc = ::std::concat!("Links `", $related_list, "` to the existing resources at these URLs (`@odata.bind`).")]
                #[inline]
                pub fn $bind_list<U: ::std::convert::Into<::std::string::String>>(&mut self, urls: impl ::std::iter::IntoIterator<Item = U>) {
                    runtime::bind_list(&mut self.extra, $related_list, urls);
                }
            )*)?
        }

        impl runtime::Resource for $name {
            const ODATA_TYPE: &'static str = Self::ODATA_TYPE;
        }

        impl ::std::default::Default for $name {
            #[inline]
            fn default() -> Self {
                #[allow(unused_mut)]
                let mut new = <Self as runtime::Fields>::empty();
                $(runtime::set_type(&mut new.extra, $default);)?
                new
            }
        }

        impl ::std::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                runtime::copy(self)
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                runtime::debug(self, f)
            }
        }

        impl ::std::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                runtime::equal(self, other)
            }
        }

        runtime::serde_impls!($name, deserialize);
    };
}
#[allow(unused_imports, reason = "a crate may have no such type")]
pub(crate) use record;
