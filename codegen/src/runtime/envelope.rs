//! What is sent around resources: pages that link to the next one, delta queries, batches, upload sessions, errors, and
//! what the service posts to subscribers. Nothing in here opens a connection.

#[cfg(feature = "aws-lc-rs")]
pub use super::with_aws_lc_rs::{DecryptionError, DecryptionKey};
pub use super::{
    batch::{Batch, BatchError, BatchRequest},
    batch_responses::{BatchResponse, BatchResponses},
    change::{
        ChangeNotification, ChangeNotifications, ChangeType, EncryptedContent, LifecycleEvent,
    },
    delta::{Delta, Removed},
    handshake::Handshake,
    link::LinkError,
    response::Response,
    service_error::{ErrorDetail, InnerError, ServiceError},
    upload::{Chunk, Upload, UploadError},
};
