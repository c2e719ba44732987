//! The state of operations as JSON.

use msgraph_types::{CommsOperation, operations::OperationState};
use serde::Serialize;

use crate::store::Page;

/// Some of the operations, and how to request the rest.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shown<'p> {
    operations: Vec<Operation<'p>>,
    pending: Vec<&'p str>,
    unattributed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forgotten: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_problem: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Operation<'p> {
    key: &'p str,
    r#type: Option<&'static str>,
    sent_type: Option<&'p str>,
    status: Option<&'p str>,
    phase: String,
    client_context: Option<&'p str>,
    result_class: Option<&'static str>,
    gone: bool,
    conflict: bool,
    because: Option<&'static str>,
}

impl Shown<'_> {
    /// Shows a page of operations.
    pub fn of(page: &Page) -> Shown<'_> {
        let pending = page.operations.iter().filter(|known| known.is_pending());
        Shown {
            operations: page.operations.iter().map(Operation::of).collect(),
            pending: pending.map(OperationState::key).collect(),
            unattributed: page.unattributed,
            next: page.next.map(|next| format!("/operations?after={next}")),
            forgotten: Some(page.forgotten).filter(|count| *count > 0),
            rejected: Some(page.rejected).filter(|count| *count > 0),
            last_problem: page.last_problem.as_ref().map(ToString::to_string),
        }
    }
}

impl Operation<'_> {
    fn of(known: &OperationState<CommsOperation>) -> Operation<'_> {
        let sent = known.operation();
        Operation {
            key: known.key(),
            r#type: known.type_name(),
            sent_type: sent.and_then(|sent| sent.extra.get("@odata.type")?.as_str()),
            status: known.status(),
            phase: known.phase().to_string(),
            client_context: known.client_context(),
            result_class: known.result_class().map(|class| class.as_str()),
            gone: known.is_deleted(),
            conflict: known.is_conflicting(),
            because: known.source_sentence(),
        }
    }
}
