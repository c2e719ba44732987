//! Notifications of subscriptions.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use msgraph_types::envelope::ChangeNotification;
use serde::Serialize;

use crate::{answer::Fault, store::NAME};

/// Number of notifications to keep.
const KEPT: usize = 1000;

/// The newest notifications of subscriptions.
pub struct Changes {
    client_state: Option<String>,
    newest: Mutex<VecDeque<Change>>,
}

/// The part of a notification that is shown.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    subscription_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lifecycle_event: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<String>,
    is_encrypted: bool,
}

impl Changes {
    /// Accepts only notifications that carry `client_state`, if one is given.
    pub fn new(client_state: Option<String>) -> Changes {
        Changes {
            client_state,
            newest: Mutex::default(),
        }
    }

    fn newest(&self) -> MutexGuard<'_, VecDeque<Change>> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a notification. Returns whether its texts are short enough.
    ///
    /// # Errors
    ///
    /// Returns an error if it was not sent by the service.
    pub fn take(&self, sent: &ChangeNotification) -> Result<bool, Fault> {
        if self
            .client_state
            .as_ref()
            .is_some_and(|own| !sent.has_client_state(own))
        {
            return Err(Fault::new(
                "clientState",
                "expected that of the subscription",
            ));
        }
        let change = Change {
            subscription_id: sent
                .subscription_id
                .as_ref()
                .map(|id| id.as_str().to_owned()),
            change_type: sent
                .change_type
                .as_ref()
                .map(|kind| kind.as_str().to_owned()),
            lifecycle_event: sent
                .lifecycle_event
                .as_ref()
                .map(|event| event.as_str().to_owned()),
            resource: sent.resource.clone(),
            is_encrypted: sent.encrypted_content.is_some(),
        };
        let texts = [
            &change.subscription_id,
            &change.change_type,
            &change.lifecycle_event,
            &change.resource,
        ];
        if texts.into_iter().flatten().any(|text| text.len() > NAME) {
            return Ok(false);
        }
        let mut newest = self.newest();
        newest.truncate(KEPT - 1);
        newest.push_front(change);
        Ok(true)
    }

    /// Returns the newest notifications, the latest first.
    pub fn list(&self) -> Vec<Change> {
        self.newest().iter().cloned().collect()
    }
}
