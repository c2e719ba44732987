//! Decryption of the resources in change notifications, with the crate `aws-lc-rs`.

use std::fmt;

use aws_lc_rs::{
    cipher::{
        AES_256, AES_CBC_IV_LEN, DecryptionContext, PaddedBlockDecryptingKey, UnboundCipherKey,
    },
    error::Unspecified,
    hmac::{self, HMAC_SHA256},
    iv::FixedLength,
    rsa::{OAEP_SHA1_MGF1SHA1, OaepPrivateDecryptingKey, PrivateDecryptingKey},
};

use super::{Binary, change::EncryptedContent};

/// The private key of the certificate that a subscription was created with.
pub struct DecryptionKey(OaepPrivateDecryptingKey);

/// Why a resource cannot be decrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecryptionError {
    /// The private key is not an RSA key of at least 2,048 bits in PKCS #8 format.
    PrivateKey,
    /// A member is absent or is not valid base64.
    Member(&'static str),
    /// The data key was encrypted with another certificate.
    DataKey,
    /// The signature does not match: the data is not what the service sent.
    Signature,
    /// The data is genuine, but not encrypted as documented.
    Data,
}

impl fmt::Display for DecryptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = match self {
            DecryptionError::PrivateKey => "expected an RSA key of at least 2048 bits in PKCS #8",
            DecryptionError::Member(name) => return write!(f, "expected base64 in `{name}`"),
            DecryptionError::DataKey => "`dataKey` was not encrypted for this private key",
            DecryptionError::Signature => "`dataSignature` is not the signature of `data`",
            DecryptionError::Data => "`data` is not encrypted by AES-256-CBC",
        };
        f.write_str(message)
    }
}

impl std::error::Error for DecryptionError {}

impl fmt::Debug for DecryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecryptionKey").finish_non_exhaustive()
    }
}

impl DecryptionKey {
    /// Reads a private key in PKCS #8 format from its bytes (DER). In a PEM file, these are the base64 text between the
    /// lines with `BEGIN PRIVATE KEY` and `END PRIVATE KEY`.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are not such a key.
    pub fn from_pkcs8(der: &[u8]) -> Result<DecryptionKey, DecryptionError> {
        let key = PrivateDecryptingKey::from_pkcs8(der).map_err(|_| DecryptionError::PrivateKey)?;
        let key = OaepPrivateDecryptingKey::new(key).map_err(|_| DecryptionError::PrivateKey)?;
        Ok(DecryptionKey(key))
    }

    fn decrypt(&self, encrypted: &[u8]) -> Result<Vec<u8>, Unspecified> {
        let mut decrypted = vec![0; self.0.min_output_size()];
        let length = self
            .0
            .decrypt(&OAEP_SHA1_MGF1SHA1, encrypted, &mut decrypted, None)?
            .len();
        decrypted.truncate(length);
        Ok(decrypted)
    }
}

impl EncryptedContent {
    /// Verifies the signature of the resource and decrypts it to JSON text, from which its type can be read.
    /// [`encryption_certificate_id`](EncryptedContent::encryption_certificate_id) tells which key to use.
    ///
    /// # Errors
    ///
    /// Returns an error if the resource was encrypted for another key or was tampered with.
    pub fn decrypt(&self, key: &DecryptionKey) -> Result<Vec<u8>, DecryptionError> {
        let data = bytes("data", self.data.as_deref())?;
        let data_key = bytes("dataKey", self.data_key.as_deref())?;
        let signature = bytes("dataSignature", self.data_signature.as_deref())?;
        let data_key = key
            .decrypt(&data_key)
            .map_err(|_| DecryptionError::DataKey)?;
        hmac::verify(&hmac::Key::new(HMAC_SHA256, &data_key), &data, &signature)
            .map_err(|_| DecryptionError::Signature)?;
        open(data, &data_key).map_err(|_| DecryptionError::Data)
    }
}

/// Decrypts with AES-256-CBC and PKCS #7 padding. The initialization vector is the beginning of the key.
fn open(mut data: Vec<u8>, key: &[u8]) -> Result<Vec<u8>, Unspecified> {
    let vector: &[u8; AES_CBC_IV_LEN] = key.first_chunk().ok_or(Unspecified)?;
    let context = DecryptionContext::Iv128(FixedLength::from(vector));
    let key = PaddedBlockDecryptingKey::cbc_pkcs7(UnboundCipherKey::new(&AES_256, key)?)?;
    let length = key.decrypt(&mut data, context)?.len();
    data.truncate(length);
    Ok(data)
}

fn bytes(name: &'static str, text: Option<&str>) -> Result<Vec<u8>, DecryptionError> {
    let text = text.ok_or(DecryptionError::Member(name))?;
    Binary::from(text)
        .to_bytes()
        .map_err(|_| DecryptionError::Member(name))
}
