//! Follows one operation and reports its progress.

use msgraph_types::{
    CommsNotifications, CommsOperation,
    operations::{Effect, Expectation, Notification, Observation, Phase, Tracker, TrackerEvent},
};

/// Number of other operations to keep, which show whether it is clear which one is meant. A stream may be about any
/// number of them.
const OTHERS: usize = 16;

/// How the operation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Successfully.
    Completed,
    /// Without success.
    Failed,
    /// The outcome is unknown.
    Unspecified,
}

impl End {
    /// Returns the exit code.
    pub fn code(self) -> u8 {
        match self {
            End::Completed => 0,
            End::Failed => 2,
            End::Unspecified => 3,
        }
    }
}

/// Follows the operation of a response or, if the response had none, the first one observed.
pub struct Watch {
    tracker: Tracker<CommsOperation>,
    key: Option<String>,
    explain: bool,
}

impl Watch {
    /// Creates a watch that has observed nothing.
    pub fn new(explain: bool) -> Watch {
        Watch {
            tracker: Tracker::new(),
            key: None,
            explain,
        }
    }

    /// Adds the response to the action. Returns lines to print.
    pub fn answer(&mut self, answer: Option<&CommsOperation>) -> Vec<String> {
        let step = self.tracker.response(answer);
        let mut lines = self.step(&step);
        let words = match CommsOperation::expectation(answer) {
            Expectation::UpdatesFollow => "updates follow",
            Expectation::Finished => "no updates follow",
            _ => "the documentation does not say whether updates follow",
        };
        lines.push(words.to_owned());
        lines
    }

    /// Adds notifications. Returns lines to print.
    pub fn batch(&mut self, batch: &CommsNotifications) -> Vec<String> {
        let mut lines = Vec::new();
        for (number, item) in batch.items().into_iter().enumerate() {
            match item {
                Ok(notification) => {
                    for seen in notification.observations().into_iter().flatten() {
                        if self.may_be_ours(&seen) {
                            let step = self.tracker.observation(seen);
                            lines.extend(self.step(&step));
                        }
                    }
                }
                Err(_) => lines.push(format!("value[{number}] is not a notification")),
            }
        }
        lines
    }

    /// Whether the observation may be about our operation.
    fn may_be_ours(&self, seen: &Observation<CommsOperation>) -> bool {
        let known = self.key.as_deref().and_then(|key| self.tracker.get(key));
        let Some(known) = known else {
            return true;
        };
        let context = known.client_context();
        let shares_context = context.is_some() && seen.context.as_deref() == context;
        let has_room = self.tracker.len() <= OTHERS;
        match &seen.key {
            Some(key) if key == known.key() => true,
            Some(_) => shares_context && (has_room || context == Some(known.key())),
            None => shares_context || has_room || (seen.context.is_none() && seen.path.is_none()),
        }
    }

    fn step(&mut self, step: &TrackerEvent) -> Vec<String> {
        let of_ours = match (&self.key, &step.key) {
            (None, Some(key)) => {
                self.key = Some(key.clone());
                true
            }
            (Some(ours), Some(key)) => {
                // An operation that was known by its context may have received its identifier since.
                if self.tracker.get(ours).is_none() {
                    self.key = Some(key.clone());
                }
                self.key.as_ref() == Some(key)
            }
            (_, None) => step.effect != Effect::NotAnOperation,
        };
        if !of_ours {
            return Vec::new();
        }
        let name = step.key.as_deref().unwrap_or("-");
        let mut lines = vec![match step.effect {
            Effect::UnknownStatus => {
                let status = step.status.as_deref().unwrap_or_default();
                format!("{name} {step}:{status}")
            }
            _ => format!("{name} {step}"),
        }];
        if self.explain {
            lines.push(match step.source_sentence {
                Some(sentence) => format!("    because: {sentence}"),
                None => "    because: the documentation does not say".to_owned(),
            });
        }
        lines
    }

    /// How the operation ended, if it has.
    pub fn end(&self) -> Option<End> {
        let known = self.tracker.get(self.key.as_deref()?)?;
        match known.phase() {
            Phase::Succeeded => Some(End::Completed),
            Phase::Failed => Some(End::Failed),
            _ => None,
        }
    }

    /// Returns the last line to print.
    pub fn last_words(&self, end: End) -> String {
        let known = self.key.as_deref().and_then(|key| self.tracker.get(key));
        let class = known.and_then(|known| known.result_class());
        match (end, class) {
            (End::Completed, _) => "completed".to_owned(),
            (End::Failed, Some(class)) => format!("failed: {class}"),
            (End::Failed, None) => "failed".to_owned(),
            (End::Unspecified, _) if known.is_some_and(|known| known.is_deleted()) => {
                "deleted before a final status was received".to_owned()
            }
            (End::Unspecified, _) => "no final status was received".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use msgraph_types::json;

    use super::*;

    fn notifications(id: &str, context: &str, status: &str) -> CommsNotifications {
        let kind = "#microsoft.graph.recordOperation";
        json::from_str(&format!(
            r#"{{"value": [{{"resourceData": {{"@odata.type": "{kind}", {id} "clientContext": "{context}", "status": "{status}"}}}}]}}"#
        ))
        .expect("notifications")
    }

    #[test]
    fn other_operations_are_not_kept() {
        let mut watch = Watch::new(false);
        let answer = r#"{"id": "ours", "clientContext": "c", "status": "running"}"#;
        watch.answer(Some(&json::from_str(answer).expect("an operation")));
        for number in 0..1000 {
            let id = format!(r#""id": "{number}","#);
            let mut lines = watch.batch(&notifications(&id, "other", "completed"));
            lines.extend(watch.batch(&notifications(&id, "c", "completed")));
            assert_eq!(lines, Vec::<String>::new());
        }
        assert!(watch.tracker.len() <= OTHERS + 1);
        // Several operations share the context, so it identifies none of them.
        let lines = watch.batch(&notifications("", "c", "completed"));
        assert_eq!(
            (lines, watch.end()),
            (vec!["- unattributed".to_owned()], None)
        );
        watch.batch(&notifications(r#""id": "ours","#, "c", "completed"));
        assert_eq!(watch.end(), Some(End::Completed));
    }
}
