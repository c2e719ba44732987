//! Real bodies of the communications service, from the reference material, are read correctly.

use std::fs;

use msgraph_types::{
    CommsNotification, CommsNotificationChangeType, CommsNotifications, CommsOperation,
    PlayPromptOperation, RecordOperation, Resource, ResourceData, Value, deserialize_strict,
    operations::{Expectation, Notification, Observation, OneOrMany, Operation, action_response},
};
use reference_material::{material, needs_material};
use serde_json::{Value as Json, json};

/// Returns lines of the reference material.
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

/// Reads a response from bytes, like a program without the feature `json`.
fn answer(body: &str) -> Result<Option<CommsOperation>, serde_json::Error> {
    if body.trim().is_empty() {
        return Ok(None);
    }
    let mut reader = serde_json::Deserializer::from_str(body);
    let answer = action_response(&mut reader)?;
    reader.end()?;
    Ok(answer)
}

fn notifications(body: &str) -> Result<CommsNotifications, serde_json::Error> {
    serde_json::from_str(body)
}

/// Returns the name of an operation's type in the lines.
fn type_of(operation: &CommsOperation) -> String {
    let sent = operation.extra.get("@odata.type").and_then(Value::as_str);
    let sent = sent.unwrap_or_default().trim_start_matches('#');
    let known = CommsOperation::LIFECYCLE.types.iter();
    let known = known.copied().find(|name| name.eq_ignore_ascii_case(sent));
    match known {
        Some(name) => name.rsplit('.').next().unwrap_or_default().to_owned(),
        None if sent.is_empty() => "untyped".to_owned(),
        None => "unknown".to_owned(),
    }
}

fn follows(expect: Expectation) -> Json {
    match expect {
        Expectation::UpdatesFollow => json!(true),
        Expectation::Finished => json!(false),
        _ => json!("unspecified"),
    }
}

/// Describes an operation in the words of the lines.
fn shown(
    operation: &CommsOperation,
    seen: &Observation<CommsOperation>,
    address: Option<&str>,
) -> Json {
    let raw = operation.status_text();
    let is_known = operation
        .status
        .as_ref()
        .is_some_and(|status| CommsOperation::LIFECYCLE.rule(status.as_str()).is_some());
    let status = match (&operation.status, raw) {
        (Some(status), _) if is_known => json!(status.as_str()),
        (_, None) => Json::Null,
        _ => json!("unknown"),
    };
    let own = operation.extra.get("@odata.id").and_then(Value::as_str);
    let segments: Vec<&str> = own.or(address).unwrap_or_default().split('/').collect();
    let call = segments.windows(2).find(|pair| pair[0] == "calls");
    let weak = seen
        .path
        .as_deref()
        .and_then(|path| path.rsplit('/').next());
    json!({
        "type": type_of(operation),
        "odata_type": operation.extra.get("@odata.type").and_then(Value::as_str),
        "status": status,
        "status_raw": raw,
        "terminal": operation.is_terminal(),
        "updates_follow": follows(CommsOperation::expectation(Some(operation))),
        "op_key": seen.key,
        "op_key_weak": weak,
        "call_key": call.map(|pair| pair[1].replace('-', "").to_lowercase()),
        "client_context": operation.client_context,
        "result_class": operation.result_class().map(|class| class.as_str()),
    })
}

fn is_operation(expected: &Json, answer: Option<&CommsOperation>) -> Json {
    match answer {
        Some(operation) => shown(operation, &Observation::of(operation), None),
        None => {
            assert_eq!(expected["null"], json!(true));
            let expect = CommsOperation::expectation(None);
            json!({ "null": true, "terminal": expect == Expectation::Finished, "updates_follow": follows(expect) })
        }
    }
}

fn shown_notification(notification: &CommsNotification) -> Json {
    let change = match &notification.change_type {
        Some(CommsNotificationChangeType::Unrecognized(_)) => Some("unknown"),
        known => known.as_ref().map(|change| change.as_str()),
    };
    let address = notification.resource_url.as_deref();
    let mut shown = json!({
        "change_type": change,
        "resource_url": address,
        "resource": notification.extra.get("resource").and_then(Value::as_str),
    });
    let kind = |data: &ResourceData| match data {
        ResourceData::CommsOperation(_) => Some("operation"),
        ResourceData::Call(_) => Some("call"),
        ResourceData::Participant(_) => Some("participant"),
        _ => None,
    };
    match notification.resource_data() {
        None => (shown["shape"], shown["kind"]) = (json!("null"), Json::Null),
        Some(OneOrMany::Many(many)) => {
            (shown["shape"], shown["len"]) = (json!("array"), json!(many.len()));
            shown["kind"] = json!(many.first().and_then(kind));
        }
        Some(OneOrMany::One(one)) => {
            (shown["shape"], shown["kind"]) = (json!("object"), json!(kind(&one)));
            match &one {
                ResourceData::Call(call) => {
                    shown["call_state"] = json!(call.state.as_ref().map(|state| state.as_str()));
                }
                ResourceData::CommsOperation(operation) => {
                    let seen = notification.observations().into_iter().flatten().next();
                    let seen = seen.expect("an operation is seen");
                    shown["operation"] = self::shown(operation, &seen, address);
                }
                _ => {}
            }
        }
    }
    shown
}

/// Compares only what is expected; there may be more.
fn assert_has(shown: &Json, expected: &Json, id: &str) {
    for (name, value) in expected.as_object().expect("an object") {
        match (value, &shown[name]) {
            (Json::Object(_), Json::Object(_)) => assert_has(&shown[name], value, id),
            (value, shown) => assert_eq!(shown, value, "{id}: {name}"),
        }
    }
}

fn check_ok(id: &str, body: &str, expected: &Json) {
    let sent: Json = match body.trim().is_empty() {
        true => Json::Null,
        false => serde_json::from_str(body).expect(id),
    };
    if expected["as_"] == "operationResponse" {
        let answer = answer(body).expect(id);
        let written = serde_json::to_value(&answer).expect(id);
        assert_eq!(written, sent, "{id}: written back");
        assert_has(
            &is_operation(&expected["operation"], answer.as_ref()),
            &expected["operation"],
            id,
        );
        return;
    }
    let read = notifications(body).expect(id);
    assert_eq!(
        serde_json::to_value(&read).expect(id),
        sent,
        "{id}: written back"
    );
    let items = read.items();
    let expected = expected["notifications"].as_array().expect(id);
    assert_eq!(items.len(), expected.len(), "{id}");
    for (item, expected) in items.iter().zip(expected) {
        assert_has(&shown_notification(item.as_ref().expect(id)), expected, id);
    }
}

#[needs_material]
#[test]
fn bodies_are_read_as_expected() {
    for line in lines("payloads.jsonl") {
        let (id, body) = (line["id"].as_str().unwrap(), line["body"].as_str().unwrap());
        let expected = &line["expectation"];
        let is_notification = line["kind"] == "notification" || line["kind"] == "doc-jsonc";
        let fails = match is_notification {
            true => notifications(body).is_err(),
            false => answer(body).is_err(),
        };
        match expected["parse"].as_str().unwrap() {
            "ok" => check_ok(id, body, expected),
            "error" if expected["path"].is_string() => {
                assert!(!fails, "{id}: lenient reading keeps the value");
                let path = expected["path"].as_str().unwrap();
                let error = match is_notification {
                    true => {
                        let type_mismatches = notifications(body).expect(id).type_mismatches();
                        type_mismatches.first().map(ToString::to_string)
                    }
                    false => {
                        let mut reader = serde_json::Deserializer::from_str(body);
                        let read = deserialize_strict::<CommsOperation, _>(&mut reader);
                        read.err().map(|error| error.to_string())
                    }
                };
                let error = error.expect("strict reading refuses it");
                assert!(error.contains(&format!("{path}: ")), "{id}: {error}");
            }
            _ => assert!(fails, "{id}: {}", line["note"]),
        }
    }
}

#[test]
fn one_bad_item_does_not_lose_the_others() {
    let body =
        r#"{"value": [{"changeType": "Updated"}, 7, {"changeType": "deleted", "CHANGETYPE": 1}]}"#;
    let read = notifications(body).unwrap();
    let items = read.items();
    assert_eq!(items.len(), 3);
    let first = items[0].as_ref().unwrap();
    assert_eq!(
        first.change_type,
        Some(CommsNotificationChangeType::Updated)
    );
    assert_eq!(items[1], Err(Value::from(7)));
    assert!(items[2].is_ok());
    let written = serde_json::to_value(&read).unwrap();
    assert_eq!(written, serde_json::from_str::<Json>(body).unwrap());
}

#[test]
fn location_and_discriminator_have_variant_names() {
    for name in ["resource", "resourceUrl"] {
        let id = "0FE0623FD62842EDB4BD8AC290072CC5";
        let body = json!({
            name: format!("https://host/beta/communications/calls/x/operations/{id}?a=b"),
            "changeType": "DELETED",
            "resourceData": {"@odata.type": "Microsoft.Graph.RecordOperation", "status": "COMPLETED", "n": "12"}
        });
        let read: CommsNotification = serde_json::from_value(body.clone()).unwrap();
        let seen = read.observations().pop().unwrap().unwrap();
        assert_eq!(seen.key.as_deref(), Some(id.to_lowercase().as_str()));
        assert!(seen.operation.unwrap().is_terminal());
        assert_eq!(serde_json::to_value(&read).unwrap(), body);
    }
}

#[test]
fn mismatches_are_named_at_any_depth() {
    let cases = [
        (json!({"value": 5}), "value: "),
        (json!({"value": [{}, 5]}), "value[1]: "),
        (
            json!({"value": [{"changeType": 5}]}),
            "value[0].changeType: ",
        ),
        (
            json!({"value": [7, {"changeType": 5}]}),
            "value[1].changeType: ",
        ),
        (
            json!({"value": [{"resourceData": "x"}]}),
            "value[0].resourceData: ",
        ),
        (
            json!({"value": [{"resourceData": [{"@odata.type": "#microsoft.graph.call", "state": 1}]}]}),
            "value[0].resourceData[0].state: ",
        ),
        (
            json!({"value": [{"resourceData": {"@odata.type": "#microsoft.graph.commsOperation", "resultInfo": {"code": 2147483648u32}}}]}),
            "value[0].resourceData.resultInfo.code: ",
        ),
    ];
    for (body, path) in cases {
        let read: CommsNotifications = serde_json::from_value(body.clone()).unwrap();
        let type_mismatches: Vec<String> = read
            .type_mismatches()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(
            type_mismatches.iter().any(|found| found.starts_with(path)),
            "{body}: {type_mismatches:?}"
        );
        assert_eq!(serde_json::to_value(&read).unwrap(), body);
    }
    let fine = json!({"value": [{"resourceData": {"@odata.type": "#new", "a": 1}}, {"resourceData": null}]});
    let fine: CommsNotifications = serde_json::from_value(fine).unwrap();
    assert_eq!(fine.type_mismatches(), []);
}

#[test]
fn operation_converts_to_its_type() {
    let body = json!({"@odata.type": "microsoft.graph.RECORDOPERATION", "status": "running", "recordingLocation": "here"});
    let operation: CommsOperation = serde_json::from_value(body.clone()).unwrap();
    let record: RecordOperation = operation.cast().unwrap();
    assert_eq!(record.recording_location.as_deref(), Some("here"));
    assert!(operation.cast::<PlayPromptOperation>().is_none());
    assert_eq!(serde_json::to_value(&record).unwrap(), body);
}

#[cfg(feature = "json")]
#[test]
fn missing_body_is_a_response() {
    use msgraph_types::operations::action_response_from_slice;
    for body in ["", " \n", "null"] {
        let answer: Option<CommsOperation> = action_response_from_slice(body.as_bytes()).unwrap();
        assert_eq!(answer, None);
    }
    assert!(action_response_from_slice::<CommsOperation>(b"{} x").is_err());
    assert!(action_response_from_slice::<CommsOperation>(b"\xef\xbb\xbf{}").is_err());
}
