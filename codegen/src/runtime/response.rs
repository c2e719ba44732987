//! The body of a response: what was requested, or the error that the service reports instead.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{
    ServiceError, Value, from_value,
    read::deserialize,
    record::{Item, Record, View},
    to_value, write,
};

/// What was requested, such as a [`Page`](super::Page), or the error that the service reports instead.
///
/// A body with an `error` is an error report if it has no `@odata.context` and no other member that `T` has a field
/// for. Read as a `T`, such a body would be empty.
///
/// A function that reads responses of any type has the bound `Response<T>: DeserializeOwned`.
#[derive(Clone, Debug, PartialEq)]
pub struct Response<T>(pub Result<T, ServiceError>);

impl<T> Response<T> {
    /// Converts the response to a `Result`, to be used with `?`.
    ///
    /// # Errors
    ///
    /// Returns the error that the service reports.
    pub fn into_result(self) -> Result<T, ServiceError> {
        self.0
    }
}

impl<'de, T: Record + Item> Deserialize<'de> for Response<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Response<T>, D::Error> {
        let record: T = deserialize(deserializer)?;
        match report(record.as_dyn()) {
            None => Ok(Response(Ok(record))),
            Some(error) => Ok(Response(Err(error.map_err(D::Error::custom)?))),
        }
    }
}

impl<T: Item> Serialize for Response<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Ok(record) => write::serialize(record, serializer),
            Err(error) => error.serialize(serializer),
        }
    }
}

/// Returns the error report that was read as another type.
pub(super) fn report(record: &dyn Record) -> Option<Result<ServiceError, super::Error>> {
    is_report(record).then(|| from_value(&to_value(record)))
}

fn is_report(record: &dyn Record) -> bool {
    let schema = record.schema();
    let own = schema.find("error", 0);
    let is_error = |value: &Value| matches!(value, Value::Object(_) | Value::String(_));
    let sent = record.extra().find("error");
    let mut is_report = sent.is_some_and(is_error);
    let mut is_alone = record.extra().find("@odata.context").is_none();
    record.for_each_field(|index, view| match own == Some(index) {
        true => is_report |= matches!(view, View::Record(_)) || is_error(&Value::from(*view)),
        false => is_alone = false,
    });
    is_report && is_alone
}
