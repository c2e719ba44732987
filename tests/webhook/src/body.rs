//! Reads bodies, with a limit on the bytes held at a time.

use std::{error::Error, sync::Arc, time::Duration};

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::timeout;

use crate::{
    answer::{Problem, busy, problem},
    connections::Closer,
    held::{Hold, Room},
};

/// Maximum number of bytes of bodies and responses held at a time.
const HELD: usize = 64 << 20;

/// Limits for bodies.
pub struct Bodies {
    max_bytes: usize,
    patience: Duration,
    room: Arc<Room>,
}

impl Bodies {
    /// Allows bodies of at most `max_bytes`, each of which must arrive within `patience`.
    pub fn new(max_bytes: usize, patience: Duration) -> Bodies {
        Bodies {
            max_bytes,
            patience,
            room: Arc::new(Room::new(HELD.max(max_bytes))),
        }
    }

    /// Holds a response until it is sent, if there is room for it.
    pub fn hold(&self, bytes: Vec<u8>, closer: Closer) -> Option<Hold> {
        let mut held = self.room.hold(closer);
        held.fill(bytes).then_some(held)
    }

    /// Reads the body of a request.
    pub async fn read(
        &self,
        headers: &HeaderMap,
        body: Body,
        closer: Closer,
    ) -> Result<Hold, Problem> {
        let length = headers.get(header::CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|length| usize::try_from(length).is_ok_and(|l| l > self.max_bytes)) {
            return Err(self.too_large());
        }
        let whole = self.all(Limited::new(body, self.max_bytes), self.room.hold(closer));
        let read = timeout(self.patience, whole);
        read.await.unwrap_or_else(|_| {
            let message = "timed out while reading the body";
            Err(problem(StatusCode::REQUEST_TIMEOUT, "$", message))
        })
    }

    async fn all(&self, mut body: Limited<Body>, mut whole: Hold) -> Result<Hold, Problem> {
        while let Some(frame) = body.frame().await {
            match frame {
                Ok(frame) => {
                    let data = frame.data_ref();
                    if data.is_some_and(|data| !whole.add(data)) {
                        return Err(busy());
                    }
                }
                Err(error) if is_limit(error.as_ref()) => return Err(self.too_large()),
                Err(_) => {
                    let message = "the body is incomplete or its encoding is invalid";
                    return Err(problem(StatusCode::BAD_REQUEST, "$", message));
                }
            }
        }
        Ok(whole)
    }

    /// Number of bytes held now.
    #[cfg(test)]
    pub fn held(&self) -> usize {
        self.room.sum()
    }

    fn too_large(&self) -> Problem {
        let message = format!("the body exceeds {} bytes", self.max_bytes);
        problem(StatusCode::PAYLOAD_TOO_LARGE, "$", message)
    }
}

/// Whether a body could not be read because it exceeds the limit.
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
