//! Conversions from and to bytes, with the crate `base64`.

use base64::{
    DecodeError, Engine,
    alphabet::{STANDARD, URL_SAFE},
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::Binary;

/// OData writes base64url, most services base64; both sometimes omit the padding.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

impl Binary {
    /// Decodes the text, which may be base64 or base64url, with or without padding, in one line or several.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is neither.
    pub fn to_bytes(&self) -> Result<Vec<u8>, DecodeError> {
        let is_break = |c: char| matches!(c, '\r' | '\n' | '\t');
        let text = self.as_str().replace(is_break, "");
        let alphabet = match text.contains(['-', '_']) {
            true => &URL_SAFE,
            false => &STANDARD,
        };
        GeneralPurpose::new(alphabet, LENIENT).decode(text)
    }

    /// Encodes bytes in base64 with padding.
    pub fn from_bytes(bytes: &[u8]) -> Binary {
        Binary::from(GeneralPurpose::new(&STANDARD, LENIENT).encode(bytes))
    }
}
