//! Conversions from and to the types of the crate `uuid`.

use uuid::{Error, Uuid};

use super::Guid;

impl Guid {
    /// The identifier that the text names.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_uuid(&self) -> Result<Uuid, Error> {
        Uuid::parse_str(self.as_str())
    }
}

impl From<Uuid> for Guid {
    fn from(id: Uuid) -> Guid {
        Guid::from(id.to_string())
    }
}
