//! What all types can do: nulls, bodies to send, limits.

use msgraph_types::{
    CommsOperation, CommsOperationStatus, Limit, Object, PlayPromptOperation, Property,
    RecordOperation, Resource, ResultInfo, Value, from_value,
};

fn operation() -> CommsOperation {
    let info = ResultInfo {
        code: Some(200),
        ..Default::default()
    };
    CommsOperation {
        id: Some("0fe0623f".to_owned()),
        client_context: Some("d45324c1".to_owned()),
        status: Some(CommsOperationStatus::Running),
        result_info: Some(info.into()),
        ..Default::default()
    }
}

fn names(body: &Value) -> Vec<&str> {
    let members = body.as_object().unwrap();
    members.iter().map(|(name, _)| name).collect()
}

#[test]
fn null_round_trips() {
    let mut operation = operation();
    assert!(!operation.is_null(CommsOperation::STATUS));
    operation.set_null(CommsOperation::STATUS);
    assert_eq!(operation.status, None);
    assert!(operation.is_null(CommsOperation::STATUS));
    let body = msgraph_types::to_value(&operation);
    assert_eq!(body.as_object().unwrap().get("status"), Some(&Value::Null));
    let again: CommsOperation = from_value(&body).unwrap();
    assert_eq!(again, operation);
    // A value replaces the null.
    operation.status = Some(CommsOperationStatus::Failed);
    assert!(!operation.is_null(CommsOperation::STATUS));
}

#[test]
fn only_what_changed_is_sent() {
    let before = operation();
    let mut after = before.clone();
    assert_eq!(after.changes_since(&before), Value::Object(Object::new()));
    after.client_context = None;
    after.status = Some(CommsOperationStatus::Completed);
    after.result_info.as_mut().unwrap().message = Some("done".to_owned());
    after.extra.insert("newer", 1);
    let patch = after.changes_since(&before);
    let members = patch.as_object().unwrap();
    assert_eq!(
        names(&patch),
        ["resultInfo", "status", "newer", "clientContext"]
    );
    assert_eq!(members.get("clientContext"), Some(&Value::Null));
    assert_eq!(members.get("status").unwrap().as_str(), Some("completed"));
    let info = members.get("resultInfo").unwrap();
    assert_eq!(names(info), ["code", "message"]);
}

#[test]
fn read_only_properties_are_not_sent() {
    let mut operation = operation();
    operation
        .extra
        .insert("@odata.type", "#microsoft.graph.commsOperation");
    operation.extra.insert("id@odata.type", "Edm.String");
    assert_eq!(
        names(&operation.writable()),
        ["@odata.type", "clientContext"]
    );
    assert!(CommsOperation::ID.is_read_only());
    assert!(!CommsOperation::CLIENT_CONTEXT.is_read_only());
}

#[test]
fn limits_count_code_points_and_bind_only_what_is_sent() {
    assert_eq!(
        CommsOperation::CLIENT_CONTEXT.limits(),
        [Limit::MaxLength(256)]
    );
    let mut operation = operation();
    for (text, fits) in [
        ("a".repeat(256), true),
        ("a".repeat(257), false),
        ("😀".repeat(256), true),
        ("e\u{301}".repeat(128) + "\u{301}", false),
    ] {
        operation.client_context = Some(text);
        assert_eq!(operation.validate().is_ok(), fits);
        let read: CommsOperation = from_value(&msgraph_types::to_value(&operation)).unwrap();
        assert_eq!(read, operation);
    }
    let invalid = operation.validate().unwrap_err();
    assert_eq!(invalid.violations[0].path, "clientContext");
    assert_eq!(
        invalid.to_string(),
        "clientContext: at most 256 characters, found 257"
    );
}

#[test]
fn constants_are_the_names_of_properties() {
    let select = Property::select(&[CommsOperation::ID, CommsOperation::STATUS]);
    assert_eq!(select, "id,status");
    assert_eq!(CommsOperation::RESULT_INFO.to_string(), "resultInfo");
}

#[test]
fn odata_type_selects_only_related_types() {
    let untyped = operation();
    assert_eq!(untyped.cast::<CommsOperation>(), Some(untyped.clone()));
    assert_eq!(untyped.cast::<ResultInfo>(), None);
    let named = |name: &str| {
        let mut operation = operation();
        operation.extra.insert("@odata.type", name);
        operation
    };
    let prompt = named("#Microsoft.Graph.PlayPromptOperation");
    let lowered: PlayPromptOperation = prompt.cast().unwrap();
    assert_eq!(lowered.cast::<CommsOperation>(), Some(prompt.clone()));
    assert_eq!(prompt.cast::<RecordOperation>(), None);
    assert_eq!(prompt.cast::<CommsOperation>(), Some(prompt));
    // A type of another branch, though both are known.
    let info = named("#microsoft.graph.resultInfo");
    assert_eq!(info.cast::<ResultInfo>(), None);
    assert_eq!(info.cast::<CommsOperation>(), Some(info.clone()));
    // A sibling, a base, a longer name, and one that is newer than the crate.
    let mut sibling = lowered.clone();
    sibling
        .extra
        .insert("@odata.type", "microsoft.graph.recordOperation");
    assert_eq!(sibling.cast::<RecordOperation>(), None);
    for name in [
        "microsoft.graph.commsOperation",
        "##microsoft.graph.playPromptOperation",
        "microsoft.graph.newer",
        "",
    ] {
        assert_eq!(named(name).cast::<PlayPromptOperation>(), None, "{name}");
    }
    let mut newer = lowered;
    newer.extra.insert("@odata.type", "#microsoft.graph.newer");
    assert!(newer.cast::<CommsOperation>().is_some());
}
