//! Properties as constants, so that a misspelled name does not compile.

use std::{borrow::Cow, fmt, marker::PhantomData, ops::Deref};

use super::Limit;

/// A property of the type `T`: its name in a body and in `$select`, and what the documentation says about it.
///
/// Every type has a constant for each of its properties, so that code can name them without misspelling them.
pub struct Property<T> {
    name: &'static str,
    read_only: bool,
    limits: &'static [Limit],
    of: PhantomData<fn() -> T>,
}

impl<T> Property<T> {
    #[doc(hidden)]
    pub const fn new(name: &'static str) -> Property<T> {
        Property {
            name,
            read_only: false,
            limits: &[],
            of: PhantomData,
        }
    }

    #[doc(hidden)]
    pub const fn read_only(name: &'static str) -> Property<T> {
        let mut property = Property::new(name);
        property.read_only = true;
        property
    }

    #[doc(hidden)]
    pub const fn limited(mut self, limits: &'static [Limit]) -> Property<T> {
        self.limits = limits;
        self
    }

    /// Returns the name on the wire.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether only the service can set it.
    pub const fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Returns the limits on its value that the documentation states.
    pub const fn limits(&self) -> &'static [Limit] {
        self.limits
    }

    /// Returns the value of `$select` or `$expand` that names these properties.
    pub fn select(properties: &[Property<T>]) -> String {
        let names: Vec<&str> = properties.iter().map(Property::name).collect();
        names.join(",")
    }
}

/// Dereferences to the name on the wire.
impl<T> Deref for Property<T> {
    type Target = str;

    fn deref(&self) -> &str {
        self.name
    }
}

impl<T> AsRef<str> for Property<T> {
    fn as_ref(&self) -> &str {
        self.name
    }
}

impl<T> From<Property<T>> for String {
    fn from(property: Property<T>) -> String {
        property.name.to_owned()
    }
}

impl<T> From<Property<T>> for Cow<'static, str> {
    fn from(property: Property<T>) -> Cow<'static, str> {
        Cow::Borrowed(property.name)
    }
}

impl<T> Clone for Property<T> {
    fn clone(&self) -> Property<T> {
        *self
    }
}

impl<T> Copy for Property<T> {}

impl<T> fmt::Debug for Property<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.name, f)
    }
}

impl<T> fmt::Display for Property<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
}
