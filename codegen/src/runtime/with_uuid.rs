//! Conversions from and to `uuid::Uuid`.

use uuid::{Error, Uuid};

use super::Guid;

impl Guid {
    /// Parses the text as a UUID.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a valid UUID.
    pub fn to_uuid(&self) -> Result<Uuid, Error> {
        Uuid::parse_str(self.as_str())
    }
}

impl From<Uuid> for Guid {
    fn from(id: Uuid) -> Guid {
        Guid::from(id.to_string())
    }
}
