//! The operations that all structs of this crate share.

use serde::{Serialize, de::DeserializeOwned};

use super::{
    Extra, Property, ValidationError, Value,
    limit::excesses,
    patch,
    read::read_into,
    record::Record,
    slot::{Item, Token},
    to_value,
};

/// The member that says what type a value is of.
pub(super) const TYPE: &str = "@odata.type";

/// What can be done with a value of every structured type, entity or complex.
pub trait Resource: Record + Item + Default + Clone + Serialize + DeserializeOwned {
    /// What `@odata.type` says of its values.
    const ODATA_TYPE: &'static str;

    /// Clears a property and writes the null that a request needs to clear it at the service. An absent
    /// member leaves it alone there.
    fn set_null(&mut self, property: Property<Self>) {
        if let Some(index) = self.schema().find(property.name(), 0) {
            self.slot_mut(index).accept(Token::Null);
        }
        self.extra_mut().set_named(property.name(), Value::Null);
    }

    /// Whether a property was sent as null, or set to it. False for one that is absent.
    fn is_null(&self, property: Property<Self>) -> bool {
        let is_empty = match self.schema().find(property.name(), 0) {
            Some(index) => self.slot(index).view().is_absent(),
            None => true,
        };
        let sent = self.extra().find(property.name());
        is_empty && sent.is_some_and(Value::is_null)
    }

    /// The same value as another type of its line: a base, or a subtype that is the one that `@odata.type` names
    /// or a base of it (`#` in front and the case of ASCII letters ignored). Nothing is lost either way: what the
    /// other type has no field for is in its `extra`. A base states the type that the value had, so that casting it back
    /// gives the value that it was. `None` if the value is not known to be one of that type, and
    /// it is then still here: whatever a body calls itself, a drive item becomes no user.
    fn cast<T: Resource>(&self) -> Option<T> {
        let mut cast = T::empty();
        let (own, target) = (self.schema(), cast.schema());
        let stated = self.extra().get(TYPE).and_then(Value::as_str);
        let stated = stated.map(|name| name.strip_prefix('#').unwrap_or(name));
        let is_one = target.covers(own.name)
            || own.covers(target.name) && stated.is_some_and(|name| target.covers(name));
        if !is_one {
            return None;
        }
        read_into(&to_value(self), &mut cast).ok()?;
        let is_by_cast = self.extra().get(TYPE).is_none() || self.extra().is_type_by_cast();
        if is_by_cast {
            let name = stated.unwrap_or(own.name);
            let extra = cast.extra_mut();
            extra.remove(TYPE);
            if name != target.name {
                extra.state_type(name);
            }
        }
        Some(cast)
    }

    /// What was read, to be sent back once it is edited: without the properties that only the service sets, and
    /// without annotations of responses such as `@odata.etag`. Nested values and relationships are sent as they are,
    /// `@odata.type` and `@odata.bind` as well. What was built is better sent as it is, for pages are at times stricter
    /// than the service.
    fn writable(&self) -> Value {
        patch::writable(self)
    }

    /// The body of a PATCH that makes `original` into this: members with another value, null for
    /// those that are gone, nothing else. Nested values and lists are sent whole, and null for each member that
    /// is gone from a nested value, for a service merges it with what it has.
    ///
    /// What one of two reads did not ask for, by another `$select`, is missing there and not cleared: compare these by
    /// [`common_changes_since`](Resource::common_changes_since).
    fn changes_since(&self, original: &Self) -> Value {
        patch::changes(self, original)
    }

    /// As [`changes_since`](Resource::changes_since), but only of members that both have: nothing is cleared.
    fn common_changes_since(&self, original: &Self) -> Value {
        patch::common_changes(self, original)
    }

    /// Checks the limits that the documentation states, in nested values too. Reading never does.
    ///
    /// # Errors
    ///
    /// Names each value that is beyond a limit, with its path.
    fn validate(&self) -> Result<(), ValidationError> {
        let excesses = excesses(self);
        match excesses.is_empty() {
            true => Ok(()),
            false => Err(ValidationError { excesses }),
        }
    }
}

impl<R: Resource> From<&R> for Value {
    fn from(resource: &R) -> Value {
        to_value(resource)
    }
}

/// Says in a value that is built of what type it is.
pub fn set_type(extra: &mut Extra, name: &'static str) {
    extra.insert(TYPE, name);
}
