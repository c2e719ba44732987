//! Values that programs build, and casts.

use msgraph_types::{
    Call, CommsOperation, PlayPromptOperation, Property, RecordOperation, Resource, ResultInfo,
    Value, from_value, to_value,
};

fn value(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

#[test]
fn value_is_built_in_one_expression() {
    let info = ResultInfo {
        code: Some(200),
        ..Default::default()
    };
    let operation = CommsOperation {
        client_context: Some("d45324c1".into()),
        result_info: Some(info.into()),
        ..Default::default()
    };
    assert_eq!(
        to_value(&operation),
        value(r#"{"clientContext": "d45324c1", "resultInfo": {"code": 200}}"#)
    );
}

#[test]
fn built_subtype_states_its_type() {
    let prompt = PlayPromptOperation {
        client_context: Some("a".into()),
        ..Default::default()
    };
    assert_eq!(
        to_value(&prompt),
        value(r##"{"@odata.type": "#microsoft.graph.playPromptOperation", "clientContext": "a"}"##)
    );
    assert_eq!(to_value(&CommsOperation::default()), value("{}"));
}

#[test]
fn read_value_is_written_unchanged() {
    for body in [
        r#"{"clientContext":"a"}"#,
        r##"{"@odata.type":"#other","clientContext":"a"}"##,
    ] {
        let prompt: PlayPromptOperation = serde_json::from_str(body).expect("a body");
        assert_eq!(serde_json::to_string(&prompt).expect("JSON"), body);
        assert_eq!(serde_json::to_string(&prompt.clone()).expect("JSON"), body);
    }
}

#[test]
fn cast_matches_type_names_in_any_case() {
    let body = r##"{"@OData.Type": "#microsoft.graph.playPromptOperation", "clientContext": "a"}"##;
    let base: CommsOperation = from_value(&value(body)).expect("a body");
    let prompt: PlayPromptOperation = base.cast().expect("the type that the body names");
    assert_eq!(to_value(&prompt), value(body));
    assert_eq!(prompt.cast(), Some(base));
}

#[test]
fn cast_to_a_base_and_back_gives_the_same_value() {
    let bodies = [
        r#"{"clientContext": "a"}"#,
        r##"{"@odata.type": "#microsoft.graph.playPromptOperation", "clientContext": "a"}"##,
        r#"{"@odata.type": "Microsoft.Graph.PlayPromptOperation", "clientContext": "a"}"#,
    ];
    for body in bodies {
        let prompt: PlayPromptOperation = from_value(&value(body)).expect("a body");
        let base: CommsOperation = prompt.cast().expect("a base");
        let stated = base.extra.get("@odata.type").and_then(Value::as_str);
        assert!(stated.is_some_and(|name| name.to_lowercase().ends_with("playpromptoperation")));
        // A clone, and a base that was cast again, keep it as well.
        let base: CommsOperation = base.clone().cast().expect("a base");
        assert_eq!(
            base.cast::<PlayPromptOperation>(),
            Some(prompt.clone()),
            "{body}"
        );
        assert_eq!(base.cast::<RecordOperation>(), None);
    }
    let built = PlayPromptOperation::default();
    let base: CommsOperation = built.cast().expect("a base");
    assert_eq!(base.cast::<PlayPromptOperation>(), Some(built));
}

#[test]
fn each_type_has_its_odata_type() {
    fn name<T: Resource>() -> &'static str {
        T::ODATA_TYPE
    }
    assert_eq!(Call::ODATA_TYPE, "#microsoft.graph.call");
    assert_eq!(
        name::<PlayPromptOperation>(),
        PlayPromptOperation::ODATA_TYPE
    );
}

#[test]
fn constants_are_accepted_wherever_a_name_is() {
    let mut call = Call::default();
    call.extra.insert(Call::SUBJECT, 5);
    assert!(call.extra.get(&Call::SUBJECT).is_some());
    assert!(call.extra.remove(&Call::SUBJECT).is_some());
    let url = format!("calls?$select={},{}", Call::ID, Call::SUBJECT);
    assert!(url.ends_with(&*Property::select(&[Call::ID, Call::SUBJECT])));
    assert!(Call::SUBJECT.starts_with("sub"));
}

#[test]
fn property_of_a_nested_value_is_cleared() {
    let mut operation = CommsOperation {
        result_info: Some(ResultInfo::default().into()),
        ..Default::default()
    };
    let info = operation.result_info.as_mut().expect("a result");
    info.set_null(ResultInfo::CODE);
    assert!(info.is_null(ResultInfo::CODE));
    assert_eq!(
        to_value(&operation),
        value(r#"{"resultInfo": {"code": null}}"#)
    );
}

#[test]
fn generic_function_takes_any_resource() {
    fn twice<T: Resource>(read: &T) -> (T, T) {
        let text = serde_json::to_string(read).expect("JSON");
        (read.clone(), serde_json::from_str(&text).expect("the same"))
    }
    let call = Call {
        subject: Some("a".into()),
        ..Default::default()
    };
    assert_eq!(twice(&call), (call.clone(), call));
}
