//! The state of operations as JSON.

use msgraph_types::{
    CommsOperation,
    life::{Tracked, Tracker},
};
use serde_json::{Value, json};

/// All that a tracker knows.
pub fn state(tracker: &Tracker<CommsOperation>) -> Value {
    let operations: Vec<Value> = tracker.operations().map(operation).collect();
    let pending: Vec<&str> = tracker.pending().map(Tracked::key).collect();
    json!({
        "operations": operations,
        "pending": pending,
        "unattributed": tracker.unattributed(),
    })
}

fn operation(known: &Tracked<CommsOperation>) -> Value {
    json!({
        "key": known.key(),
        "type": known.type_name(),
        "sentType": known.operation().and_then(|known| known.extra.get("@odata.type")?.as_str()),
        "status": known.status(),
        "phase": known.phase().to_string(),
        "clientContext": known.client_context(),
        "resultClass": known.result_class().map(|class| class.as_str()),
        "gone": known.is_gone(),
        "conflict": known.is_conflicting(),
        "because": known.because(),
    })
}
