//! Reads bodies, of which no more are held than a limit.

use std::{error::Error, sync::Arc, time::Duration};

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::answer::{Problem, busy, problem};

/// Bytes of bodies and answers that are held at a time.
const HELD: usize = 64 << 20;

/// What a body may take.
pub struct Bodies {
    max_bytes: usize,
    patience: Duration,
    held: Arc<Semaphore>,
}

/// Bytes, and the permit to hold them.
pub struct Hold {
    bytes: Vec<u8>,
    permit: Option<OwnedSemaphorePermit>,
}

impl Hold {
    /// Holds more bytes, unless that is too much.
    fn add(&mut self, bytes: &[u8], held: &Arc<Semaphore>) -> bool {
        let Some(more) = permit(bytes.len(), held) else {
            return false;
        };
        match &mut self.permit {
            Some(permit) => permit.merge(more),
            None => self.permit = Some(more),
        }
        self.bytes.extend_from_slice(bytes);
        true
    }
}

impl AsRef<[u8]> for Hold {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

fn permit(bytes: usize, held: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
    let bytes = u32::try_from(bytes).ok()?;
    held.clone().try_acquire_many_owned(bytes).ok()
}

impl Bodies {
    /// Bodies of at most `max_bytes`, each within `patience`.
    pub fn new(max_bytes: usize, patience: Duration) -> Bodies {
        Bodies {
            max_bytes,
            patience,
            held: Arc::new(Semaphore::new(HELD.max(max_bytes))),
        }
    }

    /// Holds an answer until it is sent, unless that is too much.
    pub fn hold(&self, bytes: Vec<u8>) -> Option<Hold> {
        let permit = Some(permit(bytes.len(), &self.held)?);
        Some(Hold { bytes, permit })
    }

    /// The body of a request.
    pub async fn read(&self, headers: &HeaderMap, body: Body) -> Result<Hold, Problem> {
        let length = headers.get(header::CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|length| usize::try_from(length).is_ok_and(|l| l > self.max_bytes)) {
            return Err(self.too_large());
        }
        let read = timeout(self.patience, self.all(Limited::new(body, self.max_bytes)));
        read.await.unwrap_or_else(|_| {
            let message = "the body took too long";
            Err(problem(StatusCode::REQUEST_TIMEOUT, "$", message))
        })
    }

    async fn all(&self, mut body: Limited<Body>) -> Result<Hold, Problem> {
        let mut whole = Hold {
            bytes: Vec::new(),
            permit: None,
        };
        while let Some(frame) = body.frame().await {
            match frame {
                Ok(frame) => {
                    let data = frame.data_ref();
                    if data.is_some_and(|data| !whole.add(data, &self.held)) {
                        return Err(busy());
                    }
                }
                Err(error) if is_limit(error.as_ref()) => return Err(self.too_large()),
                Err(_) => {
                    let message = "the body broke off or is not encoded as its head says";
                    return Err(problem(StatusCode::BAD_REQUEST, "$", message));
                }
            }
        }
        Ok(whole)
    }

    fn too_large(&self) -> Problem {
        let message = format!("at most {} bytes are taken", self.max_bytes);
        problem(StatusCode::PAYLOAD_TOO_LARGE, "$", message)
    }
}

/// Whether a body could not be read because it is longer than the limit.
fn is_limit(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return true;
        }
        cause = error.source();
    }
    false
}
