//! The interface between the generated structs and the code that reads and writes them.

use serde::{Deserializer, Serializer, de::DeserializeSeed};

use super::{
    Extra, Schema,
    field::Field,
    read::Root,
    slot::{Accepted, Item, Slot, Token, View, no_slot},
    write,
};

/// A structured type: its fields by their place in the schema, and what has no field.
pub trait Record {
    /// One that holds nothing, as one is before it is read.
    fn empty() -> Self
    where
        Self: Sized;
    /// Names.
    fn schema(&self) -> &'static Schema;
    /// A field.
    fn slot(&self, index: usize) -> &dyn Slot;
    /// A field, to be changed.
    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot;
    /// Shows the fields that hold something, in order.
    fn for_each_field<'a>(&'a self, show: &mut FieldCallback<'_, 'a>);
    /// Visits all fields in order, each in its own type.
    fn visit_fields<'a, V: FieldVisitor<'a>>(&'a self, visit: &mut V)
    where
        Self: Sized;
    /// What has no field.
    fn extra(&self) -> &Extra;
    /// What has no field, to be changed.
    fn extra_mut(&mut self) -> &mut Extra;
    /// Itself, out of its box.
    fn as_dyn(&self) -> &dyn Record
    where
        Self: Sized;
    /// Itself, out of its box.
    fn as_dyn_mut(&mut self) -> &mut dyn Record
    where
        Self: Sized;
}

/// What each struct has of its own, written by `record!`; the rest of a record follows from it once for all of them.
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

    /// Writes all that it holds.
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
    fn slot(&self, index: usize) -> &dyn Slot {
        let mut nth = Nth {
            before: Some(index),
            found: no_slot(),
        };
        Fields::visit_fields(self, &mut nth);
        nth.found
    }

    #[inline]
    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot {
        Fields::slot_mut(self, index)
    }

    #[inline]
    fn for_each_field<'a>(&'a self, show: &mut FieldCallback<'_, 'a>) {
        Fields::visit_fields(self, &mut Shown { show, next: 0 });
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
}

/// The boxed value in place of the box, so that no code is compiled for boxes.
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
    fn write_record<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Fields::write_record(&**self, serializer)
    }
}

/// Takes fields by their place.
pub type FieldCallback<'s, 'a> = dyn FnMut(usize, &View<'a>) + 's;

/// Finds the field at a place. Unlike a list of all places in each type it takes a while, but nothing to compile; what
/// reads a body asks for fields that it can change.
struct Nth<'a> {
    /// How many fields come before it; none once it was seen.
    before: Option<usize>,
    found: &'a dyn Slot,
}

impl<'a> FieldVisitor<'a> for Nth<'a> {
    // Once a type of field, not once a field.
    #[inline(never)]
    fn visit_field<F: Field>(&mut self, _: &'static str, field: &'a F) {
        if self.before == Some(0) {
            self.found = field;
        }
        self.before = self.before.and_then(|before| before.checked_sub(1));
    }
}

/// Takes fields in their own types.
pub trait FieldVisitor<'a> {
    /// Takes a field by its name on the wire, whether it holds something or not.
    fn visit_field<F: Field>(&mut self, name: &'static str, field: &'a F);
}

struct Shown<'v, 's, 'a> {
    show: &'v mut FieldCallback<'s, 'a>,
    /// The place of the field that comes next.
    next: usize,
}

impl<'a> FieldVisitor<'a> for Shown<'_, '_, 'a> {
    #[inline]
    fn visit_field<F: Field>(&mut self, _: &'static str, field: &'a F) {
        let view = field.view();
        if !view.is_absent() {
            (self.show)(self.next, &view);
        }
        self.next += 1;
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
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write_record(serializer)
    }

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
        // In its place from the start: such values are large.
        let mut record = <R as Fields>::empty();
        Root(Fields::as_dyn_mut(&mut record)).deserialize(deserializer)?;
        Ok(record)
    }
}

/// Implements for a struct all that lets the runtime read and write it: `Name: "qualified name";`, a row a field in
/// the order of their names on the wire, and what more its schema says. Places are counted here, so that a
/// new field changes nothing about the others. Where a type extends another, a value that is built states it. The compiler refuses a field that has no row.
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
    ) => {
        #[allow(deprecated, unused_assignments, unused_mut, unused_variables)]
        impl runtime::Fields for $name {
            #[inline]
            fn empty() -> Self {
                Self {
                    $($field: ::std::option::Option::None,)*
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
        }

        impl $name {
            /// What `@odata.type` says of its values.
            pub const ODATA_TYPE: &'static str = ::std::concat!("#", $qualified);
            $($(
                #[doc = ::std::concat!("Sets `", $related, "` to a resource of its type, or of one that extends it, to be created with this one.")]
                #[inline]
                pub fn $set(&mut self, value: impl runtime::Resource) {
                    runtime::set_related(&mut self.extra, $related, &value);
                }
                #[doc = ::std::concat!("Links `", $related, "` to the resource at an address (`@odata.bind`).")]
                #[inline]
                pub fn $bind(&mut self, url: impl ::std::convert::Into<::std::string::String>) {
                    runtime::bind(&mut self.extra, $related, url);
                }
            )*)?
            $($(
                #[doc = ::std::concat!("Sets `", $related_list, "` to resources of its type, or of one that extends it, to be created with this one.")]
                #[inline]
                pub fn $set_list<R: runtime::Resource>(&mut self, values: impl ::std::iter::IntoIterator<Item = R>) {
                    runtime::set_related_list(&mut self.extra, $related_list, values);
                }
                #[doc = ::std::concat!("Links `", $related_list, "` to the resources at these addresses (`@odata.bind`).")]
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

        runtime::serde_impls!($name);
    };
}
#[allow(unused_imports, reason = "a crate may have no such type")]
pub(crate) use record;
