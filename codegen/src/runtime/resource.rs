//! The methods that all structs of this crate share.

use serde::{Serialize, de::DeserializeOwned};

use super::{
    Extra, Property, ValidationError, Value, patch,
    read::read_into,
    record::{Item, Record, Token},
    to_value,
    validation::violations,
};

/// The member that names the type of a value.
pub(super) const TYPE: &str = "@odata.type";

/// Methods of every structured type, entity or complex.
pub trait Resource: Record + Item + Default + Clone + Serialize + DeserializeOwned {
    /// The `@odata.type` of its values.
    const ODATA_TYPE: &'static str;

    /// Clears a property, and writes it as an explicit null so that a request clears it in the service too. An absent
    /// member would leave it unchanged there.
    fn set_null(&mut self, property: Property<Self>) {
        if let Some(index) = self.schema().find(property.name(), 0) {
            self.slot_mut(index).accept(Token::Null);
        }
        self.extra_mut().set_named(property.name(), Value::Null);
    }

    /// Whether a property was received as null or set to null. False if it is absent.
    fn is_null(&self, property: Property<Self>) -> bool {
        let is_empty = match self.schema().find(property.name(), 0) {
            Some(index) => self.as_dyn().slot(index).view().is_absent(),
            None => true,
        };
        let sent = self.extra().find(property.name());
        is_empty && sent.is_some_and(Value::is_null)
    }

    /// Casts the value to another type of its inheritance chain: a base type, the subtype that `@odata.type` names, or
    /// a type between the two.
    ///
    /// Returns `None` if the value is not known to be of that type. `@odata.type` is compared without its leading `#`
    /// and without regard to letter case.
    ///
    /// Nothing is lost in either direction: members that the other type has no field for are in its `extra`. A cast to
    /// a base type records the original type in `@odata.type`, so that casting back gives an equal value.
    fn cast<T: Resource>(&self) -> Option<T> {
        let mut cast = T::empty();
        let (own, target) = (self.schema(), cast.schema());
        let stated = self.extra().find(TYPE).and_then(Value::as_str);
        let stated = stated.map(|name| name.strip_prefix('#').unwrap_or(name));
        let is_one = target.covers(own.name)
            || own.covers(target.name) && stated.is_some_and(|name| target.covers(name));
        if !is_one {
            return None;
        }
        read_into(&to_value(self), &mut cast).ok()?;
        let is_by_cast = self.extra().find(TYPE).is_none() || self.extra().is_type_by_cast();
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

    /// Returns a value that was read in a form that can be sent back after editing: without read-only properties and
    /// without annotations of responses such as `@odata.etag`.
    ///
    /// Nested values and relationships are left unchanged, and `@odata.type` and `@odata.bind` are kept. A value that
    /// was built in code is better sent as it is, because the documentation is sometimes stricter than the service.
    fn writable(&self) -> Value {
        patch::writable(self)
    }

    /// Returns the body of a PATCH that turns `original` into this value: members that have another value, null for
    /// those that are gone, and nothing else.
    ///
    /// Nested values and lists are sent whole. In a nested value, null is sent for each member that is gone, because
    /// services merge it with the value they have.
    ///
    /// A member that is missing because it was not requested, for example with another `$select`, counts as cleared. To
    /// compare such values, use [`common_changes_since`](Resource::common_changes_since).
    fn changes_since(&self, original: &Self) -> Value {
        patch::changes(self, original)
    }

    /// Like [`changes_since`](Resource::changes_since), but compares only members that both values have, so that
    /// nothing is cleared.
    fn common_changes_since(&self, original: &Self) -> Value {
        patch::common_changes(self, original)
    }

    /// Checks the documented limits, in nested values too. Reading never checks them.
    ///
    /// # Errors
    ///
    /// The error names each value that exceeds a limit, with its path.
    fn validate(&self) -> Result<(), ValidationError> {
        let violations = violations(self);
        match violations.is_empty() {
            true => Ok(()),
            false => Err(ValidationError { violations }),
        }
    }
}

impl<R: Resource> From<&R> for Value {
    fn from(resource: &R) -> Value {
        to_value(resource)
    }
}

/// Sets `@odata.type` on a value built in code.
pub fn set_type(extra: &mut Extra, name: &'static str) {
    extra.insert(TYPE, name);
}
