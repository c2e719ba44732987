//! What programs send: values that were read and edited, and their changes.

use msgraph_types::{
    Call, CommsOperation, PlayPromptOperation, Resource, Value, from_value, to_value,
};

fn value(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

fn read<T: for<'de> serde::Deserialize<'de>>(json: &str) -> T {
    from_value(&value(json)).expect("a body")
}

#[test]
fn read_value_is_sent_without_read_only_properties() {
    let call: Call = read(
        r##"{"@odata.type": "#microsoft.graph.call", "@odata.context": "https://..", "@odata.etag": "W/1",
            "id": "1", "id@odata.type": "Edm.String", "subject": "a", "newer": 1,
            "participants@odata.navigationLink": "p", "@microsoft.graph.downloadUrl": "https://..",
            "@microsoft.graph.conflictBehavior": "rename"}"##,
    );
    assert_eq!(
        call.writable(),
        value(
            r##"{"@odata.type": "#microsoft.graph.call", "subject": "a", "newer": 1,
                "@microsoft.graph.conflictBehavior": "rename"}"##
        )
    );
}

#[test]
fn identifiers_inside_nested_values_are_sent() {
    let nested =
        r#"{"source": {"id": "7", "identity": {"user": {"id": "8", "displayName": "x"}}}}"#;
    let call: Call = read(nested);
    assert_eq!(call.writable(), value(nested));
}

#[test]
fn relationships_and_binds_are_sent() {
    let body = r#"{"participants": [{"id": "1"}], "operations@odata.bind": ["https://../1"]}"#;
    let call: Call = read(body);
    assert_eq!(call.writable(), value(body));
}

#[test]
fn cleared_member_of_a_nested_value_is_sent_as_null() {
    let before: CommsOperation = read(
        r#"{"clientContext": "a", "resultInfo": {"code": 1, "message": "m", "subcode": null, "newer": {"a": 1, "b": 2}}}"#,
    );
    let mut after = before.clone();
    let info = after.result_info.as_mut().expect("a result");
    info.message = None;
    info.extra.remove("subcode");
    info.extra.insert("newer", value(r#"{"a": 1}"#));
    assert_eq!(
        after.changes_since(&before),
        value(r#"{"resultInfo": {"code": 1, "message": null, "newer": {"a": 1, "b": null}}}"#)
    );
}

#[test]
fn removed_key_is_sent_as_null_and_lists_whole() {
    let before: Call = read(
        r#"{"newer": 1, "requestedModalities": ["audio", "video"], "callRoutes": [{"final": {"id": "1"}}]}"#,
    );
    let after: Call = read(r#"{"requestedModalities": ["audio"], "callRoutes": [{"final": {}}]}"#);
    assert_eq!(
        after.changes_since(&before),
        value(
            r#"{"callRoutes": [{"final": {}}], "requestedModalities": ["audio"], "newer": null}"#
        )
    );
}

#[test]
fn nested_value_of_another_type_or_identity_clears_nothing() {
    for (old, new) in [
        (
            r##"{"@odata.type": "#a", "x": 1}"##,
            r##"{"@odata.type": "#b", "y": 1}"##,
        ),
        (r#"{"id": "1", "x": 1}"#, r#"{"id": "2", "y": 1}"#),
    ] {
        let before: Call = read(&format!(r#"{{"source": {old}}}"#));
        let after: Call = read(&format!(r#"{{"source": {new}}}"#));
        assert_eq!(
            after.changes_since(&before),
            value(&format!(r#"{{"source": {new}}}"#))
        );
    }
}

#[test]
fn common_changes_ignore_members_not_selected() {
    let before: Call = read(r#"{"subject": "a", "tenantId": "t", "source": {"region": "r"}}"#);
    let after: Call = read(r#"{"subject": "b", "callbackUri": "c", "source": {"region": "r"}}"#);
    assert_eq!(
        after.common_changes_since(&before),
        value(r#"{"subject": "b"}"#)
    );
    let again = after.common_changes_since(&after.clone());
    assert_eq!(again, value("{}"));
}

#[test]
fn related_resource_is_created_with_its_owner() {
    let mut call = Call {
        subject: Some("a".into()),
        ..Default::default()
    };
    let prompt = PlayPromptOperation {
        client_context: Some("c".into()),
        ..Default::default()
    };
    // A type that extends the type of the relationship is allowed as well, and states its type.
    call.set_operations([prompt.clone()]);
    assert_eq!(
        to_value(&call),
        value(
            r##"{"subject": "a", "operations": [{"@odata.type": "#microsoft.graph.playPromptOperation", "clientContext": "c"}]}"##
        )
    );
    assert_eq!(call.writable(), to_value(&call));
    let operations = call.operations().expect("a list").expect("a list");
    assert_eq!(operations[0].cast(), Some(prompt));
}

#[test]
fn existing_resource_is_linked() {
    let mut call = Call::default();
    call.bind_participants(["https://../participants/1", "https://../participants/2"]);
    assert_eq!(
        call.writable(),
        value(
            r#"{"participants@odata.bind": ["https://../participants/1", "https://../participants/2"]}"#
        )
    );
}
