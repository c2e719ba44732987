//! The tracker: sequences of responses and notifications from the reference material, and what must hold for all of
//! them.

use std::{collections::BTreeMap, fs};

use msgraph_types::{
    CommsNotification, CommsNotifications, CommsOperation,
    operations::{Effect, Tracker, action_response},
};
use reference_material::{material, needs_material};
use serde_json::{Value as Json, json};

fn lines(name: &str) -> Vec<Json> {
    let path = material!().join("comms").join(name);
    let text = fs::read_to_string(path).expect("shared lines");
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let lines: Vec<Json> = lines
        .map(|line| serde_json::from_str(line).expect("a JSON line"))
        .collect();
    assert!(!lines.is_empty(), "{name} is empty");
    lines
}

/// Feeds one event, and returns the result in words.
fn feed(tracker: &mut Tracker<CommsOperation>, event: &Json) -> Vec<String> {
    if let Some(response) = event.get("response") {
        // An empty text stands for an empty body.
        let answer = match response.as_str() {
            Some("") => None,
            _ => action_response(response.clone()).expect("an answer"),
        };
        return vec![tracker.response(answer.as_ref()).to_string()];
    }
    let batch: CommsNotifications =
        serde_json::from_value(event["notify"].clone()).expect("a batch");
    let items = batch.items().into_iter().flatten();
    let steps = items.flat_map(|item| tracker.notify(&item));
    steps.map(|step| step.to_string()).collect()
}

/// Describes the state in the words of the lines.
fn state(tracker: &Tracker<CommsOperation>) -> Json {
    let operations: BTreeMap<&str, Json> = tracker
        .operations()
        .map(|known| {
            let short = known.type_name().and_then(|name| name.rsplit('.').next());
            let sent = known
                .operation()
                .and_then(|known| known.extra.get("@odata.type")?.as_str());
            let is_untyped = sent.is_none_or(str::is_empty);
            let shown = json!({
                "type": short.unwrap_or(if is_untyped { "untyped" } else { "unknown" }),
                "status": known.status(),
                "client_context": known.client_context(),
                "result_class": known.result_class().map(|class| class.as_str()),
                "gone": known.is_deleted(),
                "conflict": known.is_conflicting(),
            });
            (known.key(), shown)
        })
        .collect();
    let pending: Vec<&str> = tracker.pending().map(|known| known.key()).collect();
    json!({ "ops": operations, "unattributed": tracker.unattributed(), "pending": pending })
}

#[needs_material]
#[test]
fn sequences_end_in_the_expected_phase() {
    for line in lines("scenarios.jsonl") {
        let mut tracker = Tracker::new();
        let events = line["events"].as_array().expect("events");
        let log: Vec<String> = events
            .iter()
            .flat_map(|event| feed(&mut tracker, event))
            .collect();
        let mut expected = line["expect"].clone();
        let expected_log = expected.as_object_mut().and_then(|all| all.remove("log"));
        assert_eq!(
            state(&tracker),
            expected,
            "{}: {}",
            line["id"],
            line["name"]
        );
        assert_eq!(
            Some(json!(log)),
            expected_log,
            "{}: {}",
            line["id"],
            line["name"]
        );
    }
}

/// Pseudorandom numbers, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
    }
}

/// Events of a few operations, each with its own context and at most one final status, under any of their names.
fn events(random: &mut Random) -> Vec<Json> {
    let mut events = Vec::new();
    for number in 0..1 + random.below(4) {
        let id = format!("0fe0623f-d628-42ed-b4bd-8ac29007{number:04}");
        let last = ["completed", "failed", "running", "paused"][random.below(4)];
        for _ in 0..1 + random.below(5) {
            let status = ["notStarted", "running", "Running", last][random.below(4)];
            let mut content =
                json!({"@odata.type": "#microsoft.graph.playPromptOperation", "status": status});
            let path = format!(
                "/communications/calls/x/operations/{}",
                id.replace('-', "").to_uppercase()
            );
            content["clientContext"] = json!(format!("context {number}"));
            match random.below(4) {
                0 => content["id"] = json!(id),
                1 => content["@odata.id"] = json!(path),
                2 => {
                    content["id"] = json!(id);
                    events.push(json!({ "response": content }));
                    continue;
                }
                _ => {}
            }
            let change = ["updated", "deleted"][random.below(2)];
            let path = [json!(path), Json::Null][random.below(2)].clone();
            let item = json!({"changeType": change, "resourceUrl": path, "resourceData": content});
            events.push(json!({"notify": {"value": [item]}}));
        }
    }
    events
}

fn outcome(events: &[Json]) -> Json {
    let mut tracker = Tracker::new();
    for event in events {
        feed(&mut tracker, event);
    }
    let mut state = state(&tracker);
    let mut pending: Vec<String> = serde_json::from_value(state["pending"].take()).unwrap();
    pending.sort();
    state["pending"] = json!(pending);
    state
}

#[test]
fn order_and_repetition_do_not_matter() {
    let mut random = Random(1);
    for _ in 0..2_000 {
        let mut events = events(&mut random);
        let expected = outcome(&events);
        assert_eq!(expected["unattributed"], json!(0), "{events:#?}");
        events.extend_from_within(..random.below(events.len()));
        random.shuffle(&mut events);
        assert_eq!(outcome(&events), expected, "{events:#?}");
    }
}

#[test]
fn final_status_does_not_change() {
    let mut random = Random(2);
    for _ in 0..2_000 {
        let mut all = events(&mut random);
        // Contradictions, and contexts that several operations share.
        for event in events(&mut random) {
            all.push(
                serde_json::from_str(&event.to_string().replace("context 1", "context 0")).unwrap(),
            );
        }
        random.shuffle(&mut all);
        let mut tracker = Tracker::new();
        let mut last: BTreeMap<String, String> = BTreeMap::new();
        for event in &all {
            feed(&mut tracker, event);
            for known in tracker
                .operations()
                .filter(|known| known.phase().is_terminal())
            {
                let status = known.status().unwrap_or_default().to_owned();
                let before = last.insert(known.key().to_owned(), status.clone());
                assert!(before.is_none_or(|before| before == status), "{all:#?}");
            }
        }
    }
}

fn notification(body: Json) -> CommsNotification {
    serde_json::from_value(body).expect("a notification")
}

/// A notification about an operation.
fn item(id: &str, status: &str) -> CommsNotification {
    let kind = "microsoft.graph.commsOperation";
    notification(json!({"resourceData": {"@odata.type": kind, "id": id, "status": status}}))
}

#[test]
fn eviction_bounds_memory_and_ignores_late_notifications() {
    let mut tracker = Tracker::new();
    for number in 0..10_000 {
        let status = if number == 0 { "running" } else { "completed" };
        tracker.notify(&item(&number.to_string(), status));
        tracker.evict_finished(10);
        assert!(tracker.operations().count() <= 11);
    }
    assert!(tracker.get("0").is_some_and(|known| known.is_pending()));
    let steps = tracker.notify(&item("9000", "running"));
    assert_eq!(steps[0].effect, Effect::Stale);
    assert!(tracker.get("9000").is_none());
}

#[test]
fn oldest_operation_is_evicted() {
    let mut tracker = Tracker::new();
    for (id, status) in [
        ("0", "running"),
        ("1", "completed"),
        ("2", "running"),
        ("3", "failed"),
    ] {
        tracker.notify(&item(id, status));
    }
    let texts = "0running1completed2running3failed".len();
    assert_eq!((tracker.len(), tracker.text_len()), (4, texts));
    let places: Vec<u64> = tracker
        .operations_after(0)
        .map(|(place, _)| place)
        .collect();
    let mut gone = Vec::new();
    while let Some(known) = tracker.evict_oldest() {
        gone.push(known.key().to_owned());
        let left = tracker.operations_after(places[1]).map(|(place, _)| place);
        assert!(left.into_iter().all(|place| places[2..].contains(&place)));
    }
    assert_eq!(gone, ["1", "3", "0", "2"]);
    assert!(tracker.is_empty() && tracker.text_len() == 0);
    // Pending operations may continue, finished ones do not become pending again.
    tracker.notify(&item("0", "running"));
    tracker.notify(&item("1", "running"));
    let known: Vec<&str> = tracker.operations().map(|known| known.key()).collect();
    assert_eq!(known, ["0"]);
}

#[test]
fn removal_without_content_is_known_by_its_address() {
    let mut tracker = Tracker::new();
    let running = json!({"id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5", "status": "running"});
    let operation: CommsOperation = serde_json::from_value(running).unwrap();
    tracker.response(Some(&operation));
    let gone = json!({
        "changeType": "deleted",
        "resource": "/app/calls/1/operations/0FE0623F-D628-42ED-B4BD-8AC290072CC5",
        "resourceData": null
    });
    assert_eq!(
        tracker.notify(&notification(gone))[0].effect,
        Effect::NoStatus
    );
    let known = tracker.operations().next().unwrap();
    assert!(known.is_deleted() && !known.phase().is_terminal() && !known.is_pending());
}
